// Learners for the designer's pages: the search, one learner's time line, and the courses that they take.
import { decodeCursor, encodeCursor } from "#runtime/engine/cursor.ts";
import type { TrailKey } from "#runtime/engine/trail-order.ts";
import { getTrail, listCourses, listLearners, putCourse } from "#shared/api/trail.ts";
import { isId } from "#shared/event/text.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { pageAsCsv } from "./csv-page.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";

/** Adds the search, the trail and the courses. */
export function mountTrail(routes: Routes): void {
  const { engine } = routes.deps;
  mount(routes, listLearners, async ({ query }, c) => {
    const { cursor = null, limit, format, ...asked } = query;
    const wanted = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const page = await engine.search({ ...wanted, cursor, limit });
    if ("issue" in page) return refuse(422, page.issue.code, [page.issue]);
    return format === "json" ? page : pageAsCsv(c, "learners", { ...query, format }, page);
  });
  mount(routes, getTrail, async ({ params, query }) => {
    const after = query.cursor === undefined ? null : keyOf(query.cursor);
    if (query.cursor !== undefined && after === null)
      return refuse(422, "ledger.cursor", [errorIssue("ledger.cursor", ["cursor"])]);
    const page = await engine.trail({
      learner: params.id,
      order: query.order,
      after,
      limit: query.limit,
      groups: query.groups ?? null,
      strategy: query.strategy ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
    });
    if (page === null) return refuse(404, "learner.unknown");
    return { ...page, next: page.next === null ? null : encodeCursor(page.next) };
  });
  mount(routes, putCourse, async ({ params, body }) => {
    if (!isId(params.id)) return refuse(422, "event.course", [errorIssue("event.course", ["path", "id"])]);
    const { title, startsAt = null, endsAt = null } = body;
    return { seq: await engine.log([{ is: "course", id: params.id, title, startsAt, endsAt }], null) };
  });
  mount(routes, listCourses, async ({ query }) => {
    const page = await engine.courses({ cursor: query.cursor ?? null, limit: query.limit });
    return "issue" in page ? refuse(422, page.issue.code, [page.issue]) : page;
  });
}

/** The place in a cursor; null where it is none of ours. */
function keyOf(cursor: string): TrailKey | null {
  const key = decodeCursor(cursor);
  const isKey = key?.length === 4 && key.every((part) => typeof part === "number");
  return isKey ? (key as unknown as TrailKey) : null;
}
