// Who one plan alerts and another does not: learners counted on both sides, with a few to look at.
import type { Backtest } from "#shared/flow/backtest.ts";
import type { BacktestRecord } from "./backtest-record.ts";

/** Learners shown on each side. */
const MOST_EXAMPLES = 8;

/** A learner who is alerted: the first alert (UTC ms) and the highest tier. */
export interface Alerted {
  readonly learner: string;
  readonly at: number;
  readonly tier: string;
}

/** The difference: learners alerted by both, by the first only, by the other only; of the latter two the earliest as examples. */
export interface BacktestDifference {
  readonly both: number;
  readonly onlyHere: number;
  readonly onlyThere: number;
  readonly examples: { readonly here: readonly Alerted[]; readonly there: readonly Alerted[] };
}

/** The learners that a run alerted up to an instant (UTC ms), by id; those erased since are left out. */
export function alertedBy(run: Backtest, record: BacktestRecord, toAt: number): Map<string, Alerted> {
  const rank = new Map(run.plan.tiers.map((tier) => [tier.id, tier.rank]));
  const alerted = new Map<string, Alerted>();
  for (const { learner: row, tier, at } of record.alerts) {
    const learner = run.world.facts.ids[row] ?? "";
    if (learner === "" || at > toAt) continue;
    const known = alerted.get(learner);
    if (known === undefined) alerted.set(learner, { learner, at, tier });
    else if ((rank.get(tier) ?? 0) > (rank.get(known.tier) ?? 0)) alerted.set(learner, { ...known, tier });
  }
  return alerted;
}

/** What differs between two runs over the same inputs. */
export function difference(
  here: ReadonlyMap<string, Alerted>,
  there: ReadonlyMap<string, Alerted>,
): BacktestDifference {
  const beside = (own: ReadonlyMap<string, Alerted>, other: ReadonlyMap<string, Alerted>) =>
    [...own.values()].filter(({ learner }) => !other.has(learner));
  const first = (list: readonly Alerted[]) =>
    list.toSorted((a, b) => a.at - b.at || (a.learner < b.learner ? -1 : 1)).slice(0, MOST_EXAMPLES);
  const [onlyHere, onlyThere] = [beside(here, there), beside(there, here)];
  return {
    both: here.size - onlyHere.length,
    onlyHere: onlyHere.length,
    onlyThere: onlyThere.length,
    examples: { here: first(onlyHere), there: first(onlyThere) },
  };
}
