// From an unknown JSON value to a learner event, or to what is wrong with it. Runs for every event, hence by hand: one pass,
// no copy of `data`, zod only for typed fields of known types that are there.
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { findEventKind, isEventType } from "./catalog.ts";
import { checkData } from "./data.ts";
import { parseInstant } from "./instant.ts";
import { isId, isRecord } from "./text.ts";

/** One thing that a learner did, or that happened to one. `at` is UTC ms; `course` and `data` are null where not given. */
export interface LearnerEvent {
  id: string;
  type: string;
  learner: string;
  at: number;
  course: string | null;
  data: Readonly<Record<string, unknown>> | null;
}

/** How far ahead of the clock an event may lie (ms): clocks differ, the future does not happen. */
export const MAX_AHEAD_MS = 300_000;

const MAX_UNKNOWN_KEYS = 10; // listed; one is enough to refuse
const MAX_PATH_CHARS = 200;

/**
 * Checks one event in the shape of the API: `{ id, type, learner, at, course?, data? }`; null counts as absent for the last two.
 * Never throws on a JSON value. Codes: event.shape, event.unknownKey, event.missing, event.id, event.learner, event.course,
 * event.type, event.at (not ISO-8601 with zone), event.past (before 1970), event.future (more than 5 min ahead of `nowAt`),
 * event.field (a typed field of a known type), and those of `checkData` under path `data`.
 */
export function checkEvent(value: unknown, nowAt: number): { event: LearnerEvent } | { issues: Issue[] } {
  if (!isRecord(value)) return { issues: [errorIssue("event.shape", [])] };
  const issues: Issue[] = [];
  checkKeys(value, issues);
  const course = value.course ?? null;
  const data = value.data ?? null;
  const event = {
    id: nameAt(value.id, "id", issues),
    type: typeOf(value.type, issues),
    learner: nameAt(value.learner, "learner", issues),
    at: instantOf(value.at, nowAt, issues),
    course: course === null ? null : nameAt(course, "course", issues),
    data: data as Readonly<Record<string, unknown>> | null,
  };
  if (data !== null) checkDataOf(event.type, data, issues);
  return issues.length === 0 ? { event } : { issues };
}

function checkKeys(record: Readonly<Record<string, unknown>>, issues: Issue[]): void {
  for (const key of Object.keys(record)) {
    switch (key) {
      case "id":
      case "type":
      case "learner":
      case "at":
      case "course":
      case "data":
        continue;
    }
    issues.push(errorIssue("event.unknownKey", [key.slice(0, MAX_PATH_CHARS)]));
    if (issues.length === MAX_UNKNOWN_KEYS) return;
  }
}

function nameAt(value: unknown, field: "id" | "learner" | "course", issues: Issue[]): string {
  if (isId(value)) return value;
  issues.push(errorIssue(value === undefined || value === null ? "event.missing" : `event.${field}`, [field]));
  return "";
}

function typeOf(value: unknown, issues: Issue[]): string {
  if (typeof value === "string" && isEventType(value)) return value;
  issues.push(errorIssue(value === undefined || value === null ? "event.missing" : "event.type", ["type"]));
  return "";
}

function instantOf(value: unknown, nowAt: number, issues: Issue[]): number {
  const at = typeof value === "string" ? parseInstant(value) : null;
  if (at === null) {
    issues.push(errorIssue(value === undefined || value === null ? "event.missing" : "event.at", ["at"]));
    return 0;
  }
  if (at < 0) issues.push(errorIssue("event.past", ["at"]));
  if (at - nowAt > MAX_AHEAD_MS) issues.push(errorIssue("event.future", ["at"], { aheadMs: at - nowAt }));
  return at;
}

function checkDataOf(type: string, data: unknown, issues: Issue[]): void {
  const issue = checkData(data);
  if (issue !== null) {
    issues.push({ ...issue, path: ["data", ...issue.path] });
    return;
  }
  const fields = findEventKind(type)?.fields;
  if (fields === undefined) return;
  const record = data as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(record)) {
    const schema = fields[key];
    if (schema === undefined || schema.safeParse(record[key]).success) continue;
    issues.push(errorIssue("event.field", ["data", key], { type, expected: schema.description ?? null }));
  }
}
