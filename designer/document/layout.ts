// Places for nodes, left to right: signals, tiers, then the flow. dagre does the ranks and the crossings; the same drawing always gives
// the same places.
import { Graph, layout } from "@dagrejs/dagre";
import type { Draft, DraftNode, Places, Point } from "./draft.ts";
import { withPlacesOf } from "./edit.ts";
import { weightsOf } from "./references.ts";
import { NODE_WIDTH, type Sizes, sizeOf, snap } from "./size.ts";

const BETWEEN_COLUMNS = 96;
const BETWEEN_ROWS = 32;

type Column = "signal" | "tier" | "flow";

function columnOf(node: DraftNode): Column {
  return node.type === "signal" || node.type === "tier" ? node.type : "flow";
}

/** Places of all nodes, the upper left corner of the drawing at the origin. */
export function layoutOf(draft: Draft, sizes: Sizes = {}): Places {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: BETWEEN_ROWS, ranksep: BETWEEN_COLUMNS, edgesep: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of inOrder(draft.nodes)) graph.setNode(node.id, { ...sizeOf(node, sizes) });
  const isDeep = draft.nodes.some((node) => weightsOf(node).length > 0);
  const columns = new Map(draft.nodes.map((node) => [node.id, node]));
  for (const [from, to] of ties(draft)) {
    const [source, target] = [columns.get(from), columns.get(to)];
    // Scores stand between the signals they weigh and the tiers, and all tiers in one column.
    const isOverScores = isDeep && target?.type === "tier" && source?.kind !== "score";
    graph.setEdge(from, to, { minlen: isOverScores ? 2 : 1, weight: source?.type === "tier" ? 4 : 1 });
  }
  layout(graph);
  const corners = draft.nodes.map((node): [string, Point] => {
    const { x = 0, y = 0 } = graph.node(node.id) as Partial<Point>;
    const { width, height } = sizeOf(node, sizes);
    return [node.id, { x: x - width / 2, y: y - height / 2 }];
  });
  return fromOrigin(isUpsideDown(draft, graph) ? corners.map(mirrored(draft, sizes)) : corners);
}

/** Whether the gentlest tier came to stand below the most urgent one. */
function isUpsideDown({ nodes }: Draft, graph: Graph): boolean {
  const tiers = nodes
    .filter(({ type }) => type === "tier")
    .toSorted((a, b) => Number(a.rank ?? 0) - Number(b.rank ?? 0))
    .map(({ id }) => (graph.node(id) as Partial<Point>).y ?? 0);
  return (tiers[0] ?? 0) > (tiers.at(-1) ?? 0);
}

function mirrored({ nodes }: Draft, sizes: Sizes): (corner: [string, Point]) => [string, Point] {
  const heights = new Map(nodes.map((node) => [node.id, sizeOf(node, sizes).height]));
  return ([id, { x, y }]) => [id, { x, y: -y - (heights.get(id) ?? 0) }];
}

function fromOrigin(corners: readonly [string, Point][]): Places {
  const left = Math.min(...corners.map(([, { x }]) => x));
  const top = Math.min(...corners.map(([, { y }]) => y));
  return Object.fromEntries(corners.map(([id, { x, y }]) => [id, { x: snap(x - left), y: snap(y - top) }]));
}

/** Signals first, tiers by rank, then the flow: dagre keeps this order where nothing speaks against it. */
function inOrder(nodes: readonly DraftNode[]): DraftNode[] {
  const columns: Column[] = ["signal", "tier", "flow"];
  return columns.flatMap((column) =>
    nodes.filter((node) => columnOf(node) === column).toSorted((a, b) => Number(a.rank ?? 0) - Number(b.rank ?? 0)),
  );
}

/** Connections and weights; a tier or a step that nothing leads to is tied to the column before it, so that it stands in its own. */
function ties(draft: Draft): [string, string][] {
  const ids = new Set(draft.nodes.map((node) => node.id));
  const drawn: [string, string][] = [
    ...draft.edges.map(({ from, to }): [string, string] => [from, to]),
    ...draft.nodes.flatMap((node) => weightsOf(node).map(([signal]): [string, string] => [signal, node.id])),
  ].filter(([from, to]) => ids.has(from) && ids.has(to) && from !== to);
  const led = new Set(drawn.map(([, to]) => to));
  const anchorOf: Record<Column, DraftNode | undefined> = {
    signal: undefined,
    tier: draft.nodes.find(({ type }) => type === "signal"),
    flow: draft.nodes.find(({ type }) => type === "tier"),
  };
  const loose = draft.nodes.flatMap((node): [string, string][] => {
    const anchor = led.has(node.id) ? undefined : anchorOf[columnOf(node)];
    return anchor === undefined ? [] : [[anchor.id, node.id]];
  });
  return [...drawn, ...loose];
}

/** The draft with a place for every node: those without one stand to the right of all others, laid out among themselves. */
export function placeAll(draft: Draft): Draft {
  const { layout: kept = {} } = draft;
  const bare = draft.nodes.filter(({ id }) => !Object.hasOwn(kept, id));
  if (bare.length === 0) return draft;
  const isAll = bare.length === draft.nodes.length;
  const placed = draft.nodes.flatMap(({ id }) => (Object.hasOwn(kept, id) && kept[id] !== undefined ? [kept[id]] : []));
  const right = isAll ? 0 : Math.max(...placed.map(({ x }) => x)) + NODE_WIDTH + BETWEEN_COLUMNS;
  const places = layoutOf({ ...draft, nodes: bare });
  const moved = Object.entries(places).map(([id, { x, y }]): [string, Point] => [id, { x: x + right, y }]);
  return withPlacesOf(draft, Object.fromEntries(moved));
}
