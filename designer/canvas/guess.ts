// Sizes and ports of nodes before they are measured, so that a canvas need not draw all of a large drawing to show the part in view.
import { type NodeHandle, Position } from "reactflow";
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
