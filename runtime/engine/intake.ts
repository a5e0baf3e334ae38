// Intake: what waits to be logged, gathered into one frame, with repeats left out. Nothing is answered before its frame
// is on the disk; what cannot be written is refused and forgotten, as if it had never come.
import type { EventWindow } from "#runtime/store/event-window.ts";
import { LogFull } from "#runtime/store/log/fault.ts";
import type { LogEntry } from "#runtime/store/log/frame.ts";
import { HASH_WORDS } from "#shared/event/identity.ts";
import type { Counters } from "./counters.ts";
import type { Journal } from "./journal.ts";
import type { Logged } from "./logged.ts";
import { EngineRefused, type IngestBatch, type IngestResult } from "./protocol.ts";

/** Most items in one frame. */
export const FRAME_ITEMS = 2000;

/** A batch or a list of inputs that waits, and whom to tell. */
export type Waiting =
  | { kind: "batch"; batch: IngestBatch; done(result: IngestResult): void; fail(error: unknown): void }
  | { kind: "inputs"; inputs: Logged[]; intent: string | null; done(seq: number): void; fail(error: unknown): void };

/** What was gathered for a frame. */
export interface Gathered {
  entries: LogEntry[];
  batches: { waiting: Extract<Waiting, { kind: "batch" }>; result: IngestResult }[];
  inputs: Extract<Waiting, { kind: "inputs" }>[];
}

/** The source of inputs that come from inside; that of others is the intent they were sent under, empty for none. */
export const INSIDE = "dispatch";

/** An entry of inputs. */
export function inputsEntry(inputs: readonly Logged[], source: string): LogEntry {
  const raw = Buffer.from(`${inputs.map((input) => JSON.stringify(input)).join("\n")}\n`);
  return { kind: "inputs", source, count: inputs.length, backfill: false, hashes: new Uint32Array(0), raw };
}

/** The queue in front of the log. */
export class Intake {
  readonly #known: EventWindow;
  readonly #queue: Waiting[] = [];
  #isStale = false;

  constructor(known: EventWindow) {
    this.#known = known;
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Memory of the dedup window. */
  get dedupBytes(): number {
    return this.#known.bytes;
  }

  /** Queues a batch or inputs. */
  push(waiting: Waiting): void {
    this.#queue.push(waiting);
  }

  /** Takes what fits into one frame, at least one thing; repeats are found against the window and within the frame. */
  gather(receivedAt: number): Gathered {
    if (this.#isStale) this.#known.rebuild(receivedAt);
    this.#isStale = false;
    this.#known.expire(receivedAt);
    const gathered: Gathered = { entries: [], batches: [], inputs: [] };
    let count = 0;
    for (let next = this.#queue[0]; next !== undefined && count < FRAME_ITEMS; next = this.#queue[0]) {
      this.#queue.shift();
      if (next.kind === "batch") {
        count += next.batch.count;
        const result = this.#sift(next.batch, receivedAt, gathered.entries);
        gathered.batches.push({ waiting: next, result });
      } else {
        count += next.inputs.length;
        gathered.entries.push(inputsEntry(next.inputs, next.intent ?? ""));
        gathered.inputs.push(next);
      }
    }
    return gathered;
  }

  /** The frame could not be written: everything in it is refused, and the window is built anew from the log. */
  refuse(gathered: Gathered, error: unknown): void {
    this.#isStale = true;
    const refusal = new EngineRefused(error instanceof LogFull ? "diskFull" : "stopped");
    for (const { waiting } of gathered.batches) waiting.fail(refusal);
    for (const waiting of gathered.inputs) waiting.fail(refusal);
  }

  /** Refuses everything that waits and lets go of the window's files. */
  close(error: unknown): void {
    this.refuseAll(error);
    this.#known.close();
  }

  /** Refuses everything that waits. */
  refuseAll(error: unknown): void {
    for (const waiting of this.#queue.splice(0)) waiting.fail(error);
  }

  #sift(batch: IngestBatch, receivedAt: number, entries: LogEntry[]): IngestResult {
    const result: IngestResult = { seq: null, duplicates: [], conflicts: [] };
    const skip = new Set<number>();
    for (let item = 0; item < batch.count; item += 1) {
      const offset = item * HASH_WORDS;
      const sighting = this.#known.check(batch.hashes, offset);
      if (sighting === "new") this.#known.add(batch.hashes, offset, receivedAt);
      else {
        skip.add(item);
        (sighting === "same" ? result.duplicates : result.conflicts).push(item);
      }
    }
    if (skip.size === batch.count) return result;
    const base = { kind: "events", source: batch.source, backfill: batch.isBackfill } as const;
    const { count, hashes, raw } = skip.size === 0 ? batch : without(batch, skip);
    entries.push({ ...base, count, hashes, raw });
    return result;
  }
}

/** Counts what of the batches did not reach the log; what did is counted when it is applied. */
export function countIn(gathered: Gathered, counters: Counters, journal: Journal, now: number): void {
  for (const { waiting, result } of gathered.batches) {
    const { refused, source } = waiting.batch;
    const rejectedCount = refused.length + result.conflicts.length;
    counters.add("events received", result.duplicates.length + rejectedCount);
    counters.add("events duplicate", result.duplicates.length);
    counters.add("events rejected", rejectedCount);
    for (const { code, path, payload } of refused) {
      journal.add(
        "INSERT INTO quarantine (at, kind, source, code, path, payload) VALUES (?, 'rejected', ?, ?, ?, ?)",
        now,
        source,
        code,
        path,
        payload,
      );
    }
  }
}

/** A batch without some of its items. */
function without(
  batch: IngestBatch,
  skip: ReadonlySet<number>,
): { count: number; hashes: Uint32Array; raw: Uint8Array } {
  const lines = Buffer.from(batch.raw).toString("utf8").split("\n");
  const kept: string[] = [];
  const hashes = new Uint32Array((batch.count - skip.size) * HASH_WORDS);
  for (let item = 0; item < batch.count; item += 1) {
    if (skip.has(item)) continue;
    hashes.set(batch.hashes.subarray(item * HASH_WORDS, (item + 1) * HASH_WORDS), kept.length * HASH_WORDS);
    kept.push(lines[item] ?? "");
  }
  return { count: kept.length, hashes, raw: Buffer.from(`${kept.join("\n")}\n`) };
}
