// The Segment HTTP tracking spec (Segment docs, HTTP API source and Spec) to our events, learner upserts and merges, so that
// its public client libraries work unchanged.
import { canonicalHash } from "#shared/kernel/canonical.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import type { LearnerPatch } from "./learner.ts";
import { segmentType } from "./segment-name.ts";
import { bodyOf, type Frame, idOf, type Message, momentOf } from "./segment-read.ts";
import { learnerOfTraits } from "./segment-traits.ts";
import { isId, isRecord } from "./text.ts";

const messageCalls = ["track", "identify", "group", "page", "screen", "alias"] as const;
type MessageCall = (typeof messageCalls)[number];

/** The calls of the spec; `batch` holds any of the others, each with its `type`. */
export const segmentCalls = [...messageCalls, "batch"] as const;

/** One call of the spec. */
export type SegmentCall = (typeof segmentCalls)[number];

/** An order to merge a learner into another; where `from` is not known there is nothing to merge. */
export interface Merge {
  from: string;
  to: string;
}

/**
 * What one message means. `events` have the API's shape and still go through `checkEvent`; `learners` are checked; `warnings` name traits
 * left out. `body` is the message without what changes when a library sends it again: its hash tells a repeat from a conflict.
 */
export interface SegmentMapped {
  id: string;
  events: Record<string, unknown>[];
  learners: LearnerPatch[];
  merges: Merge[];
  warnings: Issue[];
  body: unknown;
}

/** One message's outcome. Codes: segment.shape, .type, .user, .event, .fields (traits or properties are no object), .timestamp. */
export type SegmentItem = SegmentMapped | { issues: Issue[] };

/**
 * Maps a request's parsed body; `nowAt` (UTC ms) is when it was received. The items keep the order of the batch; a body that is no object,
 * or a batch without its list, is refused as a whole (segment.shape).
 */
export function mapSegment(
  call: SegmentCall,
  body: unknown,
  nowAt: number,
): { items: SegmentItem[] } | { issues: Issue[] } {
  if (!isRecord(body)) return { issues: [errorIssue("segment.shape", [])] };
  if (call !== "batch") return { items: [mapMessage(call, body, { sentAt: body.sentAt, nowAt })] };
  if (!Array.isArray(body.batch)) return { issues: [errorIssue("segment.shape", ["batch"])] };
  return { items: body.batch.map((message: unknown) => mapBatched(message, { sentAt: body.sentAt, nowAt })) };
}

function mapBatched(message: unknown, frame: Frame): SegmentItem {
  if (!isRecord(message)) return { issues: [errorIssue("segment.shape", [])] };
  const call = messageCalls.find((each) => each === message.type);
  if (call === undefined) return { issues: [errorIssue("segment.type", ["type"])] };
  return mapMessage(call, message, { sentAt: message.sentAt ?? frame.sentAt, nowAt: frame.nowAt });
}

function mapMessage(call: MessageCall, message: Message, frame: Frame): SegmentItem {
  const user = idOf(message.userId);
  const anonymous = idOf(message.anonymousId);
  const learner = user ?? (anonymous === null ? null : `anon:${anonymous}`);
  const isUserBad = user === null && (message.userId ?? "") !== "";
  if (isUserBad || !isId(learner))
    return { issues: [errorIssue("segment.user", [isUserBad ? "userId" : "anonymousId"])] };
  const at = momentOf(message, frame);
  if (at === null) return { issues: [errorIssue("segment.timestamp", ["timestamp"])] };
  const place = call === "identify" || call === "group" ? "traits" : "properties";
  const fields = message[place] ?? {};
  if (!isRecord(fields)) return { issues: [errorIssue("segment.fields", [place])] };
  const body = bodyOf(message);
  const id = idOf(message.messageId) ?? idFrom(body, frame.nowAt);
  const mapped: SegmentMapped = { id, events: [], learners: [], merges: [], warnings: [], body };
  const issue = fill(mapped, call, { message, learner, user, anonymous, at, fields });
  return issue === null ? mapped : { issues: [issue] };
}

// Without an instant of its own the same body sent twice is two messages, hence the time of receipt.
function idFrom(body: Record<string, unknown>, nowAt: number): string {
  const isTimed = body.timestamp !== undefined || body.originalTimestamp !== undefined;
  return `seg:${canonicalHash(isTimed ? body : [body, nowAt]).slice(0, 32)}`;
}

interface Read {
  message: Message;
  learner: string;
  user: string | null;
  anonymous: string | null;
  at: number;
  fields: Readonly<Record<string, unknown>>;
}

function fill(mapped: SegmentMapped, call: MessageCall, read: Read): Issue | null {
  const { message, learner, user, anonymous, fields } = read;
  switch (call) {
    case "track":
      if (typeof message.event !== "string" || message.event === "") return errorIssue("segment.event", ["event"]);
      mapped.events.push(track(mapped.id, message.event, read));
      return null;
    case "page":
    case "screen":
      mapped.events.push(view(mapped.id, call, read));
      return null;
    case "identify":
      if (user !== null && anonymous !== null) merge(mapped, `anon:${anonymous}`, user);
      upsert(mapped, learner, fields);
      return null;
    case "group":
      return group(mapped, read);
    case "alias":
      return alias(mapped, read);
  }
}

function track(id: string, name: string, { learner, at, fields }: Read): Record<string, unknown> {
  const type = segmentType(name);
  const data =
    type.startsWith("custom.") && type !== name ? { ...fields, eventName: fields.eventName ?? name } : fields;
  return eventOf(id, type, learner, at, data);
}

function view(id: string, via: "page" | "screen", { message, learner, at, fields }: Read): Record<string, unknown> {
  const name = message.name ?? fields.name ?? fields.title;
  const category = message.category ?? fields.category;
  const named = {
    ...fields,
    via,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof category === "string" ? { category } : {}),
  };
  return eventOf(id, "content.viewed", learner, at, named);
}

function eventOf(
  id: string,
  type: string,
  learner: string,
  at: number,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const course = idOf(data.course) ?? idOf(data.courseId) ?? idOf(data.course_id);
  const event: Record<string, unknown> = { id, type, learner, at: new Date(at).toISOString() };
  if (course !== null) event.course = course;
  if (Object.keys(data).length > 0) event.data = data;
  return event;
}

// A group is a class or an account of the learner; the latest one is kept.
function group(mapped: SegmentMapped, { message, learner, fields }: Read): Issue | null {
  const groupId = idOf(message.groupId);
  if (groupId === null) return errorIssue("segment.fields", ["groupId"]);
  upsert(mapped, learner, { groupId, ...(typeof fields.name === "string" ? { groupName: fields.name } : {}) });
  return null;
}

// Whether `previousId` was an anonymous id or a user's cannot be seen; the one that is not known merges nothing.
function alias(mapped: SegmentMapped, { message, user, anonymous }: Read): Issue | null {
  const previous = idOf(message.previousId) ?? anonymous;
  if (user === null || previous === null) return errorIssue("segment.user", [user === null ? "userId" : "previousId"]);
  merge(mapped, `anon:${previous}`, user);
  if (message.previousId !== undefined) merge(mapped, previous, user);
  return null;
}

function merge(mapped: SegmentMapped, from: string, to: string): void {
  if (from !== to && isId(from)) mapped.merges.push({ from, to });
}

function upsert(mapped: SegmentMapped, learner: string, traits: Readonly<Record<string, unknown>>): void {
  const { learner: patch, warnings } = learnerOfTraits(learner, traits);
  mapped.learners.push(patch);
  mapped.warnings.push(...warnings);
}
