// Routes for running the installation: setup, keys, stop, audit, backup, health, the test clock, and the documents about the API.
import { z } from "zod";
import { formatDuration, parseDuration } from "#shared/kernel/duration.ts";
import { idParams, instantSchema, isoSchema, loggedSchema, pageQuery } from "./common.ts";
import { contract, scopes } from "./contract.ts";

const area = "system";
const name = z.string().trim().min(1).max(100);

const keySchema = z.object({
  id: z.string(),
  prefix: z.string(),
  name: z.string(),
  source: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: isoSchema,
  revokedAt: isoSchema.nullable(),
});

/** A new key. */
export const createKey = contract({
  method: "post",
  path: "/api/keys",
  area: "keys",
  summary:
    "Make a key. Its text is in this answer only. Ids of events are unique within a source, by default one named like the key.",
  access: "admin",
  body: z.strictObject({
    name,
    source: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
      .optional(),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  }),
  answer: keySchema.extend({ key: z.string() }),
  status: 201,
});

/** All keys. */
export const listKeys = contract({
  method: "get",
  path: "/api/keys",
  area: "keys",
  summary: "All keys, without their secrets.",
  access: "admin",
  answer: z.object({ items: z.array(keySchema) }),
});

/** No longer. */
export const revokeKey = contract({
  method: "delete",
  path: "/api/keys/{id}",
  area: "keys",
  summary: "Revoke a key, at once.",
  access: "admin",
  params: idParams,
  status: 204,
});

/** Stop all sends. */
export const postStop = contract({
  method: "post",
  path: "/api/stop",
  area,
  summary: "Stop all sends, or let them go on. In force before the answer, also after a restart.",
  access: "operate",
  body: z.strictObject({ isStopped: z.boolean() }),
  answer: loggedSchema,
});

/** The engine's state. */
export const getStatus = contract({
  method: "get",
  path: "/api/status",
  area,
  summary: "The engine's state and counters.",
  access: "read",
  answer: z.record(z.string(), z.unknown()),
});

/** The audit log. */
export const listAudit = contract({
  method: "get",
  path: "/api/audit",
  area,
  summary:
    "Who did what, newest first, in words; each row is hashed with the one before it. Filter by actor, act (or its first part), object and time.",
  access: "admin",
  query: z.object({
    ...pageQuery,
    actor: z.string().max(200).optional(),
    act: z.string().max(100).optional(),
    object: z.string().max(200).optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
  }),
  answer: z.object({
    rows: z.array(
      z.object({
        seq: z.int(),
        at: isoSchema,
        actor: z.string(),
        /** The person's or key's name; the actor itself where it is gone. */
        actorName: z.string(),
        act: z.string(),
        /** The act in the caller's language. */
        text: z.string(),
        object: z.string(),
        detail: z.record(z.string(), z.unknown()),
        hash: z.string(),
      }),
    ),
    next: z.string().nullable(),
  }),
});

/** Is the log as it was written? */
export const getAuditChain = contract({
  method: "get",
  path: "/api/audit/chain",
  area,
  summary:
    "Checks every row of the audit log against the one before it: how many there are, and the first that does not follow.",
  access: "admin",
  answer: z.object({ rowCount: z.int(), brokenSeq: z.int().nullable() }),
});

/** A copy of everything. */
export const postBackup = contract({
  method: "post",
  path: "/api/backup",
  area,
  summary: "Copy the log and both databases into a new folder of the server; runs as a job.",
  access: "admin",
  body: z.strictObject({ folder: z.string().min(1).max(1000) }),
  answer: z.object({ job: z.string() }),
  status: 202,
});

/** The log's files are rewritten: erased items, and what is older than it is kept. */
export const postLogRound = contract({
  method: "post",
  path: "/api/log/rounds",
  area,
  summary:
    "Put tombstones in the place of erased learners' items and compact old files of the log now, instead of within the next minute or day; runs as a job.",
  access: "admin",
  answer: z.object({ job: z.string() }),
  status: 202,
});

/** What the engine would write out. */
export const getExport = contract({
  method: "get",
  path: "/api/export",
  area,
  summary: "Published strategies and settings as the engine knows them.",
  access: "admin",
  answer: z.object({ strategies: z.array(z.unknown()), settings: z.unknown() }),
});

/** A suspect clock is right after all. */
export const confirmClock = contract({
  method: "post",
  path: "/api/clock/confirm",
  area,
  summary: "Confirm the clock after a jump, so that ticks and dispatch go on.",
  access: "admin",
  status: 204,
});

/** Alive. */
export const getHealth = contract({
  method: "get",
  path: "/healthz",
  area: "health",
  summary: "The process lives.",
  access: "public",
  answer: z.object({ status: z.literal("ok"), version: z.string() }),
});

/** Ready. */
export const getReady = contract({
  method: "get",
  path: "/readyz",
  area: "health",
  summary: "Ready to take events: 200, else 503 with the reason.",
  access: "public",
  answer: z.object({ isReady: z.boolean(), stop: z.string().nullable(), lastSeq: z.int(), appliedSeq: z.int() }),
});

/** Figures for Prometheus. */
export const getMetrics = contract({
  method: "get",
  path: "/metrics",
  area: "health",
  summary: "Metrics in the Prometheus text format.",
  access: "public",
  media: "text/plain",
});

const lengthSchema = z.union([z.int().min(0), z.string()]).transform((value, context) => {
  const ms = typeof value === "number" ? value : parseDuration(value);
  if (ms === null) context.addIssue({ code: "custom", params: { code: "duration.invalid" } });
  return ms ?? z.NEVER;
});

/** The test clock. */
export const postClock = contract({
  method: "post",
  path: "/test/clock",
  area: "test",
  summary: `Move the test clock: set to an instant (ISO-8601 or UTC ms), or advance by a length (${formatDuration(86_400_000)} or ms). Answers when nothing is due. Requests that bring X-Test-Turn: <run>/<number>, from 0, may be sent side by side and are carried out in that order; events then say with X-Test-Clock what the clock will stand at.`,
  access: "public",
  body: z.union([
    z.strictObject({ set: z.union([instantSchema, z.int().min(0)]) }),
    z.strictObject({ advance: lengthSchema }),
  ]),
  answer: z.object({ now: z.string(), at: z.number() }),
});
