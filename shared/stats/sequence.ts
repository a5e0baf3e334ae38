// The confidence sequence: a boundary that holds at every look at once, so that looking costs nothing.
import { assert } from "#shared/kernel/issue.ts";
import { asP } from "./normal.ts";

/** Where no end is planned the sequence is tuned to be tightest about here (learners of both arms). */
export const USUAL_LEARNERS = 5000;

/**
 * rho^2 = (-2 ln a + ln(1 - 2 ln a)) / N*: the mixture variance that makes the sequence tightest at N* learners of both arms
 * (Waudby-Smith et al. 2024, arXiv 2103.06476; gbstats tunes alike).
 */
export function mixtureVariance(alpha: number, tunedTo: number): number {
  assert(alpha > 0 && alpha < 1 && tunedTo > 0, "an error rate and a size", { alpha, tunedTo });
  return (-2 * Math.log(alpha) + Math.log1p(-2 * Math.log(alpha))) / tunedTo;
}

/**
 * lambda(n) = sqrt(2 (x+1)/x ln(sqrt(x+1)/a)), x = n rho^2: |z| crosses it at any n, ever, with probability at most a under no effect
 * (Robbins 1970; Howard et al. 2021, arXiv 1810.08240). It takes the place of z_{1-a/2} in every interval. n > 0.
 */
export function sequenceBoundary(n: number, alpha: number, tunedTo: number): number {
  assert(n > 0, "a boundary after at least one learner", { n });
  const x = n * mixtureVariance(alpha, tunedTo);
  return Math.sqrt(((2 * (x + 1)) / x) * (Math.log1p(x) / 2 - Math.log(alpha)));
}

/**
 * p = min(1, sqrt(x+1) exp(-x z^2 / (2(x+1)))), x = n rho^2: below a exactly where |z| > lambda(n). Its running minimum is a p-value at
 * any stopping time (Johari et al., arXiv 1512.04922).
 */
export function sequenceP(z: number, n: number, alpha: number, tunedTo: number): number {
  const x = n * mixtureVariance(alpha, tunedTo);
  return asP(Math.exp(Math.log1p(x) / 2 - (x * z * z) / (2 * (x + 1))));
}
