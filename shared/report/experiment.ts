// An experiment as its cells see it: who is in which arm, who has matured, and the tallies of a comparison.
import type { Period } from "#shared/stats/bandit.ts";
import type { Tally } from "#shared/stats/rate.ts";
import type { ArmCount } from "#shared/stats/srm.ts";
import { type Cell, type CellKey, countIn, emptyCell, type KeyedCell, mergeCells } from "./cell.ts";
import { type ExposureMetric, exposureMetrics, tallyOf } from "./metric.ts";
import { sumBy } from "./rollup.ts";

/** Weights of all arms from a local day on, until the next span. Basis points. */
export interface WeightSpan {
  readonly fromDay: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** What was fixed at the first publish of the salt (ruling 29); a holdout is an experiment whose control is nobody's message. */
export interface ExperimentSpec {
  readonly salt: string;
  readonly kind: "variants" | "holdout";
  readonly metric: "recovered" | "acted" | "opened";
  readonly allocation: "fixed" | "bandit";
  /** Arm ids, the control first. */
  readonly arms: readonly string[];
  readonly startedDay: number;
  /** The window W in whole days, rounded up. */
  readonly windowDays: number;
  /** Learners over all arms; null: no planned end. */
  readonly plannedLearners: number | null;
  /** Absolute; null: none was named. */
  readonly smallestEffect: number | null;
  /** Margin of the opt-out guardrail; null: half a point. */
  readonly margin: number | null;
  /** In order of days, the first from `startedDay`; one span where weights never moved. */
  readonly spans: readonly WeightSpan[];
}

/** The last anchor day whose learners have all had their whole window before `today` begins. */
export function maturedTo({ windowDays }: ExperimentSpec, today: number): number {
  return today - 1 - windowDays;
}

function ofExperiment(spec: ExperimentSpec, cut: CellKey["cut"]) {
  return { kind: "exposure", id: spec.salt, cut } as const;
}

/** Matured cells by arm as of the beginning of `today`; every arm of the spec, in its order. */
export function maturedArms(cells: readonly KeyedCell[], spec: ExperimentSpec, today: number): Map<string, Cell> {
  const sums = sumBy(cells, { ...ofExperiment(spec, "all"), toDay: maturedTo(spec, today) }, ({ arm }) => arm);
  return new Map(spec.arms.map((arm) => [arm, sums.get(arm) ?? emptyCell()]));
}

/** Cells of all who are in, matured or not, by arm, those of days before `today`. */
export function allArms(cells: readonly KeyedCell[], spec: ExperimentSpec, today: number): Map<string, Cell> {
  const sums = sumBy(cells, { ...ofExperiment(spec, "all"), toDay: today - 1 }, ({ arm }) => arm);
  return new Map([...spec.arms, ...sums.keys()].map((arm) => [arm, sums.get(arm) ?? emptyCell()]));
}

/** Matured cells of one cut: by value, then by arm. */
export function maturedValues(
  cells: readonly KeyedCell[],
  spec: ExperimentSpec,
  cut: CellKey["cut"],
  today: number,
): Map<string, Map<string, Cell>> {
  const byValue = new Map<string, Map<string, Cell>>();
  const asked = { ...ofExperiment(spec, cut), toDay: maturedTo(spec, today) };
  const sums = sumBy(cells, asked, ({ value, arm }) => JSON.stringify([value, arm]));
  for (const [name, cell] of sums) {
    const [value, arm] = JSON.parse(name) as [string, string];
    byValue.set(value, (byValue.get(value) ?? new Map<string, Cell>()).set(arm, cell));
  }
  return byValue;
}

/** Learners who came in each span, by arm with its weight; all of them, those seen in two arms too, since they too were assigned. */
export function armCounts(cells: readonly KeyedCell[], spec: ExperimentSpec, today: number): ArmCount[][] {
  const byDay = sumBy(cells, { ...ofExperiment(spec, "all"), toDay: today - 1 }, ({ arm, day }) =>
    JSON.stringify([arm, day]),
  );
  return spec.spans.map(({ fromDay, weights }, at) => {
    const endDay = spec.spans[at + 1]?.fromDay ?? Number.POSITIVE_INFINITY;
    const counts = new Map(Object.keys(weights).map((arm) => [arm, 0]));
    for (const [name, cell] of byDay) {
      const [arm, day] = JSON.parse(name) as [string, number];
      const isFirst = at === 0 && day < fromDay;
      if (!isFirst && (day < fromDay || day >= endDay)) continue;
      counts.set(arm, (counts.get(arm) ?? 0) + countIn(cell, "exposed") + countIn(cell, "crossed"));
    }
    return [...counts].map(([arm, count]) => ({ count, weight: weights[arm] ?? 0 }));
  });
}

/** The tallies of two arms day by day, matured days only, with the learners of all arms: what a bandit's effect is weighed by. */
export function periodsOf(
  cells: readonly KeyedCell[],
  spec: ExperimentSpec,
  treated: string,
  metric: ExposureMetric,
  today: number,
): Period[] {
  const control = spec.arms[0] ?? "";
  const asked = { ...ofExperiment(spec, "all"), toDay: maturedTo(spec, today) };
  const days = new Map<number, { treated: Tally; control: Tally; learners: number }>();
  for (const [name, cell] of sumBy(cells, asked, ({ arm, day }) => JSON.stringify([day, arm]))) {
    const [day, arm] = JSON.parse(name) as [number, string];
    const period = days.get(day) ?? { treated: { x: 0, n: 0 }, control: { x: 0, n: 0 }, learners: 0 };
    const tally = tallyOf(exposureMetrics[metric], cell);
    if (arm === treated) period.treated = tally;
    if (arm === control) period.control = tally;
    period.learners += tally.n;
    days.set(day, period);
  }
  return [...days].sort(([a], [b]) => a - b).map(([, period]) => period);
}

/** Planned learners of the two arms of one comparison, from the shares they started with; null without a plan. */
export function plannedOf({ plannedLearners, spans, arms }: ExperimentSpec, treated: string): number | null {
  if (plannedLearners === null) return null;
  const weights = spans[0]?.weights ?? {};
  const whole = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const pair = (weights[treated] ?? 0) + (weights[arms[0] ?? ""] ?? 0);
  return whole === 0 || pair === 0 ? null : Math.max(1, Math.ceil((plannedLearners * pair) / whole));
}

/** One cell out of several. */
export function totalOf(cells: Iterable<Cell>): Cell {
  let sum = emptyCell();
  for (const cell of cells) sum = mergeCells(sum, cell);
  return sum;
}
