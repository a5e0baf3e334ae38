// Lines of log entries: the text of each item, and the event it stands for.
import type { Frame, LogEntry } from "#runtime/store/log/frame.ts";
import type { Log } from "#runtime/store/log/log.ts";
import { isTombstone } from "#runtime/store/log/tombstone.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import { parseInstant } from "#shared/event/instant.ts";

/** The event of one line of the log, which passed the check before it was logged. */
export function eventOf(line: string): LearnerEvent {
  return asEvent(JSON.parse(line) as Item);
}

/** The events of several lines, read as one text, which is quicker; null where one of them is none. */
export function eventsOf(lines: readonly string[]): LearnerEvent[] | null {
  try {
    const items = JSON.parse(`[${lines.join(",")}]`) as Item[];
    return items.length === lines.length ? items.map(asEvent) : null;
  } catch {
    return null; // whoever reads them one by one finds out which
  }
}

/** An event as it was sent. */
interface Item {
  id: string;
  type: string;
  learner: string;
  at: string;
  course?: string | null;
  data?: LearnerEvent["data"];
}

function asEvent(item: Item): LearnerEvent {
  return {
    id: item.id,
    type: item.type,
    learner: item.learner,
    at: parseInstant(item.at) ?? Number.NaN,
    course: item.course ?? null,
    data: item.data ?? null,
  };
}

/** Items in entries. */
export function countOf(entries: readonly LogEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.count, 0);
}

/** The lines of an entry, without those that were erased. */
export function linesOf(entry: LogEntry): string[] {
  const text = Buffer.from(entry.raw.buffer, entry.raw.byteOffset, entry.raw.byteLength).toString("utf8");
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  return lines.some(isTombstone) ? lines.filter((line) => !isTombstone(line)) : lines;
}

/** The frames of a log before number `before`. */
export function* framesBefore(log: Log, before: number): Generator<Frame> {
  for (const frame of log.read(1)) {
    if (frame.seq >= before) return;
    yield frame;
  }
}
