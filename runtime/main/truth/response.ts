// How a learner of a known school answers: the chances by which one comes back, on which day and after which messages. What is played and
// what is expected both stand on these.
import { weekdayOfDay } from "#shared/kernel/zone.ts";
import type { Touch, Truth } from "./truth.ts";

const FATIGUE_DAYS = 7;

/** A chance as that weekday has it. */
function inSeason({ seasonFactors }: Truth, chance: number, day: number): number {
  return Math.min(1, chance * (seasonFactors[weekdayOfDay(day) - 1] ?? 1));
}

/** The chance to come back in the window without any message, for whom it begins on that local day. */
export function baselineOf(truth: Truth, day: number): number {
  return inSeason(truth, truth.baselineRate, day);
}

/** The chance that a message, opened on that day, brings back; `received` are the days of the messages before it. */
export function effectOf(truth: Truth, effect: number, day: number, received: readonly number[]): number {
  const lately = received.filter((before) => day - before < FATIGUE_DAYS).length;
  return inSeason(truth, effect * (1 - truth.fatigueRate) ** lately, day);
}

/** Days from the first message to this one. */
export function offsetOf({ touches }: Truth, touch: Touch): number {
  return touch.afterDays - (touches[0]?.afterDays ?? 0);
}

/** The days on which learners have their last session before they fall silent: as many, evenly, as there are in the weeks. */
export function lastDayOf({ weeks }: Truth, startDay: number, learner: number): number {
  return startDay + (learner % (weeks * 7));
}
