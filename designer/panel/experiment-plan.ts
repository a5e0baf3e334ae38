// An experiment's plan in numbers: how many learners it needs for the effect it looks for, how long that takes here, what the learners of
// a season could find, and the salt of a new one.

import type { Draft, DraftMessage } from "#designer/document/draft.ts";
import { saltsOf } from "#designer/document/edit.ts";
import { freshId } from "#designer/document/ids.ts";
import { getAt } from "#designer/document/path.ts";
import { parseDuration } from "#shared/kernel/duration.ts";
import { detectable, FINAL_ALPHA, plannedDays, plannedSize, USUAL_POWER } from "#shared/stats/sample-size.ts";
import { weightsOf } from "./variants.ts";

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** How long an experiment may be expected to run: a quarter. */
export const LONGEST_WEEKS = 13;
/** Below this share a bandit never goes (measurement section 8). */
const BANDIT_FLOOR = { most: 5, rate: 0.1, whole: 0.5 } as const;

/** What a plan is made of. Rates 0..1, weights in basis points, the control first. */
export interface PlanInput {
  readonly baseline: number;
  readonly effect: number;
  readonly power: number;
  readonly weights: readonly number[];
  readonly windowDays: number;
  /** Learners who come in a week and are not held out; null: not known. */
  readonly perWeek: number | null;
}

/** A plan. */
export interface Planned {
  /** Learners over all arms. */
  readonly learners: number;
  readonly perArm: readonly number[];
  /** Whole days until the last window has passed; null without traffic. */
  readonly days: number | null;
  /** The smallest effect that a quarter's learners would find (absolute); null without traffic, or where none within 100 % is large enough. */
  readonly findable: number | null;
}

/** The plan; null where the numbers make none: one arm, or an effect beyond 100 %. */
export function planOf({ baseline, effect, power, weights, windowDays, perWeek }: PlanInput): Planned | null {
  const used = weights.filter((weight) => weight > 0);
  if (used.length < 2 || effect <= 0 || baseline < 0 || baseline + effect > 1 || power <= 0 || power >= 1) return null;
  const learners = plannedSize({ baselineRate: baseline, effectRate: effect, power, weights: used });
  const whole = used.reduce((sum, weight) => sum + weight, 0);
  const [control = 0, treated = 0] = used;
  const days = perWeek === null ? null : plannedDays(learners, perWeek / WEEK_DAYS, windowDays);
  const inQuarter = perWeek === null ? 0 : Math.floor((perWeek * LONGEST_WEEKS * control) / whole);
  const alpha = FINAL_ALPHA / (used.length - 1);
  const found =
    inQuarter < 2 ? null : detectable(inQuarter, { baselineRate: baseline, ratio: treated / control, alpha, power });
  return {
    learners,
    perArm: weights.map((weight) => Math.ceil((learners * weight) / whole)),
    days,
    findable: found?.up ?? null,
  };
}

/** The days that a strategy's goal gives, which are the window of an experiment that names none; 0 where it gives none either. */
export function goalDays(draft: Draft): number {
  const within = getAt(draft, ["goal", "within"]);
  return (typeof within === "string" ? (parseDuration(within) ?? 0) : 0) / DAY_MS;
}

/**
 * What an experiment says of its plan, the usual power and the goal's window where it says nothing; null where it names no baseline or
 * effect.
 */
export function inputOf(draft: Draft, message: DraftMessage, perWeek: number | null): PlanInput | null {
  const number = (field: string) => {
    const value = getAt(message, ["experiment", field]);
    return typeof value === "number" ? value : null;
  };
  const [baseline, effect] = [number("baseline"), number("smallestEffect")];
  if (baseline === null || effect === null) return null;
  const window = getAt(message, ["experiment", "window"]);
  const windowMs = typeof window === "string" ? parseDuration(window) : null;
  return {
    ...{ baseline, effect, perWeek, weights: weightsOf(message.variants) },
    power: number("power") ?? USUAL_POWER,
    windowDays: windowMs === null ? goalDays(draft) : windowMs / DAY_MS,
  };
}

/** The least share of learners that a bandit leaves to each of so many arms. */
export function banditFloor(arms: number): number {
  return arms <= BANDIT_FLOOR.most ? BANDIT_FLOOR.rate : BANDIT_FLOOR.whole / arms;
}

/** A salt that nothing in the draft has, nor is one of `spent`: the name with a number. */
export function freshSalt(draft: Draft, name: string, spent: readonly string[] = []): string {
  const taken = new Set([...saltsOf(draft), ...spent]);
  return freshId(`${name}-1`, (salt) => taken.has(salt));
}

/** An experiment as it begins: a salt of its own, recovery as its metric, fixed weights. */
export function freshExperiment(draft: Draft, message: string): Readonly<Record<string, unknown>> {
  return {
    salt: freshSalt(draft, message),
    metric: "recovered",
    allocation: "fixed",
    power: USUAL_POWER,
  };
}
