// The live view as the panel and the canvas show it: a snapshot changed by what the stream says, counts and shares for the drawing, and the
// rows of the steps. Pure.
import type { LiveMessage } from "#designer/api/live.ts";
import { type Draft, type DraftNode, edgeKey, messageAt, nodeAt } from "#designer/document/draft.ts";
import type { AnswerOf } from "#shared/api/contract.ts";
import type { getLive, LiveChange } from "#shared/api/live.ts";

/** A strategy at work. */
export type LiveView = AnswerOf<typeof getLive>;

/** The view after a message of the stream; a change before any snapshot says nothing. Nodes that did not change stay the same objects. */
export function afterMessage(view: LiveView | null, { event, data }: LiveMessage): LiveView | null {
  if (event === "snapshot") return JSON.parse(data) as LiveView;
  if (event !== "change" || view === null) return view;
  const change = JSON.parse(data) as LiveChange;
  return { ...view, ...change, nodes: { ...view.nodes, ...change.nodes } };
}

/** What the drawing shows: learners now at nodes, passings of connections, and shares (0..1) of those that came to a connection's start. */
export interface Figures {
  readonly counts: Readonly<Record<string, number>>;
  readonly shares: Readonly<Record<string, number>>;
}

/** The figures of a draft's nodes and connections; those that are in no version have none. */
export function figuresOf(view: LiveView, draft: Draft): Figures {
  const passed = new Map(view.edges.map(({ from, port, to, count }) => [`${from} ${port} ${to ?? ""}`, count]));
  const counts: Record<string, number> = {};
  const shares: Record<string, number> = {};
  for (const { id } of draft.nodes) {
    const here = view.nodes[id]?.here ?? null;
    if (here !== null) counts[id] = here;
  }
  for (const edge of draft.edges) {
    const count = passed.get(edgeKey(edge)) ?? passed.get(`${edge.from} ${edge.port} `);
    const entered = view.nodes[edge.from]?.entered ?? 0;
    if (count === undefined) continue;
    counts[edgeKey(edge)] = count;
    if (entered > 0) shares[edgeKey(edge)] = Math.min(1, count / entered);
  }
  return { counts, shares };
}

/** What of a draft stands in a version too: nodes of the same kind, and connections that both have. Only there its counts have a place. */
export function standingIn(draft: Draft, version: Draft): Draft {
  const nodes = draft.nodes.filter((node) => {
    const other = nodeAt(version, node.id);
    return other !== null && kindOf(draft, node) === kindOf(version, other);
  });
  const ids = new Set(nodes.map(({ id }) => id));
  const known = new Set(version.edges.map(edgeKey));
  const edges = draft.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && known.has(edgeKey(edge)));
  return { ...draft, nodes, edges };
}

function kindOf(draft: Draft, { type, kind, message }: DraftNode): string {
  return [type, type === "signal" ? kind : messageAt(draft, message)?.channel].join(" ");
}

/** A node of the canvas in numbers. `dropped` left it by no port: escalated, recovered, ended. Null where nobody leaves by ports: at signals and tiers. */
export interface LiveStep {
  readonly id: string;
  readonly entered: number;
  readonly here: number | null;
  readonly passed: number | null;
  readonly dropped: number | null;
}

/** The steps in the order of the draft, then those that only an older version has. */
export function stepsOf(view: LiveView, draft: Draft): LiveStep[] {
  const known = draft.nodes.map(({ id }) => id).filter((id) => Object.hasOwn(view.nodes, id));
  const gone = Object.keys(view.nodes).filter((id) => !known.includes(id));
  return [...known, ...gone].flatMap((id): LiveStep[] => {
    const node = view.nodes[id];
    if (node === undefined) return [];
    const { "": dropped = 0, ...ports } = node.left;
    const passed = Object.values(ports).reduce((sum, count) => sum + count, 0);
    const isFlow = node.here !== null && !Object.hasOwn(view.tiers, id);
    const out = isFlow ? { passed, dropped } : { passed: null, dropped: null };
    return [{ id, entered: node.entered, here: node.here, ...out }];
  });
}
