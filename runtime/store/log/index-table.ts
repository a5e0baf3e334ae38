// A table of the learner index as a file: records of 24 bytes (hash u32, frame u32, line u32, length u32, instant f64; little-endian)
// sorted by hash and instant, searched on the disk by halves, so that no table has to be held in memory.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Where a line lies in its file (bytes), and the instant it is about (UTC ms). */
export interface Spot {
  frameAt: number;
  lineAt: number;
  length: number;
  at: number;
}

const RECORD_BYTES = 24;
/** Records read at once while a hash lasts. */
const RUN = 256;

/** The records of one file of the log. */
export class IndexTable {
  readonly #fd: number;
  readonly #count: number;

  constructor(path: string) {
    this.#fd = openSync(path, "r");
    this.#count = Math.floor(fstatSync(this.#fd).size / RECORD_BYTES);
  }

  /** The bytes of a table. */
  static encode(spots: readonly { hash: number; spot: Spot }[]): Buffer {
    const sorted = spots.toSorted((a, b) => a.hash - b.hash || a.spot.at - b.spot.at || a.spot.lineAt - b.spot.lineAt);
    const bytes = Buffer.allocUnsafe(sorted.length * RECORD_BYTES);
    for (const [index, { hash, spot }] of sorted.entries()) {
      const at = index * RECORD_BYTES;
      bytes.writeUInt32LE(hash, at);
      bytes.writeUInt32LE(spot.frameAt, at + 4);
      bytes.writeUInt32LE(spot.lineAt, at + 8);
      bytes.writeUInt32LE(spot.length, at + 12);
      bytes.writeDoubleLE(spot.at, at + 16);
    }
    return bytes;
  }

  /** Every spot of a hash, oldest first. */
  find(hash: number): Spot[] {
    const spots: Spot[] = [];
    for (let index = this.#first(hash); index < this.#count; index += RUN) {
      const bytes = this.#read(index, Math.min(RUN, this.#count - index));
      for (let at = 0; at < bytes.length; at += RECORD_BYTES) {
        if (bytes.readUInt32LE(at) !== hash) return spots;
        spots.push({
          frameAt: bytes.readUInt32LE(at + 4),
          lineAt: bytes.readUInt32LE(at + 8),
          length: bytes.readUInt32LE(at + 12),
          at: bytes.readDoubleLE(at + 16),
        });
      }
    }
    return spots;
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** The first record whose hash is not smaller. */
  #first(hash: number): number {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#read(middle, 1).readUInt32LE(0) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #read(index: number, count: number): Buffer {
    const bytes = Buffer.allocUnsafe(count * RECORD_BYTES);
    readSync(this.#fd, bytes, 0, bytes.length, index * RECORD_BYTES);
    return bytes;
  }
}
