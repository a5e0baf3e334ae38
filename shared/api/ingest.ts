// Routes by which learners' doings and data come in.
import { z } from "zod";
import { consentChannels, learnerSchema } from "#shared/event/learner.ts";
import {
  idParams,
  instantSchema,
  isoSchema,
  itemsSchema,
  learnerParams,
  loggedSchema,
  sendIdSchema,
} from "./common.ts";
import { contract } from "./contract.ts";

const eventMedia = ["application/json", "application/x-ndjson"] as const;

/** One event as sent; see `checkEvent`. */
const eventBody = z.object({
  id: z.string(),
  type: z.string(),
  learner: z.string(),
  at: z.string().meta({ format: "date-time" }),
  course: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

const area = "events";

/** Events, one or many. */
export const postEvents = contract({
  method: "post",
  path: "/v1/events",
  area,
  summary: "Take in events: one, a JSON array, or NDJSON; gzip allowed. Answers after the commit.",
  access: "ingest",
  body: z.union([eventBody, z.array(eventBody)]),
  bodyMedia: eventMedia,
  answer: itemsSchema,
});

/** History. */
export const postBackfill = contract({
  ...postEvents,
  path: "/v1/backfill",
  summary: "Take in history: as events, but nothing is sent because of it.",
});

/** One learner. */
export const putLearner = contract({
  method: "put",
  path: "/v1/learners/{id}",
  area: "learners",
  summary: "Create or change a learner. An absent field stays, null takes it away.",
  access: "learners",
  params: learnerParams,
  body: z.record(z.string(), z.unknown()).meta({ description: "The fields of a learner; id may be left out." }),
  answer: loggedSchema,
});

/** Many learners. */
export const postLearners = contract({
  method: "post",
  path: "/v1/learners",
  area: "learners",
  summary: "Create or change many learners: a JSON array, NDJSON, or CSV with a header row.",
  access: "learners",
  body: z.union([learnerSchema, z.array(learnerSchema)]),
  bodyMedia: [...eventMedia, "text/csv"],
  answer: itemsSchema,
});

/** Opt-out. */
export const postOptOut = contract({
  method: "post",
  path: "/v1/learners/{id}/opt-out",
  area: "learners",
  summary: "Stop a channel, or all, for a learner. No dispatch begins after the answer.",
  access: "learners",
  params: learnerParams,
  body: z.strictObject({ channel: z.enum([...consentChannels, "all"]).default("all") }).optional(),
  answer: loggedSchema,
});

/** Erasure. */
export const deleteLearner = contract({
  method: "delete",
  path: "/v1/learners/{id}",
  area: "learners",
  summary: "Erase a learner. No dispatch begins after the answer; only a keyed hash remains.",
  access: "learners",
  params: learnerParams,
  answer: loggedSchema,
});

/** A learner's token. */
export const postLearnerToken = contract({
  method: "post",
  path: "/v1/learners/{id}/token",
  area: "learners",
  summary: "Sign a token with which the learner's own app reads the inbox.",
  access: "learners",
  params: learnerParams,
  body: z.strictObject({ ttlSeconds: z.int().min(60).max(2_592_000).default(86_400) }).optional(),
  answer: z.object({ token: z.string(), expiresAt: isoSchema }),
});

/** Segment's calls. */
export const segmentContracts = (["track", "identify", "group", "page", "screen", "alias", "batch"] as const).map(
  (call) =>
    contract({
      method: "post",
      path: `/v1/${call}`,
      area: "segment",
      summary: `The ${call} call of the Segment HTTP tracking spec; the write key is an API key, by Basic or in the body.`,
      access: "writeKey",
      body: z.record(z.string(), z.unknown()),
      bodyMedia: ["application/json", "text/plain"],
      answer: z.object({ success: z.boolean(), rejected: itemsSchema.shape.rejected.optional() }),
    }),
);

const statement = z.record(z.string(), z.unknown());

/** Statements of a record store. */
export const postStatements = contract({
  method: "post",
  path: "/xapi/statements",
  area: "xapi",
  summary: "Take in xAPI 1.0.3 statements. Answers their ids, null in the place of a refused one.",
  access: "ingest",
  body: z.union([statement, z.array(statement)]),
  bodyMedia: ["application/json"],
  answer: z.array(z.string().nullable()),
});

/** One statement by its id. */
export const putStatement = contract({
  method: "put",
  path: "/xapi/statements",
  area: "xapi",
  summary: "Take in one xAPI statement under the id of the query.",
  access: "ingest",
  query: z.object({ statementId: z.uuid() }),
  body: statement,
  bodyMedia: ["application/json"],
  status: 204,
});

/** What this record store speaks. */
export const getXapiAbout = contract({
  method: "get",
  path: "/xapi/about",
  area: "xapi",
  summary: "The xAPI versions spoken here.",
  access: "public",
  answer: z.object({ version: z.array(z.string()) }),
});

/** Receipts. */
export const postReceipts = contract({
  method: "post",
  path: "/v1/receipts/{channel}",
  area: "receipts",
  summary: "Take in receipts of sends. The sandbox takes a JSON list under an API key.",
  access: "ingest",
  params: z.object({ channel: z.string().min(1).max(40) }),
  body: z.strictObject({
    receipts: z
      .array(
        z.strictObject({
          send: sendIdSchema,
          state: z.enum(["delivered", "opened", "acted", "failed"]),
          at: instantSchema.optional(),
        }),
      )
      .min(1)
      .max(10_000),
  }),
  answer: z.object({ known: z.int(), unknown: z.int() }),
});

/** What a token lets one read. */
export const getInbox = contract({
  method: "get",
  path: "/v1/inbox/{id}",
  area: "inbox",
  summary: "A learner's in-app messages, newest first.",
  access: "learner",
  params: learnerParams,
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), token: z.string().optional() }),
  answer: z.object({ items: z.array(z.record(z.string(), z.unknown())) }),
});

/** New messages as they come. */
export const streamInbox = contract({
  method: "get",
  path: "/v1/inbox/{id}/stream",
  area: "inbox",
  summary: "In-app messages as server-sent events.",
  access: "learner",
  params: learnerParams,
  query: z.object({ token: z.string().optional() }),
  media: "text/event-stream",
});

const inboxAct = {
  method: "post",
  area: "inbox",
  access: "learner",
  params: learnerParams.extend({ send: sendIdSchema }),
  answer: z.object({ ok: z.literal(true) }),
} as const;

/** Seen. */
export const readInboxItem = contract({
  ...inboxAct,
  path: "/v1/inbox/{id}/{send}/read",
  summary: "The learner has read a message.",
});

/** Acted on. */
export const actInboxItem = contract({
  ...inboxAct,
  path: "/v1/inbox/{id}/{send}/act",
  summary: "The learner has followed a message.",
});

/** Long work. */
export const getJob = contract({
  method: "get",
  path: "/api/jobs/{id}",
  area: "jobs",
  summary: "Where a long piece of work stands.",
  access: "read",
  params: idParams,
  answer: z.object({
    id: z.string(),
    kind: z.string(),
    state: z.enum(["running", "done", "failed"]),
    progressBp: z.int(),
    result: z.record(z.string(), z.unknown()),
    createdAt: isoSchema,
    endedAt: isoSchema.nullable(),
  }),
});

/** Long work, live. */
export const streamJob = contract({
  method: "get",
  path: "/api/jobs/{id}/stream",
  area: "jobs",
  summary: "The same as server-sent events until the work ends.",
  access: "read",
  params: idParams,
  media: "text/event-stream",
});
