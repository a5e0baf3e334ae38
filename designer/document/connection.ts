// Which port may lead to which node, and why not: the compiler's own rules, asked before a connection is drawn.
import { type Draft, type DraftEdge, type DraftNode, edgeKey, nodeAt } from "./draft.ts";
import { portsOf } from "./ports.ts";
import { weightsOf } from "./references.ts";
import type { Refusal } from "./words.ts";

/** What a connection is drawn as: an edge of the document, or a weight in a score. */
export type Drawn = "edge" | "weight";

/** How a connection between two nodes would be kept: a signal led into a score is weighed by it. */
export function drawnAs(from: DraftNode, to: DraftNode): Drawn {
  return from.type === "signal" && to.type === "signal" ? "weight" : "edge";
}

/** Why a connection cannot be drawn; null where it can. */
export function refusalOf(draft: Draft, edge: DraftEdge): Refusal | null {
  const from = nodeAt(draft, edge.from);
  const to = nodeAt(draft, edge.to);
  if (from === null || to === null) return "unknown";
  if (from === to) return "itself";
  if (!portsOf(from).includes(edge.port)) return "noPort";
  const wrong = wrongTarget(from, to);
  if (wrong !== null) return wrong;
  if (isThere(draft, edge, from, to)) return "duplicate";
  return leadsTo(draft, edge.to, edge.from) ? "cycle" : null;
}

/** Why a node of this kind can never follow that one; null where it can. */
export function wrongTarget(from: DraftNode, to: DraftNode): Refusal | null {
  if (to.type === "signal") {
    if (from.type !== "signal" || to.kind !== "score") return "intoSignal";
    return from.kind === "score" ? "scoreOfScore" : null;
  }
  if (to.type === "tier") return from.type === "signal" ? null : "intoTier";
  return from.type === "signal" ? "signalToStep" : null;
}

function isThere(draft: Draft, edge: DraftEdge, from: DraftNode, to: DraftNode): boolean {
  if (drawnAs(from, to) === "weight") return weightsOf(to).some(([signal]) => signal === from.id);
  const key = edgeKey(edge);
  return draft.edges.some((one) => edgeKey(one) === key);
}

/** Whether edges lead from one node to another. Iterative: a drawing may be a thousand nodes deep. */
export function leadsTo(draft: Draft, from: string, to: string): boolean {
  const after = new Map<string, string[]>();
  for (const edge of draft.edges) {
    const targets = after.get(edge.from);
    if (targets === undefined) after.set(edge.from, [edge.to]);
    else targets.push(edge.to);
  }
  const seen = new Set<string>();
  const stack = [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...(after.get(id) ?? []));
  }
  return false;
}

/** Every node that a port may lead to, in the order of the document. */
export function targetsFor(draft: Draft, from: string, port: string): DraftNode[] {
  return draft.nodes.filter((node) => refusalOf(draft, { from, port, to: node.id }) === null);
}
