// The sandbox's receipts: what a provider might have reported of a send, imitated by a keyed hash so that a replay imitates the
// same. Takes rates, the send's key and when it was accepted; gives receipts in order of time.
import { draw } from "#shared/kernel/chance.ts";
import { HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";

/** Shares of all accepted sends, each 0 to 10,000. An action needs no open, so that a channel without an open signal sets `opened` to 0. */
export interface ImitatedRates {
  readonly delivered: number;
  readonly opened: number;
  readonly acted: number;
}

/** An imitated receipt; `at` is UTC ms. */
export interface ImitatedReceipt {
  readonly state: "delivered" | "opened" | "acted";
  readonly at: number;
}

/** What the sandbox imitates until a school sets its own rates. */
export const defaultRates: ImitatedRates = { delivered: 9700, opened: 3500, acted: 1200 };

const DELIVERY_MS = { from: 1000, to: 3 * MINUTE_MS };
const OPENING_MS = { from: 3 * MINUTE_MS, to: 24 * HOUR_MS }; // most open within hours, some after a day
const ACTING_MS = { from: 5000, to: HOUR_MS };

/**
 * The receipts of one accepted send: delivered within 3 minutes, opened from there to 24 h after acceptance, acted on within an hour of
 * the open (of the delivery where nobody opened). One draw decides all three, so a higher rate only ever adds receipts, and a rate above
 * that of delivery is cut to it.
 */
export function imitate(rates: ImitatedRates, sendKey: string, acceptedAt: number): ImitatedReceipt[] {
  for (const rate of [rates.delivered, rates.opened, rates.acted])
    assert(rate >= 0 && rate <= 10_000, "a rate is 0 to 10,000", { ...rates });
  const fate = share(sendKey, "fate") * 10_000;
  if (fate >= rates.delivered) return [];
  const deliveredAt = acceptedAt + delay(DELIVERY_MS, share(sendKey, "delivered"));
  const receipts: ImitatedReceipt[] = [{ state: "delivered", at: deliveredAt }];
  let seenAt = deliveredAt;
  if (fate < rates.opened) {
    seenAt = acceptedAt + delay(OPENING_MS, share(sendKey, "opened"));
    receipts.push({ state: "opened", at: seenAt });
  }
  if (fate < rates.acted) receipts.push({ state: "acted", at: seenAt + delay(ACTING_MS, share(sendKey, "acted")) });
  return receipts;
}

/** A number in [0, 1) of this send and purpose. */
function share(sendKey: string, purpose: string): number {
  return draw("sandbox", sendKey, purpose) / 2 ** 32;
}

/** Leans to the early end: half of all within an eighth of the range. Only products, which every engine rounds alike. */
function delay(range: { from: number; to: number }, drawn: number): number {
  return Math.floor(range.from + (range.to - range.from) * drawn * drawn * drawn);
}
