// Routes of reports: a strategy's, an experiment's, all at a glance, and the learners behind a number. All but the last are read off
// roll-ups; `format=csv` gives the same for a spreadsheet.
import { z } from "zod";
import { dayOfDate, isDate } from "#shared/kernel/zone.ts";
import { episodeCounters, exposureCounters, sendCounters } from "#shared/report/cell.ts";
import type { ExperimentView, StrategyReport } from "#shared/report/strategy-report.ts";
import type { VerdictKind } from "#shared/stats/verdict.ts";
import { pageQuery, rowSchema, strategyParams } from "./common.ts";
import { contract } from "./contract.ts";
import type { namesSchema } from "./live.ts";

/** A local day of the school, `YYYY-MM-DD`, read to days since 1970-01-01. */
const daySchema = z
  .string()
  .refine(isDate)
  .meta({ format: "date" })
  .transform((date) => dayOfDate(date));

/** What tables can be divided by. */
export const reportCuts = [
  "all",
  "version",
  "tier",
  "channel",
  "message",
  "cause",
  "course",
  "cohort",
  "tierChannel",
] as const;
const cutSchema = z.enum(reportCuts);
const formatSchema = z.enum(["json", "csv"]).default("json");

/** When a report was made, and of which day. */
export interface Stamp {
  readonly today: number;
  readonly zone: string;
  /** ISO-8601. */
  readonly now: string;
}

/** What people call a strategy and its tiers; a language that they left out is absent. */
export interface ReportNames {
  readonly strategy: z.output<typeof namesSchema>;
  readonly tiers: Readonly<Record<string, z.output<typeof namesSchema>>>;
}

/** An answer as wide as a report, whose type is the report's own. */
function wide<T>() {
  return rowSchema as unknown as z.ZodType<T>;
}

/** A strategy. */
export const getStrategyReport = contract({
  method: "get",
  path: "/api/reports/strategies/{id}",
  area: "reports",
  summary:
    "A strategy's report: verdicts and health of its experiments, funnel, tables by one property (`by`), one filter (`cut` and `value`), a period. From roll-ups only.",
  access: "read",
  params: strategyParams,
  query: z.object({
    from: daySchema.optional(),
    to: daySchema.optional(),
    cut: cutSchema.default("all"),
    value: z.string().max(500).default(""),
    by: cutSchema.default("tier"),
    format: formatSchema,
  }),
  answer: wide<StrategyReport & Stamp & { readonly names: ReportNames }>(),
});

const saltParams = z.object({ salt: z.string().min(1).max(200) });

/** An experiment. */
export const getExperimentReport = contract({
  method: "get",
  path: "/api/reports/experiments/{salt}",
  area: "reports",
  summary: "An experiment: its verdict, the health of its data, a row for each arm, its looks over time.",
  access: "read",
  params: saltParams,
  query: z.object({ format: formatSchema }),
  answer: wide<ExperimentView & Stamp>(),
});

/** An experiment in the list of all. */
export interface ExperimentSummary {
  readonly salt: string;
  readonly strategy: string;
  readonly compared: ExperimentView["compared"];
  readonly startedDay: number;
  readonly assigned: number;
  readonly verdicts: readonly {
    readonly arm: string;
    readonly kind: VerdictKind;
    readonly sentence: ExperimentView["sentences"][string];
  }[];
}

/** All experiments. */
export const getReportOverview = contract({
  method: "get",
  path: "/api/reports/overview",
  area: "reports",
  summary: "Every experiment of the school with its verdict in one sentence.",
  access: "read",
  answer: wide<Stamp & { readonly experiments: readonly ExperimentSummary[] }>(),
});

/** A learner behind a number. */
export const behindRowSchema = z.object({
  learner: z.string(),
  at: z.string(),
  day: z.int(),
  arm: z.string(),
  tier: z.string(),
  channel: z.string().nullable(),
  message: z.string().nullable(),
  state: z.string().nullable(),
});

/** The learners behind a number. */
export const listBehind = contract({
  method: "get",
  path: "/api/reports/learners",
  area: "reports",
  summary:
    "The learners behind a number of a report: whose exposure, send or episode is counted in it. A page may be short; go on while there is `next`.",
  access: "read",
  query: z.object({
    kind: z.enum(["exposure", "send", "episode"]),
    id: z.string().min(1).max(200),
    arm: z.string().max(200).optional(),
    cut: cutSchema.default("all"),
    value: z.string().max(500).default(""),
    counter: z.enum([...new Set([...exposureCounters, ...sendCounters, ...episodeCounters])]),
    from: daySchema.optional(),
    to: daySchema.optional(),
    ...pageQuery,
    format: formatSchema,
  }),
  answer: z.object({ rows: z.array(behindRowSchema), next: z.string().nullable() }),
});
