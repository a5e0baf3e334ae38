// Judging against a margin set beforehand: a guardrail that must not get worse, and two arms that are as good as alike.
import { compareAt } from "./comparison.ts";
import type { Interval } from "./rate.ts";
import type { Pair } from "./score.ts";

/** Error of the one-sided guardrail, never corrected for several: missing a harm is the costly error. */
export const GUARDRAIL_ALPHA = 0.05;
/** The opt-out margin where the experiment sets none: half a point. */
export const USUAL_MARGIN = 0.005;

/** `safe`: worse by less than the margin. `harmful`: worse for sure and maybe beyond the margin. */
export type GuardrailState = "safe" | "harmful" | "unclear";

/** A harm rate (opt-outs, complaints) of the treated arm against the control's. */
export interface Guardrail {
  readonly state: GuardrailState;
  readonly difference: number;
  /** Both one-sided 95 % bounds of the difference. */
  readonly interval: Interval;
  readonly margin: number;
}

/**
 * Non-inferiority by the score test (Miettinen & Nurminen 1985): safe where the one-sided 95 % upper bound of pT - pC lies below the margin
 * (equal to z(margin) < -1.645); harmful where it does not and the lower bound lies above 0. More is worse.
 */
export function guardrail(pair: Pair, margin: number = USUAL_MARGIN): Guardrail {
  const { difference, differenceInterval: interval } = compareAt(pair, 1 - 2 * GUARDRAIL_ALPHA);
  const state = interval.high < margin ? "safe" : interval.low > 0 ? "harmful" : "unclear";
  return { state, difference, interval, margin };
}

/** Whether an interval lies strictly inside -delta .. +delta: no difference that matters. With a 90 % interval, two one-sided tests at 5 % (Schuirmann 1987). */
export function isEquivalent({ low, high }: Interval, delta: number): boolean {
  return low > -delta && high < delta;
}
