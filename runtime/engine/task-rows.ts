// The rows of tasks: opened by an accepted task send, then claimed, handed on, noted and finished, each act kept.
import { learnerOfId } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import { addElapsed } from "#shared/kernel/pause.ts";
import { msOf } from "#shared/signal/fields.ts";
import type { Journal } from "./journal.ts";
import type { Logged } from "./logged.ts";
import type { Rollup } from "./rollup.ts";
import type { Send } from "./send.ts";

/** What is done to a task, as logged. */
export type TaskInput = Extract<Logged, { is: "claim" | "outcome" | "assign" | "taskNote" }>;

/** The group and the deadline of a task, by the version its episode runs on. */
function taskOf(world: World, send: Send): { team: string; dueAt: number } {
  const strategy = world.program.byId.get(send.strategy);
  const episode = world.episodes.get(learnerOfId(send.id))?.find((one) => one.id === send.episode);
  const plan = strategy?.versions.get(episode?.version ?? "") ?? strategy?.plan;
  const node = plan?.nodes.get(send.node);
  if (node?.type !== "task") return { team: "", dueAt: send.expiresAt };
  const pauses = plan?.usesPauses === true ? world.settings.pauses : [];
  return { team: node.group, dueAt: addElapsed(pauses, send.decidedAt, msOf(node.within)) };
}

/** Opens a task. */
export function openTask(journal: Journal, world: World, send: Send, at: number): void {
  const { team, dueAt } = taskOf(world, send);
  journal.changeTask(
    "INSERT INTO tasks (send, team, content, state, created_at, due_at) VALUES (?, ?, ?, 'open', ?, ?)",
    send.id,
    team,
    JSON.stringify(send.content ?? {}),
    at,
    dueAt,
  );
}

/** Changes a task; an act that comes too late is kept as an act and changes nothing. */
export function actOnRow(journal: Journal, rollup: Rollup, strategy: string, input: TaskInput, at: number): void {
  const { send, by } = input;
  const assignee = input.is === "assign" ? input.to : null;
  const outcome = input.is === "outcome" ? input.outcome : null;
  const note = input.is === "outcome" || input.is === "taskNote" ? (input.note ?? null) : null;
  const act = { claim: "claim", outcome: "finish", assign: "assign", taskNote: "note" }[input.is];
  journal.changeTask(
    `INSERT INTO task_acts (send, n, at, act, by, assignee, outcome, note)
     SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ?, ?, ?, ? FROM task_acts WHERE send = ?`,
    send,
    at,
    act,
    by,
    assignee,
    outcome,
    note,
    send,
  );
  if (input.is === "claim")
    journal.changeTask(
      "UPDATE tasks SET state = 'claimed', claimed_by = ?, claimed_at = ? WHERE send = ? AND state = 'open'",
      by,
      at,
      send,
    );
  if (input.is === "assign")
    journal.changeTask("UPDATE tasks SET claimed_by = ? WHERE send = ? AND state = 'claimed'", input.to, send);
  if (input.is !== "outcome") return;
  journal.changeTask(
    "UPDATE tasks SET state = 'done', outcome = ?, note = ?, done_at = ? WHERE send = ? AND state IN ('open', 'claimed')",
    outcome,
    note,
    at,
    send,
  );
  rollup.days.add(at, strategy, "task.done", input.outcome);
}
