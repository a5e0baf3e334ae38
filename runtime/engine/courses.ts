// Courses as the school describes them: events name a course by its id only, messages print its title and dates.
import type { EngineDb } from "#runtime/store/engine-db.ts";

/** A course; instants are UTC ms. */
export interface Course {
  title: string;
  startsAt: number | null;
  endsAt: number | null;
}

/** Reads all courses. */
export function loadCourses(db: EngineDb): Map<string, Course> {
  const number = (value: unknown) => (value === null ? null : Number(value));
  const rows = db.sql("SELECT id, title, starts_at, ends_at FROM courses").all();
  return new Map(
    rows.map((row) => [
      String(row["id"]),
      { title: String(row["title"]), startsAt: number(row["starts_at"]), endsAt: number(row["ends_at"]) },
    ]),
  );
}
