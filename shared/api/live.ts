// Routes of the live view: what runs through a strategy now, node by node, as a snapshot and as a stream, and who is at a node.
import { z } from "zod";
import { isoSchema, pageQuery, strategyParams } from "./common.ts";
import { contract } from "./contract.ts";

const count = z.int().min(0);

/** A name as its author gave it, by language; empty where none was given. */
export const namesSchema = z.object({ "zh-CN": z.string().optional(), en: z.string().optional() });

/** Totals by name: ports, reasons, states. */
export const countsSchema = z.record(z.string(), count);

/** A node of the canvas. `here` is null for a signal, which holds nobody; at a tier it is its open episodes. */
export const liveNodeSchema = z.object({
  /** Times it was entered: decisions; of a signal, tiers that were entered with it on. */
  entered: count,
  here: count.nullable(),
  /** Leavings by port, and under `""` those that left by none: escalated, recovered, moved, skipped. */
  left: countsSchema,
});

/** One edge, or with `to` null all edges of a port. Of a signal's `on` it is counted by tier. */
export const liveEdgeSchema = z.object({ from: z.string(), port: z.string(), to: z.string().nullable(), count });

/** Reach promises by what became of them (ruling 6). */
export const promisesSchema = z.object({ kept: count, broken: count, superseded: count, notNeeded: count });

/** Work that does not move. */
export const stalledSchema = z.object({
  /** Why no send goes out: `clockJumped`, `stoppedByPerson` or a fault; null while they run. */
  stop: z.string().nullable(),
  /** When the first thing fell due that has not happened, over all strategies; null where nothing is late. */
  overdueSince: isoSchema.nullable(),
  /** Sends of this strategy that are held, by reason. */
  heldByReason: countsSchema,
});

/** A strategy at work. `revision` changes with every figure. */
export const liveSchema = z.object({
  strategy: z.string(),
  /** The version asked for by its hash, null for all versions together. */
  version: z.string().nullable(),
  /** `draft` where it never ran or was archived. */
  state: z.enum(["live", "observe", "paused", "draft"]),
  revision: z.int(),
  at: isoSchema,
  openEpisodes: count,
  nodes: z.record(z.string(), liveNodeSchema),
  edges: z.array(liveEdgeSchema),
  /** Open episodes by tier. */
  tiers: countsSchema,
  promises: promisesSchema,
  stalled: stalledSchema,
});

const versionQuery = { version: z.string().min(1).max(128).optional() };

/** The counts. */
export const getLive = contract({
  method: "get",
  path: "/api/strategies/{id}/live",
  area: "live",
  summary:
    "What runs through a strategy: counts of its nodes and edges, for a version (by hash) or all, and stalled work.",
  access: "read",
  params: strategyParams,
  query: z.object(versionQuery),
  answer: liveSchema,
});

/** The counts as they change: event `snapshot` (all), then `change` (what differs), at most once a second. */
export const streamLive = contract({
  method: "get",
  path: "/api/strategies/{id}/live/stream",
  area: "live",
  summary:
    "Server-sent events: `snapshot` with all counts, then `change` with what changed, at most once a second. Last-Event-ID resumes.",
  access: "read",
  params: strategyParams,
  query: z.object(versionQuery),
  media: "text/event-stream",
});

/** What a `change` event holds: nodes whose figures changed, whole; every other field as it now is. */
export type LiveChange = Omit<z.output<typeof liveSchema>, "strategy" | "version">;

/** Those at a node. */
export const listPeople = contract({
  method: "get",
  path: "/api/strategies/{id}/nodes/{node}/people",
  area: "live",
  summary: "Learners who are at a node now (at a tier: whose episode is in it), with since when and what is due.",
  access: "read",
  params: strategyParams.extend({ node: z.string().min(1).max(64) }),
  query: z.object({ ...pageQuery, limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({
    rows: z.array(
      z.object({
        learner: z.string(),
        name: z.string().nullable(),
        subject: z.string(),
        episode: z.int(),
        version: z.string(),
        tier: z.string(),
        since: isoSchema,
        /** When time alone moves it on; null where something else must happen first. */
        dueAt: isoSchema.nullable(),
        /** Whether a pause of the strategy holds it. */
        isHeld: z.boolean(),
        /** The send or task it waits for, as the ledgers name it. */
        send: z.object({ id: z.string(), state: z.string(), reason: z.string().nullable() }).nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
});
