// The draft as React Flow draws it, and back. What has not changed since the last drawing is the very same object, so that only what
// changed is drawn anew.
import type { Edge, Node } from "reactflow";
import {
  type Draft,
  type DraftEdge,
  type DraftMessage,
  type DraftNode,
  edgeKey,
  messageAt,
  type Places,
} from "./draft.ts";
import { portsOf } from "./ports.ts";
import type { Problem } from "./problems.ts";
import { weightsOf } from "./references.ts";

/** A port as drawn; one that its node does not have any more is lost, and stays until its connections are dealt with. */
export interface Port {
  readonly id: string;
  readonly isLost: boolean;
}

/** What a node's component shows. */
export type NodeData = {
  readonly node: DraftNode;
  readonly ports: readonly Port[];
  readonly message: DraftMessage | null;
  readonly problems: readonly Problem[];
  /** Learners who stand here now; null where nothing is known. */
  readonly count: number | null;
};

/** What an edge's component shows: the connection, and the weight if it leads into a score. */
export type EdgeData = { readonly edge: DraftEdge; readonly weight: number | null; readonly count: number | null };

/** A node of the canvas. */
export type FlowNode = Node<NodeData, "signal" | "tier" | "step">;
/** An edge of the canvas. */
export type FlowEdge = Edge<EdgeData, "wire">;

/** A drawing. */
export interface Flow {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** What a screen reader calls things; an object that has not changed is asked about again with the same object. */
export interface Names {
  node(data: NodeData): string;
  edge(data: EdgeData, from: NodeData, to: NodeData): string;
}

/** What is shown beside the draft itself. `counts` are by node id, and by `from port to` for connections. */
export interface Look {
  readonly problems?: readonly Problem[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly selection?: ReadonlySet<string>;
  /** What a screen reader calls a node and an edge. */
  readonly names?: Names;
}

const none: readonly never[] = [];
const nobody: ReadonlySet<string> = new Set();

/** Draws a draft; `before` is the last drawing. Never throws, whatever is unfinished; connections of missing nodes are left out. */
export function toFlow(draft: Draft, look: Look = {}, before?: Flow): Flow {
  const { problems = none, counts = {}, selection = nobody, names } = look;
  const old = new Map(before?.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(before?.edges.map((edge) => [edge.id, edge]));
  const byNode = groupBy(problems, ({ nodeId }) => nodeId ?? "");
  const used = portsInUse(draft);
  const nodes = draft.nodes.map((node): FlowNode => {
    const fresh: NodeData = {
      node,
      ports: withLost(node, used.get(node.id)),
      message: messageAt(draft, node.message),
      problems: byNode.get(node.id) ?? none,
      count: counts[node.id] ?? null,
    };
    const kept = old.get(node.id);
    const data = kept !== undefined && isSameData(kept.data, fresh) ? kept.data : fresh;
    return keep(kept, {
      id: node.id,
      type: node.type === "signal" || node.type === "tier" ? node.type : "step",
      position: draft.layout?.[node.id] ?? { x: 0, y: 0 },
      selected: selection.has(node.id),
      ...(names === undefined ? {} : { ariaLabel: names.node(data) }),
      data,
    });
  });
  const dataOf = new Map(nodes.map(({ id, data }) => [id, data]));
  const edges = edgesOf(draft).map(({ edge, weight }): FlowEdge => {
    const id = weight === null ? edgeKey(edge) : `${edgeKey(edge)} weight`;
    const data: EdgeData = { edge, weight, count: counts[edgeKey(edge)] ?? null };
    return keepEdge(oldEdges.get(id), {
      id,
      type: "wire",
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      selected: selection.has(id),
      ...spoken(names, data, dataOf.get(edge.from), dataOf.get(edge.to)),
      data,
    });
  });
  return { nodes: sameList(before?.nodes, nodes), edges: sameList(before?.edges, edges) };
}

/** The old list where the new one holds the very same. */
function sameList<T>(old: T[] | undefined, now: T[]): T[] {
  return old !== undefined && isSameList(old, now, (one, other) => one === other) ? old : now;
}

/** What of a document a drawing holds: the way back. */
export function drawnIn({ nodes, edges }: Flow): { nodes: DraftNode[]; edges: DraftEdge[]; layout: Places } {
  return {
    nodes: nodes.map(({ data }) => data.node),
    edges: edges.flatMap(({ data }) => (data === undefined || data.weight !== null ? [] : [data.edge])),
    layout: Object.fromEntries(nodes.map(({ id, position }) => [id, position])),
  };
}

/** Connections that can be drawn, each once, then the weights of scores. */
function edgesOf(draft: Draft): { edge: DraftEdge; weight: number | null }[] {
  const ids = new Set(draft.nodes.map((node) => node.id));
  const drawn = new Map(draft.edges.map((edge) => [edgeKey(edge), { edge, weight: null }]));
  const weights = draft.nodes.flatMap((node) =>
    weightsOf(node).map(([from, weight]) => ({ edge: { from, port: "on", to: node.id }, weight })),
  );
  return [...drawn.values(), ...weights].filter(({ edge }) => ids.has(edge.from) && ids.has(edge.to));
}

function portsInUse(draft: Draft): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const { from, port } of draft.edges) used.set(from, (used.get(from) ?? new Set()).add(port));
  return used;
}

function withLost(node: DraftNode, used: ReadonlySet<string> = nobody): Port[] {
  const ports = portsOf(node);
  const lost = [...used].filter((port) => !ports.includes(port));
  return [...ports.map((id) => ({ id, isLost: false })), ...lost.map((id) => ({ id, isLost: true }))];
}

function spoken(names: Names | undefined, data: EdgeData, from?: NodeData, to?: NodeData): { ariaLabel?: string } {
  return names === undefined || from === undefined || to === undefined ? {} : { ariaLabel: names.edge(data, from, to) };
}

function keep(old: FlowNode | undefined, now: FlowNode): FlowNode {
  if (old === undefined) return now;
  // While it is dragged, a node is where the hand is.
  const position = old.dragging === true ? old.position : now.position;
  const isSame = now.data === old.data && old.type === now.type && old.selected === now.selected;
  const isNamedSame = old.ariaLabel === now.ariaLabel;
  if (isSame && isNamedSame && old.position.x === position.x && old.position.y === position.y) return old;
  // What the canvas has measured stays with the node.
  return { ...old, ...now, position };
}

function isSameData(a: NodeData, b: NodeData): boolean {
  return (
    a.node === b.node &&
    a.message === b.message &&
    a.count === b.count &&
    isSameList(a.problems, b.problems, (one, other) => one === other) &&
    isSameList(a.ports, b.ports, (one, other) => one.id === other.id && one.isLost === other.isLost)
  );
}

function keepEdge(old: FlowEdge | undefined, now: FlowEdge): FlowEdge {
  const isSame =
    old !== undefined &&
    old.selected === now.selected &&
    old.data?.weight === now.data?.weight &&
    old.data?.count === now.data?.count &&
    old.ariaLabel === now.ariaLabel;
  return isSame ? old : { ...old, ...now };
}

function isSameList<T>(a: readonly T[], b: readonly T[], isEqual: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index] as T));
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
