// A file seen through a window: small records come many to a read, large ones can be hopped over.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { decodeHead, HEADER_BYTES, type Head, isHeadWhole, isRawWhole } from "./record.ts";

/** A record whose checksums hold. `bytes` ends after its head where raw was not asked for, and is valid until the next read. */
export interface Found {
  head: Head;
  bytes: Buffer;
}

const WINDOW_BYTES = 2 ** 18;

/** Reads one log file by offset. */
export class FileWindow {
  readonly #fd: number;
  #buffer = Buffer.allocUnsafe(WINDOW_BYTES);
  #start = 0;
  #length = 0;

  constructor(path: string) {
    this.#fd = openSync(path, "r");
  }

  /** Length of the file now. */
  get fileBytes(): number {
    return fstatSync(this.#fd).size;
  }

  /** The bytes at `offset`, valid until the next call; null where the file ends before. */
  at(offset: number, length: number): Buffer | null {
    if (offset < this.#start || offset + length > this.#start + this.#length) this.#fill(offset, length);
    return length <= this.#length - (offset - this.#start)
      ? this.#buffer.subarray(offset - this.#start, offset - this.#start + length)
      : null;
  }

  /** The record at `offset`; null where there is none, or where it is torn or damaged. */
  record(offset: number, isRawWanted: boolean): Found | null {
    const header = this.at(offset, HEADER_BYTES);
    const head = header === null ? null : decodeHead(header, offset);
    if (head === null) return null;
    const bytes = this.at(offset, isRawWanted ? head.bytes : head.headBytes);
    if (bytes === null || !isHeadWhole(head, bytes)) return null;
    return !isRawWanted || isRawWhole(head, bytes) ? { head, bytes } : null;
  }

  /** Drops what was read, so that the next read sees what was written since. */
  forget(): void {
    this.#length = 0;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #fill(offset: number, length: number): void {
    this.#start = offset;
    this.#length = 0;
    if (length > this.#buffer.length) {
      if (offset + length > this.fileBytes) return;
      this.#buffer = Buffer.allocUnsafe(length);
    }
    while (this.#length < this.#buffer.length) {
      const read = readSync(
        this.#fd,
        this.#buffer,
        this.#length,
        this.#buffer.length - this.#length,
        offset + this.#length,
      );
      if (read === 0) break;
      this.#length += read;
    }
  }
}
