// Routes for people's work and for checking every promise from outside: ledgers, books, tasks, learners, previews.
import { z } from "zod";
import { learnerParams, pageQuery, pageSchema, rowSchema, sendParams } from "./common.ts";
import { contract } from "./contract.ts";
import { problemIssueSchema } from "./problem.ts";

/** The route of a ledger: a page as JSON, or with `format=csv` as CSV; any other parameter is a filter by column. */
export function ledgerContract<const N extends string>(name: N) {
  return contract({
    method: "get",
    path: `/api/${name}`,
    area: "ledgers",
    summary: `The ${name} ledger in key order, by cursor; other parameters filter by column; format=csv for a spreadsheet.`,
    access: name === "tasks" ? "cards" : "read",
    query: z.looseObject({ ...pageQuery, format: z.enum(["json", "csv"]).default("json") }),
    answer: pageSchema,
  });
}

/** The totals. */
export const getBooks = contract({
  method: "get",
  path: "/api/books",
  area: "ledgers",
  summary: "The totals of all ledgers and whether they balance.",
  access: "read",
  answer: rowSchema,
});

/** The invariants. */
export const getDoctor = contract({
  method: "get",
  path: "/api/doctor",
  area: "ledgers",
  summary: "Every invariant as a query: how many rows break it.",
  access: "operate",
  answer: z.object({
    isHealthy: z.boolean(),
    findings: z.array(z.object({ invariant: z.string(), count: z.int(), examples: z.array(z.string()) })),
  }),
});

/** One learner. */
export const getLearner = contract({
  method: "get",
  path: "/api/learners/{id}",
  area: "learners",
  summary: "All that is known of a learner: profile, enrolments, episodes, running figures.",
  access: "cards",
  params: learnerParams,
  answer: rowSchema,
});

const by = z.string().min(1).max(100).optional();
const taskAct = {
  method: "post",
  area: "tasks",
  access: "tasks",
  params: sendParams,
  answer: z.object({ ok: z.literal(true) }),
} as const;

/** Mine. */
export const claimTask = contract({
  ...taskAct,
  path: "/api/tasks/{id}/claim",
  summary: "Take a task.",
  body: z.strictObject({ by }).optional(),
});

/** Done. */
export const finishTask = contract({
  ...taskAct,
  path: "/api/tasks/{id}/finish",
  summary: "Finish a task with one of its outcomes.",
  body: z.strictObject({ outcome: z.string().min(1).max(64), note: z.string().max(2000).optional(), by }),
});

/** What a preview asks for. */
const previewItem = z.strictObject({
  channel: z.enum(["inapp", "push", "sms", "wechat", "email", "webhook", "task"]),
  content: z.record(z.string(), z.unknown()),
  locale: z.enum(["zh-CN", "en"]).default("zh-CN"),
  zone: z.string().max(64).optional(),
  learner: z.string().max(200).optional(),
  /** Values over the sample's or the learner's own, by group (`evidence`) and name: what a try in the browser knows. */
  data: z
    .partialRecord(z.enum(["learner", "course", "evidence", "cohort"]), z.record(z.string().max(100), z.unknown()))
    .optional(),
});

/** Text as it will be sent. */
export const previewMessages = contract({
  method: "post",
  path: "/api/messages/preview",
  area: "messages",
  summary: "Render messages exactly as they would be sent, with sample data or a learner's own.",
  access: "messages",
  body: z.strictObject({ items: z.array(previewItem).min(1).max(50) }),
  answer: z.object({
    items: z.array(
      z.object({
        content: rowSchema.nullable(),
        request: rowSchema.nullable(),
        sms: z.object({ encoding: z.string(), chars: z.int(), parts: z.int(), perPart: z.int() }).optional(),
        issues: z.array(problemIssueSchema),
      }),
    ),
  }),
});

/** The channels. */
export const getChannels = contract({
  method: "get",
  path: "/api/channels",
  area: "channels",
  summary: "Every channel: what it can promise and how it is connected.",
  access: "read",
  answer: z.object({ items: z.array(rowSchema) }),
});
