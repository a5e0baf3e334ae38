// A sealed file of the log written anew with other bytes under the same numbers: whole or not at all, so that readers see either.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileName, syncFolder } from "./disk.ts";
import { LogDamaged } from "./fault.ts";
import { encodeSeal } from "./record.ts";
import { FileWindow, type Found } from "./window.ts";

/** What becomes of a frame that stands at `frameAt`: other bytes with the same number and instant, or null where it stays. */
export type Change = (found: Found, frameAt: number) => Buffer | null;

/**
 * Rewrites a sealed file; rests after each frame. Gives whether anything changed: where nothing did, the file is left alone. Throws LogDamaged.
 */
export function* rewriteFile(folder: string, firstSeq: number, change: Change): Generator<void, boolean> {
  const name = fileName(firstSeq);
  const part = join(folder, `${name}.part`);
  const window = new FileWindow(join(folder, name));
  const fd = openSync(part, "w");
  let isChanged = false;
  try {
    isChanged = yield* copy(window, fd, name, change);
    if (isChanged) fsyncSync(fd);
  } finally {
    closeSync(fd);
    window.close();
    if (!isChanged) rmSync(part, { force: true });
  }
  if (!isChanged) return false;
  renameSync(part, join(folder, name));
  syncFolder(folder);
  return true;
}

function* copy(window: FileWindow, fd: number, name: string, change: Change): Generator<void, boolean> {
  let isChanged = false;
  let written = 0;
  for (let at = 0; ; ) {
    const found = window.record(at, true);
    if (found === null) throw new LogDamaged(name, at, "a record is not whole");
    const { head, bytes } = found;
    if (head.isSeal) {
      writeAll(fd, encodeSeal(head.seq, head.receivedAt, written));
      return isChanged;
    }
    at += head.bytes;
    const changed = change(found, at - head.bytes);
    isChanged ||= changed !== null;
    const frame = changed ?? bytes.subarray(0, head.bytes);
    writeAll(fd, frame);
    written += frame.length;
    yield;
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}
