// Attributes that follow from the facts instead of being sent: `enrolledAt` and `courses`.
import type { Facts } from "./facts.ts";

/** The start of the latest running enrolment (`enrolledAt`, UTC ms) or the ids of all running ones (`courses`). */
export function derivedAttribute(facts: Facts, learner: number, name: "enrolledAt" | "courses"): unknown {
  const rows = facts.enrolmentsOf(learner).filter((row) => facts.enrolments.endOf(row) === "open");
  if (name === "courses") return rows.map((row) => facts.enrolments.courseOf(row));
  const starts = rows.map((row) => facts.enrolments.startOf(row)).filter((at) => !Number.isNaN(at));
  return starts.length === 0 ? undefined : Math.max(...starts);
}
