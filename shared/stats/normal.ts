// The normal curve and what a p-value may be. Apart from the other special functions, since the compiler needs only this much.
import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import { assert } from "#shared/kernel/issue.ts";

/** The smallest p-value that is ever given: below it the number says nothing, and "p = 0" would be false. */
export const LEAST_P = 1e-300;

/** A p-value in [LEAST_P, 1]. */
export function asP(p: number): number {
  assert(!Number.isNaN(p), "a p-value is a number", { p });
  return Math.min(1, Math.max(LEAST_P, p));
}

/** P(Z > z) of the standard normal: erfc(z / sqrt 2) / 2, for any z in [-Infinity, Infinity]. */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** P(|Z| > |z|): the two-sided p-value of a normal test statistic, in [LEAST_P, 1]. */
export function twoSidedP(z: number): number {
  return asP(erfc(Math.abs(z) / Math.SQRT2));
}

/** The quantile of the standard normal: -sqrt 2 erfcinv(2p), for p in (0, 1); at the ends it would be infinite, which is a bug. */
export function normalQuantile(p: number): number {
  assert(p > 0 && p < 1, "a probability between 0 and 1", { p });
  return p === 0.5 ? 0 : -Math.SQRT2 * erfcinv(2 * p);
}
