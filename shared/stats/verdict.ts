// The verdict of a comparison: one of five kinds, with the numbers a page needs to say it in one sentence. Words are elsewhere.
import type { Budget, BudgetState } from "./budget.ts";
import type { DistrustCode, Gates, Wait } from "./gates.ts";
import type { Interval } from "./rate.ts";

/** The five verdicts; there is no sixth. */
export type VerdictKind = "better" | "worse" | "noDifference" | "notEnough" | "notTrusted";

/** An estimate with its interval. */
export interface Estimated extends Interval {
  readonly estimate: number;
}

/** A verdict. Shares are 0..1; intervals hold over all looks together. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** The planned look was taken: this is the last word. */
  readonly isFinal: boolean;
  /** 1 - alpha of this comparison: 0.95, or higher where several variants share the error. */
  readonly level: number;
  /** Treated less control; null before the first look. */
  readonly difference: Estimated | null;
  /** Learners brought back (or, below 0, lost) beyond what the control's rate would have given: difference times matured treated learners. */
  readonly extraLearners: Estimated | null;
  /** Treated learners for one more success, rounded up; null where the interval reaches 0 or below. */
  readonly learnersPerExtra: number | null;
  readonly p: number;
  /** Days until the planned look, about; null where it was taken, is not planned, or nobody comes in. */
  readonly daysLeft: number | null;
  readonly waits: readonly Wait[];
  readonly distrust: readonly DistrustCode[];
  readonly isDrifting: boolean;
}

/** What a verdict is made of. */
export interface VerdictInput {
  readonly budget: Budget;
  readonly state: BudgetState;
  readonly gates: Gates;
  /** The difference at the last look that counted; null before the first. */
  readonly difference: number | null;
  /** Matured learners of the treated arm at that look. */
  readonly treatedCount: number;
  /** Learners of both arms that mature in a day, about. */
  readonly learnersPerDay: number;
}

function kindOf({ state, gates }: VerdictInput): VerdictKind {
  if (gates.distrust.length > 0) return "notTrusted";
  if (gates.waits.length > 0 || state.latched === null) return "notEnough";
  const { direction } = state.latched;
  return direction === 0 ? "noDifference" : direction > 0 ? "better" : "worse";
}

/** The larger of the days to the planned look and the days a gate asks for. */
function daysLeftOf({ budget, state, gates, learnersPerDay }: VerdictInput): number | null {
  const days = gates.waits.find(({ code }) => code === "days");
  const atLeast = days === undefined ? 0 : days.need - days.have;
  if (state.isFinal || budget.planned === null || learnersPerDay <= 0) return null;
  return Math.max(1, atLeast, Math.ceil((budget.planned - state.n) / learnersPerDay));
}

/** An estimate inside what the looks have left; drawn to the nearer end where they have left it out. */
function within(estimate: number, { low, high }: Interval): Estimated {
  return { estimate: Math.min(high, Math.max(low, estimate)), low, high };
}

/** The verdict (measurement section 12). Distrust goes before everything, then gates, then what the budget has decided. */
export function verdictOf(input: VerdictInput): Verdict {
  const { budget, state, gates, treatedCount } = input;
  const difference =
    state.ends === null || input.difference === null ? null : within(input.difference, state.ends.difference);
  return {
    kind: kindOf(input),
    isFinal: state.isFinal,
    level: 1 - budget.alpha,
    difference,
    extraLearners: difference === null ? null : scaled(difference, treatedCount),
    learnersPerExtra: difference !== null && difference.low > 0 ? Math.ceil(1 / difference.estimate) : null,
    p: state.p,
    daysLeft: daysLeftOf(input),
    waits: gates.waits,
    distrust: gates.distrust,
    isDrifting: state.isDrifting,
  };
}

function scaled({ estimate, low, high }: Estimated, by: number): Estimated {
  return { estimate: estimate * by, low: low * by, high: high * by };
}
