// Reading the log in order, file after file, by the thread that appends or by any other.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileName, listFirstSeqs } from "./disk.ts";
import { LogDamaged } from "./fault.ts";
import { decodeEntries, type Frame } from "./frame.ts";
import { FileWindow, type Found } from "./window.ts";

/** What to read: frames from `fromSeq` on, with or without their raw bytes. */
export interface Walk {
  folder: string;
  fromSeq: number;
  /** The last frame known to be written, asked anew at each frame; null where that is not known and the first torn record is the end. */
  lastSeq: () => number | null;
  isRawWanted: boolean;
}

/**
 * Reads frames from `fromSeq` on beside the thread that appends; ends where the log ends now. With `toSeq` it ends there, and a
 * frame missing before it is damage; without, it may see a frame that is written and not yet synced. Throws LogDamaged.
 */
export function* readLog(folder: string, fromSeq: number, toSeq: number | null = null): Generator<Frame> {
  yield* readFrames({ folder, fromSeq, lastSeq: () => toSeq, isRawWanted: true });
}

/** The frames of a walk, decoded. */
export function* readFrames(walk: Walk): Generator<Frame> {
  for (const { head, bytes } of walkLog(walk))
    yield { seq: head.seq, receivedAt: head.receivedAt, entries: decodeEntries(head, bytes) };
}

/** The frames of a walk as they lie in the files; each is valid until the next. */
export function* walkLog(walk: Walk): Generator<Found> {
  let firstSeq = listFirstSeqs(walk.folder).findLast((first) => first <= Math.max(1, walk.fromSeq)) ?? null;
  if (firstSeq === null && (walk.lastSeq() ?? 0) > 0) throw new LogDamaged(fileName(1), 0, "the file is missing");
  while (firstSeq !== null) {
    const window = new FileWindow(join(walk.folder, fileName(firstSeq)));
    try {
      firstSeq = yield* walkFile(walk, window, firstSeq);
    } finally {
      window.close();
    }
  }
}

/** Walks one file; gives the first sequence number of the next, null at the end of the log. */
function* walkFile(walk: Walk, window: FileWindow, firstSeq: number): Generator<Found, number | null> {
  let offset = 0;
  for (let seq = firstSeq; ; ) {
    const lastSeq = walk.lastSeq();
    if (lastSeq !== null && seq > lastSeq) return null;
    const isRawWanted = walk.isRawWanted && seq >= walk.fromSeq;
    let found = recordOf(window, offset, seq, isRawWanted);
    if (found === null) {
      // A later file says that this one is complete: only what is read after seeing it can be called damaged.
      const isTail = lastSeq === null && !listFirstSeqs(walk.folder).some((first) => first > firstSeq);
      window.forget();
      found = recordOf(window, offset, seq, isRawWanted);
      if (found === null && isTail) return null;
      if (found === null) throw new LogDamaged(fileName(firstSeq), offset, `frame ${seq} is not whole`);
    }
    if (found.head.isSeal) return nextFile(walk, seq, lastSeq);
    if (seq >= walk.fromSeq) yield found;
    offset += found.head.bytes;
    seq += 1;
  }
}

function nextFile(walk: Walk, seq: number, lastSeq: number | null): number | null {
  if (existsSync(join(walk.folder, fileName(seq)))) return seq;
  if (lastSeq === null) return null;
  throw new LogDamaged(fileName(seq), 0, "the file is missing");
}

/** The record that stands where frame `seq`, or the seal after the frame before it, should. */
function recordOf(window: FileWindow, offset: number, seq: number, isRawWanted: boolean): Found | null {
  const found = window.record(offset, isRawWanted);
  return found !== null && found.head.seq === (found.head.isSeal ? seq - 1 : seq) ? found : null;
}
