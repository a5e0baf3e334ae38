// The connections of a large drawing from afar: one curve for all that stand. Each by itself would be asked at every move whether it changed,
// hundreds of times a frame.
import { memo, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { type ReactFlowState, useStoreApi, type XYPosition } from "reactflow";
import type { Flow, FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { useCanvas, useCanvasOn } from "./canvas-context.tsx";
import { distanceTo, type Ends, endsOf, pathOf } from "./curve.ts";
import { isDrawnAnew } from "./store.ts";

type Known = Pick<ReactFlowState<FlowNode, FlowEdge>, "nodeLookup">;

/** The connections with their ends; those of which an end is not known are left out. */
export function endsIn(
  edges: readonly FlowEdge[],
  nodes: readonly FlowNode[],
  { nodeLookup }: Known,
): [FlowEdge, Ends][] {
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const placed = (id: string) => {
    const node = nodeOf.get(id);
    return node === undefined ? null : ([node, nodeLookup.get(id)?.internals.handleBounds] as const);
  };
  return edges.flatMap((edge): [FlowEdge, Ends][] => {
    const [from, to] = [placed(edge.source), placed(edge.target)];
    const ends = from === null || to === null ? null : endsOf(edge, [...from], [...to]);
    return ends === null ? [] : [[edge, ends]];
  });
}

/** The connection nearest to a point within `reach`, both in canvas units; null where there is none. */
export function edgeNear(flow: Flow, known: Known, point: XYPosition, reach: number): FlowEdge | null {
  const [nearest] = endsIn(flow.edges, flow.nodes, known)
    .map(([edge, ends]) => ({ edge, distance: distanceTo(ends, point) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance);
  return nearest?.edge ?? null;
}

/** All connections as they stand; those of what is carried go with the hand (light-hands.ts). */
export const WiresAfar = memo(function WiresAfar() {
  const still = useCanvasOn(isDrawnAnew, ({ flow }) => flow);
  const carried = useCanvas((canvas) => canvas.carried);
  const standing = useMemo(() => {
    const isMoving = ({ source, target }: FlowEdge) => carried.has(source) || carried.has(target);
    return still.edges.filter((edge) => !isMoving(edge));
  }, [still.edges, carried]);
  const known = useStoreApi<FlowNode, FlowEdge>();
  // React Flow's own portal looks for this place at every move.
  const [place] = useState(() => known.getState().domNode?.querySelector(".react-flow__viewport-portal") ?? null);
  return place === null ? null : createPortal(<Curves edges={standing} nodes={still.nodes} />, place);
});

/** Weights are dashed, as near by. */
const Curves = memo(function Curves({ edges, nodes }: { edges: readonly FlowEdge[]; nodes: readonly FlowNode[] }) {
  const known = useStoreApi<FlowNode, FlowEdge>();
  const [plain, weights] = useMemo(() => {
    const all = endsIn(edges, nodes, known.getState());
    const drawn = (isWeight: boolean) =>
      all
        .map(([{ data }, ends]) => (((data?.weight ?? null) === null ? !isWeight : isWeight) ? pathOf(ends) : ""))
        .join("");
    return [drawn(false), drawn(true)];
  }, [edges, nodes, known]);
  return (
    <svg className="wb-wires-afar" aria-hidden="true">
      <path className="wb-wire-afar" d={plain} />
      {weights !== "" && <path className="wb-wire-afar wb-wire-weight" d={weights} />}
    </svg>
  );
});
