// Cohort figures: the median of a running figure over the learners of one course who started in one week. Computed from
// the facts as they stand; they enter decisions only as a logged input.
import type { Total } from "#shared/state/features.ts";
import type { Control } from "./input.ts";
import { cohortWeek } from "./look.ts";
import { cohortKey, type World } from "./world.ts";

type Figures = Extract<Control, { is: "cohorts" }>["figures"];

/** The middle of a list of numbers; the mean of the two middle ones where their count is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** The figures that differ from those logged last, in canonical order; empty where none does. Looks at every enrolment once. */
export function changedCohorts(world: World): Figures {
  const changed: Figures = [];
  for (const feature of [...world.program.cohortFeatures].sort()) {
    for (const [key, { course, week, values }] of [...valuesOf(world, feature)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const figure = { median: median(values), learners: values.length };
      const old = world.cohorts.get(key);
      if (old?.median === figure.median && old.learners === figure.learners) continue;
      changed.push([feature, course, week, figure.median, figure.learners]);
    }
  }
  return changed;
}

interface CohortValues {
  course: string;
  week: number;
  values: number[];
}

function valuesOf(world: World, feature: string): Map<string, CohortValues> {
  const { enrolments, features, ids } = world.facts;
  const store = features.get(feature) as Total | undefined;
  const cohorts = new Map<string, CohortValues>();
  for (let row = 0; row < enrolments.count; row += 1) {
    // The rows of the erased and the merged stay, empty.
    if (ids[enrolments.learner.get(row)] === "") continue;
    const start = enrolments.startOf(row);
    if (store === undefined || Number.isNaN(start) || enrolments.endOf(row) !== "open") continue;
    const course = enrolments.courseOf(row);
    const week = cohortWeek(start);
    const key = cohortKey(feature, course, week);
    const cohort = cohorts.get(key);
    if (cohort === undefined) cohorts.set(key, { course, week, values: [store.value(row)] });
    else cohort.values.push(store.value(row));
  }
  return cohorts;
}
