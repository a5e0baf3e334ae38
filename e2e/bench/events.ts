// Events of a made-up school, about 267 bytes each as in the floors, spread over its learners by a fixed stride.

// A learner comes every second time; which of the others it is goes round with each pass over the learners.
const types = ["session.started", "lesson.completed", "session.started", "exercise.submitted"] as const;
const courses = ["math-101", "english-203", "physics-105", "chemistry-110"] as const;
/** A stride that shares no factor with the usual numbers of learners. */
const STRIDE = 7919;

/** The text of event `n`. */
export function eventText(prefix: string, n: number, learners: number, at: string): string {
  const type = types[(n + Math.floor(n / learners)) % types.length] as string;
  const learner = (n * STRIDE) % learners;
  const data = `{"durationSec":${60 + (n % 3000)},"source":"app","note":"unit ${n % 97}, page ${n % 31} of the workbook, read on the tablet"}`;
  return `{"id":"${prefix}-${n}","type":"${type}","learner":"learner-${learner}","at":"${at}","course":"${courses[learner % courses.length]}","data":${data}}`;
}
