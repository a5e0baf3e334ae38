// Rates per send where learners are what was assigned: a learner's sends hang together, so the variance is taken over learners
// (linearised), and the relative lift by Fieller, who knows when there is none.
import { assert } from "#shared/kernel/issue.ts";
import { twoSidedP } from "./normal.ts";
import type { Interval } from "./rate.ts";

/** What an arm's learners add up to: y successes of n sends, over so many learners, and the sums of squares and products of each learner's (y, n). Whole numbers. */
export interface ClusterSums {
  readonly learners: number;
  readonly y: number;
  readonly n: number;
  readonly yy: number;
  readonly yn: number;
  readonly nn: number;
}

/** Products over learners who have sends in both arms; zero where whole learners were assigned. */
export interface CrossSums {
  readonly yTyC: number;
  readonly yTnC: number;
  readonly nTyC: number;
  readonly nTnC: number;
}

/** Sends of one learner: n in all, y of them with success. */
export interface ClusterCounts {
  readonly y: number;
  readonly n: number;
}

const NO_CROSS: CrossSums = { yTyC: 0, yTnC: 0, nTyC: 0, nTnC: 0 };

/** The sums of an arm, learner by learner. */
export function clusterSums(learners: Iterable<ClusterCounts>): ClusterSums {
  const sums = { learners: 0, y: 0, n: 0, yy: 0, yn: 0, nn: 0 };
  for (const { y, n } of learners) {
    sums.learners += 1;
    sums.y += y;
    sums.n += n;
    sums.yy += y * y;
    sums.yn += y * n;
    sums.nn += n * n;
  }
  return sums;
}

/** Estimates of two ratios of sums with their variances and covariance. */
export interface TwoEstimates {
  readonly treated: number;
  readonly control: number;
  readonly treatedVariance: number;
  readonly controlVariance: number;
  readonly covariance: number;
}

/** Relative lift: treated / control - 1, with its interval. */
export interface Lift extends Interval {
  readonly estimate: number;
}

/** A comparison by a normal statistic; p-value and intervals from the same z. */
export interface NormalCompared {
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** Null where the control cannot be told from 0: relative lift undefined. */
  readonly lift: Lift | null;
  readonly z: number;
  readonly p: number;
}

/**
 * The two rates a = sum yC / SC and b = sum yT / ST with var = L/(L-1) sum u_i^2, u_i = (y_i - rate n_i) / S, and their covariance
 * from learners in both arms (Deng, Knoblich & Lu 2018, arXiv 1803.06336). `learners` counts each learner of either arm once.
 * Null where an arm has no send or there are fewer than two learners.
 */
export function clusterEstimates(
  treated: ClusterSums,
  control: ClusterSums,
  cross: CrossSums = NO_CROSS,
  learners: number = treated.learners + control.learners,
): TwoEstimates | null {
  if (treated.n === 0 || control.n === 0 || learners < 2) return null;
  const [b, a] = [treated.y / treated.n, control.y / control.n];
  const factor = learners / (learners - 1);
  const spread = ({ yy, yn, nn, n }: ClusterSums, rate: number) =>
    (factor * Math.max(0, yy - 2 * rate * yn + rate * rate * nn)) / n ** 2;
  const product = cross.yTyC - a * cross.yTnC - b * cross.nTyC + a * b * cross.nTnC;
  return {
    treated: b,
    control: a,
    treatedVariance: spread(treated, b),
    controlVariance: spread(control, a),
    covariance: (factor * product) / (treated.n * control.n),
  };
}

/**
 * The ratios theta with (b - theta a)^2 <= c^2 (vB - 2 theta cAB + theta^2 vA), less 1 (Fieller 1954). Null where a^2 <= c^2 vA: then
 * no bounded set of ratios is left. Excludes 0 exactly where |b - a| > c sqrt(vB - 2 cAB + vA).
 */
export function fieller(estimates: TwoEstimates, c: number): Lift | null {
  const { treated: b, control: a, treatedVariance: vB, controlVariance: vA, covariance: cAB } = estimates;
  const square = a * a - c * c * vA;
  if (square <= 0) return null;
  const middle = a * b - c * c * cAB;
  const root = Math.sqrt(Math.max(0, middle * middle - square * (b * b - c * c * vB)));
  return { estimate: b / a - 1, low: (middle - root) / square - 1, high: (middle + root) / square - 1 };
}

/** Compares two estimates with intervals at |z| <= c. Null where there is no variance to judge by. */
export function compareEstimates(estimates: TwoEstimates, c: number): NormalCompared | null {
  const { treated, control, treatedVariance, controlVariance, covariance } = estimates;
  assert(c > 0, "a boundary above 0", { c });
  const variance = treatedVariance + controlVariance - 2 * covariance;
  if (!(variance > 0)) return null;
  const difference = treated - control;
  const error = Math.sqrt(variance);
  const z = difference / error;
  return {
    difference,
    differenceInterval: { low: difference - c * error, high: difference + c * error },
    lift: fieller(estimates, c),
    z,
    p: twoSidedP(z),
  };
}
