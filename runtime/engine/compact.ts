// What compaction keeps of the log: what the school itself said and what judging the past needs (settings, versions, consent, zones, merges,
// erasures). Items of learners go; that they were there stays as a number (ruling 22).
import { encodeFrame, type Frame, type LogEntry } from "#runtime/store/log/frame.ts";
import { inputsEntry } from "./intake.ts";
import { linesOf } from "./lines.ts";
import type { Logged } from "./logged.ts";

const kept: ReadonlySet<Logged["is"]> = new Set([
  "publish",
  "pause",
  "resume",
  "goLive",
  "archive",
  "settings",
  "weights",
  "stopSends",
  "course",
  "optOut",
  "optIn",
  "merge",
  "erase",
  "compacted",
]);

/** The input that stays of one; null where none does. */
function remains(input: Logged): Logged | null {
  if (input.is !== "upsert") return kept.has(input.is) ? input : null;
  const { id, zone, consent } = input.patch;
  if (zone === undefined && consent === undefined) return null;
  const patch = { id, ...(zone === undefined ? {} : { zone }), ...(consent === undefined ? {} : { consent }) };
  return { is: "upsert", patch };
}

/** The frame's bytes after compaction; null where nothing of it would go. */
export function compacted({ seq, receivedAt, entries }: Frame): Buffer | null {
  let eventCount = 0;
  let isLess = false;
  const left: LogEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === "events") {
      eventCount += entry.count;
      continue;
    }
    const inputs = linesOf(entry).map((line) => JSON.parse(line) as Logged);
    const rest = inputs.map(remains).filter((input) => input !== null);
    isLess ||= rest.length < entry.count || rest.some((one, at) => JSON.stringify(one) !== JSON.stringify(inputs[at]));
    if (rest.length > 0) left.push(inputsEntry(rest, entry.source));
  }
  if (eventCount > 0) left.push(inputsEntry([{ is: "compacted", events: eventCount }], ""));
  return isLess || eventCount > 0 ? encodeFrame(seq, receivedAt, left) : null;
}
