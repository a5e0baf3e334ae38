// Routes of backtests: a draft over stored history as a job, its progress, its figures.
import { z } from "zod";
import { idParams, isoSchema } from "./common.ts";
import { contract } from "./contract.ts";

const area = "backtests";

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ description: "A local day of the school, YYYY-MM-DD" });
const value = z.union([z.string().max(40), z.number()]);
const share = z.number().min(0).max(1);

/** x of n, the rate (null where n is 0) and its 95 % Wilson interval. */
const rateSchema = z.object({
  x: z.int(),
  n: z.int(),
  rate: share.nullable(),
  interval: z.object({ low: share, high: share }).nullable(),
});

const rowSchema = z.object({
  tier: z.string().nullable().meta({ description: "null: episodes opened, in whatever tier" }),
  alerts: z.int(),
  learners: z.int(),
  alertsPerWeek: z.number().nullable(),
  alertsPer100Weeks: z.number().nullable().meta({ description: "per 100 weeks of learners under way" }),
  precision: rateSchema.meta({
    description: "alerts followed by a withdrawal within the horizon, of those whose horizon is over",
  }),
  recall: rateSchema.meta({ description: "withdrawals with an alert within the horizon before" }),
  lift: z.number().nullable().meta({ description: "precision / base rate" }),
  leadDays: z.object({ lower: z.number(), median: z.number(), upper: z.number() }).nullable(),
});

const rows = z.array(rowSchema).readonly();
const counts = z.record(z.string(), z.int());
const peak = z.object({ day, count: z.int() }).nullable();
const examples = z.array(z.object({ learner: z.string(), at: isoSchema, tier: z.string() })).readonly();

const resultSchema = z.object({
  hash: z.string(),
  period: z.object({ from: isoSchema, to: isoSchema }),
  horizonDays: z.int(),
  receipts: z.literal("acceptedNeverOpened").meta({ description: "the model by which sends were answered" }),
  eventCount: z.int(),
  backfilledCount: z.int().meta({ description: "events that were imported, taken where they happened" }),
  learners: z.int(),
  unitWeeks: z.number(),
  withdrawals: z.int(),
  baseRate: share
    .nullable()
    .meta({ description: "share of learners' time that was within the horizon before a withdrawal" }),
  all: rowSchema,
  tiers: rows,
  episodes: z.object({ opened: z.int(), open: z.int(), recovered: z.int(), lost: z.int(), void: z.int() }),
  days: z.array(z.object({ day, byChannel: counts })).readonly(),
  peak,
  taskPeak: peak,
  messagesPerUnitWeek: z.number().nullable(),
  sends: z.record(z.string(), counts),
  reasons: counts,
  held: counts,
  live: z
    .object({
      version: z.int(),
      hash: z.string(),
      all: rowSchema,
      tiers: rows,
      both: z.int(),
      onlyHere: z.int(),
      onlyThere: z.int(),
      examples: z.object({ here: examples, there: examples }),
    })
    .nullable(),
  threshold: z
    .object({
      node: z.string(),
      field: z.string(),
      present: value,
      rows: z.array(z.object({ value, all: rowSchema, tiers: rows })).readonly(),
    })
    .nullable(),
});

/** The figures of a backtest. */
export type BacktestResult = z.infer<typeof resultSchema>;

const jobSchema = z.object({
  id: z.string(),
  strategy: z.string(),
  state: z.enum(["queued", "running", "done", "failed", "cancelled"]),
  progress: share,
  createdAt: isoSchema,
  endedAt: isoSchema.nullable(),
  code: z.string().nullable().meta({ description: "why it failed" }),
  result: resultSchema.nullable(),
});

/** How far a horizon of known withdrawals may reach (days). */
export const MOST_HORIZON_DAYS = 120;

/** Start. */
export const startBacktest = contract({
  method: "post",
  path: "/api/backtests",
  area,
  summary:
    "Run a document, a strategy's draft or one of its versions over stored history. Nothing is sent; what passes the gates counts as accepted and never opened.",
  access: "read",
  body: z.strictObject({
    document: z.record(z.string(), z.unknown()).optional(),
    strategy: z.string().max(64).optional(),
    version: z.union([z.literal("draft"), z.int().min(1)]).default("draft"),
    fromDay: day.optional(),
    toDay: day.optional(),
    horizonDays: z.int().min(1).max(MOST_HORIZON_DAYS).default(28),
    againstLive: z.boolean().default(true),
    threshold: z
      .strictObject({
        node: z.string().max(64),
        field: z.string().max(64).optional(),
        values: z.array(value).min(1).max(8).optional(),
      })
      .optional(),
  }),
  answer: jobSchema,
  status: 202,
});

/** Where it stands. */
export const readBacktest = contract({
  method: "get",
  path: "/api/backtests/{id}",
  area,
  summary: "A backtest: its state, its progress, and its figures once it is done. Kept for a day.",
  access: "read",
  params: idParams,
  answer: jobSchema,
});

/** Enough. */
export const cancelBacktest = contract({
  method: "delete",
  path: "/api/backtests/{id}",
  area,
  summary: "Cancel a backtest that waits or runs; one that has ended is forgotten.",
  access: "read",
  params: idParams,
  status: 204,
});
