// xAPI 1.0.3 statements (Moodle's logstore_xapi, Open edX's event-routing-backends, cmi5 players) to events in the API's shape.
import { canonicalHash } from "#shared/kernel/canonical.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { parseInstant } from "./instant.ts";
import { isRecord } from "./text.ts";
import { courseOf, kindOf, learnerOf, nameOf, type Part, partOf, resultOf, shortId } from "./xapi-read.ts";
import { xapiType } from "./xapi-verbs.ts";

/** Most statements in one request. */
export const MAX_STATEMENTS = 10_000;

/**
 * One statement's outcome: its id (as answered to the sender) and the event, which still goes through `checkEvent`; or what is wrong with
 * it. `body` is the statement without what a record store adds: its hash tells a repeat from a conflict. Codes: xapi.shape, .id (no UUID),
 * .actor (no learner to be found), .verb, .object, .timestamp (not ISO-8601 with zone).
 */
export type XapiItem = { id: string; event: Record<string, unknown>; body: unknown } | { issues: Issue[] };

/** Maps one statement or an array; `nowAt` (UTC ms) is the time of those without a timestamp. Refused as a whole: no object, too many. */
export function mapXapi(body: unknown, nowAt: number): { items: XapiItem[] } | { issues: Issue[] } {
  if (Array.isArray(body)) {
    if (body.length > MAX_STATEMENTS) return { issues: [errorIssue("xapi.tooMany", [], { max: MAX_STATEMENTS })] };
    return { items: body.map((statement: unknown) => mapStatement(statement, nowAt)) };
  }
  if (!isRecord(body)) return { issues: [errorIssue("xapi.shape", [])] };
  return { items: [mapStatement(body, nowAt)] };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function mapStatement(statement: unknown, nowAt: number): XapiItem {
  if (!isRecord(statement)) return { issues: [errorIssue("xapi.shape", [])] };
  const { timestamp } = statement;
  const at = timestamp === undefined ? nowAt : typeof timestamp === "string" ? parseInstant(timestamp) : null;
  const learner = learnerOf(partOf(statement, "actor"));
  const verb = partOf(statement, "verb").id;
  const body = bodyOf(statement);
  const given = statement.id;
  const issues: Issue[] = [];
  if (given !== undefined && !(typeof given === "string" && UUID.test(given)))
    issues.push(errorIssue("xapi.id", ["id"]));
  if (learner === null) issues.push(errorIssue("xapi.actor", ["actor"]));
  if (typeof verb !== "string" || verb === "") issues.push(errorIssue("xapi.verb", ["verb", "id"]));
  if (!isRecord(statement.object)) issues.push(errorIssue("xapi.object", ["object"]));
  if (at === null) issues.push(errorIssue("xapi.timestamp", ["timestamp"]));
  if (issues.length > 0 || at === null || learner === null) return { issues };
  const id = typeof given === "string" ? given.toLowerCase() : uuidOf(timestamp === undefined ? [body, nowAt] : body);
  return { id, event: eventOf(statement, { id, learner, at: new Date(at).toISOString() }, String(verb)), body };
}

function eventOf(statement: Part, base: Record<string, unknown>, verb: string): Record<string, unknown> {
  const object = partOf(statement, "object");
  const result = resultOf(partOf(statement, "result"));
  const isDone = result.isCompleted === true || result.progressRate === 1;
  const type = xapiType(verb, kindOf(object), isDone);
  const course = courseOf(statement);
  const event = course === null ? { ...base, type } : { ...base, type, course };
  return { ...event, data: { ...subjectOf(type, object), ...result, verb: verb.slice(0, 300) } };
}

// What the event is about, under the name that the type's own data use.
const SUBJECT_KEYS: Readonly<Record<string, string>> = {
  lesson: "lessonId",
  content: "contentId",
  quiz: "quizId",
  exam: "examId",
  assessment: "assessmentId",
  homework: "homeworkId",
  question: "questionId",
  forum: "threadId",
  wiki: "pageId",
  live: "liveId",
  tutoring: "bookingId",
};

function subjectOf(type: string, object: Part): Record<string, string> {
  const key = SUBJECT_KEYS[type.split(".")[0] as string];
  const [id, name, iri] = [shortId(object), nameOf(object), object.id];
  return {
    ...(key !== undefined && id !== null ? { [key]: id } : {}),
    ...(name !== null ? { name } : {}),
    ...(typeof iri === "string" ? { objectId: iri.slice(0, 500) } : {}),
  };
}

function bodyOf(statement: Part): Record<string, unknown> {
  const body = { ...statement };
  for (const key of ["stored", "authority", "version"]) delete body[key];
  return body;
}

// A version 8 UUID (RFC 9562, 5.8): 122 bits of SHA-256, so that a statement without an id keeps its id when it is sent again.
function uuidOf(value: unknown): string {
  const hex = canonicalHash(value);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
