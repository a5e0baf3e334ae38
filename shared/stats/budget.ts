// The error budget: 0.01 for looking while the experiment runs, 0.04 for one look at its planned end, together 0.05. A pure
// state to state function: the stored state is what pages show, and what was decided stays decided.
import { assert } from "#shared/kernel/issue.ts";
import type { RatioInterval } from "./comparison.ts";
import { familyAlpha } from "./families.ts";
import { isEquivalent } from "./margin.ts";
import { asP, normalQuantile, twoSidedP } from "./normal.ts";
import type { Interval } from "./rate.ts";
import { FINAL_ALPHA } from "./sample-size.ts";
import { sequenceBoundary, sequenceP, USUAL_LEARNERS } from "./sequence.ts";

/** The whole error of an experiment's primary metric. */
export const WHOLE_ALPHA = 0.05;
/** The part of it that pays for looking while the experiment runs. */
const RUNNING_ALPHA = 0.01;

/** How the error of one comparison is spent. */
export interface Budget {
  /** Error of the whole comparison: 0.05, shared out over the variants. */
  readonly alpha: number;
  readonly sequenceAlpha: number;
  /** Null: no end is planned and the sequence has it all. */
  readonly finalAlpha: number | null;
  /** Matured learners of both arms at which the one fixed look is taken; null: none planned. */
  readonly planned: number | null;
  /** Differences within -/+ this do not matter; null: none was named. */
  readonly smallestEffect: number | null;
}

/** The budget of one of so many comparisons with the control; `planned` counts matured learners of its two arms. */
export function budgetOf(planned: number | null, smallestEffect: number | null, comparisons = 1): Budget {
  assert(planned === null || planned > 0, "a planned size", { planned });
  const alpha = familyAlpha(WHOLE_ALPHA, comparisons);
  if (planned === null) return { alpha, sequenceAlpha: alpha, finalAlpha: null, planned, smallestEffect };
  const finalAlpha = familyAlpha(FINAL_ALPHA, comparisons);
  return { alpha, sequenceAlpha: familyAlpha(RUNNING_ALPHA, comparisons), finalAlpha, planned, smallestEffect };
}

/** The difference and, where there is one, the ratio, with their intervals at |z| <= c. */
export interface Ends {
  readonly difference: Interval;
  readonly ratio: Omit<RatioInterval, "estimate"> | null;
}

/** One look at a comparison: matured learners of both arms, the statistic of "no effect", and its inversion at any boundary. */
export interface Look {
  readonly n: number;
  readonly z: number;
  readonly endsAt: (c: number) => Ends;
  /** False holds the final look back (the first week is not over). */
  readonly mayEnd: boolean;
}

/** What was decided: 1 better, -1 worse, 0 no difference that matters; when, by which part, after how many learners. */
export interface Latched {
  readonly direction: -1 | 0 | 1;
  readonly by: "sequence" | "final";
  readonly n: number;
}

/** What is kept from look to look, as plain JSON. */
export interface BudgetState {
  /** p-value of the whole comparison, both parts weighed by their share of alpha: below alpha exactly where better or worse was decided. */
  readonly p: number;
  /** Smallest p-value of the sequence so far. */
  readonly sequenceP: number;
  /** What all looks so far leave of the intervals, with 1 - alpha for all together; null before the first look. */
  readonly ends: Ends | null;
  /** A look left nothing over: the effect is changing with time, and the ends are those before it. */
  readonly isDrifting: boolean;
  readonly latched: Latched | null;
  /** The planned look was taken; later ones change nothing. */
  readonly isFinal: boolean;
  readonly n: number;
}

/** Before the first look. */
export const budgetStart: BudgetState = {
  p: 1,
  sequenceP: 1,
  ends: null,
  isDrifting: false,
  latched: null,
  isFinal: false,
  n: 0,
};

function meetRatio(a: Ends["ratio"], b: Ends["ratio"]): Ends["ratio"] {
  if (a === null || b === null) return a ?? b;
  const high = a.high === null || b.high === null ? (a.high ?? b.high) : Math.min(a.high, b.high);
  return { low: Math.max(a.low, b.low), high };
}

/** What both leave; null where they leave nothing. Each excludes "no effect" where either does. */
function meet(a: Ends | null, b: Ends): Ends | null {
  if (a === null) return b;
  const difference = {
    low: Math.max(a.difference.low, b.difference.low),
    high: Math.min(a.difference.high, b.difference.high),
  };
  const ratio = meetRatio(a.ratio, b.ratio);
  const isEmpty = difference.low > difference.high || (ratio !== null && ratio.high !== null && ratio.low > ratio.high);
  return isEmpty ? null : { difference, ratio };
}

/** What this look alone decides. */
function decide(
  budget: Budget,
  look: Look,
  by: Latched["by"],
  isSignificant: boolean,
  narrow: Interval,
): Latched | null {
  if (isSignificant) return { direction: look.z > 0 ? 1 : -1, by, n: look.n };
  const isSame = budget.smallestEffect !== null && isEquivalent(narrow, budget.smallestEffect);
  return isSame ? { direction: 0, by, n: look.n } : null;
}

/**
 * One look. While n < planned the sequence is looked at (c = lambda(n, 0.01, tuned to the plan)); the first look with n >= planned is the
 * final one (c = z_0.98 = 2.0537), taken once. Whatever is decided first stays. A union bound keeps any false finding at alpha
 * or below. Equivalence: the sequence's interval, or at the end the 90 % one, lies within the smallest effect.
 */
export function lookAtBudget(state: BudgetState, budget: Budget, look: Look): BudgetState {
  if (state.isFinal || look.n === 0) return state;
  const isEnd = budget.planned !== null && look.n >= budget.planned && look.mayEnd;
  return isEnd ? endLook(state, budget, look) : runningLook(state, budget, look);
}

function runningLook(state: BudgetState, budget: Budget, look: Look): BudgetState {
  const tunedTo = budget.planned ?? USUAL_LEARNERS;
  const now = look.endsAt(sequenceBoundary(look.n, budget.sequenceAlpha, tunedTo));
  const p = sequenceP(look.z, look.n, budget.sequenceAlpha, tunedTo);
  const left = meet(state.ends, now);
  return {
    p: Math.min(state.p, asP((p * budget.alpha) / budget.sequenceAlpha)),
    sequenceP: Math.min(state.sequenceP, p),
    ends: left ?? state.ends,
    isDrifting: state.isDrifting || left === null,
    latched: state.latched ?? decide(budget, look, "sequence", p < budget.sequenceAlpha, now.difference),
    isFinal: false,
    n: look.n,
  };
}

function endLook(state: BudgetState, budget: Budget, look: Look): BudgetState {
  const alpha = budget.finalAlpha ?? budget.alpha;
  const boundary = normalQuantile(1 - alpha / 2);
  const left = meet(state.ends, look.endsAt(boundary));
  const isSignificant = Math.abs(look.z) > boundary;
  const narrow = look.endsAt(normalQuantile(0.95)).difference;
  return {
    ...state,
    p: Math.min(state.p, asP((twoSidedP(look.z) * budget.alpha) / alpha)),
    ends: left ?? state.ends,
    isDrifting: state.isDrifting || left === null,
    latched: state.latched ?? decide(budget, look, "final", isSignificant, narrow),
    isFinal: true,
    n: look.n,
  };
}
