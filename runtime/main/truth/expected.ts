// The truth of each comparison, exactly: the recovery rate of every arm over all that chance may do to a learner (deliveries, opens,
// variants of the other messages, days), weighted by how many learners come to the arm.
import { dayOfDate } from "#shared/kernel/zone.ts";
import { baselineOf, effectOf, lastDayOf, offsetOf } from "./response.ts";
import type { Touch, Truth } from "./truth.ts";

/** One arm of one message held fixed; null: every message as the weights have it. */
interface Fixed {
  touch: Touch;
  variant: string;
}

/** Rates of recovery. */
export interface Expected {
  /** Without messages, and with them. */
  holdout: number;
  treated: number;
  /** By touch, in order, then by variant: of those whom that message reaches. */
  variants: readonly Readonly<Record<string, number>>[];
}

/** The chance that none of the messages before `until` brings a learner back whose window begins on `day`. */
function unmoved(truth: Truth, day: number, until: number, fixed: Fixed | null): number {
  const from = (at: number, received: readonly number[]): number => {
    const touch = truth.touches[at];
    if (touch === undefined || at >= until) return 1;
    const { channel, variants } = touch;
    const sentDay = day + offsetOf(truth, touch);
    const failure = truth.failureRates[channel];
    const afterDelivery = from(at + 1, [...received, sentDay]);
    const afterFailure = failure === 0 ? 0 : from(at + 1, received);
    const shares = fixed?.touch === touch ? variants.filter(({ id }) => id === fixed.variant) : variants;
    const whole = shares.reduce((sum, { weight }) => sum + weight, 0);
    const moved = shares.reduce((sum, { weight, effect }) => {
      const brings = truth.openRates[channel] * effectOf(truth, effect, sentDay, received);
      return sum + (weight / whole) * brings;
    }, 0);
    return failure * afterFailure + (1 - failure) * (1 - moved) * afterDelivery;
  };
  return from(0, []);
}

/** The first days of the windows of all learners, each with how many there are. */
function windowDays(truth: Truth): Map<number, number> {
  const days = new Map<number, number>();
  const startDay = dayOfDate(truth.startsOn);
  for (let learner = 0; learner < truth.learners; learner += 1) {
    const day = lastDayOf(truth, startDay, learner) + (truth.touches[0]?.afterDays ?? 0);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}

/** Recovered of all who come to the touch at `at`, over the days of a window. */
function rateFrom(truth: Truth, days: ReadonlyMap<number, number>, at: number, fixed: Fixed | null): number {
  const touch = truth.touches[at];
  const offset = touch === undefined ? 0 : offsetOf(truth, touch);
  let [reached, lost] = [0, 0];
  for (const [day, count] of days) {
    const baseline = baselineOf(truth, day);
    // Who comes back without a message does so on any day of the window alike.
    const isStillAway = 1 - (baseline * offset) / truth.windowDays;
    reached += count * isStillAway * unmoved(truth, day, at, null);
    lost += count * (1 - baseline) * unmoved(truth, day, truth.touches.length, fixed);
  }
  return 1 - lost / reached;
}

/** What a school of that truth is expected to show. */
export function foretell(truth: Truth): Expected {
  const days = windowDays(truth);
  let baseline = 0;
  for (const [day, count] of days) baseline += (count / truth.learners) * baselineOf(truth, day);
  const variants = truth.touches.map((touch, at) =>
    Object.fromEntries(
      touch.variants.map(({ id }) => [id, rateFrom(truth, days, at, { touch, variant: id })] as const),
    ),
  );
  return { holdout: baseline, treated: rateFrom(truth, days, 0, null), variants };
}
