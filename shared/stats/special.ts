// The special functions behind every test here, over the @stdlib packages: one place that knows their traps. Tails are asked
// for as tails (never 1 - cdf), and no probability of a finite value comes out as 0.
import betainc from "@stdlib/math-base-special-betainc";
import betalnOf from "@stdlib/math-base-special-betaln";
import gammainc from "@stdlib/math-base-special-gammainc";
import gammaln from "@stdlib/math-base-special-gammaln";
import betaQuantileOf from "@stdlib/stats-base-dists-beta-quantile";
import tQuantileOf from "@stdlib/stats-base-dists-t-quantile";
import { assert } from "#shared/kernel/issue.ts";
import { asP, normalQuantile, normalTail, twoSidedP } from "./normal.ts";

/** Above so many trials the incomplete beta function loses digits (3e-10 at 1e7); the normal curve is then nearer. */
const NORMAL_ABOVE = 1e7;

/** P(X > x) of chi-square with so many degrees of freedom: Q(df/2, x/2), in [LEAST_P, 1]; x >= 0. */
export function chiSquareTail(x: number, degrees: number): number {
  assert(x >= 0 && degrees > 0, "a chi-square", { x, degrees });
  return x === 0 ? 1 : asP(gammainc(x / 2, degrees / 2, true, true));
}

/** P(|T| > |t|) of Student's t: I_{v/(v+t^2)}(v/2, 1/2), in [LEAST_P, 1]; degrees > 0, not needed whole. */
export function tTwoSidedP(t: number, degrees: number): number {
  if (degrees > NORMAL_ABOVE) return twoSidedP(t);
  return asP(betainc(degrees / (degrees + t * t), degrees / 2, 0.5));
}

/** The quantile of Student's t for p in (0, 1) and degrees > 0. */
export function tQuantile(p: number, degrees: number): number {
  return degrees > NORMAL_ABOVE ? normalQuantile(p) : tQuantileOf(p, degrees);
}

/** ln Gamma(x), x > 0. */
export function lnGamma(x: number): number {
  return gammaln(x);
}

/** A beta distribution: both parameters > 0. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

/** Mean and standard deviation of a beta distribution. */
export function betaMoments({ a, b }: Beta): { mean: number; sd: number } {
  const sum = a + b;
  return { mean: a / sum, sd: Math.sqrt(((a / sum) * (b / sum)) / (sum + 1)) };
}

/** P(X <= x) or, `isUpper`, P(X > x) of a beta distribution, x in [0, 1]; by the normal curve where a + b > 1e7. */
export function betaTail(beta: Beta, x: number, isUpper: boolean): number {
  if (x <= 0) return isUpper ? 1 : 0;
  if (x >= 1) return isUpper ? 0 : 1;
  if (beta.a + beta.b <= NORMAL_ABOVE) return betainc(x, beta.a, beta.b, true, isUpper);
  const { mean, sd } = betaMoments(beta);
  return normalTail(((x - mean) / sd) * (isUpper ? 1 : -1));
}

/** ln of the normalising constant of a beta density, ln B(a, b). */
export function lnBeta({ a, b }: Beta): number {
  return betalnOf(a, b);
}

/** The density of a beta distribution at x in (0, 1), given its `lnBeta`. */
export function betaDensity({ a, b }: Beta, lnConstant: number, x: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - lnConstant);
}

/** The quantile of a beta distribution for p in [0, 1]; by the normal curve where a + b > 1e7. */
export function betaQuantile(beta: Beta, p: number): number {
  if (beta.a + beta.b <= NORMAL_ABOVE) return betaQuantileOf(p, beta.a, beta.b);
  const { mean, sd } = betaMoments(beta);
  return p <= 0 ? 0 : p >= 1 ? 1 : Math.min(1, Math.max(0, mean + sd * normalQuantile(p)));
}
