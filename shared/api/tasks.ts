// Routes of staff's work: the list of tasks, one task with all that a call needs, and what can be done to it.
import { z } from "zod";
import { isoSchema, rowSchema, sendParams } from "./common.ts";
import { contract } from "./contract.ts";
import { namesSchema } from "./live.ts";
import { learnerRowSchema, trailRowSchema } from "./trail.ts";

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** A task in the list. */
export const taskRowSchema = z.object({
  /** The id in paths. */
  send: z.string(),
  key: rowSchema,
  keyText: z.string(),
  learner: z.string().nullable(),
  learnerName: z.string().nullable(),
  team: z.string(),
  channel: z.string(),
  /** Rendered: `title`, `script`. */
  content: z.record(z.string(), z.unknown()).nullable(),
  state: z.enum(["open", "claimed", "done", "expired", "cancelled"]),
  createdAt: isoSchema,
  dueAt: isoSchema,
  /** Open or claimed and past its due instant. */
  isOverdue: z.boolean(),
  /** Whether the flow went on without it: it left by `expired`, or the episode climbed or ended. */
  isLeft: z.boolean(),
  claimedBy: z.string().nullable(),
  claimedAt: isoSchema.nullable(),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
  doneAt: isoSchema.nullable(),
});

/** The list. */
export const listTasks = contract({
  method: "get",
  path: "/api/tasks",
  area: "tasks",
  summary:
    "Tasks by due instant, open and claimed first asked for by `state`; filters by group, by whom, overdue, learner, strategy. format=csv.",
  access: "cards",
  query: z.strictObject({
    state: z.enum(["open", "claimed", "done", "expired", "cancelled", "working"]).optional(),
    /** Claimed by the one who asks. */
    mine: flag.optional(),
    claimedBy: z.string().max(100).optional(),
    overdue: flag.optional(),
    group: z.string().max(64).optional(),
    learner: z.string().max(200).optional(),
    strategy: z.string().max(64).optional(),
    tier: z.string().max(64).optional(),
    node: z.string().max(64).optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
    format: z.enum(["json", "csv"]).default("json"),
  }),
  answer: z.object({ rows: z.array(taskRowSchema), next: z.string().nullable() }),
});

/** That the list changed: event `open` at first, then `change`, at most twice a second. What is new is asked for as before. */
export const streamTasks = contract({
  method: "get",
  path: "/api/tasks/stream",
  area: "tasks",
  summary: "Server-sent events: `open`, then `change` whenever tasks arose, changed or left, at most twice a second.",
  access: "cards",
  media: "text/event-stream",
});

/** What a person needs on the phone. */
export const readTask = contract({
  method: "get",
  path: "/api/tasks/{id}",
  area: "tasks",
  summary: "One task: script, due clock, why it exists, the learner's progress, weak spots and last messages, notes.",
  access: "cards",
  params: sendParams,
  answer: z.object({
    task: taskRowSchema,
    /** Outcome codes that finish it. */
    outcomes: z.array(z.string()),
    /** Everything done to it, oldest first. */
    acts: z.array(
      z.object({
        at: isoSchema,
        act: z.enum(["claim", "assign", "note", "finish"]),
        by: z.string(),
        to: z.string().nullable(),
        outcome: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
    learner: learnerRowSchema
      .extend({
        profile: rowSchema,
        attributes: rowSchema,
        enrolments: z.array(
          z.object({
            course: z.string(),
            title: z.string().nullable(),
            startAt: isoSchema.nullable(),
            end: z.string(),
          }),
        ),
        /** Running figures, by what they measure. */
        facts: rowSchema,
      })
      .nullable(),
    /** Why: the episode's tier with its signals and their evidence. Null once erased. */
    cause: z
      .object({
        strategy: z.string(),
        strategyName: namesSchema,
        tier: z.string(),
        tierName: namesSchema,
        since: isoSchema,
        subject: z.string(),
        signals: z.array(
          z.object({
            id: z.string(),
            name: namesSchema,
            kind: z.string(),
            causes: z.array(z.string()),
            evidence: rowSchema,
          }),
        ),
      })
      .nullable(),
    /** The last ten messages to the learner, newest first, as rows of the trail. */
    messages: z.array(trailRowSchema),
  }),
});

const by = z.string().min(1).max(100).optional();
const act = {
  method: "post",
  area: "tasks",
  access: "tasks",
  params: sendParams,
  answer: z.object({ ok: z.literal(true) }),
} as const;

/** A note. */
export const noteTask = contract({
  ...act,
  path: "/api/tasks/{id}/note",
  summary: "Add a note to a task, at any time.",
  body: z.strictObject({ note: z.string().trim().min(1).max(2000), by }),
});

/** To somebody else. */
export const assignTask = contract({
  ...act,
  path: "/api/tasks/{id}/assign",
  summary: "Give an open or claimed task to a person, who then has it as if claimed.",
  body: z.strictObject({ to: z.string().min(1).max(100), by }),
});

/** Names for the ids that tasks and acts carry. */
export const listColleagues = contract({
  method: "get",
  path: "/api/colleagues",
  area: "tasks",
  summary: "The school's people by name: who acted, and to whom a task can be given.",
  access: "cards",
  answer: z.object({
    items: z.array(
      z.object({
        /** As `by` and `claimedBy` name them: `person/…`. */
        actor: z.string(),
        name: z.string(),
        /** Whether they are active and their role works on tasks. */
        takesTasks: z.boolean(),
      }),
    ),
  }),
});
