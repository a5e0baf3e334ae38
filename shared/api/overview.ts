// Routes of the first page: today by tier and channel, the last fourteen days, what needs a person, and the state of the installation.
import { z } from "zod";
import { isoSchema } from "./common.ts";
import { contract } from "./contract.ts";
import { countsSchema, namesSchema, promisesSchema } from "./live.ts";

const count = z.int().min(0);

/** What happened in one tier of one strategy on one day, and how many are in it now. */
export const tierDaySchema = z.object({
  strategy: z.string(),
  /** Of the live version; empty once the strategy is archived. */
  strategyName: namesSchema,
  tier: z.string(),
  tierName: namesSchema,
  rank: z.int().nullable(),
  /** Episodes that opened in this tier. */
  opened: count,
  /** Entries, by opening or by climbing. */
  entered: count,
  inTier: count,
  recovered: count,
  lost: count,
  void: count,
});

/** A school-local day. */
export const daySchema = z.object({
  /** `YYYY-MM-DD` in the school's zone. */
  date: z.string(),
  opened: count,
  recovered: count,
  lost: count,
  void: count,
  /** Entries by tier id, over all strategies. */
  entered: countsSchema,
  /** Sends by what happened to them that day: accepted, delivered, opened, acted, failed, suppressed, withheld … */
  sends: countsSchema,
  tasksOpened: count,
  tasksDone: count,
  promises: promisesSchema,
});

/** Today. */
export const getOverview = contract({
  method: "get",
  path: "/api/overview",
  area: "overview",
  summary: "Today in the school's zone: tiers, sends, tasks, promises, what is stalled; and the last fourteen days.",
  access: "read",
  answer: z.object({
    zone: z.string(),
    now: isoSchema,
    learners: count,
    openEpisodes: count,
    today: daySchema.extend({
      tiers: z.array(tierDaySchema),
      /** Channel, then what happened: `{ sms: { accepted: 3, suppressed: 1 } }`. */
      byChannel: z.record(z.string(), countsSchema),
    }),
    /** Fourteen days, oldest first; the last is today. */
    days: z.array(daySchema),
    tasks: z.object({ open: count, claimed: count, overdue: count }),
    /** Items in quarantine that nobody has dealt with. */
    quarantine: count,
    stalled: z.object({
      isStalled: z.boolean(),
      stop: z.string().nullable(),
      /** When the first thing fell due that has not happened; null where nothing is late. */
      overdueSince: isoSchema.nullable(),
      /** Sends that wait, by reason; `""`: not yet looked at. */
      waitingByReason: countsSchema,
    }),
  }),
});

/** The state of the installation, for the shell of every page. */
export const getSystem = contract({
  method: "get",
  path: "/api/system",
  area: "system",
  summary: "Health in short: clock, stop, disk, log, versions.",
  access: "cards",
  answer: z.object({
    version: z.string(),
    node: z.string(),
    isTest: z.boolean(),
    isReady: z.boolean(),
    now: isoSchema,
    /** A clock that jumped stops ticks and sends until an admin confirms it (ruling 20). */
    clock: z.object({ isSuspect: z.boolean() }),
    /** Why no send goes out, since when and by whom; null while they run. A stop by a fault names nobody. */
    stop: z.object({ reason: z.string(), by: z.string().nullable(), at: isoSchema.nullable() }).nullable(),
    disk: z.object({ freeBytes: count, totalBytes: count, isLow: z.boolean() }),
    log: z.object({ bytes: count, files: count, lastSeq: count, appliedSeq: count }),
    store: z.object({ bytes: count }),
    memory: z.object({ rssBytes: count, dedupBytes: count }),
    learners: count,
    openEpisodes: count,
    pendingSends: count,
    strategies: z.array(
      z.object({ id: z.string(), state: z.enum(["live", "observe", "paused"]), version: z.string() }),
    ),
  }),
});
