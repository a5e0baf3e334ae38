// Holds a report against the truth: per comparison what is true, what was estimated, whether the interval has it, and whether a verdict
// was ever wrong.
import type { ExperimentView } from "#shared/report/strategy-report.ts";
import { compareAt } from "#shared/stats/comparison.ts";
import type { Interval } from "#shared/stats/rate.ts";
import type { VerdictKind } from "#shared/stats/verdict.ts";
import { holdoutSalt, messageSalt, type Run } from "./document.ts";
import type { Expected } from "./expected.ts";
import type { Seen } from "./play.ts";
import type { Truth } from "./truth.ts";

/** A comparison with its truth. Shares are 0..1. */
export interface Judged {
  seed: number;
  salt: string;
  /** The tier of the message; null: all messages against none. */
  tier: string | null;
  arm: string;
  control: string;
  /** Treated less control. */
  truth: number;
  /** The difference of the two rates that the report shows; null where an arm is empty. */
  estimate: number | null;
  /** The verdict's own, which holds over all looks together; null before a first look that counts. */
  shown: (Interval & { estimate: number; level: number }) | null;
  isCovered: boolean;
  /** The interval of one look at the end at the same level, from the counts that the report shows: as narrow as it can honestly be. */
  oneLook: Interval | null;
  isCoveredByOneLook: boolean;
  verdict: VerdictKind;
  /** A verdict that contradicts the truth was shown, on some day. */
  isFalse: boolean;
  learners: number;
}

/** A comparison to be judged. */
export interface Question {
  salt: string;
  tier: string | null;
  smallestEffect: number | null;
  /** The truth of each arm. */
  rates: Readonly<Record<string, number>>;
}

/** The experiments of a run. */
export function questionsOf(truth: Truth, run: Run, expected: Expected): Question[] {
  const { holdout, treated } = expected;
  const held: Question = { salt: holdoutSalt(run), tier: null, smallestEffect: null, rates: { holdout, treated } };
  const ofMessages = truth.touches.flatMap((touch, at): Question[] => {
    const rates = expected.variants[at] ?? {};
    const { tier, smallestEffect = null } = touch;
    return touch.variants.length < 2 ? [] : [{ salt: messageSalt(run, touch), tier, smallestEffect, rates }];
  });
  return truth.holdoutRate === 0 ? ofMessages : [held, ...ofMessages];
}

// What is computed exactly may be off by a rounding.
const NOTHING = 1e-12;

/** Whether a verdict contradicts the truth. */
export function isFalseVerdict(kind: VerdictKind, truth: number, smallestEffect: number | null): boolean {
  if (kind === "better") return truth <= NOTHING;
  if (kind === "worse") return truth >= -NOTHING;
  return kind === "noDifference" && smallestEffect !== null && Math.abs(truth) > smallestEffect + NOTHING;
}

/** How often in a hundred runs chance alone may go beyond `mostByChance`. */
const RARE = 0.01;
const ERROR = 0.05;

/** So many seeds of a comparison may miss the truth, each with a chance of 5 %: more than this is the school's fault and no accident. 18 of 200. */
export function mostByChance(seeds: number): number {
  let share = (1 - ERROR) ** seeds;
  let beyond = 1 - share;
  let misses = 0;
  for (; misses < seeds && beyond >= RARE; misses += 1) {
    share *= ((seeds - misses) / (misses + 1)) * (ERROR / (1 - ERROR));
    beyond -= share;
  }
  return misses;
}

function has(interval: Interval | null, truth: number): boolean {
  return interval !== null && interval.low <= truth && truth <= interval.high;
}

/** Judges an experiment's report. */
export function judge(
  run: Run,
  { salt, tier, smallestEffect, rates }: Question,
  view: ExperimentView,
  seen: Seen,
): Judged[] {
  const { arms, comparisons } = view.report;
  const tallyOf = (name: string) => {
    const { x, n } = arms.find(({ arm }) => arm === name)?.rates.recovered ?? { x: 0, n: 0 };
    return { x, n };
  };
  return comparisons.map(({ arm, control, verdict }): Judged => {
    const truth = (rates[arm] ?? 0) - (rates[control] ?? 0);
    const { difference, level, kind } = verdict;
    const shown = difference === null ? null : { ...difference, level };
    const pair = { treated: tallyOf(arm), control: tallyOf(control) };
    const learners = pair.treated.n + pair.control.n;
    const isEmpty = pair.treated.n === 0 || pair.control.n === 0;
    const compared = isEmpty ? null : compareAt(pair, level);
    const [estimate, oneLook] = [compared?.difference ?? null, compared?.differenceInterval ?? null];
    const kinds = [...(seen.get(`${salt} ${arm}`) ?? []), kind];
    return {
      ...{ seed: run.seed, salt, tier, arm, control, truth, estimate, shown, oneLook, learners },
      isCovered: has(shown, truth),
      isCoveredByOneLook: has(oneLook, truth),
      verdict: kind,
      isFalse: kinds.some((one) => isFalseVerdict(one, truth, smallestEffect)),
    };
  });
}
