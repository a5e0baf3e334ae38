// Segments of an experiment: whether its effect differs between tiers, channels, causes, courses or cohorts; and only then where.
import { type Compared, compareAt } from "#shared/stats/comparison.ts";
import { benjaminiHochberg } from "#shared/stats/families.ts";
import { normalQuantile } from "#shared/stats/normal.ts";
import { LEAST_SHOWN, type Tally } from "#shared/stats/rate.ts";
import type { NormalCompared } from "#shared/stats/ratio-of-sums.ts";
import { type Heterogeneity, heterogeneity, postStratified } from "#shared/stats/strata.ts";
import { type Cut, emptyCell, type KeyedCell } from "./cell.ts";
import { type ExperimentSpec, maturedValues } from "./experiment.ts";
import { exposureMetrics, tallyOf } from "./metric.ts";

/** Share of false findings among segments shown as different (Benjamini & Hochberg). */
export const SEGMENT_FALSE_RATE = 0.1;

/** One value of a cut. */
export interface SegmentRow {
  readonly value: string;
  readonly treated: Tally;
  readonly control: Tally;
  /** Exploratory, 95 % for this row alone; null under 30 learners in an arm: counts only. */
  readonly compared: Compared | null;
  /** Adjusted over the rows shown; null where not compared. */
  readonly adjustedP: number | null;
  /** Below 0.10 after adjustment, and the groups do differ. */
  readonly isDifferent: boolean;
}

/** A cut of one comparison. */
export interface Segment {
  readonly cut: Cut;
  /** Null below two rows with 30 learners in both arms. */
  readonly heterogeneity: Heterogeneity | null;
  /** Whether groups differ at 0.05: until they do, rows are greyed. */
  readonly isOpen: boolean;
  /** The effect with the mix of groups held fixed; beside the verdict, never instead of it. */
  readonly postStratified: NormalCompared | null;
  readonly rows: readonly SegmentRow[];
}

/** The cuts a report looks at. Causes can hold together for one learner: their rows overlap, so nothing is added up over them. */
export const segmentCuts = [
  "tier",
  "channel",
  "tierChannel",
  "cause",
  "course",
  "cohort",
] as const satisfies readonly Cut[];

function isComparable({ treated, control }: { treated: Tally; control: Tally }): boolean {
  return Math.min(treated.n, control.n) >= LEAST_SHOWN;
}

/** A cut of the comparison of a treated arm with the control, matured learners only. Rows by value. */
export function segmentOf(
  cells: readonly KeyedCell[],
  spec: ExperimentSpec,
  treatedArm: string,
  cut: Cut,
  today: number,
): Segment {
  const metric = exposureMetrics[spec.metric];
  const pairs = [...maturedValues(cells, spec, cut, today)].map(([value, arms]) => ({
    value,
    treated: tallyOf(metric, arms.get(treatedArm) ?? emptyCell()),
    control: tallyOf(metric, arms.get(spec.arms[0] ?? "") ?? emptyCell()),
  }));
  pairs.sort((a, b) => (a.value < b.value ? -1 : 1));
  const large = pairs.filter(isComparable);
  const compared = new Map(large.map((pair) => [pair.value, compareAt(pair)]));
  const adjusted = benjaminiHochberg([...compared.values()].map(({ p }) => p));
  const adjustedP = new Map([...compared.keys()].map((value, at) => [value, adjusted[at] ?? 1]));
  const differs = cut === "cause" ? null : heterogeneity(large);
  const isOpen = differs !== null && differs.p < 0.05;
  const rows = pairs.map((pair) => {
    const p = adjustedP.get(pair.value) ?? null;
    return {
      ...pair,
      compared: compared.get(pair.value) ?? null,
      adjustedP: p,
      isDifferent: isOpen && p !== null && p < SEGMENT_FALSE_RATE,
    };
  });
  const stratified = cut === "tier" ? postStratified(large, normalQuantile(0.975)) : null;
  return { cut, heterogeneity: differs, isOpen, postStratified: stratified, rows };
}
