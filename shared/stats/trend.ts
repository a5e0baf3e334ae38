// Trends: over weeks (Mann-Kendall with Theil-Sen), and over doses in a fixed population (Cochran-Armitage, Mantel).

import { twoSidedP } from "./normal.ts";
import { assertTally, type Tally } from "./rate.ts";

/** Fewest points for a trend over time. */
export const LEAST_WEEKS = 8;

/** A trend over equal steps of time. */
export interface TimeTrend {
  /** Median of all pairwise slopes, in units of the value per step (Theil 1950; Sen 1968). */
  readonly slope: number;
  readonly z: number;
  readonly p: number;
}

/** How many values share each tie: (t(t-1)(2t+5)) summed. */
function tieTerm(values: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/**
 * Mann-Kendall: S = sum over pairs of sign(later - earlier), Var S = (n(n-1)(2n+5) - ties)/18, z = (S -+ 1)/sqrt Var (Mann 1945;
 * Kendall 1975). Null below eight values; one per week, in order.
 */
export function timeTrend(values: readonly number[]): TimeTrend | null {
  const n = values.length;
  if (n < LEAST_WEEKS) return null;
  const slopes: number[] = [];
  let s = 0;
  for (const [later, value] of values.entries()) {
    for (const [earlier, before] of values.slice(0, later).entries()) {
      s += Math.sign(value - before);
      slopes.push((value - before) / (later - earlier));
    }
  }
  const variance = (n * (n - 1) * (2 * n + 5) - tieTerm(values)) / 18;
  const z = s === 0 || variance <= 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { slope: medianOf(slopes), z, p: twoSidedP(z) };
}

/** The learners who got one dose. */
export interface Dose extends Tally {
  readonly dose: number;
}

/** A trend over doses. */
export interface DoseTrend {
  readonly z: number;
  readonly p: number;
}

/** T = sum t_i (x_i - n_i p) and p(1-p)(sum n t^2 - (sum n t)^2 / N) of one table. */
function doseParts(doses: readonly Dose[]): { trend: number; spread: number; n: number } {
  let [n, x, nt, ntt, xt] = [0, 0, 0, 0, 0];
  for (const one of doses) {
    assertTally(one);
    n += one.n;
    x += one.x;
    nt += one.n * one.dose;
    ntt += one.n * one.dose ** 2;
    xt += one.x * one.dose;
  }
  if (n === 0) return { trend: 0, spread: 0, n };
  const p = x / n;
  return { trend: xt - p * nt, spread: p * (1 - p) * Math.max(0, ntt - (nt * nt) / n), n };
}

function trendOf(trend: number, variance: number): DoseTrend | null {
  if (!(variance > 0)) return null;
  const z = trend / Math.sqrt(variance);
  return { z, p: twoSidedP(z) };
}

/**
 * Cochran-Armitage: z = sum t_i (x_i - n_i p) / sqrt(p(1-p)(sum n_i t_i^2 - (sum n_i t_i)^2 / N)) (Armitage 1955). For doses that were
 * given to a fixed population; not over "n-th send", where those who respond leave. Null without variance.
 */
export function doseTrend(doses: readonly Dose[]): DoseTrend | null {
  const { trend, spread } = doseParts(doses);
  return trendOf(trend, spread);
}

/** The extension of Mantel 1963: trends added up over tables (tiers), each variance with N/(N-1). Null without variance. */
export function doseTrendOver(tables: readonly (readonly Dose[])[]): DoseTrend | null {
  const parts = tables.map(doseParts).filter(({ n }) => n > 1);
  const trend = parts.reduce((sum, part) => sum + part.trend, 0);
  return trendOf(
    trend,
    parts.reduce((sum, { spread, n }) => sum + (spread * n) / (n - 1), 0),
  );
}
