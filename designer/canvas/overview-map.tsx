// The small map of the whole drawing with the part in view, to drag the view about and to zoom by wheel. Drawn as a few shapes: a shape and a
// listener for each of hundreds of nodes would cost more than the canvas itself.
import { type PointerEvent, useMemo, useRef, type WheelEvent } from "react";
import { Panel, type ReactFlowState, type Rect, useReactFlow, useStore } from "reactflow";
import type { FlowNode } from "#designer/document/flow.ts";
import { NODE_WIDTH } from "#designer/document/size.ts";
import { useSay } from "#designer/text/say.tsx";
import { useCanvasOn } from "./canvas-context.tsx";
import type { Canvas } from "./store.ts";
import { ariaWords } from "./words-aria.ts";

/** As large as drawing.css draws it. */
const WIDTH = 176;
const HEIGHT = 112;
const MARGIN = 5;
/** A node that is not measured yet. */
const HEIGHT_GUESS = 80;
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
  let bounds: Rect | null = null;
  for (const node of nodes) {
    const { width = NODE_WIDTH, height = HEIGHT_GUESS } = node.measured ?? {};
    const box = { ...node.position, width, height };
    bounds = bounds === null ? box : union(bounds, box);
    paths.set(colourOf(node), (paths.get(colourOf(node)) ?? "") + outline(box));
  }
  return { paths: [...paths], bounds: bounds ?? { x: 0, y: 0, width: 0, height: 0 } };
}

function union(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
  return { x, y, width: right - x, height: bottom - y };
}

function outline({ x, y, width, height }: Rect): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A node under the hand is drawn here once it is dropped. */
function isEdited(now: Canvas, before: Canvas): boolean {
  return now.history.present !== before.history.present || now.judgement !== before.judgement;
}

/** The map. */
export function OverviewMap() {
  const say = useSay();
  const nodes = useCanvasOn(isEdited, ({ flow }) => flow.nodes);
  const { paths, bounds } = useMemo(() => shapesOf(nodes), [nodes]);
  const view = useStore(inView, isSameRect);
  const all = union(bounds, view);
  const scale = Math.max(all.width / WIDTH, all.height / HEIGHT);
  const [width, height] = [scale * (WIDTH + 2 * MARGIN), scale * (HEIGHT + 2 * MARGIN)];
  const whole = { x: all.x - (width - all.width) / 2, y: all.y - (height - all.height) / 2, width, height };
  const hand = useHand(width / WIDTH);
  return (
    <Panel position="bottom-left" className="react-flow__minimap">
      <svg
        className="react-flow__minimap-svg"
        role="img"
        aria-label={say(ariaWords.map)}
        viewBox={`${whole.x} ${whole.y} ${whole.width} ${whole.height}`}
        {...hand}
      >
        {paths.map(([colour, path]) => (
          <path key={colour} d={path} style={{ fill: colour }} />
        ))}
        <path className="react-flow__minimap-mask" fillRule="evenodd" d={outline(whole) + outline(view)} />
      </svg>
    </Panel>
  );
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
