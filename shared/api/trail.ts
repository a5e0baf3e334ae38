// Routes about one learner and many: the search, and the trail, one time line of everything that happened to one learner and why.
import { z } from "zod";
import { instantSchema, isoSchema, learnerParams } from "./common.ts";
import { contract } from "./contract.ts";

/**
 * The kinds of rows of a trail, with what their `params` hold beside what `refs` names:
 * - `event` { type, course, source, isBackfill, receivedAt, data }
 * - `profile` { fields } what the school changed · `consent` { channel, isGiven } · `merge` { from }
 * - `signal.rose` { signal, name, kind, evidence } · `signal.fell` { signal, name, kind }: as the live version reads history
 * - `episode.opened` { number, tier, isHoldout } · `episode.ended` { number, outcome, reason, tier }
 * - `tier.entered` { tier, name, rank, isClimb, evidence }
 * - `step.entered` { node, name, nodeKind, variant } · `step.left` { node, name, nodeKind, port, reason }
 * - `send.decided` { channel, message, variant, recipient, withheld, state, reason, dueAt, content }: `content` as rendered, also of
 *   what only the sandbox took; null where nothing was rendered
 * - `send.held` { channel, reason, until } still waiting · `send.settled` { channel, state, reason, winner, transport, content }:
 *   accepted, or why not: suppressed, unreachable, expired, withheld, cancelled, unknown
 * - `send.attempt` { channel, n, transport, result, reason } · `send.receipt` { channel, state }
 * - `task.opened` { group, content, dueAt } · `task.claimed` { by } · `task.assigned` { by, to } · `task.note` { by, note } ·
 *   `task.done` { by, outcome, note } · `task.expired` {} · `task.cancelled` {}
 * - `arm` { salt, arm, isHoldout }: assignment and first exposure · `promise` { tier, state, reason }
 */
export const trailKinds = [
  "event",
  "profile",
  "consent",
  "merge",
  "signal.rose",
  "signal.fell",
  "episode.opened",
  "episode.ended",
  "tier.entered",
  "step.entered",
  "step.left",
  "send.decided",
  "send.held",
  "send.settled",
  "send.attempt",
  "send.receipt",
  "task.opened",
  "task.claimed",
  "task.assigned",
  "task.note",
  "task.done",
  "task.expired",
  "task.cancelled",
  "arm",
  "promise",
] as const;
/** The kind of a row of a trail. */
export type TrailKind = (typeof trailKinds)[number];

/** Groups a page may ask for. */
export const trailGroups = [
  "events",
  "signals",
  "tiers",
  "steps",
  "messages",
  "tasks",
  "experiments",
  "profile",
] as const;
/** A group of kinds. */
export type TrailGroup = (typeof trailGroups)[number];

/** The group of each kind. */
export const groupOf: Readonly<Record<TrailKind, TrailGroup>> = {
  event: "events",
  profile: "profile",
  consent: "profile",
  merge: "profile",
  "signal.rose": "signals",
  "signal.fell": "signals",
  "episode.opened": "tiers",
  "episode.ended": "tiers",
  "tier.entered": "tiers",
  "step.entered": "steps",
  "step.left": "steps",
  "send.decided": "messages",
  "send.held": "messages",
  "send.settled": "messages",
  "send.attempt": "messages",
  "send.receipt": "messages",
  "task.opened": "tasks",
  "task.claimed": "tasks",
  "task.assigned": "tasks",
  "task.note": "tasks",
  "task.done": "tasks",
  "task.expired": "tasks",
  "task.cancelled": "tasks",
  arm: "experiments",
  promise: "tiers",
};

/** One row of a trail. Names are texts by language, as the strategy's author gave them; instants in `params` are ISO-8601. */
export const trailRowSchema = z.object({
  /** Unique within the trail; stays the same from page to page. */
  id: z.string(),
  at: isoSchema,
  kind: z.enum(trailKinds),
  params: z.record(z.string(), z.unknown()),
  refs: z.object({
    strategy: z.string().optional(),
    version: z.string().optional(),
    subject: z.string().optional(),
    episode: z.int().optional(),
    tier: z.string().optional(),
    node: z.string().optional(),
    /** A decision, or the send or task that it made. */
    decision: z.string().optional(),
    event: z.string().optional(),
    seq: z.int().optional(),
  }),
});
/** One row of a trail. */
export type TrailRow = z.output<typeof trailRowSchema>;

/** One learner's time line. */
export const getTrail = contract({
  method: "get",
  path: "/api/learners/{id}/trail",
  area: "learners",
  summary:
    "Everything that happened to a learner on one time line: events, signals, tiers, decisions with reasons, messages as sent, receipts, outcomes.",
  access: "cards",
  params: learnerParams,
  query: z.object({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    order: z.enum(["newest", "oldest"]).default("newest"),
    /** Groups to show, separated by commas; all where absent. */
    groups: z
      .string()
      .max(200)
      .transform((text) => text.split(",").filter((part) => part !== ""))
      .pipe(z.array(z.enum(trailGroups)))
      .optional(),
    strategy: z.string().max(64).optional(),
    /** Only rows from this instant on, and before that one (ISO-8601). */
    from: instantSchema.optional(),
    to: instantSchema.optional(),
  }),
  answer: z.object({ learner: z.string(), rows: z.array(trailRowSchema), next: z.string().nullable() }),
});

/** A learner in a list. */
export const learnerRowSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  createdAt: isoSchema.nullable(),
  isOptedOut: z.boolean(),
  courses: z.array(z.string()),
  openEpisodes: z.int(),
  /** The open episodes, highest tier first; at most 20. */
  tiers: z.array(
    z.object({
      strategy: z.string(),
      subject: z.string(),
      tier: z.string(),
      rank: z.int(),
      since: isoSchema,
      isHoldout: z.boolean(),
    }),
  ),
  lastActivityAt: isoSchema.nullable(),
  nextDueAt: isoSchema.nullable(),
});

/** Learners. */
export const listLearners = contract({
  method: "get",
  path: "/api/learners",
  area: "learners",
  summary:
    "Search learners: `q` is the start of an id or of a name; without it all, in the order they came. format=csv for a spreadsheet.",
  access: "read",
  query: z.strictObject({
    q: z.string().max(200).optional(),
    /** Those with an open episode in this tier. */
    tier: z.string().max(64).optional(),
    /** Those with an open episode of this strategy. */
    strategy: z.string().max(64).optional(),
    course: z.string().max(200).optional(),
    state: z.enum(["atRisk", "calm", "optedOut"]).optional(),
    cursor: z.string().max(1000).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    format: z.enum(["json", "csv"]).default("json"),
  }),
  answer: z.object({ rows: z.array(learnerRowSchema), next: z.string().nullable() }),
});

/** A course as the school describes it. */
export const courseSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  startsAt: instantSchema.nullish(),
  endsAt: instantSchema.nullish(),
});

const courseParams = z.object({ id: z.string().min(1).max(200) });

/** A course's title. */
export const putCourse = contract({
  method: "put",
  path: "/v1/courses/{id}",
  area: "courses",
  summary: "Create or change a course: its title and dates, as messages print them.",
  access: "learners",
  params: courseParams,
  body: courseSchema,
  answer: z.object({ seq: z.int() }),
});

/** All courses. */
export const listCourses = contract({
  method: "get",
  path: "/api/courses",
  area: "courses",
  summary: "Courses that the school described or that events named, by id.",
  access: "read",
  query: z.object({
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  answer: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        title: z.string().nullable(),
        startsAt: isoSchema.nullable(),
        endsAt: isoSchema.nullable(),
        enrolments: z.int(),
      }),
    ),
    next: z.string().nullable(),
  }),
});
