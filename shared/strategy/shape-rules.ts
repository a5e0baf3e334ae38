// Rules of the drawing's shape: what must be wired, what may lead where, what can be reached, and the policy's own sense.
import { DAY_MS } from "#shared/kernel/duration.ts";
import { msOf } from "#shared/signal/fields.ts";
import { conditionsOf } from "./conditions.ts";
import { type Diagnostic, diagnose, type Fix } from "./diagnostic.ts";
import { isFlow, isSignal, isTier } from "./document.ts";
import { type Drawing, pathOf, targetsAt, wiredInto } from "./drawing.ts";

/**
 * Ruling 31: a signal's `on` and a tier's `enter` must be wired, every other unwired port ends its path. A signal that a score weighs
 * or a condition asks is wired by that.
 */
export function unwiredPorts(drawing: Drawing): Diagnostic[] {
  const asked = askedSignals(drawing);
  const signals = drawing.signals.filter(({ id }) => targetsAt(drawing, id, "on").length === 0 && !asked.has(id));
  const tiers = drawing.tiers.filter(({ id }) => targetsAt(drawing, id, "enter").length === 0);
  return [
    ...signals.map(({ id }) =>
      diagnose("signal.unwired", { nodeId: id, port: "on", path: pathOf(drawing, id) }, { node: id }),
    ),
    ...tiers.map(({ id }) =>
      diagnose("tier.unwired", { nodeId: id, port: "enter", path: pathOf(drawing, id) }, { node: id }),
    ),
  ];
}

function askedSignals(drawing: Drawing): Set<string> {
  const weighed = drawing.signals.flatMap((node) => (node.kind === "score" ? Object.keys(node.weights) : []));
  return new Set([...weighed, ...conditionsOf(drawing).flatMap(({ signals }) => signals.map(({ name }) => name))]);
}

/** What a node may be wired to: signals to tiers, tiers and flow nodes to flow nodes. */
export function wrongConnections(drawing: Drawing): Diagnostic[] {
  return drawing.document.edges.flatMap((edge, index) => {
    const from = drawing.byId.get(edge.from);
    const to = drawing.byId.get(edge.to);
    if (from === undefined || to === undefined || (isSignal(from) ? isTier(to) : isFlow(to))) return [];
    const fix: Fix = {
      label: { "zh-CN": "删除这条连线", en: "Remove this connection" },
      patch: [{ op: "remove", path: ["edges", index] }],
    };
    const params = { from: edge.from, to: edge.to, fromType: from.type, toType: to.type };
    return [diagnose("edge.wrongTarget", { nodeId: edge.from, port: edge.port, path: ["edges", index], fix }, params)];
  });
}

/** A tier that no signal leads into can never be entered. */
export function tiersWithoutSignal(drawing: Drawing): Diagnostic[] {
  const bare = drawing.tiers.filter(({ id }) => wiredInto(drawing, id).length === 0);
  return bare.map(({ id }) => diagnose("tier.noSignal", { nodeId: id, path: pathOf(drawing, id) }, { node: id }));
}

/** A tier whose count or score its wired signals cannot reach, whatever happens. */
export function tiersNeverHolding(drawing: Drawing): Diagnostic[] {
  return drawing.tiers.flatMap((tier) => {
    const wired = wiredInto(drawing, tier.id);
    if (wired.length === 0 || "all" in tier.enter) return [];
    const needed = "score" in tier.enter ? tier.enter.score : tier.enter.atLeast;
    const scores = wired.flatMap((node) => (node.kind === "score" ? [weightOf(node.weights)] : []));
    const most = "score" in tier.enter ? Math.max(0, ...scores) : wired.length;
    if (most >= needed) return [];
    return [
      diagnose(
        "tier.neverHolds",
        { nodeId: tier.id, path: pathOf(drawing, tier.id, "enter") },
        { node: tier.id, needed, most },
      ),
    ];
  });
}

/** The sum of a score's weights, free of binary dust. */
export function weightOf(weights: Readonly<Record<string, number>>): number {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Math.round(sum * 1e6) / 1e6;
}

/** Ranks order tiers, so no two may share one. */
export function sharedRanks(drawing: Drawing): Diagnostic[] {
  const first = new Map<number, string>();
  return drawing.tiers.flatMap(({ id, rank }) => {
    const other = first.get(rank);
    if (other === undefined) {
      first.set(rank, id);
      return [];
    }
    return [diagnose("tier.sameRank", { nodeId: id, path: pathOf(drawing, id, "rank") }, { node: id, other, rank })];
  });
}

/** Flows are acyclic: a node runs at most once, so a loop would silently stop. */
export function cycles(drawing: Drawing): Diagnostic[] {
  const { cycle } = drawing;
  const first = cycle?.[0];
  if (cycle === null || first === undefined) return [];
  const shown = cycle.length > 8 ? [...cycle.slice(0, 7), "…"] : cycle;
  return [
    diagnose("flow.cycle", { nodeId: first, path: pathOf(drawing, first) }, { cycle: [...shown, first].join(" → ") }),
  ];
}

/** Steps that no tier leads to never run. */
export function unreachableNodes(drawing: Drawing): Diagnostic[] {
  const reached = new Set([...drawing.reached.values()].flatMap((ids) => [...ids]));
  const idle = drawing.flow.filter(({ id }) => !reached.has(id));
  return idle.map(({ id }) => diagnose("node.unreachable", { nodeId: id, path: pathOf(drawing, id) }, { node: id }));
}

/** Episodes of a key need a signal that knows this key (ruling 1). */
export function keyWithoutSignal(drawing: Drawing): Diagnostic[] {
  const { subject } = drawing.document;
  if (typeof subject !== "object") return [];
  if (drawing.signals.some((node) => node.kind === "overdue" && node.by === subject.key)) return [];
  return [diagnose("subject.noKeyedSignal", { nodeId: null, path: ["subject", "key"] }, { key: subject.key })];
}

/** Equal ends are no quiet hours at all, which nobody who writes them means. */
export function emptyQuiet(drawing: Drawing): Diagnostic[] {
  const quiet = drawing.document.policy?.quiet;
  if (quiet === undefined || quiet.from !== quiet.to) return [];
  const path = ["policy", "quiet"];
  const fix: Fix = {
    label: { "zh-CN": "删除免打扰时段", en: "Remove the quiet hours" },
    patch: [{ op: "remove", path }],
  };
  return [diagnose("quiet.equalEnds", { nodeId: null, path, fix }, { time: quiet.from })];
}

/** More distinct local days than the goal's window can hold: n days of 24 h touch at most n + 1 calendar days. */
export function impossibleGoal(drawing: Drawing): Diagnostic[] {
  const { days, within } = drawing.document.goal;
  const most = Math.ceil(msOf(within) / DAY_MS) + 1;
  if (days <= most) return [];
  return [
    diagnose("goal.impossible", { nodeId: null, path: ["goal", "days"] }, { days, most, withinMs: msOf(within) }),
  ];
}
