// Remembered events written out, where memory is too small for them (ruling 21): a file of records sorted as the shards are, with a filter
// that says for almost every new event that it is not there. It can be thrown away: the log has the same hashes.
//   header: magic, version u32, count u32, first seq f64, last seq f64, last day u32, filter blocks u32, checksum of all before the records u32
//   | 257 record numbers (u32) at which shards begin | filter | records of 28 bytes (little-endian, as the machine has them)
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import { syncFolder } from "#runtime/store/log/disk.ts";
import { HASH_WORDS } from "#shared/event/identity.ts";
import { type Dedup, RECORD_WORDS, SHARD_COUNT, type Sighting } from "./dedup.ts";
import { createFilter, type Filter, filterBytes, readFilter } from "./filter.ts";

/** The frames whose events a file holds, and the last day on which one of them came. */
export interface Stretch {
  fromSeq: number;
  toSeq: number;
  lastDay: number;
}

const MAGIC = 0x57426473; // "WBds"
const VERSION = 1;
const HEADER_BYTES = 48;
const STARTS_BYTES = (SHARD_COUNT + 1) * 4;
const RECORD_BYTES = RECORD_WORDS * 4;
const PAGE_RECORDS = 64;

/** Writes the events of a table into a file, whole or not at all; rests after each shard. */
export function* writeSeen(path: string, table: Dedup, stretch: Stretch): Generator<void, void> {
  const part = `${path}.part`;
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(part, "w");
  try {
    const filter = createFilter(table.count);
    const starts = new Uint32Array(SHARD_COUNT + 1);
    const recordsAt = HEADER_BYTES + STARTS_BYTES + filter.bytes.length;
    let count = 0;
    let shard = 0;
    for (const records of table.shards()) {
      starts[shard] = count;
      for (let at = 0; at < records.length; at += RECORD_WORDS) filter.add(records, at);
      writeAll(fd, bytesOf(records), recordsAt + count * RECORD_BYTES);
      count += records.length / RECORD_WORDS;
      shard += 1;
      yield;
    }
    starts[SHARD_COUNT] = count;
    writeAll(fd, Buffer.concat([headerOf(stretch, count, filter, starts), bytesOf(starts), filter.bytes]), 0);
    fsyncSync(fd);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
  renameSync(part, path);
  syncFolder(dirname(path));
}

function headerOf(stretch: Stretch, count: number, filter: Filter, starts: Uint32Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt32LE(VERSION, 4);
  header.writeUInt32LE(count, 8);
  header.writeDoubleLE(stretch.fromSeq, 12);
  header.writeDoubleLE(stretch.toSeq, 20);
  header.writeUInt32LE(stretch.lastDay, 28);
  header.writeUInt32LE(filter.blockCount, 32);
  header.writeUInt32LE(checksumOf(header, bytesOf(starts), filter.bytes), 36);
  return header;
}

function checksumOf(header: Buffer, starts: Buffer, filter: Buffer): number {
  return crc32(filter, crc32(starts, crc32(header.subarray(0, 36))));
}

/** An open file of remembered events. */
export class SeenFile implements Stretch {
  readonly path: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly lastDay: number;
  readonly #fd: number;
  readonly #filter: Filter;
  readonly #starts: Uint32Array;
  readonly #recordsAt: number;
  readonly #page = new Uint32Array(PAGE_RECORDS * RECORD_WORDS);

  private constructor(path: string, fd: number, header: Buffer, starts: Uint32Array, filter: Filter) {
    this.path = path;
    this.#fd = fd;
    this.fromSeq = header.readDoubleLE(12);
    this.toSeq = header.readDoubleLE(20);
    this.lastDay = header.readUInt32LE(28);
    this.#starts = starts;
    this.#filter = filter;
    this.#recordsAt = HEADER_BYTES + STARTS_BYTES + filter.bytes.length;
  }

  /** Opens a file; null where it is not whole. */
  static open(path: string): SeenFile | null {
    const fd = openSync(path, "r");
    const file = SeenFile.#over(path, fd);
    if (file === null) closeSync(fd);
    return file;
  }

  static #over(path: string, fd: number): SeenFile | null {
    const header = read(fd, HEADER_BYTES, 0);
    if (header === null || header.readUInt32LE(0) !== MAGIC || header.readUInt32LE(4) !== VERSION) return null;
    const bitBytes = filterBytes(header.readUInt32LE(32));
    const length = HEADER_BYTES + STARTS_BYTES + bitBytes + header.readUInt32LE(8) * RECORD_BYTES;
    if (fstatSync(fd).size !== length) return null;
    const starts = read(fd, STARTS_BYTES, HEADER_BYTES);
    const bits = read(fd, bitBytes, HEADER_BYTES + STARTS_BYTES);
    if (starts === null || bits === null || checksumOf(header, starts, bits) !== header.readUInt32LE(36)) return null;
    return new SeenFile(path, fd, header, wordsOf(starts), readFilter(bits));
  }

  /** Memory that the open file takes. */
  get bytes(): number {
    return this.#filter.bytes.length + STARTS_BYTES + this.#page.byteLength;
  }

  /** What is known of an event that came on `firstDay` or later. */
  check(hashes: Uint32Array, offset: number, firstDay: number): Sighting {
    if (!this.#filter.mayHave(hashes, offset)) return "new";
    const found = this.#find(hashes, offset);
    if (found === null || (found[HASH_WORDS] as number) < firstDay) return "new";
    return found[4] === hashes[offset + 4] && found[5] === hashes[offset + 5] ? "same" : "conflict";
  }

  /** Lets go of the file; `isOver` also takes it from the disk. */
  close(isOver: boolean): void {
    closeSync(this.#fd);
    if (isOver) rmSync(this.path, { force: true });
  }

  /** The record of an event: hashes are spread evenly, so its page is near the place that the hash itself says. */
  #find(hashes: Uint32Array, offset: number): Uint32Array | null {
    const shard = (hashes[offset] as number) % SHARD_COUNT;
    const [from, to] = [this.#starts[shard] as number, this.#starts[shard + 1] as number];
    const wanted = hashes[offset + 1] as number;
    const pageCount = Math.ceil((to - from) / PAGE_RECORDS);
    let page = Math.min(pageCount - 1, Math.floor((wanted / 2 ** 32) * pageCount));
    for (; page > 0 && (this.#read(from, to, page)[1] as number) >= wanted; ) page -= 1;
    for (; page < pageCount && page >= 0; page += 1) {
      const records = this.#read(from, to, page);
      for (let at = 0; at < records.length; at += RECORD_WORDS) {
        if ((records[at + 1] as number) > wanted) return null;
        if (isSameId(records, at, hashes, offset)) return records.subarray(at, at + RECORD_WORDS);
      }
    }
    return null;
  }

  #read(from: number, to: number, page: number): Uint32Array {
    const first = from + page * PAGE_RECORDS;
    const records = this.#page.subarray(0, Math.min(PAGE_RECORDS, to - first) * RECORD_WORDS);
    const bytes = bytesOf(records);
    for (let done = 0; done < bytes.length; ) {
      const more = readSync(this.#fd, bytes, done, bytes.length - done, this.#recordsAt + first * RECORD_BYTES + done);
      if (more === 0) throw new Error(`${this.path} has become shorter`);
      done += more;
    }
    return records;
  }
}

function isSameId(records: Uint32Array, at: number, hashes: Uint32Array, offset: number): boolean {
  return (
    records[at + 1] === hashes[offset + 1] &&
    records[at] === hashes[offset] &&
    records[at + 2] === hashes[offset + 2] &&
    records[at + 3] === hashes[offset + 3]
  );
}

function bytesOf(words: Uint32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

function wordsOf(bytes: Buffer): Uint32Array {
  const words = new Uint32Array(bytes.length / 4);
  bytesOf(words).set(bytes);
  return words;
}

function read(fd: number, length: number, at: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const more = readSync(fd, bytes, done, length - done, at + done);
    if (more === 0) return null;
    done += more;
  }
  return bytes;
}

function writeAll(fd: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
}
