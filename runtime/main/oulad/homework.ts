// Derives who was given which homework when: the source states due days and results, but no hand-out. Two weeks before the
// due day is this product's convention; the reference rule "assessment overdue" needs only the due day and who owed it.
import type { Assessment, Enrolment, Result, School } from "./school.ts";

const HANDED_OUT_DAYS = 14;

/** One homework of one enrolled learner; `dueDay` is the last day on which it is in time. */
export interface Assignment {
  enrolment: number;
  assessment: number;
  day: number;
  dueDay: number;
}

/** Whether an assessment is homework (TMA, CMA), not an exam. */
export function isHomework(assessment: Assessment): boolean {
  return assessment.type !== "Exam";
}

/**
 * Every homework owed: handed out 14 days before the due day, but not before day 0, registration, nor after the learner's own
 * submission. None where it was due before the learner came, had a banked result, or had left by then.
 */
export function findAssignments(school: School): Assignment[] {
  const results = earliestResults(school);
  const homeworkOf = school.courses.map((_, course) =>
    school.assessments.flatMap((one, at) => (one.course === course && isHomework(one) ? [at] : [])),
  );
  return school.enrolments.flatMap((enrolment, at) =>
    (homeworkOf[enrolment.course] ?? []).flatMap((assessment) => {
      const result = results.get(at * school.assessments.length + assessment) ?? null;
      const days = assign(school, enrolment, assessment, result);
      return days === null ? [] : [{ enrolment: at, assessment, ...days }];
    }),
  );
}

function assign(school: School, enrolment: Enrolment, assessment: number, result: Result | null) {
  const { dueDay, course } = school.assessments[assessment] as Assessment;
  const startDay = Math.max(school.courses[course]?.startDay ?? 0, enrolment.registeredDay);
  if (dueDay === null || dueDay < startDay || result?.isBanked === true) return null;
  const planned = Math.max(dueDay - HANDED_OUT_DAYS, startDay);
  const day = result === null ? planned : Math.min(planned, result.day);
  const hasLeft = enrolment.withdrawnDay !== null && enrolment.withdrawnDay <= day;
  return hasLeft ? null : { day, dueDay };
}

function earliestResults(school: School): Map<number, Result> {
  const found = new Map<number, Result>();
  for (const result of school.results) {
    const key = result.enrolment * school.assessments.length + result.assessment;
    const known = found.get(key);
    if (known === undefined || result.day < known.day) found.set(key, result);
  }
  return found;
}
