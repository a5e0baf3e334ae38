// The drawing: a document indexed once for the rules: nodes, ports, who leads where, cycles and what each tier reaches. Every
// walk is iterative, so that the largest document cannot exhaust the stack.
import type { FlowNode } from "#shared/node/all.ts";
import {
  isFlow,
  isSignal,
  isTier,
  type Message,
  type SignalNode,
  type Strategy,
  type StrategyNode,
  type TierNode,
} from "./document.ts";

/** A document, indexed. Edges that name no node are passed over; `parseStrategy` has refused them. */
export interface Drawing {
  readonly document: Strategy;
  readonly byId: ReadonlyMap<string, StrategyNode>;
  /** Position of a node in the document, for paths. */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly signals: readonly SignalNode[];
  readonly tiers: readonly TierNode[];
  readonly flow: readonly FlowNode[];
  /** Targets of `node port`. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  /** Flow nodes after a node, by any port. */
  readonly after: ReadonlyMap<string, readonly string[]>;
  /** The nodes of one cycle, first node first; null in a sound drawing. */
  readonly cycle: readonly string[] | null;
  /** Flow nodes, each after all that lead to it; meaningless where there is a cycle. */
  readonly order: readonly string[];
  /** Flow nodes that a tier's `enter` reaches, by tier id. */
  readonly reached: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Indexes a document. Time is linear in nodes and edges, times the number of tiers. */
export function draw(document: Strategy): Drawing {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const targets = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const { from, port, to } of document.edges) {
    const target = byId.get(to);
    if (target === undefined || !byId.has(from)) continue;
    append(targets, `${from} ${port}`, to);
    if (isFlow(target)) append(after, from, to);
  }
  const flow = document.nodes.filter(isFlow);
  const tiers = document.nodes.filter(isTier);
  const { cycle, order } = sortFlow(flow, after);
  return {
    document,
    byId,
    indexOf: new Map(document.nodes.map((node, index) => [node.id, index])),
    signals: document.nodes.filter(isSignal),
    tiers,
    flow,
    targets,
    after,
    cycle,
    order,
    reached: new Map(tiers.map((tier) => [tier.id, reachedFrom(tier.id, after, null)])),
  };
}

/** The path of a node in the document, for diagnostics, with what follows. */
export function pathOf(drawing: Drawing, node: string, ...rest: (string | number)[]): (string | number)[] {
  return ["nodes", drawing.indexOf.get(node) ?? 0, ...rest];
}

/** Targets of a node's port. */
export function targetsAt(drawing: Drawing, node: string, port: string): readonly string[] {
  return drawing.targets.get(`${node} ${port}`) ?? [];
}

/** A message of the document by its id; null where there is none of its own. */
export function messageAt(document: Strategy, id: string): Message | null {
  const { messages } = document;
  return messages !== undefined && Object.hasOwn(messages, id) ? (messages[id] ?? null) : null;
}

/** The signals wired into a tier, each once. */
export function wiredInto(drawing: Drawing, tier: string): SignalNode[] {
  const wired = new Set(drawing.document.edges.filter((edge) => edge.to === tier).map((edge) => edge.from));
  return drawing.signals.filter((signal) => wired.has(signal.id));
}

/** What can be reached from a node, itself left out; `without` is not entered. */
export function reachedFrom(from: string, after: Drawing["after"], without: string | null): Set<string> {
  const seen = new Set<string>();
  const stack = [...(after.get(from) ?? [])];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === without || seen.has(id)) continue;
    seen.add(id);
    stack.push(...(after.get(id) ?? []));
  }
  return seen;
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

interface Step {
  readonly id: string;
  readonly rest: Iterator<string>;
}

/** Depth first with a stack of its own: the order in which nodes are left, turned round, or the first cycle met. */
function sortFlow(flow: readonly FlowNode[], after: Drawing["after"]): Pick<Drawing, "cycle" | "order"> {
  const left = new Set<string>();
  const order: string[] = [];
  const stepOf = (id: string): Step => ({ id, rest: (after.get(id) ?? []).values() });
  for (const { id } of flow) {
    const trail: Step[] = left.has(id) ? [] : [stepOf(id)];
    const open = new Set(trail.map((step) => step.id));
    for (let step = trail.at(-1); step !== undefined; step = trail.at(-1)) {
      const next = step.rest.next();
      if (next.done === true) {
        trail.pop();
        open.delete(step.id);
        left.add(step.id);
        order.push(step.id);
      } else if (open.has(next.value)) {
        const names = trail.map((one) => one.id);
        return { cycle: names.slice(names.indexOf(next.value)), order: [] };
      } else if (!left.has(next.value)) {
        trail.push(stepOf(next.value));
        open.add(next.value);
      }
    }
  }
  return { cycle: null, order: order.reverse() };
}
