// Counts what a server answered to a replay: accepted, duplicates, and refused items by code with their first example.
import { z } from "zod";
import type { Outgoing } from "./client.ts";

/** Items of one kind: sent = accepted + duplicates + rejected. */
export interface ItemCounts {
  sentCount: number;
  acceptedCount: number;
  duplicateCount: number;
  rejectedCount: number;
}

/** Items refused with one code; `example` is the first of them as it was sent. */
export interface Rejection {
  code: string;
  message: string;
  example: string;
  count: number;
}

/** The figures of a replay so far. */
export interface ReplayTally {
  dayCount: number;
  daysDone: number;
  events: ItemCounts;
  learners: ItemCounts;
  rejections: Rejection[];
  retryCount: number;
  wallMs: number;
  eventsPerSecond: number;
}

const ANSWER = z.object({
  accepted: z.number().optional(),
  duplicates: z.number().default(0),
  rejected: z.array(z.object({ index: z.number(), code: z.string(), message: z.string().default("") })).default([]),
});

/** A tally before the first request. */
export function emptyTally(dayCount: number): ReplayTally {
  const none = { sentCount: 0, acceptedCount: 0, duplicateCount: 0, rejectedCount: 0 };
  const [events, learners] = [{ ...none }, { ...none }];
  return { dayCount, daysDone: 0, events, learners, rejections: [], retryCount: 0, wallMs: 0, eventsPerSecond: 0 };
}

/** Adds the answer to one request of `itemCount` items; false where it is not an answer of this API. */
export function addAnswer(tally: ReplayTally, counts: ItemCounts, itemCount: number, outgoing: Outgoing, text: string) {
  const answer = ANSWER.safeParse(parseJson(text));
  if (!answer.success) return false;
  const { accepted, duplicates, rejected } = answer.data;
  counts.sentCount += itemCount;
  counts.duplicateCount += duplicates;
  counts.rejectedCount += rejected.length;
  counts.acceptedCount += accepted ?? itemCount - duplicates - rejected.length;
  for (const one of rejected) addRejection(tally, one, outgoing);
  return true;
}

function addRejection(
  tally: ReplayTally,
  one: { index: number; code: string; message: string },
  outgoing: Outgoing,
): void {
  const known = tally.rejections.find((rejection) => rejection.code === one.code);
  if (known !== undefined) {
    known.count++;
    return;
  }
  const example = outgoing.body?.toString("utf8").split("\n")[one.index] ?? "";
  tally.rejections.push({ code: one.code, message: one.message, example, count: 1 });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not an answer of this API: the schema says so
  }
}
