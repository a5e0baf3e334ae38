// The score statistics of two learner rates, for a difference and for a ratio. At "no effect" they are one number, which is
// why the p-value and both intervals can never disagree.
import { assert } from "#shared/kernel/issue.ts";
import { assertTally, type Tally } from "./rate.ts";

/** A treated arm against its control; each arm has at least one learner. */
export interface Pair {
  readonly treated: Tally;
  readonly control: Tally;
}

/** Stops on a pair with an empty arm. */
export function assertPair({ treated, control }: Pair): void {
  assertTally(treated);
  assertTally(control);
  assert(treated.n > 0 && control.n > 0, "both arms have learners", { treated, control });
}

/** A statistic from its numerator and its variance: a point without variance is infinitely far from any other. */
function standardised(difference: number, variance: number, n: number): number {
  if (difference === 0) return 0;
  const corrected = n > 1 ? (variance * n) / (n - 1) : variance;
  return corrected <= 0 ? Math.sign(difference) * Number.POSITIVE_INFINITY : difference / Math.sqrt(corrected);
}

/**
 * The control's rate of highest likelihood where the treated rate is higher by d: the root of a cubic, in closed form
 * (Miettinen & Nurminen 1985, appendix I; Farrington & Manning 1990), polished by Newton steps inside its range.
 */
export function constrainedControlRate({ treated, control }: Pair, d: number): number {
  const { x: x1, n: n1 } = treated;
  const { x: x0, n: n0 } = control;
  const [low, high] = [Math.max(0, -d), Math.min(1, 1 - d)];
  const n = n1 + n0;
  const b = ((n1 + 2 * n0) * d - n - x1 - x0) / n;
  const c = ((n0 * d - n - 2 * x0) * d + x1 + x0) / n;
  const e = (x0 * d * (1 - d)) / n;
  const q = (b / 3) ** 3 - (b * c) / 6 + e / 2;
  const p = Math.sign(q || 1) * Math.sqrt(Math.max(0, (b / 3) ** 2 - c / 3));
  const cosine = p === 0 ? 0 : Math.min(1, Math.max(-1, q / p ** 3));
  let rate = Math.min(high, Math.max(low, 2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - b / 3));
  for (let step = 0; step < 2; step += 1) {
    const slope = (3 * rate + 2 * b) * rate + c;
    if (slope === 0) break;
    rate = Math.min(high, Math.max(low, rate - (((rate + b) * rate + c) * rate + e) / slope));
  }
  return rate;
}

/**
 * z(d) = (pT - pC - d) / sqrt(V N/(N-1)), V = qT(1-qT)/nT + qC(1-qC)/nC at the constrained rates under qT - qC = d
 * (Miettinen & Nurminen 1985). d in (-1, 1). Falls as d grows; infinite where only the observed d has any likelihood.
 */
export function differenceScore(pair: Pair, d: number): number {
  const { treated, control } = pair;
  const n = treated.n + control.n;
  const qC = d === 0 ? (treated.x + control.x) / n : constrainedControlRate(pair, d);
  const qT = Math.min(1, Math.max(0, qC + d));
  const variance = (qT * (1 - qT)) / treated.n + (qC * (1 - qC)) / control.n;
  return standardised(treated.x / treated.n - control.x / control.n - d, variance, n);
}

/**
 * z(r) = (pT - r pC) / sqrt((qT(1-qT)/nT + r^2 qC(1-qC)/nC) N/(N-1)), qC the smaller root of
 * N r q^2 - (r nT + xT + nC + r xC) q + xC + xT = 0 and qT = r qC (Koopman 1984; Miettinen & Nurminen 1985). r > 0.
 * At r = 1 it is `differenceScore` at 0.
 */
export function ratioScore(pair: Pair, r: number): number {
  if (r === 1) return differenceScore(pair, 0);
  const { treated, control } = pair;
  const n = treated.n + control.n;
  const sum = treated.x + control.x;
  const middle = r * treated.n + treated.x + control.n + r * control.x;
  const root = Math.sqrt(Math.max(0, middle * middle - 4 * n * r * sum));
  const qC = Math.min(1, 1 / r, (2 * sum) / (middle + root));
  const qT = Math.min(1, r * qC);
  const variance = (qT * (1 - qT)) / treated.n + (r * r * qC * (1 - qC)) / control.n;
  return standardised(treated.x / treated.n - (r * control.x) / control.n, variance, n);
}
