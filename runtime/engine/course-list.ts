// Courses: those that the school described and those that events named, by id, with how many are enrolled.
import type { z } from "zod";
import type { listCourses } from "#shared/api/trail.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { isoOf } from "./ledger-columns.ts";
import type { Steps } from "./slices.ts";

/** A page of courses. */
export type CoursePage = z.output<typeof listCourses.answer>;

/** Enrolments counted between two chances to rest. */
const STEP = 20_000;

/** Reads a page. Issue: `ledger.cursor`. */
export function* readCourses(
  { world, globals }: Engine,
  query: { cursor: string | null; limit: number },
): Steps<CoursePage | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["string"]);
  if ("issue" in start) return start;
  const { enrolments } = world.facts;
  const counts = new Map<number, number>();
  for (let row = 0; row < enrolments.count; row += 1) {
    if (row % STEP === 0) yield;
    const course = enrolments.course.get(row);
    counts.set(course, (counts.get(course) ?? 0) + 1);
  }
  const after = String(start.key?.[0] ?? "");
  const ids = [...new Set([...enrolments.courses, ...globals.courses.keys()])].filter((id) => id > after).sort();
  const shown = ids.slice(0, query.limit);
  const rows = shown.map((id) => {
    const course = globals.courses.get(id);
    const ix = enrolments.courseIx.get(id);
    return {
      id,
      title: course?.title ?? null,
      startsAt: isoOf(course?.startsAt),
      endsAt: isoOf(course?.endsAt),
      enrolments: ix === undefined ? 0 : (counts.get(ix) ?? 0),
    };
  });
  return { rows, next: shown.length < ids.length ? encodeCursor([shown.at(-1) ?? ""]) : null };
}
