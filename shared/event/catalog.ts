// The known event types, one entry each: what happened, in both languages, what its data may hold, and what it means for
// enrolment, progress and churn. Add a type by adding an entry; unknown types are accepted all the same (isEventType).
import { z } from "zod";
import type { Words } from "#shared/kernel/issue.ts";
import { parseInstant } from "./instant.ts";

/** Whose act an event is: the learner's own, or something the school did to or for the learner. */
export type Doer = "learner" | "school";

/** A known event type. `fields` are the typed fields of `data`, each optional; any other field is allowed. */
export interface EventKind {
  type: string;
  labels: Words;
  fields: Readonly<Record<string, z.ZodType>>;
  /** The whole of `data`, for the OpenAPI document; `checkEvent` looks at `fields` one by one. */
  data: z.ZodType;
  doer: Doer;
  /** Ends an episode as lost. */
  isChurn: boolean;
  /** Moves the learner on through a course. */
  isProgress: boolean;
  /** Starts or ends the time in which silence in a course counts. */
  enrolment: "start" | "end" | null;
}

interface Roles {
  doer?: Doer;
  isChurn?: boolean;
  isProgress?: boolean;
  enrolment?: "start" | "end";
}

const key = z
  .union([z.string().min(1).max(200), z.number()])
  .nullish()
  .describe("an id: text of 1 to 200 characters, or a number");
const text = z.string().max(2000).nullish().describe("text of at most 2000 characters");
const number = z.number().nullish().describe("a number");
const count = z.int().min(0).nullish().describe("a whole number from 0");
const ms = z.number().min(0).nullish().describe("a length of time in milliseconds, from 0");
const rate = z.number().min(0).max(1).nullish().describe("a number from 0 to 1");
const flag = z.boolean().nullish().describe("true or false");
const instant = z
  .union([z.string().refine((value) => parseInstant(value) !== null), z.int()])
  .nullish()
  .describe("an instant: ISO-8601 with zone, or UTC milliseconds");

const result = { score: number, maxScore: number, scoreRate: rate, isPassed: flag, durationMs: ms };
const lesson = { lessonId: key, title: text, durationMs: ms, progressRate: rate };
const live = { liveId: key, lessonId: key, durationMs: ms };
const order = { orderId: key, amount: number, currency: text };

function kind(type: string, zh: string, en: string, fields: Record<string, z.ZodType>, roles: Roles = {}): EventKind {
  return {
    type,
    labels: { "zh-CN": zh, en },
    fields: Object.assign(Object.create(null) as Record<string, z.ZodType>, fields),
    data: z.looseObject(fields),
    doer: roles.doer ?? "learner",
    isChurn: roles.isChurn ?? false,
    isProgress: roles.isProgress ?? false,
    enrolment: roles.enrolment ?? null,
  };
}

/** The known event types, in the order in which pickers show them. */
export const eventKinds: readonly EventKind[] = [
  kind("session.started", "登录学习", "Session started", { device: text }),
  kind("content.viewed", "浏览内容", "Content viewed", {
    contentId: key,
    name: text,
    title: text,
    url: text,
    clicks: count,
    progressRate: rate,
    durationMs: ms,
  }),
  kind("lesson.started", "开始课时", "Lesson started", lesson),
  kind("lesson.completed", "完成课时", "Lesson completed", { ...lesson, ...result }, { isProgress: true }),
  kind("course.completed", "完成课程", "Course completed", result, { isProgress: true, enrolment: "end" }),
  kind(
    "enrolment.created",
    "报名",
    "Enrolled",
    { mode: text, startAt: instant, lessonCount: count },
    { enrolment: "start" },
  ),
  kind("enrolment.withdrawn", "退课", "Withdrew", { reason: text }, { isChurn: true, enrolment: "end" }),
  kind("live.joined", "进入直播", "Joined a live class", live),
  kind("live.left", "离开直播", "Left a live class", { ...live, reason: key }),
  kind("live.dropped", "直播掉线", "Dropped from a live class", {
    ...live,
    cause: text,
    reason: key,
    dropCount: count,
  }),
  kind("live.stalled", "直播卡顿", "Live class stalled", { ...live, stallMs: ms, stallRate: rate }),
  kind("quiz.attempted", "开始或作答测验", "Quiz attempted", { quizId: key, questionId: key, ...result }),
  kind("quiz.completed", "完成测验", "Quiz completed", { quizId: key, ...result }, { isProgress: true }),
  kind("forum.posted", "论坛发帖", "Posted in a forum", { threadId: key, title: text }),
  kind("wiki.edited", "编辑维基", "Edited a wiki", { pageId: key, title: text }),
  kind("group.messaged", "群内发言", "Wrote in a group", { groupId: key, messageCount: count }),
  kind(
    "homework.assigned",
    "布置作业",
    "Homework assigned",
    { homeworkId: key, title: text, dueAt: instant },
    { doer: "school" },
  ),
  kind(
    "homework.submitted",
    "提交作业",
    "Homework submitted",
    { homeworkId: key, title: text, isLate: flag },
    { isProgress: true },
  ),
  kind(
    "assessment.scored",
    "评分",
    "Assessment scored",
    { assessmentId: key, ...result, weight: number },
    { doer: "school" },
  ),
  kind("exam.taken", "参加考试", "Exam taken", { examId: key, ...result }, { isProgress: true }),
  kind("question.asked", "提问", "Question asked", { questionId: key, topic: text }),
  kind("question.answered", "问题得到回答", "Question answered", { questionId: key, by: key }, { doer: "school" }),
  kind("tutoring.booked", "预约辅导", "Tutoring booked", { bookingId: key, startAt: instant }),
  kind("tutoring.cancelled", "取消辅导", "Tutoring cancelled", { bookingId: key, reason: text }),
  kind("tutoring.missed", "辅导缺席", "Tutoring missed", { bookingId: key }),
  kind("tutoring.attended", "参加辅导", "Tutoring attended", { bookingId: key, durationMs: ms }),
  kind("ticket.opened", "提交工单", "Ticket opened", { ticketId: key, topic: text, queue: text }),
  kind("ticket.replied", "工单得到回复", "Ticket replied to", { ticketId: key, by: key }, { doer: "school" }),
  kind("ticket.closed", "工单关闭", "Ticket closed", { ticketId: key }, { doer: "school" }),
  kind("satisfaction.rated", "满意度评价", "Satisfaction rated", {
    rating: number,
    maxRating: number,
    ticketId: key,
    comment: text,
  }),
  kind("complaint.filed", "投诉", "Complaint filed", { complaintId: key, topic: text }),
  kind("order.paid", "付款", "Order paid", order),
  kind("order.renewed", "续费", "Order renewed", order),
  kind("order.refunded", "退款", "Order refunded", { ...order, reason: text }, { isChurn: true, doer: "school" }),
  kind("renewal.due", "续费到期", "Renewal due", { orderId: key, dueAt: instant }, { doer: "school" }),
  kind("checkin.done", "打卡", "Checked in", { streakDays: count }),
  kind("invite.sent", "邀请好友", "Invite sent", { inviteId: key }),
  kind("message.replied", "回复消息", "Replied to a message", { sendKey: key, channel: text, text }),
];

const byType: ReadonlyMap<string, EventKind> = new Map(eventKinds.map((each) => [each.type, each]));

/** The event types that end an episode as lost: withdrawal and refund. */
export const churnTypes: readonly string[] = eventKinds.filter((each) => each.isChurn).map((each) => each.type);

/** The known kind of a type; null for an unknown type. */
export function findEventKind(type: string): EventKind | null {
  return byType.get(type) ?? null;
}

/** The longest event type, in characters. */
export const MAX_TYPE_CHARS = 80;

const TYPE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

/** Whether a text may be an event type, known or not: dotted lower-case words (`noun.past`, `custom.…`), at most 80 characters. */
export function isEventType(type: string): boolean {
  return byType.has(type) || (type.length <= MAX_TYPE_CHARS && TYPE.test(type));
}
