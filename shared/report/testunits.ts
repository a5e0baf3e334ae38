// Units for tests: small experiments with known outcomes, without an engine.
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { ExperimentSpec } from "./experiment.ts";
import type { EpisodeUnit, Exposure, Milestones, SendUnit } from "./unit.ts";

/** Nothing reached yet. */
export const nothing: Milestones = {
  isSent: false,
  isDelivered: false,
  isOpened: false,
  isMachineOpened: false,
  isActed: false,
};

/** A send that was delivered. */
export const delivered: Milestones = { ...nothing, isSent: true, isDelivered: true };

/** An exposure of learner-day `day` in an arm, seven days' window, one goal day needed. */
export function exposureOf(arm: string, day: number, over: Partial<Exposure> = {}): Exposure {
  return {
    unit: "exposure",
    salt: "s",
    arm,
    strategy: "three",
    version: "v1",
    day,
    tier: "watch",
    causes: ["motivation"],
    course: "math",
    cohort: 2800,
    channel: "push",
    at: day * DAY_MS,
    windowMs: 7 * DAY_MS,
    goalDays: [],
    goalNeeded: 1,
    isOptedOut: false,
    isComplained: false,
    isCrossed: false,
    first: delivered,
    sendCount: 1,
    openCount: 0,
    actCount: 0,
    costFen: 5,
    ...over,
  };
}

/** A send of the strategy. */
export function sendOf(day: number, over: Partial<SendUnit> = {}): SendUnit {
  const origin = { strategy: "three", version: "v1", day, tier: "watch", causes: [], course: null, cohort: null };
  return {
    unit: "send",
    ...origin,
    ...delivered,
    channel: "sms",
    message: "m",
    variant: "a",
    state: "delivered",
    costFen: 5,
    ...over,
  };
}

/** An episode of the strategy. */
export function episodeOf(day: number, over: Partial<EpisodeUnit> = {}): EpisodeUnit {
  const origin = { strategy: "three", version: "v1", day, tier: "watch", causes: [], course: null, cohort: null };
  return { unit: "episode", ...origin, isHoldout: false, outcome: null, ...over };
}

/** Arms a (control) and b, half each, from day 0. */
export const halves: ExperimentSpec = {
  salt: "s",
  kind: "variants",
  metric: "recovered",
  allocation: "fixed",
  arms: ["a", "b"],
  startedDay: 0,
  windowDays: 7,
  plannedLearners: 4000,
  smallestEffect: 0.02,
  margin: null,
  spans: [{ fromDay: 0, weights: { a: 5000, b: 5000 } }],
};

/** So many exposures a day in an arm over the days, of which so many a day recovered on the second day. */
export function exposuresOf(
  arm: string,
  days: number,
  perDay: number,
  recoveredPerDay: number,
  over: Partial<Exposure> = {},
): Exposure[] {
  return Array.from({ length: days * perDay }, (_, at) => {
    const day = Math.floor(at / perDay);
    const isRecovered = at % perDay < recoveredPerDay;
    return exposureOf(arm, day, { ...(isRecovered ? { goalDays: [day + 2] } : {}), ...over });
  });
}
