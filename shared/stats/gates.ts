// The gates: what must hold before a verdict is shown. A gate hides the verdict, never the data.
import { isSrmAlarm, type SrmState } from "./srm.ts";

/** What is still missing: matured learners in the smallest arm, recoveries over the two arms, full days. */
export type WaitCode = "learners" | "successes" | "days";
/** Why data are not to be trusted: arms filled not as planned, an arm that should be empty, learners in two arms. */
export type DistrustCode = "srm" | "leak" | "crossover";

/** Something that is not yet as it must be: `have` of `need`. */
export interface Wait {
  readonly code: WaitCode;
  readonly have: number;
  readonly need: number;
}

/** What stands between the data and a verdict; both empty: nothing. */
export interface Gates {
  readonly waits: readonly Wait[];
  readonly distrust: readonly DistrustCode[];
}

/** What the gates look at. */
export interface GateInput {
  /** Matured learners of each of the two arms. */
  readonly arms: readonly [number, number];
  /** Successes over the two arms. */
  readonly successes: number;
  readonly fullDays: number;
  readonly srm: SrmState;
  /** Learners who were seen in two arms (left out of all counts), and all who were assigned, these included. */
  readonly crossed: number;
  readonly assigned: number;
}

/** The least of each (measurement section 7): one week is one cycle of days. */
export const GATE_NEEDS: Readonly<Record<WaitCode, number>> = { learners: 100, successes: 30, days: 7 };
/** Most learners in two arms, as a share. */
export const MOST_CROSSED_RATE = 0.01;

/** What stands in the way, in a fixed order. */
export function gatesOf({ arms, successes, fullDays, srm, crossed, assigned }: GateInput): Gates {
  const have: Record<WaitCode, number> = { learners: Math.min(...arms), successes, days: fullDays };
  const waits = (["learners", "successes", "days"] as const).map((code) => ({
    code,
    have: have[code],
    need: GATE_NEEDS[code],
  }));
  const signs: [DistrustCode, boolean][] = [
    ["srm", isSrmAlarm({ ...srm, isLeak: false })],
    ["leak", srm.isLeak],
    ["crossover", assigned > 0 && crossed / assigned > MOST_CROSSED_RATE],
  ];
  return {
    waits: waits.filter((wait) => wait.have < wait.need),
    distrust: signs.filter(([, isOn]) => isOn).map(([code]) => code),
  };
}
