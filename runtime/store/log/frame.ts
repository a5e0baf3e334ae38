// A frame in and out of bytes: the hashes of all its items, a table with one row an entry, then the raw lines (record.ts).
import { HASH_WORDS } from "#shared/event/identity.ts";
import { assert } from "#shared/kernel/issue.ts";
import { allocFrame, HEADER_BYTES, type Head, headBytesOf, type Sizes, writeFrameHead } from "./record.ts";

/** The items of one request: `raw` holds one line of JSON an item, `hashes` six words an item (none for inputs). */
export interface LogEntry {
  kind: "events" | "inputs";
  source: string;
  count: number;
  backfill: boolean;
  hashes: Uint32Array;
  raw: Uint8Array;
}

/** One group commit. `receivedAt` (UTC ms) never goes back from frame to frame; a frame without entries is a tick. */
export interface Frame {
  seq: number;
  receivedAt: number;
  entries: LogEntry[];
}

const ROW_BYTES = 12;
const INPUTS_FLAG = 1;
const BACKFILL_FLAG = 2;

/** The bytes of a frame, in one piece. */
export function encodeFrame(seq: number, receivedAt: number, entries: readonly LogEntry[]): Buffer {
  const sources = entries.map((entry) => Buffer.from(entry.source));
  const sizes: Sizes = { entryCount: entries.length, hashWords: 0, tableBytes: 0, rawBytes: 0 };
  entries.forEach((entry, index) => {
    const sourceBytes = sources[index]?.length ?? 0;
    checkEntry(entry, sourceBytes);
    sizes.hashWords += entry.hashes.length;
    sizes.tableBytes += ROW_BYTES + sourceBytes;
    sizes.rawBytes += entry.raw.length;
  });
  const frame = allocFrame(sizes);
  writeEntries(frame, entries, sources, sizes);
  writeFrameHead(frame, seq, receivedAt, sizes);
  return frame;
}

/** The hashes of a frame's items, copied out of its verified head. */
export function decodeHashes(head: Head, bytes: Buffer): Uint32Array {
  const hashes = new Uint32Array(head.hashWords);
  Buffer.from(hashes.buffer).set(bytes.subarray(HEADER_BYTES, HEADER_BYTES + head.hashWords * 4));
  return hashes;
}

/** The entries of a verified frame. They share two copies of the frame's bytes and outlive the buffer they were read from. */
export function decodeEntries(head: Head, frame: Buffer): LogEntry[] {
  const hashes = decodeHashes(head, frame);
  const raw = Uint8Array.prototype.slice.call(frame, head.headBytes, head.bytes);
  const entries: LogEntry[] = [];
  let rowAt = HEADER_BYTES + head.hashWords * 4;
  let hashAt = 0;
  let rawAt = 0;
  for (let index = 0; index < head.entryCount; index += 1) {
    const flags = frame.readUInt16LE(rowAt);
    const sourceEnd = rowAt + ROW_BYTES + frame.readUInt16LE(rowAt + 2);
    const count = frame.readUInt32LE(rowAt + 4);
    const kind = (flags & INPUTS_FLAG) === 0 ? "events" : "inputs";
    const hashEnd = hashAt + (kind === "events" ? count * HASH_WORDS : 0);
    const rawEnd = rawAt + frame.readUInt32LE(rowAt + 8);
    entries.push({
      kind,
      source: frame.toString("utf8", rowAt + ROW_BYTES, sourceEnd),
      count,
      backfill: (flags & BACKFILL_FLAG) !== 0,
      hashes: hashes.subarray(hashAt, hashEnd),
      raw: raw.subarray(rawAt, rawEnd),
    });
    rowAt = sourceEnd;
    hashAt = hashEnd;
    rawAt = rawEnd;
  }
  return entries;
}

function checkEntry({ kind, count, hashes }: LogEntry, sourceBytes: number): void {
  const words = kind === "events" ? count * HASH_WORDS : 0;
  assert(hashes.length === words, "six hash words an event, none an input", { kind, count, given: hashes.length });
  assert(sourceBytes <= 0xffff, "a source name too long for the log", { sourceBytes });
}

function writeEntries(frame: Buffer, entries: readonly LogEntry[], sources: readonly Buffer[], sizes: Sizes): void {
  let hashAt = HEADER_BYTES;
  let rowAt = HEADER_BYTES + sizes.hashWords * 4;
  let rawAt = headBytesOf(sizes);
  entries.forEach((entry, index) => {
    const source = sources[index] ?? Buffer.alloc(0);
    const { hashes, raw } = entry;
    frame.set(new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength), hashAt);
    frame.writeUInt16LE((entry.kind === "inputs" ? INPUTS_FLAG : 0) | (entry.backfill ? BACKFILL_FLAG : 0), rowAt);
    frame.writeUInt16LE(source.length, rowAt + 2);
    frame.writeUInt32LE(entry.count, rowAt + 4);
    frame.writeUInt32LE(raw.length, rowAt + 8);
    frame.set(source, rowAt + ROW_BYTES);
    frame.set(raw, rawAt);
    hashAt += hashes.byteLength;
    rowAt += ROW_BYTES + source.length;
    rawAt += raw.length;
  });
}
