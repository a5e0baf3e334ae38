// One rate: x of n, and what n lets us say about it. Counts are whole learners (or sends), rates 0..1.
import { assert } from "#shared/kernel/issue.ts";
import { normalQuantile } from "./normal.ts";

/** x of n, both whole, 0 <= x <= n. */
export interface Tally {
  readonly x: number;
  readonly n: number;
}

/** A closed interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Cells with fewer learners show counts only (measurement section 7). */
export const LEAST_SHOWN = 30;

/** Stops on a tally that counts nothing that exists. */
export function assertTally({ x, n }: Tally): void {
  assert(Number.isSafeInteger(x) && Number.isSafeInteger(n) && x >= 0 && x <= n, "a tally is x of n", { x, n });
}

/** x / n; null where n is 0. */
export function rateOf({ x, n }: Tally): number | null {
  return n === 0 ? null : x / n;
}

/**
 * The Wilson score interval of one rate (Wilson 1927; Newcombe 1998 method 3): {p: |x/n - p| <= z sqrt(p(1-p)/n)} at `level`
 * (0.95: z = 1.96). 0 of n and n of n give one-sided ends: the end at 0 or 1 is exact and the other spends all of 1 - level.
 * Null where n is 0.
 */
export function wilson(tally: Tally, level = 0.95): Interval | null {
  assertTally(tally);
  const { x, n } = tally;
  if (n === 0) return null;
  const isOneSided = x === 0 || x === n;
  const z = normalQuantile(isOneSided ? level : 1 - (1 - level) / 2);
  const z2 = z * z;
  const centre = (x + z2 / 2) / (n + z2);
  const half = (z * Math.sqrt((x * (n - x)) / n + z2 / 4)) / (n + z2);
  return { low: x === 0 ? 0 : Math.max(0, centre - half), high: x === n ? 1 : Math.min(1, centre + half) };
}

/** p(1-p)/n with p = (x + .5)/(n + 1): above 0 also where all or none succeeded. n > 0. */
export function smoothedVariance({ x, n }: Tally): number {
  const p = (x + 0.5) / (n + 1);
  return (p * (1 - p)) / n;
}
