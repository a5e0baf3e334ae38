// The canvas itself: React Flow over the store's drawing, and what a hand does on it.
import { type PointerEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { Background, BackgroundVariant, ReactFlow, type ReactFlowInstance, useStore, useStoreApi } from "reactflow";
import { edgeKey } from "#designer/document/draft.ts";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { GRID } from "#designer/document/size.ts";
import { useSay } from "#designer/text/say.tsx";
import { useLook } from "#designer/ui/theme-choice.tsx";
import { useBench } from "./bench.tsx";
import { useCanvas, useCanvasOn, useCanvasStore } from "./canvas-context.tsx";
import { lightHands } from "./light-hands.ts";
import { NodeCard, PortsAsleep } from "./node-card.tsx";
import { OverviewMap } from "./overview-map.tsx";
import { isCarriedOn, isDrawnAnew } from "./store.ts";
import { useAriaLabels } from "./use-aria-labels.ts";
import { useCalm } from "./use-calm.ts";
import { type Asked, useClicks, useDrop, useMenus, useWiring } from "./use-hand.ts";
import { useReach } from "./use-reach.ts";
import { Wire, WireInHand } from "./wire.tsx";
import { WiresAfar } from "./wires-afar.tsx";
import { pageWords } from "./words.ts";
import { FARTHEST, firstView, LEAST_GRASPABLE, LEAST_LEGIBLE } from "./zoom.ts";
import "reactflow/dist/style.css";
import "./drawing.css";

// React Flow compares what it is given by identity, and draws every node and edge anew for one that is new: all of it stands here or is
// kept by a hook.
const nodeTypes = { signal: NodeCard, tier: NodeCard, step: NodeCard };
const edgeTypes = { wire: Wire };
const manyKeys = ["Meta", "Control"];
const besidesSelecting = [1, 2];
const grid: [number, number] = [GRID, GRID];
/** As many connections can each be drawn by itself, however small. */
const FEW_EDGES = 200;

/** The canvas. */
export function Drawing(given: { onMenu: (asked: Asked) => void; onReady: () => void; isMapShown: boolean }) {
  const say = useSay();
  const { look } = useLook();
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const { changeNodes, changeEdges } = useCanvasStore().getState();
  const changeCalmly = useCalm(changeNodes);
  const { hand } = useBench();
  const wiring = useWiring();
  const { flow, isAsleep, isAfar } = useFlow();
  const menus = useMenus(given.onMenu, isAfar);
  const clicks = useClicks(isAfar);
  const drop = useDrop(isAfar);
  const [firstGuess] = useState(() => firstView(flow.nodes, { width: innerWidth, height: innerHeight }));
  const labels = useAriaLabels();
  const motion = useMotion();
  const isFar = useStore(({ transform }) => transform[2] < LEAST_LEGIBLE);
  return (
    <section
      className={`wb-drawing${isFar ? " wb-drawing-far" : ""}${isAsleep ? " wb-drawing-asleep" : ""}`}
      aria-label={say(pageWords.canvas)}
      ref={motion.of}
      onPointerMove={motion.rest}
      {...drop}
    >
      <PortsAsleep value={isAsleep}>
        <ReactFlow<FlowNode, FlowEdge>
          {...wiring}
          {...menus}
          {...clicks}
          {...motion.heard}
          nodes={flow.nodes}
          edges={flow.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={changeCalmly}
          onEdgesChange={changeEdges}
          connectionLineComponent={WireInHand}
          connectionRadius={40}
          colorMode={look}
          ariaLabelConfig={labels}
          nodesDraggable={!isReadOnly}
          nodesConnectable={!isReadOnly}
          deleteKeyCode={null}
          multiSelectionKeyCode={manyKeys}
          panOnScroll
          panOnDrag={hand === "pan" ? true : besidesSelecting}
          selectionOnDrag={hand === "select"}
          zoomOnDoubleClick={false}
          minZoom={FARTHEST}
          defaultViewport={firstGuess}
          maxZoom={2}
          snapToGrid
          snapGrid={grid}
          onlyRenderVisibleElements
          elevateNodesOnSelect={false}
          selectNodesOnDrag={false}
          onInit={(view) => void begin(view, motion.of.current).then(given.onReady)}
        >
          {isAfar && <WiresAfar />}
          {!isAsleep && <Background variant={BackgroundVariant.Dots} gap={24} size={1} />}
          {given.isMapShown && <OverviewMap />}
        </ReactFlow>
      </PortsAsleep>
    </section>
  );
}

/** Begins anew only where the room that the drawing got says otherwise than the guess: what is in view is drawn each time. */
async function begin(view: ReactFlowInstance<FlowNode, FlowEdge>, room: HTMLElement | null): Promise<void> {
  if (room === null) return;
  const [now, next] = [
    view.getViewport(),
    firstView(view.getNodes(), { width: room.clientWidth, height: room.clientHeight }),
  ];
  if (now.x !== next.x || now.y !== next.y || now.zoom !== next.zoom) await view.setViewport(next);
}

/** What React Flow draws: of many connections seen from afar only those that are marked or the keyboard can
 * come to, for the rest are drawn as one. */
function useFlow() {
  const store = useCanvasStore();
  const known = useStoreApi<FlowNode, FlowEdge>();
  const flow = useCanvasOn(isDrawnAnew, (canvas) => canvas.flow);
  const glow = useCanvas(({ overlay }) => overlay.glow);
  // Hundreds of cards change by it: that waits for a moment in which nothing moves.
  const isAsleep = useDeferredValue(useStore(({ transform }) => transform[2] < LEAST_GRASPABLE));
  const isAfar = isAsleep && flow.edges.length > FEW_EDGES;
  const reach = useReach(isAfar);
  const edges = useMemo(() => {
    const isMarked = ({ id, selected, data }: FlowEdge) =>
      selected === true || reach.has(id) || (data !== undefined && glow[edgeKey(data.edge)] !== undefined);
    return isAfar ? flow.edges.filter(isMarked) : flow.edges;
  }, [isAfar, flow.edges, glow, reach]);
  // Nodes under the hand go to React Flow alone; the drawing around them stays as it is.
  useEffect(() => {
    const hands = isAfar ? lightHands(known, edges) : null;
    const draw = () => known.getState().setNodes(store.getState().flow.nodes);
    const stop = store.subscribe((now, before) => {
      if (now.carried !== before.carried) hands?.letGo();
      const isPictured = hands?.carry(now) ?? false;
      if (isCarriedOn(now, before) && !isPictured) draw();
    });
    return () => {
      stop();
      if (hands?.letGo() === true) draw();
    };
  }, [store, known, isAfar, edges]);
  return { flow: { nodes: flow.nodes, edges }, isAsleep, isAfar };
}

/**
 * Marks the canvas while it or a node moves under the hand (drawing.css says what for), without drawing anything anew. A node that was
 * dragged is selected when it is dropped: its settings would take the time of several frames on the way.
 */
function useMotion() {
  const of = useRef<HTMLElement>(null);
  const store = useCanvasStore();
  const motion = useMemo(() => {
    const mark = (what: string | null) => () => {
      if (what === null) of.current?.removeAttribute("data-moving");
      else of.current?.setAttribute("data-moving", what);
    };
    const [view, node, none] = [mark("view"), mark("node"), mark(null)];
    const { take } = store.getState();
    const lift = (_: unknown, __: FlowNode, nodes: FlowNode[]) => {
      node();
      take(nodes.map(({ id }) => id));
    };
    const drop = (_: unknown, { id }: FlowNode) => {
      none();
      take([]);
      const { selection, select } = store.getState();
      if (!selection.has(id)) select([id]);
    };
    // The end of a move is told late. A pointer that moves with no button down is about to do something else, and must find what is there.
    const rest = ({ buttons }: PointerEvent) => {
      if (buttons === 0) none();
    };
    return { rest, heard: { onMoveStart: view, onMoveEnd: none, onNodeDragStart: lift, onNodeDragStop: drop } };
  }, [store]);
  return { of, ...motion };
}
