// Planning: how many learners an experiment needs, what it can find with those it has, and how long that takes.
import { assert } from "#shared/kernel/issue.ts";
import { normalQuantile } from "./normal.ts";

/** Error of the fixed look at the planned end, out of 0.05 (measurement section 0, hybrid). */
export const FINAL_ALPHA = 0.04;
/** Power where an experiment names none. */
export const USUAL_POWER = 0.8;

/** What a comparison of two rates is to find. Rates are 0..1; `ratio` is learners of the treated arm for each one of the control's. */
export interface Sought {
  readonly baselineRate: number;
  readonly treatedRate: number;
  readonly ratio: number;
  readonly alpha: number;
  readonly power: number;
}

/** The size before it is rounded up. */
function exactSize({ baselineRate: p0, treatedRate: p1, ratio, alpha, power }: Sought): number {
  const pooled = (p0 + ratio * p1) / (1 + ratio);
  const under = Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
  const over = Math.sqrt(p0 * (1 - p0) + (p1 * (1 - p1)) / ratio);
  const reach = normalQuantile(1 - alpha / 2) * under + normalQuantile(power) * over;
  return (reach / (p1 - p0)) ** 2;
}

/**
 * Learners the control arm needs (the treated one needs `ratio` times as many), rounded up (measurement section 3; Fleiss, Levin & Paik 2003):
 * [z(1-a/2) sqrt(pb qb (1 + 1/k)) + z(power) sqrt(p0 q0 + p1 q1/k)]^2 / (p1 - p0)^2, pb being the pooled rate. The rates differ.
 */
export function controlSize(sought: Sought): number {
  const { baselineRate, treatedRate, ratio } = sought;
  assert(baselineRate !== treatedRate && ratio > 0, "two different rates and a ratio", {
    baselineRate,
    treatedRate,
    ratio,
  });
  return Math.ceil(exactSize(sought));
}

/** An experiment of one control (the first weight) and its variants; weights in any common unit, above 0. */
export interface ExperimentPlan {
  readonly baselineRate: number;
  /** Smallest effect that matters, absolute (0.02: two points). */
  readonly effectRate: number;
  readonly power: number;
  readonly weights: readonly number[];
}

/** Learners over all arms that find the effect in every variant, alpha shared out over the variants; rounded up. */
export function plannedSize({
  baselineRate,
  effectRate,
  power,
  weights: [control = 0, ...variants],
}: ExperimentPlan): number {
  assert(control > 0 && variants.length > 0 && variants.every((weight) => weight > 0), "a control and variants", {
    control,
    variants,
  });
  const whole = control + variants.reduce((sum, weight) => sum + weight, 0);
  const alpha = FINAL_ALPHA / variants.length;
  const needs = variants.map((weight) => {
    const ratio = weight / control;
    return (
      (controlSize({ baselineRate, treatedRate: baselineRate + effectRate, ratio, alpha, power }) / control) * whole
    );
  });
  return Math.ceil(Math.max(...needs));
}

/** The smallest effects that a size can find, up and down; null where none within 0..1 is large enough. */
export interface Detectable {
  readonly up: number | null;
  readonly down: number | null;
}

/** The smallest detectable effect of so many learners in the control arm, both ways: they differ, the variance being larger nearer to a half. */
export function detectable(controlCount: number, sought: Omit<Sought, "treatedRate">): Detectable {
  const { baselineRate } = sought;
  const isFound = (effect: number) => exactSize({ ...sought, treatedRate: baselineRate + effect }) <= controlCount;
  return {
    up: leastEffect(isFound, 1 - baselineRate),
    down: negated(leastEffect((effect) => isFound(-effect), baselineRate)),
  };
}

function negated(effect: number | null): number | null {
  return effect === null ? null : -effect;
}

/** The smallest effect in (0, most] that is found, by halving: a larger one needs fewer learners. */
function leastEffect(isFound: (effect: number) => boolean, most: number): number | null {
  if (most <= 0 || !isFound(most)) return null;
  let [low, high] = [0, most];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (isFound(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Whole days until so many learners are in and their window has passed: ceil(learners / per day) + window. Null without traffic. */
export function plannedDays(learners: number, learnersPerDay: number, windowDays: number): number | null {
  return learnersPerDay > 0 ? Math.ceil(learners / learnersPerDay) + Math.ceil(windowDays) : null;
}
