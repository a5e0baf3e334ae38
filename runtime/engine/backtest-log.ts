// The log of a data folder as the history of a backtest, read beside the thread that appends. What was imported later (backfill) stands where
// it happened: a school that brought its history along has one. Of a learner in it the first that the school ever told counts from the start,
// and it ends with its last event: the silence after it says nothing of learners.

import type { Frame, LogEntry } from "#runtime/store/log/frame.ts";
import { readLog } from "#runtime/store/log/read.ts";
import type { LearnerPatch } from "#shared/event/learner.ts";
import type { Backtest, BacktestInput } from "#shared/flow/backtest.ts";
import { inputsOf } from "./backtest-inputs.ts";
import type { BacktestHistory, BacktestMoment } from "./backtest-run.ts";
import { eventOf, linesOf } from "./lines.ts";
import type { Logged } from "./logged.ts";

/** A line of an import. */
interface Imported {
  readonly at: number;
  readonly learner: string;
  readonly line: string;
}

interface Scanned {
  readonly imported: Imported[];
  /** The first upsert of each learner, and the first settings: what imports are read under. */
  readonly patches: ReadonlyMap<string, LearnerPatch>;
  readonly settings: Logged | null;
  readonly firstAt: number | null;
  /** The last event: when it came in, or happened where it was imported. */
  readonly lastAt: number;
  readonly eventCount: number;
}

/** The history up to a frame that is written; `endAt` (UTC ms) is the present. Throws LogDamaged. */
export function logHistory(folder: string, toSeq: number, endAt: number): BacktestHistory {
  const frames = () => readLog(folder, 1, toSeq);
  const { imported, patches, settings, firstAt, lastAt, eventCount } = scan(frames());
  const moments = function* (): Generator<BacktestMoment> {
    const known = new Set<string>();
    let next = 0;
    const importedTo = function* (at: number, share: number): Generator<BacktestMoment> {
      if (next === 0 && imported[0] !== undefined && imported[0].at <= at && settings !== null)
        yield { at: imported[0].at, share, inputs: (run) => inputsOf(settings, run) };
      for (let one = imported[next]; one !== undefined && one.at <= at; one = imported[next]) {
        next += 1;
        const patch = known.has(one.learner) ? undefined : patches.get(one.learner);
        known.add(one.learner);
        const { line } = one;
        yield { at: one.at, share, inputs: (run) => importedInputs(line, patch, run) };
      }
    };
    for (const frame of frames()) {
      const share = frame.seq / toSeq;
      yield* importedTo(frame.receivedAt, share);
      yield { at: frame.receivedAt, share, inputs: (run) => frameInputs(frame, run) };
    }
  };
  const untilAt = imported.length === 0 ? endAt : Math.min(endAt, lastAt);
  return { moments, firstAt, endAt: untilAt, eventCount, backfilledCount: imported.length };
}

function scan(frames: Iterable<Frame>): Scanned {
  const imported: Imported[] = [];
  const patches = new Map<string, LearnerPatch>();
  let settings: Logged | null = null;
  let [firstAt, lastAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let eventCount = 0;
  for (const { receivedAt, entries } of frames) {
    for (const entry of entries.filter(({ kind }) => kind === "events")) {
      eventCount += entry.count;
      if (entry.backfill) for (const one of importedIn(entry, receivedAt)) imported.push(one);
      else {
        firstAt = Math.min(firstAt, receivedAt);
        lastAt = receivedAt;
      }
    }
    for (const item of entries.filter(({ kind }) => kind === "inputs").flatMap(loggedIn)) {
      if (item.is === "settings") settings ??= item;
      if (item.is === "upsert" && !patches.has(item.patch.id)) patches.set(item.patch.id, item.patch);
    }
  }
  imported.sort((a, b) => a.at - b.at);
  const earliest = Math.min(firstAt, imported[0]?.at ?? Number.POSITIVE_INFINITY);
  const latest = Math.max(lastAt, imported.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
  const ends = { firstAt: Number.isFinite(earliest) ? earliest : null, lastAt: latest };
  return { imported, patches, settings, eventCount, ...ends };
}

function* importedIn(entry: LogEntry, receivedAt: number): Iterable<Imported> {
  for (const line of linesOf(entry)) {
    const { at, learner } = eventOf(line);
    yield { at: Math.min(at, receivedAt), learner, line };
  }
}

function loggedIn(entry: LogEntry): Logged[] {
  return linesOf(entry).map((line) => JSON.parse(line) as Logged);
}

function* importedInputs(line: string, patch: LearnerPatch | undefined, run: Backtest): Iterable<BacktestInput> {
  if (patch !== undefined) yield* inputsOf({ is: "upsert", patch }, run);
  yield { is: "event", event: eventOf(line), isBackfill: false };
}

function* frameInputs(frame: Frame, run: Backtest): Iterable<BacktestInput> {
  for (const entry of frame.entries) {
    if (entry.kind === "inputs") for (const item of loggedIn(entry)) yield* inputsOf(item, run);
    else if (!entry.backfill)
      for (const line of linesOf(entry)) yield { is: "event", event: eventOf(line), isBackfill: false };
  }
}
