// What a hand does on the canvas beside moving things: it clicks, asks for menus, connects, and drops what it brought from the palette.
import { type DragEvent, type MouseEvent, useCallback, useMemo } from "react";
import { type OnConnectEnd, useStoreApi } from "reactflow";
import { refusalOf } from "#designer/document/connection.ts";
import type { DraftEdge } from "#designer/document/draft.ts";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { snap } from "#designer/document/size.ts";
import { starters } from "#designer/document/starters.ts";
import { addStarter, connectOrTell } from "./acts.ts";
import { useBench } from "./bench.tsx";
import { useCanvasStore } from "./canvas-context.tsx";
import { edgeNear } from "./wires-afar.tsx";

/** What a dragged palette entry carries. */
export const DRAG_TYPE = "application/x-winback-starter";
/** How far beside a connection a pointer may be, px. */
const REACH = 8;

/** Where a menu was asked for, and on what. */
export type Asked = { readonly x: number; readonly y: number; readonly on: "node" | "edge" | "pane" };

/**
 * A double click on a node closes what covers its settings; a click on a connection's sign adds a node there. From afar connections do not
 * listen by themselves: a click on the canvas finds the one beside it.
 */
export function useClicks(isAfar: boolean) {
  const bench = useBench();
  const edgeAt = useEdgeAt(isAfar);
  return useMemo(
    () => ({
      onPaneClick: (event: Click) => {
        const id = edgeAt(event);
        if (id !== null) bench.store.getState().select([id]);
      },
      onNodeDoubleClick: () => bench.openPanel(null),
      onEdgeClick: ({ target }: MouseEvent, { data }: FlowEdge) => {
        const isSign = target instanceof Element && target.closest(".wb-wire-insert") !== null;
        if (isSign && data !== undefined) bench.open({ is: "add", spot: { into: data.edge } });
      },
    }),
    [bench, edgeAt],
  );
}

/** The connection at a place of the screen, asked where connections do not listen by themselves. */
function useEdgeAt(isAfar: boolean): (at: Pick<Click, "clientX" | "clientY">) => string | null {
  const bench = useBench();
  const known = useStoreApi<FlowNode, FlowEdge>();
  return useCallback(
    ({ clientX, clientY }) => {
      if (!isAfar) return null;
      const point = bench.view.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false });
      const { flow } = bench.store.getState();
      return edgeNear(flow, known.getState(), point, REACH / bench.view.getZoom())?.id ?? null;
    },
    [bench, known, isAfar],
  );
}

/** Connecting by hand: rules asked while the line is drawn; dropped on a node's body it connects, on the empty canvas it adds. */
export function useWiring() {
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
export function useMenus(onMenu: (asked: Asked) => void, isAfar: boolean) {
  const store = useCanvasStore();
  const edgeAt = useEdgeAt(isAfar);
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
      onPaneContextMenu: (event: Click) => {
        const id = edgeAt(event);
        ask(event, id === null ? "pane" : "edge", id);
      },
    };
  }, [store, onMenu, edgeAt]);
}

/** A palette entry dropped on the canvas, or on a connection, which it then joins. */
export function useDrop(isAfar: boolean) {
  const bench = useBench();
  const edgeAt = useEdgeAt(isAfar);
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
      const id = onEdge?.getAttribute("data-id") ?? edgeAt(event);
      const edge = bench.store.getState().flow.edges.find((one) => one.id === id && one.data?.weight === null)
        ?.data?.edge;
      addStarter(bench, starter, edge === undefined ? { at } : { at, into: edge });
    },
    [bench, edgeAt],
  );
  return { onDragOver, onDrop };
}
