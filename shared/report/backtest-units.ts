// Who could have been alerted and who left: a unit is a learner, or a learner in a course where the strategy's subject is the course, from its
// start until it leaves, finishes, or the period ends. Withdrawals that are known are the churn events of the plan.
import type { Backtest } from "#shared/flow/backtest.ts";
import type { Facts } from "#shared/state/facts.ts";
import type { BacktestRecord, Leaving } from "./backtest-record.ts";

/** A period of UTC ms. */
export interface BacktestPeriod {
  readonly fromAt: number;
  readonly toAt: number;
}

/** A unit; instants are UTC ms. `leftAt` is null where it did not leave before the period's end. */
export interface Unit {
  readonly startAt: number;
  readonly endAt: number;
  readonly leftAt: number | null;
}

/** The key of a unit: the learner's row, and the course where units are courses. */
export function unitKey(learner: number, course: string | null): string {
  return course === null ? String(learner) : `${learner} ${course}`;
}

/** All units that were under way at some time of the period and had not left before it. */
export function unitsOf(run: Backtest, record: BacktestRecord, period: BacktestPeriod): Map<string, Unit> {
  const leavings = new Map<number, Leaving[]>();
  for (const one of record.leavings.toSorted((a, b) => a.at - b.at)) {
    const list = leavings.get(one.learner);
    if (list === undefined) leavings.set(one.learner, [one]);
    else list.push(one);
  }
  const units = new Map<string, Unit>();
  const { facts } = run.world;
  const isByCourse = run.plan.document.subject === "course";
  const put = (
    key: string,
    began: number,
    isLeft: (one: Leaving) => boolean,
    learner: number,
    doneAt: number | null,
  ) => {
    const startAt = Math.max(period.fromAt, began);
    if (Number.isNaN(startAt) || startAt >= period.toAt) return;
    const leftAt = leavings.get(learner)?.find((one) => one.at <= period.toAt && isLeft(one))?.at ?? null;
    const endAt = Math.min(leftAt ?? period.toAt, doneAt ?? period.toAt, period.toAt);
    if (endAt > startAt) units.set(key, { startAt, endAt, leftAt: leftAt === endAt ? leftAt : null });
  };
  for (const [learner, id] of facts.ids.entries()) {
    if (id === "") continue;
    const rows = facts.enrolmentsOf(learner);
    if (!isByCourse) {
      const starts = rows.map((row) => facts.enrolments.startOf(row)).filter((at) => !Number.isNaN(at));
      const began = starts.length === 0 ? run.firstAt.get(learner) : Math.min(...starts);
      put(unitKey(learner, null), began, (one) => hasLeft(facts, rows, one), learner, doneAtOf(facts, rows));
      continue;
    }
    for (const row of rows) {
      const course = facts.enrolments.courseOf(row);
      const isIts = (one: Leaving) => (one.course === null || one.course === course) && !isTakenUp(facts, row, one);
      put(unitKey(learner, course), facts.enrolments.startOf(row), isIts, learner, doneAtOf(facts, [row]));
    }
  }
  return units;
}

/** A withdrawal that an enrolment after it has undone. */
function isTakenUp({ enrolments }: Facts, row: number, { type, at }: Leaving): boolean {
  return type === "enrolment.withdrawn" && enrolments.enrolledAt.get(row) > at;
}

/** Whether a learner was gone after that: not going on in this course or another. */
function hasLeft(facts: Facts, rows: readonly number[], leaving: Leaving): boolean {
  if (leaving.course === null) return true;
  const { enrolments } = facts;
  return !rows.some((row) => {
    if (enrolments.courseOf(row) === leaving.course) return isTakenUp(facts, row, leaving);
    const ends = [enrolments.withdrawnAt.get(row), enrolments.completedAt.get(row)];
    return enrolments.firstAt.get(row) <= leaving.at && !ends.some((at) => at <= leaving.at);
  });
}

/** When the last of the courses was finished (UTC ms), null while one is not. */
function doneAtOf({ enrolments }: Facts, rows: readonly number[]): number | null {
  const ends = rows.map((row) => enrolments.completedAt.get(row));
  return ends.length === 0 || ends.some(Number.isNaN) ? null : Math.max(...ends);
}
