// The log's part of a trail: a learner's events and data, found by the index, and the rises and falls of signals read off them.
import { join } from "node:path";
import { LearnerIndex, type Line, LineReader } from "#runtime/store/log/learner-index.ts";
import type { TrailKind, TrailRow } from "#shared/api/trail.ts";
import { type Learned, signalHistory } from "#shared/flow/history.ts";
import { isoOf } from "./ledger-columns.ts";
import { eventOf } from "./lines.ts";
import type { Logged } from "./logged.ts";
import type { Steps } from "./slices.ts";
import { isAsked, isBefore, type Placed, type TrailKey, type TrailPart, type TrailQuery } from "./trail-order.ts";

/** Events read for one reading of signals, the latest. */
const MOST_EVENTS = 20_000;
/** Lines read between two chances to rest. */
const STEP = 200;

/** Reads trails off the log of a data folder, by a thread that does not write it. */
export class TrailLog {
  readonly #folder: string;
  #open: { index: LearnerIndex; reader: LineReader } | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The first rows of the log's part, in the order asked for. */
  *read(part: TrailPart, query: TrailQuery): Steps<Placed[]> {
    const asks = (group: "events" | "profile" | "signals") => query.groups === null || query.groups.includes(group);
    if (!asks("events") && !asks("profile") && !asks("signals")) return [];
    const { index, reader } = this.#files();
    yield* index.catchUp();
    const lines = index.find(part.names).sort((a, b) => (isBefore(keyOf(a), keyOf(b), "oldest") ? -1 : 1));
    const logged = asks("events") || asks("profile") ? yield* this.#rows(reader, lines, part, query) : [];
    const signals = asks("signals") ? yield* this.#signals(reader, lines, part, query) : [];
    return [...logged, ...signals];
  }

  /** Lets go of the files. */
  close(): void {
    this.#open?.index.close();
    this.#open?.reader.close();
    this.#open = null;
  }

  #files(): { index: LearnerIndex; reader: LineReader } {
    const log = join(this.#folder, "log");
    this.#open ??= { index: new LearnerIndex(log, join(this.#folder, "index")), reader: new LineReader(log) };
    return this.#open;
  }

  *#rows(reader: LineReader, lines: readonly Line[], part: TrailPart, query: TrailQuery): Steps<Placed[]> {
    const rows: Placed[] = [];
    for (const line of query.order === "oldest" ? lines : lines.toReversed()) {
      const key = keyOf(line);
      if (query.after !== null && !isBefore(query.after, key, query.order)) continue;
      const row = rowOf(reader, line, part);
      if (row !== null && isAsked({ key, row }, query)) rows.push({ key, row });
      if (rows.length >= query.limit) return rows;
      yield;
    }
    return rows;
  }

  *#signals(reader: LineReader, lines: readonly Line[], part: TrailPart, query: TrailQuery): Steps<Placed[]> {
    const learned: Learned[] = [];
    for (const [index, line] of lines.slice(-MOST_EVENTS).entries()) {
      const one = learnedFrom(reader, line, part);
      if (one !== null) learned.push(one);
      if (index % STEP === 0) yield;
    }
    const strategies = part.strategies.filter(({ id }) => query.strategy === null || id === query.strategy);
    const rows: Placed[] = [];
    let count = 0;
    for (const change of signalHistory(strategies, part.settings, learned, part.now)) {
      if (change === null) {
        yield;
        continue;
      }
      count += 1;
      const key: TrailKey = [change.at, 1, count, 0];
      const kind: TrailKind = change.isOn ? "signal.rose" : "signal.fell";
      const node = strategies.find(({ id }) => id === change.strategy)?.nodes.find(({ id }) => id === change.signal);
      const params = {
        signal: change.signal,
        name: { ...node?.name },
        kind: node?.type === "signal" ? node.kind : null,
        ...(change.isOn ? { evidence: withIso(change.evidence) } : {}),
      };
      const refs = { strategy: change.strategy, ...(change.subject === "" ? {} : { subject: change.subject }) };
      rows.push({
        key,
        row: { id: `${kind}:${key.slice(1).join(".")}`, at: isoOf(change.at) ?? "", kind, params, refs },
      });
    }
    return rows.filter((one) => isAsked(one, query));
  }
}

function keyOf({ at, firstSeq, lineAt }: Line): TrailKey {
  return [at, 0, firstSeq, lineAt];
}

/** Instants (`since`, `…At`) as ISO-8601. */
function withIso(evidence: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) =>
      name === "since" || name.endsWith("At") ? [name, isoOf(value) ?? value] : [name, value],
    ),
  );
}

/** Whether a name's line is of the learner, and not of somebody who had the name before an erasure. */
function isTheirs({ names, erasedAt }: TrailPart, name: string, receivedAt: number): boolean {
  return names.includes(name) && receivedAt > (erasedAt[name] ?? Number.NEGATIVE_INFINITY);
}

function rowOf(reader: LineReader, line: Line, part: TrailPart): TrailRow | null {
  const full = reader.full(line);
  if (full === null) return null;
  const { kind, source, isBackfill, seq, receivedAt, text } = full;
  if (kind === "inputs") return inputRow(JSON.parse(text) as Logged, line, full, part);
  const event = eventOf(text);
  if (!isTheirs(part, event.learner, receivedAt)) return null;
  const base = { type: event.type, course: event.course, data: event.data };
  return {
    id: idOf("event", line),
    at: isoOf(event.at) ?? "",
    kind: "event",
    params: { ...base, source, isBackfill, receivedAt: isoOf(receivedAt) },
    refs: { event: event.id, seq, ...(event.course === null ? {} : { subject: event.course }) },
  };
}

function idOf(kind: TrailKind, { firstSeq, lineAt }: Line): string {
  return `${kind}:0.${firstSeq}.${lineAt}`;
}

/** What the school said of a learner. Addresses are named and not shown: a trail is read by more people than a profile. */
function inputRow(
  input: Logged,
  line: Line,
  { seq, receivedAt }: { seq: number; receivedAt: number },
  part: TrailPart,
): TrailRow | null {
  const row = (name: string, kind: TrailKind, params: Record<string, unknown>): TrailRow | null =>
    isTheirs(part, name, receivedAt)
      ? { id: idOf(kind, line), at: isoOf(receivedAt) ?? "", kind, params, refs: { seq } }
      : null;
  if (input.is === "optOut" || input.is === "optIn")
    return row(input.learner, "consent", { channel: input.channel, isGiven: input.is === "optIn" });
  if (input.is === "merge") return row(input.to, "merge", { from: input.from });
  if (input.is !== "upsert") return null;
  const { id, attributes, consent, ...rest } = input.patch;
  const fields = Object.keys(rest);
  const said = { ...(attributes === undefined ? {} : { attributes }), ...(consent === undefined ? {} : { consent }) };
  return row(id, "profile", { fields: [...fields, ...Object.keys(said)], ...said });
}

/** What a line taught of the learner; null where it is about somebody else or teaches no signal anything. */
function learnedFrom(reader: LineReader, line: Line, part: TrailPart): Learned | null {
  const item = JSON.parse(reader.text(line)) as Record<string, unknown>;
  if ("is" in item && !("type" in item)) {
    const input = item as unknown as Logged;
    if (input.is !== "upsert" || input.patch.attributes === undefined) return null;
    return isTheirs(part, input.patch.id, line.at) ? { at: line.at, attributes: input.patch.attributes } : null;
  }
  const event = eventOf(reader.text(line));
  const erasedAt = part.erasedAt[event.learner];
  if (erasedAt !== undefined && (reader.full(line)?.receivedAt ?? 0) <= erasedAt) return null;
  return part.names.includes(event.learner) ? { at: event.at, event } : null;
}
