// Two learner rates compared: one statistic, and its p-value, absolute and relative interval as three views of it.

import { normalQuantile, twoSidedP } from "./normal.ts";
import type { Interval } from "./rate.ts";
import { fallingRoot } from "./root.ts";
import { assertPair, differenceScore, type Pair, ratioScore } from "./score.ts";

/** The ratio of two rates with its interval. `high` null: no upper end (a control without a success allows any ratio). */
export interface RatioInterval {
  /** Null where the control's rate is 0. */
  readonly estimate: number | null;
  readonly low: number;
  readonly high: number | null;
}

/** A comparison of a treated arm with its control. Rates and differences are shares (0.024 = 2.4 points). */
export interface Compared {
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** Null where neither arm has a success: there is no ratio to speak of. */
  readonly ratio: RatioInterval | null;
  /** The score statistic of "no effect". */
  readonly z: number;
  /** Two-sided p-value of z, in [1e-300, 1], as if this were the only look. */
  readonly p: number;
  /** Every learner had the same outcome: p is 1 because nothing could be seen, not because the arms are alike. */
  readonly isFlat: boolean;
}

/** The differences d with |z(d)| <= c. An end is looked for on the side of 0 that z(0) says, so it agrees with the test to the last digit. */
function differenceEnds(pair: Pair, c: number, z: number, estimate: number): Interval {
  const above = (d: number) => differenceScore(pair, d) - c;
  const below = (d: number) => differenceScore(pair, d) + c;
  return {
    low: z > c ? fallingRoot(above, 0, estimate) : fallingRoot(above, -1, Math.min(0, estimate)),
    high: z < -c ? fallingRoot(below, estimate, 0) : fallingRoot(below, Math.max(0, estimate), 1),
  };
}

/** The ratios r with |z(r)| <= c, looked for over t = r / (1 + r), where "no effect" is 1/2 and the whole range is (0, 1). */
function ratioEnds(pair: Pair, c: number, z: number): RatioInterval | null {
  const { treated, control } = pair;
  if (treated.x + control.x === 0) return null;
  const [rateT, rateC] = [treated.x / treated.n, control.x / control.n];
  const estimate = rateT / (rateT + rateC);
  const score = (t: number) => ratioScore(pair, t / (1 - t));
  const low =
    z > c
      ? fallingRoot((t) => score(t) - c, 0.5, estimate)
      : fallingRoot((t) => score(t) - c, 0, Math.min(0.5, estimate));
  const high =
    z < -c
      ? fallingRoot((t) => score(t) + c, estimate, 0.5)
      : fallingRoot((t) => score(t) + c, Math.max(0.5, estimate), 1);
  return {
    estimate: rateC === 0 ? null : rateT / rateC,
    low: treated.x === 0 ? 0 : low / (1 - low),
    high: control.x === 0 ? null : high / (1 - high),
  };
}

/**
 * Compares by the score test with intervals at |z| <= c (Miettinen & Nurminen 1985; Koopman 1984): c = 1.96 for one look at 95 %,
 * or the boundary of a confidence sequence. The difference excludes 0 exactly where the ratio excludes 1 and |z| > c.
 */
export function compare(pair: Pair, c: number): Compared {
  assertPair(pair);
  const { treated, control } = pair;
  const z = differenceScore(pair, 0);
  const difference = treated.x / treated.n - control.x / control.n;
  const successes = treated.x + control.x;
  return {
    difference,
    differenceInterval: differenceEnds(pair, c, z, difference),
    ratio: ratioEnds(pair, c, z),
    z,
    p: twoSidedP(z),
    isFlat: successes === 0 || successes === treated.n + control.n,
  };
}

/** Compares at one fixed look with intervals of that level (0.95). */
export function compareAt(pair: Pair, level = 0.95): Compared {
  return compare(pair, normalQuantile(1 - (1 - level) / 2));
}
