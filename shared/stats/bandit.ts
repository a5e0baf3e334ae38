// The bandit: weights for the next period from what is known, and an effect that moving weights do not bend.
import { assert } from "#shared/kernel/issue.ts";
import { armOdds } from "./bayes.ts";
import { smoothedVariance, type Tally } from "./rate.ts";
import { compareEstimates, type NormalCompared } from "./ratio-of-sums.ts";

/** Learners per arm that a period needs; a shorter one is taken together with the next (measurement section 7). */
export const LEAST_PER_PERIOD = 20;
/** Matured learners per arm before the weights first move. */
export const LEAST_TO_REWEIGH = 100;
/** Weights are basis points. */
const WHOLE = 10_000;

/** The share every arm keeps: 10 % up to five arms, else half of an equal share (measurement section 8). */
export function floorOf(arms: number): number {
  assert(Number.isSafeInteger(arms) && arms >= 1, "a number of arms", { arms });
  return arms <= 5 ? 0.1 : 0.5 / arms;
}

/** w_k = f + (1 - K f) P(best_k): shares that add up to 1, none below the floor. The same tallies give the same shares. */
export function banditShares(tallies: readonly Tally[]): number[] {
  const floor = floorOf(tallies.length);
  return armOdds(tallies).map(({ bestChance }) => floor + (1 - tallies.length * floor) * bestChance);
}

/** Shares as whole basis points that add up to 10,000: rounded down, the rest given out by largest remainder, first arm first among equals. A floor that is a whole number is kept. */
export function asBasisPoints(shares: readonly number[]): number[] {
  const exact = shares.map((share) => Number((share * WHOLE).toFixed(6)));
  const points = exact.map(Math.floor);
  const rest = WHOLE - points.reduce((sum, point) => sum + point, 0);
  const order = exact
    .map((value, arm) => ({ arm, over: value - Math.floor(value) }))
    .sort((a, b) => b.over - a.over || a.arm - b.arm);
  for (const { arm } of order.slice(0, rest)) points[arm] = (points[arm] as number) + 1;
  return points;
}

/** One period of constant weights: the two arms compared, and the learners of all arms who came in it. */
export interface Period {
  readonly treated: Tally;
  readonly control: Tally;
  readonly learners: number;
}

function plus(a: Tally, b: Tally): Tally {
  return { x: a.x + b.x, n: a.n + b.n };
}

/** Periods in order, each with at least 20 learners in both arms: a smaller one goes together with the next, a last one with the one before. */
export function mergePeriods(periods: readonly Period[]): Period[] {
  const merged: Period[] = [];
  let open: Period | null = null;
  for (const period of periods) {
    open =
      open === null
        ? period
        : {
            treated: plus(open.treated, period.treated),
            control: plus(open.control, period.control),
            learners: open.learners + period.learners,
          };
    if (Math.min(open.treated.n, open.control.n) < LEAST_PER_PERIOD) continue;
    merged.push(open);
    open = null;
  }
  const last = merged.pop();
  if (last === undefined) return [];
  if (open === null) return [...merged, last];
  const whole = {
    treated: plus(last.treated, open.treated),
    control: plus(last.control, open.control),
    learners: last.learners + open.learners,
  };
  return [...merged, whole];
}

/**
 * d = sum_t (N_t/N)(pT_t - pC_t), var = sum_t (N_t/N)^2 sum over arms p(1-p)/n with p = (x + .5)/(n + 1): compares only learners of one
 * period, so neither weights that follow the winner nor a season bends it (Zhang, Janson & Murphy 2020; measurement section 3).
 * Null before any period has 20 learners in both arms.
 */
export function periodWeighted(periods: readonly Period[], c: number): NormalCompared | null {
  const merged = mergePeriods(periods);
  const all = merged.reduce((sum, { learners }) => sum + learners, 0);
  if (all === 0) return null;
  const estimates = { treated: 0, control: 0, treatedVariance: 0, controlVariance: 0, covariance: 0 };
  for (const { treated, control, learners } of merged) {
    const share = learners / all;
    estimates.treated += share * (treated.x / treated.n);
    estimates.control += share * (control.x / control.n);
    estimates.treatedVariance += share ** 2 * smoothedVariance(treated);
    estimates.controlVariance += share ** 2 * smoothedVariance(control);
  }
  return compareEstimates(estimates, c);
}

/** Whether the search may stop: the leader's expected loss was below `bound` (0.1 point) for the last three periods. */
export function mayStop(leaderLosses: readonly number[], bound = 0.001): boolean {
  return leaderLosses.length >= 3 && leaderLosses.slice(-3).every((loss) => loss < bound);
}
