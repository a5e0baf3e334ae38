// Small batches and their plain results on their way between the threads: in a row they cross as flat lists over one buffer, which costs
// a third of as many objects.
import { HASH_WORDS } from "#shared/event/identity.ts";
import type { IngestBatch, IngestResult } from "./protocol.ts";

/** Batches that follow each other: five fields each in `fields`, hashes and text of each in turn in `bytes`. */
export interface PackedBatches {
  fields: (number | string | boolean)[];
  bytes: Uint8Array;
}

/** Results without repeats, that follow each other: the number of the call and that of its frame. */
export interface PackedResults {
  frames: number[];
}

interface Ingest {
  id: number;
  args: readonly [IngestBatch];
}

/** Larger ones change their owner, which then costs less than copying. */
const MOST_BYTES = 16_384;
const FIELDS = 5;

/** Whether a batch is small and plain enough. */
export function isPackable({ raw, hashes, refused }: IngestBatch): boolean {
  return refused.length === 0 && raw.byteLength + hashes.byteLength <= MOST_BYTES;
}

/** Packs batches that are. */
export function packBatches(calls: readonly Ingest[]): PackedBatches {
  const fields: PackedBatches["fields"] = [];
  let length = 0;
  for (const { args } of calls) length += lengthOf(args[0].count, args[0].raw.byteLength);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const { id, args } of calls) {
    const { source, isBackfill, count, raw, hashes } = args[0];
    fields.push(id, source, isBackfill, count, raw.byteLength);
    new Uint32Array(bytes.buffer, at, hashes.length).set(hashes);
    bytes.set(raw, at + hashes.byteLength);
    at += lengthOf(count, raw.byteLength);
  }
  return { fields, bytes };
}

/** Gives the batches back one after the other, as views of the one buffer. */
export function unpackBatches({ fields, bytes }: PackedBatches, take: (id: number, batch: IngestBatch) => void): void {
  let at = 0;
  for (let n = 0; n < fields.length; n += FIELDS) {
    const [id, source, isBackfill, count, rawBytes] = fields.slice(n, n + FIELDS) as [
      number,
      string,
      boolean,
      number,
      number,
    ];
    const hashes = new Uint32Array(bytes.buffer, bytes.byteOffset + at, count * HASH_WORDS);
    const raw = bytes.subarray(at + hashes.byteLength, at + hashes.byteLength + rawBytes);
    at += lengthOf(count, rawBytes);
    take(id, { source, isBackfill, count, raw, hashes, refused: [] });
  }
}

/** The number of the frame that holds all of a batch; null where there were repeats. */
export function frameOf({ seq, duplicates, conflicts }: IngestResult): number | null {
  return duplicates.length + conflicts.length === 0 ? seq : null;
}

/** Gives packed results back. */
export function unpackResults({ frames }: PackedResults, take: (id: number, result: IngestResult) => void): void {
  for (let n = 0; n < frames.length; n += 2)
    take(frames[n] as number, { seq: frames[n + 1] as number, duplicates: [], conflicts: [] });
}

/** Items with each run of packable ones in the place of the run. */
export function inRuns<T, O extends T, P>(
  items: readonly T[],
  isOne: (item: T) => item is O,
  pack: (run: readonly O[]) => P,
): (T | P)[] {
  const out: (T | P)[] = [];
  let from = -1;
  for (let n = 0; n <= items.length; n += 1) {
    const item = items[n];
    if (item !== undefined && isOne(item)) {
      if (from === -1) from = n;
      continue;
    }
    if (from !== -1) out.push(pack(items.slice(from, n) as O[]));
    from = -1;
    if (item !== undefined) out.push(item);
  }
  return out;
}

// Hashes are read as words, so each batch begins on one.
function lengthOf(count: number, rawBytes: number): number {
  return count * HASH_WORDS * 4 + Math.ceil(rawBytes / 4) * 4;
}
