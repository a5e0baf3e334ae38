// What the log asks of the disk: files named by their first sequence number, appends that are undone when they fail, syncs.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LogFull, LogStopped } from "./fault.ts";

/** The writing calls, as a seam: a test gives a disk that runs full or fails to sync. */
export interface Disk {
  /** Writes some of the bytes at the end of the file, gives how many. */
  write(fd: number, bytes: Uint8Array): number;
  sync(fd: number): void;
  truncate(fd: number, length: number): void;
}

/** The disk of this machine. */
export const NODE_DISK: Disk = {
  write: (fd, bytes) => writeSync(fd, bytes),
  sync: fdatasyncSync,
  truncate: ftruncateSync,
};

const NAME_DIGITS = 20;
const FILE_NAME = /^\d{20}\.log$/;

/** Name of the file whose first frame is `firstSeq`. */
export function fileName(firstSeq: number): string {
  return `${String(firstSeq).padStart(NAME_DIGITS, "0")}.log`;
}

/** First sequence numbers of the folder's log files, in order. */
export function listFirstSeqs(folder: string): number[] {
  const names = readdirSync(folder).filter((name) => FILE_NAME.test(name));
  return names.map((name) => Number(name.slice(0, NAME_DIGITS))).sort((one, other) => one - other);
}

/** Makes a folder where it is missing, with the folders above it, durable. */
export function makeFolder(folder: string): void {
  const made = mkdirSync(folder, { recursive: true });
  if (made === undefined) return;
  for (let at = resolve(folder); at.length >= resolve(made).length; at = dirname(at)) syncFolder(dirname(at));
}

/** Makes new names in the folder durable. Windows cannot sync a folder, and does not need to. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(folder, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Opens a file for append, made where it is missing; its name is durable after `syncFolder`. */
export function openForAppend(folder: string, firstSeq: number): number {
  return openSync(join(folder, fileName(firstSeq)), "a");
}

/**
 * Writes all the bytes at the end of a file of `length` bytes and syncs them. When that fails the file is cut back. A full disk
 * throws LogFull; a failed cut or sync LogStopped: the system may have dropped what it could not write, and still show it when read.
 */
export function appendDurably(disk: Disk, fd: number, length: number, bytes: Uint8Array): void {
  appendUnsynced(disk, fd, length, bytes);
  stopOnFailure("syncing the log", () => {
    try {
      disk.sync(fd);
    } catch (error) {
      disk.truncate(fd, length);
      throw error;
    }
  });
}

/** Writes all the bytes at the end of a file of `length` bytes; a later sync of the file makes them durable. Fails as above. */
export function appendUnsynced(disk: Disk, fd: number, length: number, bytes: Uint8Array): void {
  try {
    for (let done = 0; done < bytes.length; ) done += disk.write(fd, bytes.subarray(done));
  } catch (error) {
    stopOnFailure("cutting off a failed write", () => disk.truncate(fd, length));
    throw isDiskFull(error) ? new LogFull("no room for the log on the disk", { cause: error }) : error;
  }
}

/** Runs a step whose failure leaves the disk in doubt. */
export function stopOnFailure(act: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    throw new LogStopped(`${act} failed; the log must be reopened`, { cause: error });
  }
}

/** Length of an open file. */
export function lengthOf(fd: number): number {
  return fstatSync(fd).size;
}

/** Whether a file-system error says that there is no room. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
