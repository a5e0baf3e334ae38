// The canvas itself: React Flow over the store's drawing, and what a hand does on it.
import {
  type DragEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
} from "react";
import {
  Background,
  BackgroundVariant,
  type OnConnectEnd,
  ReactFlow,
  type ReactFlowInstance,
  useStore,
} from "reactflow";
import { refusalOf } from "#designer/document/connection.ts";
import type { DraftEdge } from "#designer/document/draft.ts";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { GRID, snap } from "#designer/document/size.ts";
import { starters } from "#designer/document/starters.ts";
import { useSay } from "#designer/text/say.tsx";
import { useLook } from "#designer/ui/theme-choice.tsx";
import { addStarter, connectOrTell } from "./acts.ts";
import { useBench } from "./bench.tsx";
import { useCanvas, useCanvasStore } from "./canvas-context.tsx";
import { NodeCard, PortsAsleep } from "./node-card.tsx";
import { OverviewMap } from "./overview-map.tsx";
import { useAriaLabels } from "./use-aria-labels.ts";
import { useCalm } from "./use-calm.ts";
import { Wire, WireInHand } from "./wire.tsx";
import { pageWords } from "./words.ts";
import "reactflow/dist/style.css";
import "./drawing.css";

// React Flow compares what it is given by identity, and draws every node and edge anew for one that is new: all of it stands here or is
// kept by a hook.
const nodeTypes = { signal: NodeCard, tier: NodeCard, step: NodeCard };
const edgeTypes = { wire: Wire };
const manyKeys = ["Meta", "Control"];
const besidesSelecting = [1, 2];
const grid: [number, number] = [GRID, GRID];
const LEAST_READABLE = 0.6;
/** Below this zoom small print is left out: nobody can read it, and hundreds of nodes are drawn at once. */
const LEAST_LEGIBLE = 0.4;
/** Below this zoom a port is smaller than the tip of the pointer. */
const LEAST_GRASPABLE = 0.25;
/** What a dragged palette entry carries. */
export const DRAG_TYPE = "application/x-winback-starter";

/** Where a menu was asked for, and on what. */
export type Asked = { readonly x: number; readonly y: number; readonly on: "node" | "edge" | "pane" };

/** The canvas. */
export function Drawing(given: { onMenu: (asked: Asked) => void; onReady: () => void; isMapShown: boolean }) {
  const say = useSay();
  const { look } = useLook();
  const flow = useCanvas((canvas) => canvas.flow);
  const isReadOnly = useCanvas((canvas) => canvas.isReadOnly);
  const { changeNodes, changeEdges } = useCanvasStore().getState();
  const changeCalmly = useCalm(changeNodes);
  const { hand } = useBench();
  const wiring = useWiring();
  const menus = useMenus(given.onMenu);
  const clicks = useClicks();
  const drop = useDrop();
  const labels = useAriaLabels();
  const motion = useMotion();
  const isFar = useStore(({ transform }) => transform[2] < LEAST_LEGIBLE);
  // Hundreds of cards change by it: that waits for a moment in which nothing moves.
  const isAsleep = useDeferredValue(useStore(({ transform }) => transform[2] < LEAST_GRASPABLE));
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
          minZoom={0.1}
          maxZoom={2}
          snapToGrid
          snapGrid={grid}
          onlyRenderVisibleElements
          elevateNodesOnSelect={false}
          selectNodesOnDrag={false}
          onInit={(view) => void beginReadable(view).then(given.onReady)}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1} />
          {given.isMapShown && <OverviewMap />}
        </ReactFlow>
      </PortsAsleep>
    </section>
  );
}

/** All of the drawing if it can then still be read, else its beginning. */
async function beginReadable(view: ReactFlowInstance<FlowNode, FlowEdge>): Promise<void> {
  await view.fitView({ maxZoom: 1, padding: 0.08 });
  if (view.getZoom() >= LEAST_READABLE) return;
  const { x, y } = view.getNodesBounds(view.getNodes());
  await view.setViewport({ x: 40 - x * LEAST_READABLE, y: 40 - y * LEAST_READABLE, zoom: LEAST_READABLE });
}

/** A double click on a node closes what covers its settings; a click on a connection's sign adds a node there. */
function useClicks() {
  const bench = useBench();
  return useMemo(
    () => ({
      onNodeDoubleClick: () => bench.openPanel(null),
      onEdgeClick: ({ target }: MouseEvent, { data }: FlowEdge) => {
        const isSign = target instanceof Element && target.closest(".wb-wire-insert") !== null;
        if (isSign && data !== undefined) bench.open({ is: "add", spot: { into: data.edge } });
      },
    }),
    [bench],
  );
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
    const drop = (_: unknown, { id }: FlowNode) => {
      none();
      const { selection, select } = store.getState();
      if (!selection.has(id)) select([id]);
    };
    // The end of a move is told late. A pointer that moves with no button down is about to do something else, and must find what is there.
    const rest = ({ buttons }: PointerEvent) => {
      if (buttons === 0) none();
    };
    return { rest, heard: { onMoveStart: view, onMoveEnd: none, onNodeDragStart: node, onNodeDragStop: drop } };
  }, [store]);
  return { of, ...motion };
}

/** Connecting by hand: rules asked while the line is drawn; dropped on a node's body it connects, on the empty canvas it adds. */
function useWiring() {
  const bench = useBench();
  const store = useCanvasStore();
  const isValidConnection = useCallback(
    (one: { source: string; target: string; sourceHandle?: string | null }) =>
      refusalOf(store.getState().history.present, edgeOf(one)) === null,
    [store],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, { fromNode, fromHandle, toNode, isValid }) => {
      if (isValid === true || fromNode === null || fromHandle?.type !== "source") return;
      const point = "changedTouches" in event ? event.changedTouches[0] : event;
      if (point === undefined) return;
      const body = document.elementFromPoint(point.clientX, point.clientY)?.closest(".react-flow__node");
      const over = toNode?.id ?? body?.getAttribute("data-id") ?? null;
      const port = fromHandle.id ?? "";
      if (over !== null)
        return over === fromNode.id ? undefined : connectOrTell(bench, { from: fromNode.id, port, to: over });
      const { x, y } = bench.view.screenToFlowPosition({ x: point.clientX, y: point.clientY });
      bench.open({ is: "add", spot: { at: { x: snap(x), y: snap(y - 40) }, after: { node: fromNode.id, port } } });
    },
    [bench],
  );
  const onConnect = useCallback(
    (one: { source: string; target: string; sourceHandle: string | null }) => connectOrTell(bench, edgeOf(one)),
    [bench],
  );
  return { isValidConnection, onConnectEnd, onConnect };
}

function edgeOf(one: { source: string; target: string; sourceHandle?: string | null }): DraftEdge {
  return { from: one.source, port: one.sourceHandle ?? "", to: one.target };
}

interface Click {
  preventDefault(): void;
  readonly clientX: number;
  readonly clientY: number;
}

/** A menu on something that is not selected selects it first. */
function useMenus(onMenu: (asked: Asked) => void) {
  const store = useCanvasStore();
  return useMemo(() => {
    const ask = (event: Click, on: Asked["on"], id: string | null) => {
      event.preventDefault();
      const { selection, select } = store.getState();
      if (id === null) select([]);
      else if (!selection.has(id)) select([id]);
      onMenu({ x: event.clientX, y: event.clientY, on });
    };
    return {
      onNodeContextMenu: (event: Click, { id }: { id: string }) => ask(event, "node", id),
      onEdgeContextMenu: (event: Click, { id }: { id: string }) => ask(event, "edge", id),
      onSelectionContextMenu: (event: Click) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY, on: "node" });
      },
      onPaneContextMenu: (event: Click) => ask(event, "pane", null),
    };
  }, [store, onMenu]);
}

/** A palette entry dropped on the canvas, or on a connection, which it then joins. */
function useDrop() {
  const bench = useBench();
  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }, []);
  const onDrop = useCallback(
    (event: DragEvent) => {
      const starter = starters.find(({ key }) => key === event.dataTransfer.getData(DRAG_TYPE));
      if (starter === undefined) return;
      event.preventDefault();
      const { x, y } = bench.view.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const at = { x: snap(x - 40), y: snap(y - 24) };
      const onEdge = document.elementFromPoint(event.clientX, event.clientY)?.closest(".react-flow__edge");
      const id = onEdge?.getAttribute("data-id");
      const edge = bench.store.getState().flow.edges.find((one) => one.id === id && one.data?.weight === null)
        ?.data?.edge;
      addStarter(bench, starter, edge === undefined ? { at } : { at, into: edge });
    },
    [bench],
  );
  return { onDragOver, onDrop };
}
