// Tombstones: what stands in the log in the place of an item that was erased (ruling 24). As long as the item was, so that nothing
// else in the file moves; JSON, so that whoever reads lines need not know of it.
import { assert } from "#shared/kernel/issue.ts";
import { type Head, resealFrame } from "./record.ts";

const TOMBSTONE = '{"is":"erased"}';

/** Whether a line of the log was erased. */
export function isTombstone(line: string): boolean {
  return line.startsWith(TOMBSTONE);
}

/** A place in a file (bytes). */
export interface Span {
  lineAt: number;
  length: number;
}

/** A frame with tombstones in the place of some of its lines. `frameAt`: where it stands in its file. */
export function withTombstones(head: Head, bytes: Buffer, frameAt: number, spans: readonly Span[]): Buffer {
  const frame = Buffer.from(bytes);
  for (const { lineAt, length } of spans) {
    const at = lineAt - frameAt;
    const isInside = at >= head.headBytes && at + length <= head.bytes && length >= TOMBSTONE.length;
    assert(isInside, "a line lies in its frame and is longer than a tombstone", { lineAt, frameAt, length });
    frame.fill(" ", at, at + length);
    frame.write(TOMBSTONE, at);
  }
  resealFrame(frame, head);
  return frame;
}
