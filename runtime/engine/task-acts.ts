// What an act on a task logs, and when it cannot be done: a task is claimed once, finished once with one of its node's outcomes.
import type { Engine } from "./engine.ts";
import type { Logged } from "./logged.ts";
import type { TaskAct } from "./protocol.ts";

/** The inputs to log, or why there are none. Expects nothing to be committed yet. */
export function inputsOfAct(engine: Engine, act: TaskAct): Logged[] | "missing" | "conflict" | "badOutcome" {
  engine.commit();
  const row = engine.db.sql("SELECT state, claimed_by FROM tasks WHERE send = ?").get(act.send);
  if (row === undefined) return "missing";
  const { send, by } = act;
  const isOpen = row["state"] === "open";
  if (act.act === "note") return [{ is: "taskNote", send, by, note: act.note }];
  if (act.act === "claim") return isOpen ? [{ is: "claim", send, by }] : "conflict";
  if (!isOpen && row["state"] !== "claimed") return "conflict";
  // Whoever is given an open task has it as if claimed: it is a touch, and stays with them when the episode climbs (ruling 4).
  if (act.act === "assign") {
    const assign: Logged = { is: "assign", send, by, to: act.to };
    return isOpen ? [{ is: "claim", send, by: act.to }, assign] : [assign];
  }
  if (!isOutcome(engine, send, act.outcome)) return "badOutcome";
  const note = act.note === undefined ? {} : { note: act.note };
  return [{ is: "outcome", send, outcome: act.outcome, by, ...note }];
}

/** Whether the task's node knows the outcome code; a claimed task may outlive its episode. */
function isOutcome(engine: Engine, id: number, outcome: string): boolean {
  const send = engine.outbox.get(id);
  const strategy = send === null ? undefined : engine.world.program.byId.get(send.strategy);
  for (const plan of strategy?.versions.values() ?? []) {
    const node = plan.nodes.get(send?.node ?? "");
    if (node?.type === "task" && node.outcomes.includes(outcome)) return true;
  }
  return false;
}
