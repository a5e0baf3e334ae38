// A connection as drawn: a curve, dashed where it is a weight in a score, with the weight on it or, above the cards that stand close by, the
// count of people; a sign to insert a node; and the line under the hand while one is drawn, with the reason where it cannot be.
import { memo } from "react";
import {
  BaseEdge,
  type ConnectionLineComponentProps,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
} from "reactflow";
import { refusalOf } from "#designer/document/connection.ts";
import { edgeKey } from "#designer/document/draft.ts";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { formatCompact, formatPercent } from "#designer/text/format.ts";
import { useLocale, useSay } from "#designer/text/say.tsx";
import { refusedWords } from "./acts.ts";
import { useCanvasStore, useOverlay } from "./canvas-context.tsx";
import { CURVATURE } from "./curve.ts";

/** A connection. */
export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const locale = useLocale();
  const [path, x, y] = getBezierPath({ ...props, curvature: CURVATURE });
  const { weight = null, count = null } = props.data ?? {};
  const key = props.data === undefined ? "" : edgeKey(props.data.edge);
  const glow = useOverlay(({ glow: by }) => (weight === null ? by[key] : undefined));
  const share = useOverlay(({ shares }) => shares[key]);
  return (
    <>
      <BaseEdge
        path={path}
        className={weight === null ? "wb-wire" : "wb-wire wb-wire-weight"}
        data-glow={glow}
        interactionWidth={16}
      />
      {weight !== null && <text x={x} y={y - 6} className="wb-wire-label">{`×${weight}`}</text>}
      {weight === null && count !== null && (
        <EdgeLabelRenderer>
          <div className="wb-wire-count" style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}>
            {formatCompact(count, locale)}
            {share !== undefined && <small>{formatPercent(share, locale, 0)}</small>}
          </div>
        </EdgeLabelRenderer>
      )}
      {weight === null && <Insert x={x} y={y} />}
    </>
  );
});

/** Seen while the connection is under the pointer or selected; the drawing hears the click. By keyboard it is N on the connection. */
function Insert({ x, y }: { x: number; y: number }) {
  // A canvas is so from its beginning to its end.
  if (useCanvasStore().getState().isReadOnly) return null;
  return (
    <g className="wb-wire-insert" transform={`translate(${x} ${y})`}>
      <circle r="10" />
      <path d="M-4 0H4M0-4V4" />
    </g>
  );
}

/** The connection under the hand. */
export function WireInHand(props: ConnectionLineComponentProps<FlowNode>) {
  const say = useSay();
  const store = useCanvasStore();
  const { fromX, fromY, toX, toY, fromPosition, toPosition, fromHandle, fromNode, toNode } = props;
  const ends = { sourceX: fromX, sourceY: fromY, targetX: toX, targetY: toY };
  const [path] = getBezierPath({
    ...ends,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
    curvature: CURVATURE,
  });
  const edge = toNode === null ? null : { from: fromNode.id, port: fromHandle.id ?? "", to: toNode.id };
  const why = edge === null || fromHandle.type === "target" ? null : refusalOf(store.getState().history.present, edge);
  return (
    <g className={why === null ? undefined : "wb-hand-refused"}>
      <path className="wb-wire-hand" d={path} />
      {why !== null && (
        <foreignObject x={toX + 12} y={toY + 12} width="280" height="64">
          <div className="wb-refusal">{say(refusedWords(why))}</div>
        </foreignObject>
      )}
    </g>
  );
}
