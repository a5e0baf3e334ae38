// Sample ratio mismatch: whether learners came into the arms as planned. The sequential test may be read at any time.
import { assert } from "#shared/kernel/issue.ts";
import { LEAST_P } from "./normal.ts";
import { chiSquareTail, lnGamma } from "./special.ts";

/** Learners who came into one arm while it had that weight; weights of a period are in any common unit. */
export interface ArmCount {
  readonly count: number;
  readonly weight: number;
}

/** The alarm of the sequential test (measurement section 0). */
export const SRM_ALARM_P = 0.01;
/** The line of the classic test that is shown beside it. */
export const SRM_CLASSIC_P = 0.001;

/** How sure the prior is of the planned split, in learners. */
const CONCENTRATION = 1000;

/**
 * ln of the Bayes factor against the planned split: lnG(1000) - lnG(1000+n) + sum [lnG(alpha_k + n_k) - lnG(alpha_k)] - sum n_k ln w_k,
 * alpha_k = 1000 w_k (Lindon & Malek 2022, arXiv 2011.03567). Arms without weight are left out: see `hasLeak`.
 */
export function srmLogFactor(arms: readonly ArmCount[]): number {
  const planned = arms.filter(({ weight }) => weight > 0);
  const whole = planned.reduce((sum, { weight }) => sum + weight, 0);
  const n = planned.reduce((sum, { count }) => sum + count, 0);
  assert(planned.length > 0 && arms.every(({ count, weight }) => count >= 0 && weight >= 0), "arms with weights", {
    arms,
  });
  let log = lnGamma(CONCENTRATION) - lnGamma(CONCENTRATION + n);
  for (const { count, weight } of planned) {
    if (count === 0) continue;
    const share = weight / whole;
    log += lnGamma(CONCENTRATION * share + count) - lnGamma(CONCENTRATION * share) - count * Math.log(share);
  }
  return log;
}

/** Whether a learner stands in an arm that nobody was to come into: a leak, whatever any p-value says. */
export function hasLeak(arms: readonly ArmCount[]): boolean {
  return arms.some(({ count, weight }) => weight === 0 && count > 0);
}

/** What the sequential test remembers: the smallest p-value so far, and whether a leak was seen. */
export interface SrmState {
  readonly minP: number;
  readonly isLeak: boolean;
}

/** Before the first look. */
export const srmStart: SrmState = { minP: 1, isLeak: false };

/**
 * One look. `periods` are spans of constant weights from the start to now (one, unless weights change), each with its own split; the log
 * factors add up. p is the running minimum of 1 / BF, valid at every look; a leak stays.
 */
export function lookAtSrm(state: SrmState, periods: readonly (readonly ArmCount[])[]): SrmState {
  const log = periods.reduce((sum, arms) => sum + srmLogFactor(arms), 0);
  const p = Math.min(1, Math.max(LEAST_P, Math.exp(-log)));
  return { minP: Math.min(state.minP, p), isLeak: state.isLeak || periods.some(hasLeak) };
}

/** Whether every verdict is withdrawn. */
export function isSrmAlarm({ minP, isLeak }: SrmState): boolean {
  return isLeak || minP < SRM_ALARM_P;
}

/** Pearson's chi-square of the counts against the plan, sum (n_k - N w_k)^2 / (N w_k) on K - 1 degrees, as if looked at once; null below two arms with weight or without learners. */
export function srmClassicP(arms: readonly ArmCount[]): number | null {
  const planned = arms.filter(({ weight }) => weight > 0);
  const whole = planned.reduce((sum, { weight }) => sum + weight, 0);
  const n = planned.reduce((sum, { count }) => sum + count, 0);
  if (planned.length < 2 || n === 0) return null;
  const squares = planned.map(({ count, weight }) => (count - (n * weight) / whole) ** 2 / ((n * weight) / whole));
  return chiSquareTail(
    squares.reduce((sum, square) => sum + square, 0),
    planned.length - 1,
  );
}
