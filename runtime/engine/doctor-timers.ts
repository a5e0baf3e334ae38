// Invariants of time (P8): nothing that waits is moved before its instant, by any zone that the learner may have had.
import { nextLocal } from "#shared/kernel/zone.ts";
import { type FlowNode, nodeKind } from "#shared/node/all.ts";
import type { NodeView } from "#shared/node/kind.ts";
import { type Breach, byLearner, byOrder } from "./doctor-pieces.ts";
import type { Examined } from "./doctor-sends.ts";

/** What a node asks of time, without the school's pauses, which can only put it off. */
function viewAt(enteredAt: number, zone: string): NodeView {
  const view: Pick<NodeView, "now" | "enteredAt" | "after" | "nextLocal"> = {
    now: enteredAt,
    enteredAt,
    after: (ms) => enteredAt + ms,
    nextLocal: (minute, weekdays, after = enteredAt) => nextLocal(zone, after, minute, weekdays ?? undefined),
  };
  return view as NodeView;
}

/** Kinds that ask for the learner's own clock; of an erased learner nobody knows it any more. */
const isLocal = (node: FlowNode) => node.type === "window" || (node.type === "wait" && node.until !== undefined);

/** Whether a path that came to a node at `at` may have left it by time at `leftAt`. */
function mayLeave(node: FlowNode, at: number, leftAt: number, zones: readonly string[]): boolean {
  const kind = nodeKind(node.type);
  if (kind === null || (zones.length === 0 && isLocal(node))) return true;
  return (isLocal(node) ? zones : ["UTC"]).some((zone) => {
    const view = viewAt(at, zone);
    const due = kind.dueAt(node, view);
    if (due === null || leftAt >= due) return true;
    return node.type === "window" && leftAt === at && kind.enter(node, view) !== "stay";
  });
}

/** The ports by which a node of each kind is left by time. */
const timed = `(d.kind IN ('wait', 'window') AND x.port = 'next') OR (d.kind = 'waitFor' AND x.port = 'timeout')
  OR (d.kind = 'task' AND x.port = 'expired')`;

/** Waits left by time before it was over, and tiers entered before the signals they name rose (P8). */
export function* early({ engine, history }: Examined): Iterable<Breach> {
  const { facts } = engine.world;
  const sql = `SELECT d.id, d.at, d.kind, d.node, x.at AS leftAt, e.strategy, e.learner FROM decisions d
    CROSS JOIN decision_ends x ON x.id = d.id CROSS JOIN episodes e ON e.id = d.episode WHERE d.n > ? AND d.n <= ? AND (${timed})`;
  for (const row of byOrder(engine, "decisions", "n", sql)) {
    if (row === null) {
      yield null;
      continue;
    }
    const [at, leftAt] = [Number(row["at"]), Number(row["leftAt"])];
    if (!history.isKnown(leftAt)) continue;
    const id = facts.ids[Number(row["learner"])] ?? "";
    const zones = id === "" ? [] : history.everyZone(id);
    const plans = history.plansOf(String(row["strategy"]));
    // Of any kind: a move may have led the path to a version where that name is another kind of node.
    const nodes = plans.flatMap((plan) => plan.nodes.get(String(row["node"])) ?? []);
    if (nodes.length > 0 && !nodes.some((node) => mayLeave(node, at, leftAt, zones))) yield Number(row["id"]);
  }
  const tiers =
    "SELECT id, at, evidence FROM decisions WHERE n > ? AND n <= ? AND kind = 'tier' AND evidence IS NOT NULL";
  for (const row of byOrder(engine, "decisions", "n", tiers)) {
    const evidence = JSON.parse(String(row?.["evidence"] ?? "{}")) as Record<string, { since?: number | null }>;
    if (row === null) yield null;
    else if (Object.values(evidence).some(({ since }) => (since ?? 0) > Number(row["at"]))) yield Number(row["id"]);
  }
}

/** Episodes lost by time before the window of their goal was over (P8). */
export function* lostEarly({ engine, history }: Examined): Iterable<Breach> {
  const sql =
    "SELECT id, strategy, opened_at, ended_at FROM episodes WHERE id BETWEEN ? AND ? AND reason = 'windowPassed'";
  for (const row of byLearner(engine, sql)) {
    if (row === null) {
      yield null;
      continue;
    }
    const endedAt = Number(row["ended_at"]);
    const windows = history.plansOf(String(row["strategy"])).map((plan) => plan.goal.withinMs);
    const isEarly = windows.length > 0 && endedAt < Number(row["opened_at"]) + Math.min(...windows);
    if (isEarly && history.isKnown(endedAt)) yield `episode ${row["id"]}`;
  }
}
