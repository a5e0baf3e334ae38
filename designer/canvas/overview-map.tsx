// The small map of the whole drawing with the part in view, to drag the view about and to zoom by wheel. Drawn as a few shapes: a shape and a
// listener for each of hundreds of nodes would cost more than the canvas itself.
import { memo, type PointerEvent, useMemo, useRef, type WheelEvent } from "react";
import { Panel, type ReactFlowState, type Rect, useReactFlow, useStore } from "reactflow";
import type { FlowNode } from "#designer/document/flow.ts";
import { useSay } from "#designer/text/say.tsx";
import { useCanvasOn } from "./canvas-context.tsx";
import { boundsOf, boxOf } from "./guess.ts";
import type { Canvas } from "./store.ts";
import { ariaWords } from "./words-aria.ts";

/** As large as drawing.css draws it. */
const WIDTH = 176;
const HEIGHT = 112;
const MARGIN = 8;
const ZOOM_STEP = 0.002;

const inView = ({ transform: [x, y, zoom], width, height }: ReactFlowState): Rect => ({
  ...{ x: -x / zoom, y: -y / zoom },
  ...{ width: width / zoom, height: height / zoom },
});
const isSameRect = (a: Rect, b: Rect) => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

function colourOf({ data }: FlowNode): string {
  if (data.problems.some(({ severity }) => severity === "error")) return "var(--wb-bad)";
  return data.node.type === "tier" ? "var(--wb-warn)" : "var(--wb-line-strong)";
}

/** The nodes of each colour as one path, and what they cover. */
function shapesOf(nodes: FlowNode[]): { paths: [string, string][]; bounds: Rect } {
  const paths = new Map<string, string>();
  for (const node of nodes) {
    const colour = colourOf(node);
    paths.set(colour, (paths.get(colour) ?? "") + outline(boxOf(node)));
  }
  return { paths: [...paths], bounds: boundsOf(nodes) };
}

function outline({ x, y, width, height }: Rect): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A node under the hand is drawn here once it is dropped. */
function isEdited(now: Canvas, before: Canvas): boolean {
  return now.history.present !== before.history.present || now.judgement !== before.judgement;
}

/** The map. */
export const OverviewMap = memo(function OverviewMap() {
  const say = useSay();
  const nodes = useCanvasOn(isEdited, ({ flow }) => flow.nodes);
  const { paths, bounds } = useMemo(() => shapesOf(nodes), [nodes]);
  const scale = Math.max(bounds.width / (WIDTH - 2 * MARGIN), bounds.height / (HEIGHT - 2 * MARGIN));
  const [width, height] = [scale * WIDTH, scale * HEIGHT];
  const [x, y] = [bounds.x - (width - bounds.width) / 2, bounds.y - (height - bounds.height) / 2];
  const hand = useHand(scale);
  return (
    <Panel position="bottom-left" className="react-flow__minimap">
      <svg
        className="react-flow__minimap-svg"
        role="img"
        aria-label={say(ariaWords.map)}
        viewBox={`${x} ${y} ${width} ${height}`}
        {...hand}
      >
        {paths.map(([colour, path]) => (
          <path key={colour} d={path} style={{ fill: colour }} />
        ))}
      </svg>
      <InView x={x} y={y} scale={scale} />
    </Panel>
  );
});

/** The part in view, by itself: it changes at every move, and nothing else of the map does. */
function InView({ x, y, scale }: { x: number; y: number; scale: number }) {
  const view = useStore(inView, isSameRect);
  const [left, top] = [(view.x - x) / scale, (view.y - y) / scale];
  const size = { width: view.width / scale, height: view.height / scale };
  return <div className="wb-map-view" style={{ ...size, transform: `translate(${left}px, ${top}px)` }} />;
}

/** Drags the view and zooms it; `scale` is how much of the drawing a pixel of the map stands for. */
function useHand(scale: number) {
  const flow = useReactFlow();
  const last = useRef<{ x: number; y: number } | null>(null);
  const letGo = () => {
    last.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      // Else the browser selects text on the way.
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (last.current === null) return;
      const { x, y, zoom } = flow.getViewport();
      const [dx, dy] = [clientX - last.current.x, clientY - last.current.y];
      last.current = { x: clientX, y: clientY };
      void flow.setViewport({ x: x - dx * scale * zoom, y: y - dy * scale * zoom, zoom });
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onWheel: ({ deltaY }: WheelEvent) => void flow.zoomTo(flow.getZoom() * 2 ** (-deltaY * ZOOM_STEP)),
  };
}
