// How many learners an experiment needs: the sample size of two proportions, as measurement section 3 writes it.
import { assert } from "#shared/kernel/issue.ts";

const CENTRE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const TAIL = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const TAIL_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];

/** The quantile of the standard normal distribution for p in [1e-10, 1 - 1e-10], to 16 digits (Wichura 1988, AS 241 PPND16, without its far tails). */
export function normalQuantile(p: number): number {
  assert(p >= 1e-10 && p <= 1 - 1e-10, "a probability inside the algorithm's range", { p });
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-Math.log(Math.min(p, 1 - p))) - 1.6;
  return (Math.sign(q) * polynomial(TAIL, r)) / polynomial(TAIL_BELOW, r);
}

/** What a comparison of two rates is to find. Rates are 0..1; `ratio` is learners of the treated arm for each one of the control's. */
export interface Comparison {
  readonly baselineRate: number;
  readonly treatedRate: number;
  readonly ratio: number;
  readonly alpha: number;
  readonly power: number;
}

/**
 * Learners the control arm needs (the treated one needs `ratio` times as many), rounded up (measurement section 3):
 * [z(1-a/2) sqrt(pb qb (1 + 1/k)) + z(power) sqrt(p0 q0 + p1 q1/k)]^2 / (p1 - p0)^2, pb being the pooled rate. The rates differ.
 */
export function controlSize({ baselineRate: p0, treatedRate: p1, ratio, alpha, power }: Comparison): number {
  assert(p0 !== p1 && ratio > 0, "two different rates and a ratio", { p0, p1, ratio });
  const pooled = (p0 + ratio * p1) / (1 + ratio);
  const under = Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
  const over = Math.sqrt(p0 * (1 - p0) + (p1 * (1 - p1)) / ratio);
  const reach = normalQuantile(1 - alpha / 2) * under + normalQuantile(power) * over;
  return Math.ceil((reach / (p1 - p0)) ** 2);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
