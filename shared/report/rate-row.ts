// A rate as a table shows it: x of n with its interval, or only the counts where there are too few, or nothing where there is no
// signal to measure by.
import { type Interval, LEAST_SHOWN, rateOf, type Tally, wilson } from "#shared/stats/rate.ts";

/** A rate. Shares 0..1. */
export interface RateShown extends Tally {
  /** Null under 30 of n, or where not measurable. */
  readonly rate: number | null;
  /** Wilson, 95 %. */
  readonly interval: Interval | null;
  /** False where a channel has no signal for it: "not measurable", not 0 %. */
  readonly isMeasurable: boolean;
}

/** A tally as shown. */
export function rateShown(tally: Tally, isMeasurable = true): RateShown {
  const isShown = isMeasurable && tally.n >= LEAST_SHOWN;
  return { ...tally, rate: isShown ? rateOf(tally) : null, interval: isShown ? wilson(tally) : null, isMeasurable };
}
