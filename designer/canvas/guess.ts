// Sizes and ports of nodes before they are measured, so that a canvas need not draw all of a large drawing to show the part in view.
import { type NodeHandle, Position, type Rect } from "reactflow";
import type { Flow, FlowNode } from "#designer/document/flow.ts";
import { NODE_WIDTH, sizeOf } from "#designer/document/size.ts";

const HANDLE = 12;
const PORT_HEIGHT = 18;
/** No element is half a pixel high: whatever is measured differs from a guess, and takes its place. */
const NEVER_MEASURED = 0.5;

/** The drawing with a guess for every node; a measure replaces size and handles. */
export function guessed({ nodes, edges }: Flow): Flow {
  return { nodes: nodes.map(guessedNode), edges };
}

function guessedNode(node: FlowNode): FlowNode {
  const { ports } = node.data;
  const { width, height } = sizeOf(node.data.node);
  const box = { width: HANDLE, height: HANDLE };
  const middle = height / 2 - HANDLE / 2;
  const first = ports.length > 1 ? height - ports.length * PORT_HEIGHT - HANDLE / 4 : middle;
  const out = ports.map(({ id }, index): NodeHandle => {
    const y = first + index * PORT_HEIGHT;
    return { ...box, id, type: "source", position: Position.Right, x: NODE_WIDTH - HANDLE / 2, y };
  });
  const into: NodeHandle = { ...box, id: null, type: "target", position: Position.Left, x: -HANDLE / 2, y: middle };
  return { ...node, measured: { width, height: height + NEVER_MEASURED }, handles: [into, ...out] };
}

/** What nodes cover, by measure or guess. */
export function boundsOf(nodes: readonly FlowNode[]): Rect {
  const [first, ...rest] = nodes.map(boxOf);
  return rest.reduce(union, first ?? { x: 0, y: 0, width: 0, height: 0 });
}

/** What a node covers. */
export function boxOf({ position, measured, data }: FlowNode): Rect {
  const { width, height } = sizeOf(data.node);
  return { ...position, width: measured?.width ?? width, height: measured?.height ?? height };
}

function union(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
  return { x, y, width: right - x, height: bottom - y };
}
