// Staff's work: taking a task and finishing it with one of its outcomes. The list is the tasks ledger.
import { claimTask, finishTask } from "#shared/api/work.ts";
import { actorOf } from "./deps.ts";
import { mount, type Routes } from "./mount.ts";
import { type Refused, refuse } from "./problem.ts";

/** Adds what can be done to a task. */
export function mountTasks(routes: Routes): void {
  const { engine } = routes.deps;
  mount(routes, claimTask, async ({ params, body }, c) =>
    answer(await engine.task({ send: params.id, act: "claim", by: body?.by ?? actorOf(c) })),
  );
  mount(routes, finishTask, async ({ params, body }, c) => {
    const { outcome, note, by = actorOf(c) } = body;
    const noted = note === undefined ? {} : { note };
    return answer(await engine.task({ send: params.id, act: "finish", by, outcome, ...noted }));
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
