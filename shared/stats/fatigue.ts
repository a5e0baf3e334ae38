// Over-notification: whether the same learner opens less with every further send. Compared within learners, since those who
// respond recover and leave, so that openness over "n-th send" falls with no fatigue at all.
import { twoSidedP } from "./normal.ts";

/** What one learner adds, as whole numbers, so that they can be kept as running sums. */
export interface FatigueSums {
  /** Learners whose outcomes differ: the only ones who say anything. */
  readonly learners: number;
  /** 2 T = sum (2j - m - 1) y_j. */
  readonly twiceTrend: number;
  /** 12 V = k (m - k) (m + 1), k the successes among m. */
  readonly twelveVariance: number;
}

/** Nothing counted. */
export const noFatigueSums: FatigueSums = { learners: 0, twiceTrend: 0, twelveVariance: 0 };

/**
 * One learner's sends in order, true where opened. The last is dropped: what follows it is whether the learner left, so it is no fair
 * draw (keeping it alarms in 96 % of runs without fatigue, measurement section 9).
 */
export function fatigueOf(opened: readonly boolean[]): FatigueSums {
  const m = opened.length - 1;
  let [k, trend] = [0, 0];
  for (let j = 1; j <= m; j += 1) {
    if (opened[j - 1] !== true) continue;
    k += 1;
    trend += 2 * j - m - 1;
  }
  return m < 2 || k === 0 || k === m
    ? noFatigueSums
    : { learners: 1, twiceTrend: trend, twelveVariance: k * (m - k) * (m + 1) };
}

/** Both together. */
export function addFatigue(a: FatigueSums, b: FatigueSums): FatigueSums {
  return {
    learners: a.learners + b.learners,
    twiceTrend: a.twiceTrend + b.twiceTrend,
    twelveVariance: a.twelveVariance + b.twelveVariance,
  };
}

/** The trend over sends. */
export interface FatigueTrend {
  readonly learners: number;
  /** Below 0: opened less with every further send. */
  readonly z: number;
  readonly p: number;
}

/** Fewest learners with differing outcomes for the normal curve to fit. */
const LEAST_LEARNERS = 30;
/** The weekly alarm: about 5 % of half-years without fatigue (measurement section 9). */
export const FATIGUE_ALARM_P = 0.002;

/**
 * T = sum_i sum_j (j - jbar_i) y_ij, V = sum_i s_i^2 sum_j (j - jbar_i)^2, z = T / sqrt V: the permutation test of "each learner's outcomes
 * come in any order alike", s_i^2 with m - 1 below. Null under 30 learners whose outcomes differ.
 */
export function fatigueTrend(sums: FatigueSums): FatigueTrend | null {
  if (sums.learners < LEAST_LEARNERS) return null;
  const z = sums.twiceTrend / 2 / Math.sqrt(sums.twelveVariance / 12);
  return { learners: sums.learners, z, p: twoSidedP(z) };
}

/** Whether the week's trend is "consistent with fatigue": falling, at p < 0.002. Cause needs an experiment with caps. */
export function isFatigueAlarm(trend: FatigueTrend | null): boolean {
  return trend !== null && trend.z < 0 && trend.p < FATIGUE_ALARM_P;
}
