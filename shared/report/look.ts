// The daily look: takes the roll-up as of the beginning of a day and what was seen before, gives what is stored and shown until the
// next. Everything that must never be taken back (running minima, what was decided) lives here.
import { periodWeighted } from "#shared/stats/bandit.ts";
import {
  type Budget,
  type BudgetState,
  budgetOf,
  budgetStart,
  type Ends,
  type Look,
  lookAtBudget,
} from "#shared/stats/budget.ts";
import { compare } from "#shared/stats/comparison.ts";
import { GATE_NEEDS } from "#shared/stats/gates.ts";
import { normalQuantile } from "#shared/stats/normal.ts";
import type { Tally } from "#shared/stats/rate.ts";
import type { NormalCompared } from "#shared/stats/ratio-of-sums.ts";
import { lookAtSrm, type SrmState, srmStart } from "#shared/stats/srm.ts";
import { type Cell, emptyCell, type KeyedCell } from "./cell.ts";
import { armCounts, type ExperimentSpec, maturedArms, periodsOf, plannedOf } from "./experiment.ts";
import { exposureMetrics, tallyOf } from "./metric.ts";

/** One point of the line over time: what the looks so far left of the difference. */
export interface LookPoint {
  readonly day: number;
  readonly n: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** What is kept of one comparison. */
export interface ComparisonLooks {
  readonly state: BudgetState;
  /** Treated less control at the last look that counted; null before the first. */
  readonly difference: number | null;
  /** Relative to the control's rate; null where there is no ratio. */
  readonly lift: number | null;
  readonly treatedCount: number;
  readonly points: readonly LookPoint[];
}

/** What is kept of an experiment from look to look, as plain JSON. */
export interface Looks {
  /** The day at whose beginning the last look was taken. */
  readonly day: number;
  readonly srm: SrmState;
  readonly srmPoints: readonly { readonly day: number; readonly p: number }[];
  /** By treated arm. */
  readonly comparisons: Readonly<Record<string, ComparisonLooks>>;
}

/** Before the first look. */
const comparisonStart: ComparisonLooks = {
  state: budgetStart,
  difference: null,
  lift: null,
  treatedCount: 0,
  points: [],
};

/** Points kept of a line over time: more than a year. */
const MOST_POINTS = 400;

/** The budget of the comparison of a treated arm with the control. A bandit has no planned end: its weights follow what is seen. */
export function budgetFor(spec: ExperimentSpec, treated: string): Budget {
  const planned = spec.allocation === "bandit" ? null : plannedOf(spec, treated);
  return budgetOf(planned, spec.smallestEffect, Math.max(1, spec.arms.length - 1));
}

/** What a look sees: the statistic, its inversion, and the estimate to be kept. */
interface Seen {
  readonly look: Look;
  readonly difference: number;
  readonly lift: number | null;
  readonly treatedCount: number;
}

function endsOf({ differenceInterval, lift }: NormalCompared): Ends {
  return { difference: differenceInterval, ratio: lift === null ? null : { low: lift.low + 1, high: lift.high + 1 } };
}

function seeBandit(
  cells: readonly KeyedCell[],
  spec: ExperimentSpec,
  treated: string,
  today: number,
  mayEnd: boolean,
): Seen | null {
  const periods = periodsOf(cells, spec, treated, spec.metric, today);
  const compared = periodWeighted(periods, 1);
  if (compared === null) return null;
  const n = periods.reduce((sum, period) => sum + period.treated.n + period.control.n, 0);
  const endsAt = (c: number) => endsOf(periodWeighted(periods, c) ?? compared);
  const treatedCount = periods.reduce((sum, period) => sum + period.treated.n, 0);
  return {
    look: { n, z: compared.z, endsAt, mayEnd },
    difference: compared.difference,
    lift: compared.lift?.estimate ?? null,
    treatedCount,
  };
}

function seePair(treated: Tally, control: Tally, mayEnd: boolean): Seen | null {
  if (treated.n === 0 || control.n === 0) return null;
  const pair = { treated, control };
  const compared = compare(pair, normalQuantile(0.975));
  const endsAt = (c: number): Ends => {
    const { differenceInterval, ratio } = compare(pair, c);
    return { difference: differenceInterval, ratio: ratio === null ? null : { low: ratio.low, high: ratio.high } };
  };
  const lift = compared.ratio?.estimate ?? null;
  return {
    look: { n: treated.n + control.n, z: compared.z, endsAt, mayEnd },
    difference: compared.difference,
    lift: lift === null ? null : lift - 1,
    treatedCount: treated.n,
  };
}

function lookAtOne(before: ComparisonLooks, budget: Budget, seen: Seen | null, day: number): ComparisonLooks {
  if (seen === null) return before;
  const state = lookAtBudget(before.state, budget, seen.look);
  if (state === before.state || state.ends === null) return before;
  const { low, high } = state.ends.difference;
  const point = { day, n: seen.look.n, estimate: seen.difference, low, high, p: state.p };
  const { difference, lift, treatedCount } = seen;
  return { state, difference, lift, treatedCount, points: [...before.points, point].slice(-MOST_POINTS) };
}

/**
 * The look at the beginning of local day `today`, over learners whose window was over by then. One look a day: asked again for a day already looked
 * at, it gives what it gave. The planned end waits for the first week to be over.
 */
export function takeLook(
  before: Looks | null,
  cells: readonly KeyedCell[],
  spec: ExperimentSpec,
  today: number,
): Looks {
  if (before !== null && before.day >= today) return before;
  const srm = lookAtSrm(before?.srm ?? srmStart, armCounts(cells, spec, today));
  const arms = maturedArms(cells, spec, today);
  const [control = "", ...variants] = spec.arms;
  const mayEnd = today - spec.startedDay >= GATE_NEEDS.days;
  const tally = (arm: string) => tallyOf(exposureMetrics[spec.metric], arms.get(arm) ?? (emptyCell() as Cell));
  const comparisons = variants.map((arm) => {
    const isBandit = spec.allocation === "bandit";
    const seen = isBandit ? seeBandit(cells, spec, arm, today, mayEnd) : seePair(tally(arm), tally(control), mayEnd);
    return [arm, lookAtOne(before?.comparisons[arm] ?? comparisonStart, budgetFor(spec, arm), seen, today)] as const;
  });
  return {
    day: today,
    srm,
    srmPoints: [...(before?.srmPoints ?? []), { day: today, p: srm.minP }].slice(-MOST_POINTS),
    comparisons: Object.fromEntries(comparisons),
  };
}
