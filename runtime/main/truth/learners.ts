// The learners of a known school: when each falls silent, when one comes back unasked, and what one does with a message. Every chance is
// drawn from the seed by name, so that a learner does the same whoever else is in the school.
import { Random } from "#runtime/sim/random.ts";
import { dayOfDate, instantOf } from "#shared/kernel/zone.ts";
import type { Run } from "./document.ts";
import { baselineOf, effectOf, lastDayOf } from "./response.ts";
import type { Touch, Truth } from "./truth.ts";

/** A learner. Days are local days of the school. */
export interface Learner {
  readonly id: string;
  /** The last session before the silence. */
  readonly lastDay: number;
  readonly lastAt: number;
  /** The day of coming back without any message; null: not within the window. */
  readonly ownDay: number | null;
  /** Days of messages that arrived. */
  readonly received: number[];
  /** The day of coming back; null while away. */
  backDay: number | null;
}

/** What a learner does with a message. */
export interface Answer {
  readonly isDelivered: boolean;
  readonly isOpened: boolean;
  readonly isActed: boolean;
}

// Sessions and messages are of the morning, returns of the afternoon: a message of a day is there before anybody comes back on it.
const FIRST_MINUTE = 60;
const LAST_MINUTE = 660;

/** All learners of a run. */
export function learnersOf(truth: Truth, run: Run): Learner[] {
  const startDay = dayOfDate(truth.startsOn);
  return Array.from({ length: truth.learners }, (_, index) => {
    const random = new Random("truth", run.seed, index);
    const lastDay = lastDayOf(truth, startDay, index);
    const firstDay = lastDay + (truth.touches[0]?.afterDays ?? 0);
    const comesBack = random.chance(baselineOf(truth, firstDay));
    const ownDay = firstDay + random.int(0, truth.windowDays - 1);
    return {
      id: `${run.id}-${index}`,
      lastDay,
      lastAt: instantOf(truth.zone, lastDay, random.int(FIRST_MINUTE, LAST_MINUTE)),
      ownDay: comesBack ? ownDay : null,
      received: [],
      backDay: null,
    };
  });
}

/** Lets a message of a day come to a learner, who may come back for it the same day. */
export function receive(truth: Truth, run: Run, learner: Learner, touch: Touch, variant: string, day: number): Answer {
  const random = new Random("truth", run.seed, learner.id, touch.tier);
  const { channel } = touch;
  const effect = touch.variants.find(({ id }) => id === variant)?.effect ?? 0;
  const isDelivered = !random.chance(truth.failureRates[channel]);
  const isOpened = random.chance(truth.openRates[channel]) && isDelivered;
  const isMoved = random.chance(effectOf(truth, effect, day, learner.received)) && isOpened;
  const isActed = random.chance(truth.actRates[channel]) && isMoved;
  if (isDelivered) learner.received.push(day);
  if (isMoved) learner.backDay = day;
  return { isDelivered, isOpened, isActed };
}
