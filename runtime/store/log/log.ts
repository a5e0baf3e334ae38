// The log: every event and input, in order, in append-only files. What `append` gave a number is on the disk.
// One process at a time may open a folder to append; any thread may read it (read.ts).
import { closeSync } from "node:fs";
import { assert } from "#shared/kernel/issue.ts";
import {
  appendDurably,
  appendUnsynced,
  type Disk,
  fileName,
  isDiskFull,
  lengthOf,
  makeFolder,
  NODE_DISK,
  openForAppend,
  stopOnFailure,
  syncFolder,
} from "./disk.ts";
import { LogFull, LogStopped } from "./fault.ts";
import { decodeHashes, encodeFrame, type Frame, type LogEntry } from "./frame.ts";
import { readFrames, walkLog } from "./read.ts";
import { encodeSeal } from "./record.ts";
import { type LogFile, scanFolder } from "./scan.ts";

/** An open log. Sequence numbers start at 1 without gaps; `receivedAt` is UTC ms and never goes back. */
export interface Log {
  /** Number of the last frame, 0 while there is none. */
  readonly lastSeq: number;
  /** `receivedAt` of the last frame, 0 while there is none. */
  readonly lastReceivedAt: number;
  /** Bytes of all files. */
  readonly bytes: number;
  /** The torn tail that opening cut off, null where there was none. */
  readonly repaired: { bytes: number } | null;
  /** Writes one frame and gives its number once it is synced. Throws LogFull and stays usable, or LogStopped for good. */
  append(receivedAt: number, entries: readonly LogEntry[]): number;
  /** Writes one frame that nobody was promised: it is durable with the next `append` or `sync`, in order. Throws as `append`. */
  appendLazily(receivedAt: number, entries: readonly LogEntry[]): number;
  /** Makes every frame so far durable. Throws LogStopped. */
  sync(): void;
  /** The frames from `fromSeq` on, those appended while reading too. Throws LogDamaged. */
  read(fromSeq: number): Iterable<Frame>;
  /** The hashes of all events of each frame from `fromSeq` to `toSeq`, without reading what they stand for. Throws LogDamaged. */
  readHashes(
    fromSeq: number,
    toSeq: number,
    visit: (receivedAt: number, hashes: Uint32Array, seq: number) => void,
  ): void;
  /** The files, oldest first. */
  files(): LogFile[];
  /** Seals the last file though it is not full, so that every frame so far lies in a sealed one. Throws LogFull or LogStopped. */
  roll(): void;
  close(): void;
}

/** A file past `fileBytes` is sealed and a new one begun. */
export interface LogOptions {
  fileBytes?: number;
  disk?: Disk;
}

const FILE_BYTES = 64 * 2 ** 20;

/** Opens the log of a folder, made where it is missing. Throws LogDamaged where bytes before the tail have changed. */
export function openLog(folder: string, options: LogOptions = {}): Log {
  makeFolder(folder);
  return new FileLog(folder, options.fileBytes ?? FILE_BYTES, options.disk ?? NODE_DISK);
}

class FileLog implements Log {
  readonly repaired: { bytes: number } | null;
  readonly #folder: string;
  readonly #fileBytes: number;
  readonly #disk: Disk;
  readonly #files: LogFile[];
  #fd: number | null = null;
  #stopped: LogStopped | null = null;
  #isClosed = false;
  /** Whether the last file holds frames that no sync has followed. */
  #isUnsynced = false;

  constructor(folder: string, fileBytes: number, disk: Disk) {
    const { files, repairedBytes } = scanFolder(folder, disk);
    this.repaired = repairedBytes === 0 ? null : { bytes: repairedBytes };
    this.#folder = folder;
    this.#fileBytes = fileBytes;
    this.#disk = disk;
    this.#files = files;
    const last = files.at(-1);
    if (last !== undefined && !last.isSealed) this.#fd = openForAppend(folder, last.firstSeq);
    syncFolder(folder);
  }

  get lastSeq(): number {
    return this.#files.at(-1)?.lastSeq ?? 0;
  }

  get lastReceivedAt(): number {
    return this.#files.at(-1)?.lastReceivedAt ?? 0;
  }

  get bytes(): number {
    return this.#files.reduce((sum, file) => sum + file.bytes, 0);
  }

  append(receivedAt: number, entries: readonly LogEntry[]): number {
    return this.#append(receivedAt, entries, appendDurably);
  }

  appendLazily(receivedAt: number, entries: readonly LogEntry[]): number {
    return this.#append(receivedAt, entries, appendUnsynced);
  }

  sync(): void {
    const fd = this.#fd;
    if (fd === null || !this.#isUnsynced) return;
    try {
      stopOnFailure("syncing the log", () => this.#disk.sync(fd));
      this.#isUnsynced = false;
    } catch (error) {
      if (error instanceof LogStopped) this.#stopped = error;
      throw error;
    }
  }

  #append(receivedAt: number, entries: readonly LogEntry[], write: typeof appendDurably): number {
    const { lastSeq, lastReceivedAt } = this;
    assert(!this.#isClosed, "append to a closed log");
    assert(Number.isSafeInteger(receivedAt) && receivedAt >= lastReceivedAt, "receivedAt goes back", {
      receivedAt,
      lastReceivedAt,
    });
    if (this.#stopped !== null) throw new LogStopped(this.#stopped.message, { cause: this.#stopped });
    const frame = encodeFrame(lastSeq + 1, receivedAt, entries);
    try {
      const { fd, file } = this.#tail();
      write(this.#disk, fd, file.bytes, frame);
      this.#isUnsynced = write === appendUnsynced;
      file.bytes += frame.length;
      file.lastSeq += 1;
      file.lastReceivedAt = receivedAt;
      return file.lastSeq;
    } catch (error) {
      if (error instanceof LogStopped) this.#stopped = error;
      throw error;
    }
  }

  read(fromSeq: number): Iterable<Frame> {
    return readFrames({ folder: this.#folder, fromSeq, lastSeq: () => this.lastSeq, isRawWanted: true });
  }

  readHashes(fromSeq: number, toSeq: number, visit: Parameters<Log["readHashes"]>[2]): void {
    const walk = { folder: this.#folder, fromSeq, lastSeq: () => toSeq, isRawWanted: false };
    for (const { head, bytes } of walkLog(walk))
      if (head.hashWords > 0) visit(head.receivedAt, decodeHashes(head, bytes), head.seq);
  }

  files(): LogFile[] {
    return this.#files.map((file) => ({ ...file }));
  }

  roll(): void {
    const last = this.#files.at(-1);
    if (this.#fd === null || last === undefined || last.lastSeq < last.firstSeq) return;
    assert(!this.#isClosed, "sealing a closed log");
    if (this.#stopped !== null) throw new LogStopped(this.#stopped.message, { cause: this.#stopped });
    try {
      this.#seal(this.#fd, last);
    } catch (error) {
      if (error instanceof LogStopped) this.#stopped = error;
      throw error;
    }
  }

  close(): void {
    if (this.#stopped === null) this.sync();
    this.#isClosed = true;
    this.#closeTail();
  }

  /** The file to append to: seals a full one first and begins the next. */
  #tail(): { fd: number; file: LogFile } {
    const last = this.#files.at(-1);
    if (this.#fd !== null && last !== undefined) {
      if (last.bytes < this.#fileBytes || last.lastSeq < last.firstSeq) return { fd: this.#fd, file: last };
      this.#seal(this.#fd, last);
    }
    return this.#begin();
  }

  #seal(fd: number, last: LogFile): void {
    const seal = encodeSeal(last.lastSeq, last.lastReceivedAt, last.bytes);
    appendDurably(this.#disk, fd, last.bytes, seal);
    last.bytes += seal.length;
    last.isSealed = true;
    this.#isUnsynced = false;
    this.#closeTail();
  }

  #begin(): { fd: number; file: LogFile } {
    const { lastSeq, lastReceivedAt } = this;
    const firstSeq = lastSeq + 1;
    const fd = openNew(this.#folder, firstSeq);
    const file = { name: fileName(firstSeq), firstSeq, lastSeq, lastReceivedAt, bytes: 0, isSealed: false };
    this.#fd = fd;
    this.#files.push(file);
    return { fd, file };
  }

  #closeTail(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}

/** Begins a file, durable in its folder. */
function openNew(folder: string, firstSeq: number): number {
  try {
    const fd = openForAppend(folder, firstSeq);
    assert(lengthOf(fd) === 0, "a new log file holds something", { firstSeq });
    stopOnFailure("syncing the log's folder", () => syncFolder(folder));
    return fd;
  } catch (error) {
    throw isDiskFull(error) ? new LogFull("no room for a log file on the disk", { cause: error }) : error;
  }
}
