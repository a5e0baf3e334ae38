// The second opinion: chance to be best and expected loss under beta posteriors, by quadrature. It never colours a verdict alone.
import { assertTally, type Interval, type Tally } from "./rate.ts";
import { type Beta, betaDensity, betaMoments, betaQuantile, betaTail, lnBeta } from "./special.ts";

/** The posterior of a rate after x of n under a uniform prior: Beta(1 + x, 1 + n - x). */
export function posteriorOf(tally: Tally): Beta {
  assertTally(tally);
  return { a: 1 + tally.x, b: 1 + tally.n - tally.x };
}

/** The middle `level` of a posterior. */
export function credibleInterval(tally: Tally, level = 0.95): Interval {
  const posterior = posteriorOf(tally);
  const outside = (1 - level) / 2;
  return { low: betaQuantile(posterior, outside), high: betaQuantile(posterior, 1 - outside) };
}

/** What shipping an arm would mean: the chance that it is the best, and the rate given away on average if it is not. */
export interface ArmOdds {
  readonly bestChance: number;
  readonly expectedLoss: number;
}

// Gauss-Legendre on [-1, 1], 16 nodes: each with its mirror image (Abramowitz & Stegun 25.4.30, table 25.4).
const NODES: readonly (readonly [node: number, weight: number])[] = [
  [0.09501250983763744, 0.18945061045506864],
  [0.2816035507792589, 0.18260341504492364],
  [0.45801677765722737, 0.16915651939500265],
  [0.6178762444026438, 0.1495959888165767],
  [0.755404408355003, 0.12462897125553407],
  [0.8656312023878318, 0.0951585116824926],
  [0.9445750230732326, 0.062253523938647456],
  [0.9894009349916499, 0.027152459411754176],
];

/** Panels end at so many standard deviations from each posterior's mean: fine where it lies, nothing of it beyond. */
const PANEL_ENDS = [-26, -18, -12, -8, -5, -2.5, 0, 2.5, 5, 8, 12, 18, 26];

/** Above this beta parameter sum the density of a uniform prior's edge is no matter; below, the ends 0 and 1 always bound a panel. */
function panelEnds(posteriors: readonly Beta[]): number[] {
  const ends = posteriors.flatMap((posterior) => {
    const { mean, sd } = betaMoments(posterior);
    return PANEL_ENDS.map((deviations) => Math.min(1, Math.max(0, mean + deviations * sd)));
  });
  return [...new Set(ends)].sort((a, b) => a - b);
}

interface Posterior extends Beta {
  readonly lnConstant: number;
  readonly mean: number;
}

/** P(X <= x) and P(X > x), the smaller of them asked for and the other its complement. */
function tailsAt(posterior: Posterior, x: number): { below: number; above: number } {
  const isUpper = x > posterior.mean;
  const tail = betaTail(posterior, x, isUpper);
  return isUpper ? { below: 1 - tail, above: tail } : { below: tail, above: 1 - tail };
}

/** 1 - product of (1 - above_j) without losing small tails. */
function anyAbove(aboves: readonly number[]): number {
  return -Math.expm1(aboves.reduce((sum, above) => sum + Math.log1p(-Math.min(above, 1 - 1e-16)), 0));
}

/**
 * For each arm k under independent posteriors: P(best) = int f_k prod F_j, and the expected loss of shipping it,
 * E[(max_{j != k} p_j - p_k)+] = int F_k (1 - prod_{j != k} F_j), both to 1e-6 relative. One arm alone is best and loses nothing.
 * The chances are made to add up to 1.
 */
export function armOdds(tallies: readonly Tally[]): ArmOdds[] {
  if (tallies.length === 1) return [{ bestChance: 1, expectedLoss: 0 }];
  const posteriors = tallies
    .map(posteriorOf)
    .map((beta) => ({ ...beta, lnConstant: lnBeta(beta), mean: beta.a / (beta.a + beta.b) }));
  const chances = tallies.map(() => 0);
  const losses = tallies.map(() => 0);
  const ends = panelEnds(posteriors);
  for (let panel = 1; panel < ends.length; panel += 1) {
    const [from, to] = [ends[panel - 1] as number, ends[panel] as number];
    const [centre, half] = [(from + to) / 2, (to - from) / 2];
    for (const [node, weight] of NODES) {
      addAt(posteriors, centre - half * node, weight * half, chances, losses);
      addAt(posteriors, centre + half * node, weight * half, chances, losses);
    }
  }
  const whole = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance, arm) => ({ bestChance: chance / whole, expectedLoss: losses[arm] as number }));
}

function addAt(posteriors: readonly Posterior[], x: number, weight: number, chances: number[], losses: number[]): void {
  const tails = posteriors.map((posterior) => tailsAt(posterior, x));
  for (const [arm, posterior] of posteriors.entries()) {
    const others = tails.filter((_, other) => other !== arm);
    const allBelow = others.reduce((product, { below }) => product * below, 1);
    if (allBelow > 0)
      chances[arm] = (chances[arm] as number) + weight * betaDensity(posterior, posterior.lnConstant, x) * allBelow;
    const { below } = tails[arm] as { below: number };
    if (below > 0) losses[arm] = (losses[arm] as number) + weight * below * anyAbove(others.map(({ above }) => above));
  }
}
