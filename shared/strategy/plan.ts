// The plan: a document turned into what the engine walks, with durations in ms and ports resolved to nodes. It depends
// on the document alone; the same document gives the same plan and hash everywhere.
import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { FlowNode } from "#shared/node/all.ts";
import { nodeKind } from "#shared/node/all.ts";
import { parseClock } from "#shared/policy/quiet.ts";
import type { SignalDef } from "#shared/signal/all.ts";
import { msOf } from "#shared/signal/fields.ts";
import type { Cause } from "#shared/state/condition.ts";
import type { TierRule } from "#shared/tier/tier.ts";
import { isFlow, isSignal, isTier, type Message, type Strategy, type TierNode } from "./document.ts";
import { sortedById, sortedEdges, strategyHash } from "./hash.ts";

/** A signal of a plan; `key` is the identity of its meaning, shared by all strategies that ask the same. */
export interface PlanSignal {
  id: string;
  key: string;
  def: SignalDef;
  causes: readonly Cause[];
}

/** A tier of a plan, with the signals wired into it. */
export interface PlanTier {
  id: string;
  rank: number;
  rule: TierRule;
  signals: readonly string[];
  /** The signals the rule is judged by: those wired in, and for a score rule also what the wired scores weigh. */
  judgedBy: readonly string[];
  reach: { withinMs: number; minTouches: number; minChannels: number; maxTouches: number } | null;
}

/** What the engine walks. */
export interface Plan {
  readonly id: string;
  readonly hash: string;
  readonly document: Strategy;
  readonly signals: ReadonlyMap<string, PlanSignal>;
  /** Lowest rank first; ties by id. */
  readonly tiers: readonly PlanTier[];
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** Targets of `node port`, in canonical order. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  readonly goal: { events: ReadonlySet<string>; days: number; withinMs: number };
  readonly churn: ReadonlySet<string>;
  readonly cooldownMs: number;
  readonly priority: number;
  readonly expiresMs: number | null;
  readonly quiet: { from: number; to: number } | null;
  readonly usesPauses: boolean;
}

/** Churn events where a document names none: a withdrawal or a refund. */
export const defaultChurn: readonly string[] = ["enrolment.withdrawn", "order.refunded"];

/** The cooldown where a document names none: 14 days. */
const DEFAULT_COOLDOWN = "P14D";

/** The targets of a node's port. */
export function targetsOf(plan: Plan, node: string, port: string): readonly string[] {
  return plan.targets.get(`${node} ${port}`) ?? [];
}

/** The message of a plan; it must exist (the compiler has checked). */
export function messageOf(plan: Plan, id: string): Message {
  const message = plan.document.messages?.[id];
  if (message === undefined) throw new Error(`plan ${plan.hash} has no message ${id}`);
  return message;
}

function judgedBy(
  node: TierNode,
  wired: readonly string[],
  signals: ReadonlyMap<string, PlanSignal>,
): readonly string[] {
  if (!("score" in node.enter)) return wired;
  const ids = wired.flatMap((id) => {
    const def = signals.get(id)?.def;
    return def?.kind === "score" ? [id, ...Object.keys(def.weights)] : [id];
  });
  return [...new Set(ids)];
}

function planTier(node: TierNode, document: Strategy, signals: ReadonlyMap<string, PlanSignal>): PlanTier {
  const wired = document.edges.filter((edge) => edge.to === node.id && signals.has(edge.from)).map((edge) => edge.from);
  const wiredSignals = [...new Set(wired)].sort();
  const reach = node.reach;
  return {
    id: node.id,
    rank: node.rank,
    rule: node.enter,
    signals: wiredSignals,
    judgedBy: judgedBy(node, wiredSignals, signals),
    reach: reach === undefined ? null : { ...reach, withinMs: msOf(reach.within) },
  };
}

/** A score means what the signals it weighs mean: their identities, not their names, make its own. */
function identifyScores(signals: Map<string, PlanSignal>): void {
  for (const signal of signals.values()) {
    if (signal.def.kind !== "score") continue;
    const weights = Object.entries(signal.def.weights).map(([id, weight]) => [signals.get(id)?.key ?? id, weight]);
    // Sorted: the order in which weights are written has no meaning, as in the hash.
    signal.key = canonicalJson({
      kind: "score",
      atLeast: signal.def.atLeast,
      weights: weights.map(canonicalJson).sort(),
    });
  }
}

/** Builds the plan of a document that the compiler found free of errors. */
export function buildPlan(document: Strategy): Plan {
  const nodes = sortedById(document.nodes);
  const policy = document.policy ?? {};
  const usesPauses = policy.pauses !== "none";
  const signals = new Map<string, PlanSignal>();
  for (const node of nodes.filter(isSignal)) {
    const { id, type: _type, name: _name, note: _note, cause, ...def } = node;
    const causes = cause === undefined ? [] : Array.isArray(cause) ? cause : [cause];
    signals.set(id, { id, key: canonicalJson({ def, usesPauses }), def: def as SignalDef, causes });
  }
  identifyScores(signals);
  const targets = new Map<string, string[]>();
  for (const edge of sortedEdges(document.edges)) {
    const key = `${edge.from} ${edge.port}`;
    targets.set(key, [...(targets.get(key) ?? []), edge.to]);
  }
  const tiers = nodes.filter(isTier).map((node) => planTier(node, document, signals));
  return {
    id: document.id,
    hash: strategyHash(document),
    document,
    signals,
    tiers: tiers.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1)),
    nodes: new Map(nodes.filter(isFlow).map((node) => [node.id, node])),
    targets,
    goal: { events: new Set(document.goal.events), days: document.goal.days, withinMs: msOf(document.goal.within) },
    churn: new Set(document.churn?.events ?? defaultChurn),
    cooldownMs: msOf(policy.cooldown ?? DEFAULT_COOLDOWN),
    priority: policy.priority ?? 50,
    expiresMs: policy.expires === undefined ? null : msOf(policy.expires),
    quiet:
      policy.quiet === undefined
        ? null
        : { from: parseClock(policy.quiet.from) ?? 0, to: parseClock(policy.quiet.to) ?? 0 },
    usesPauses,
  };
}

/** The channel a flow node reaches people by; null for a node that sends nothing. */
export function channelOfNode(document: Strategy, node: FlowNode): string | null {
  const kind = nodeKind(node.type);
  if (kind?.channel !== undefined) return kind.channel;
  const message = kind?.messageOf?.(node);
  return message === undefined ? null : (document.messages?.[message]?.channel ?? null);
}
