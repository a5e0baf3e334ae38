// Means of a continuous metric (study minutes): Welch's test, after the longest tail is cut.
import { assert } from "#shared/kernel/issue.ts";
import type { Interval } from "./rate.ts";
import { fieller, type Lift } from "./ratio-of-sums.ts";
import { tQuantile, tTwoSidedP } from "./special.ts";

/** Sums of one arm: learners, sum of values, sum of their squares. */
export interface MeanSums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

/** Two means compared. */
export interface MeansCompared {
  readonly difference: number;
  readonly differenceInterval: Interval;
  readonly lift: Lift | null;
  readonly t: number;
  readonly degrees: number;
  readonly p: number;
}

/** Values above their `share` quantile (0.99) brought down to it, so that one endless session does not decide a test. Nearest rank. */
export function winsorise(values: readonly number[], share = 0.99): number[] {
  assert(share > 0 && share <= 1, "a share in (0, 1]", { share });
  if (values.length === 0) return [];
  const cap = values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] as number;
  return values.map((value) => Math.min(value, cap));
}

/** The sums of a list of values. */
export function meanSums(values: readonly number[]): MeanSums {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return { n: values.length, sum, squares };
}

function varianceOfMean({ n, sum, squares }: MeanSums): number {
  return Math.max(0, squares - (sum * sum) / n) / (n - 1) / n;
}

/**
 * Welch's t (Welch 1947): t = (mT - mC) / sqrt(vT + vC), v = s^2/n, degrees (vT + vC)^2 / (vT^2/(nT-1) + vC^2/(nC-1)); lift by Fieller.
 * Null where an arm has fewer than two learners or neither has any variance.
 */
export function welch(treated: MeanSums, control: MeanSums, level = 0.95): MeansCompared | null {
  if (treated.n < 2 || control.n < 2) return null;
  const [vT, vC] = [varianceOfMean(treated), varianceOfMean(control)];
  const variance = vT + vC;
  if (!(variance > 0)) return null;
  const degrees = variance ** 2 / (vT ** 2 / (treated.n - 1) + vC ** 2 / (control.n - 1));
  const [meanT, meanC] = [treated.sum / treated.n, control.sum / control.n];
  const difference = meanT - meanC;
  const t = difference / Math.sqrt(variance);
  const c = tQuantile(1 - (1 - level) / 2, degrees);
  const half = c * Math.sqrt(variance);
  const estimates = { treated: meanT, control: meanC, treatedVariance: vT, controlVariance: vC, covariance: 0 };
  return {
    difference,
    differenceInterval: { low: difference - half, high: difference + half },
    lift: fieller(estimates, c),
    t,
    degrees,
    p: tTwoSidedP(t, degrees),
  };
}
