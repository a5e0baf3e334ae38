// Staff's work: the list of tasks, one with all that a call needs, and what is done to it: taken, handed on, noted, finished.
import type { TaskAct } from "#runtime/engine/protocol.ts";
import { listPeople } from "#runtime/store/school/people.ts";
import { rolesOf } from "#shared/api/contract.ts";
import { assignTask, listColleagues, listTasks, noteTask, readTask, streamTasks } from "#shared/api/tasks.ts";
import { claimTask, finishTask } from "#shared/api/work.ts";
import { pageAsCsv } from "./csv-page.ts";
import { actingAs, actorOf } from "./deps.ts";
import { MOST_WATCHERS } from "./live-hub.ts";
import { mount, type Routes } from "./mount.ts";
import { type Refused, refuse } from "./problem.ts";
import { stream } from "./stream.ts";

/** How often a page of tasks hears of changes at most (ms). */
const EVERY_MS = 500;

/** Adds the list, the card and the acts of tasks. */
export function mountTasks(routes: Routes): void {
  const { engine, accounts, live } = routes.deps;
  mount(routes, listColleagues, async () => ({
    items: (await listPeople(accounts.school.db)).map(({ id, name, role, isActive }) => ({
      actor: `person/${id}`,
      name,
      takesTasks: isActive && rolesOf.tasks.includes(role),
    })),
  }));
  mount(routes, listTasks, async ({ query }, c) => {
    const { cursor = null, limit, format, mine, ...asked } = query;
    const wanted = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const page = await engine.tasks({ ...wanted, ...(mine === true ? { claimedBy: actorOf(c) } : {}), cursor, limit });
    if ("issue" in page) return refuse(422, page.issue.code, [page.issue]);
    return format === "json" ? page : pageAsCsv(c, "tasks", { ...query, format }, page);
  });
  // Before one task, whose path would take the name for an id.
  mount(routes, streamTasks, (_given, c) => {
    if (live.taskHearerCount >= MOST_WATCHERS) return refuse(429, "live.full", [], { "Retry-After": "10" });
    return stream(c, routes.deps, async (outlet) => {
      const stop = live.onTasks(() => void outlet.send({ event: "change", data: "{}" }), EVERY_MS);
      await outlet.send({ event: "open", data: "{}" });
      await outlet.ended;
      stop();
    });
  });
  mount(routes, readTask, async ({ params }) => (await engine.taskCard(params.id)) ?? refuse(404, "task.unknown"));
  const act = async (one: TaskAct) => answer(await engine.task(one));
  mount(routes, claimTask, ({ params, body }, c) => act({ send: params.id, act: "claim", by: actingAs(c, body?.by) }));
  mount(routes, noteTask, ({ params, body }, c) =>
    act({ send: params.id, act: "note", by: actingAs(c, body.by), note: body.note }),
  );
  mount(routes, assignTask, ({ params, body }, c) =>
    act({ send: params.id, act: "assign", by: actingAs(c, body.by), to: body.to }),
  );
  mount(routes, finishTask, ({ params, body }, c) => {
    const { outcome, note } = body;
    const by = actingAs(c, body.by);
    return act({ send: params.id, act: "finish", by, outcome, ...(note === undefined ? {} : { note }) });
  });
}

function answer(result: "ok" | "missing" | "conflict" | "badOutcome"): { ok: true } | Refused {
  switch (result) {
    case "ok":
      return { ok: true };
    case "missing":
      return refuse(404, "task.unknown");
    case "conflict":
      return refuse(409, "task.conflict");
    case "badOutcome":
      return refuse(422, "task.outcome");
  }
}
