// Lays the drawing out: a small one at once, a large one in a thread of its own, from where nodes come to their places some in each frame,
// so that the canvas never stops; the draft changes once, when all have come.
import { useCallback, useEffect, useRef } from "react";
import type { ReactFlowInstance } from "reactflow";
import type { Draft, Places } from "#designer/document/draft.ts";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { NODE_WIDTH } from "#designer/document/size.ts";
import { motionMs } from "./acts.ts";
import type { LayoutQuestion } from "./layout-worker.ts";
import { type CanvasStore, measuredSizes } from "./store.ts";

/** Up to here dagre is done within a frame or two. */
const FEW_NODES = 60;
const NODES_A_FRAME = 16;
/** Looking at all of a large drawing draws hundreds of nodes on the way. */
const LONG_WAY_MS = 800;
const PADDING = 0.1;

/** Gives the act; asked again while it runs, it runs on. */
export function useLayout(store: CanvasStore, view: ReactFlowInstance<FlowNode, FlowEdge>): () => void {
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return useCallback(() => {
    const { dispatch, history } = store.getState();
    const draft = history.present;
    const sizes = measuredSizes(store.getState());
    if (draft.nodes.length <= FEW_NODES) {
      const look = () => void view.fitView({ maxZoom: 1, padding: PADDING, duration: motionMs() });
      if (dispatch({ do: "layout", sizes })) requestAnimationFrame(look);
      return;
    }
    if (running.current?.signal.aborted === false) return;
    const run = new AbortController();
    running.current = run;
    const { signal } = run;
    layOutAway({ draft, sizes }, signal, async (places) => {
      // The view goes first: nodes then come to where they are drawn already, instead of all being drawn when it arrives.
      await view.fitBounds(boundsOf(places), { padding: PADDING, duration: motionMs() === 0 ? 0 : LONG_WAY_MS });
      inSteps(store, places, signal, () => {
        run.abort();
        dispatch({ do: "layout", places });
      });
    });
  }, [store, view]);
}

function boundsOf(places: Places): { x: number; y: number; width: number; height: number } {
  const corners = Object.values(places);
  const right = Math.max(...corners.map(({ x }) => x)) + NODE_WIDTH;
  // A layout begins at the origin; the lowest node is as high as any.
  return { x: 0, y: 0, width: right, height: Math.max(...corners.map(({ y }) => y)) + NODE_WIDTH / 2 };
}

/** Asks the thread. */
function layOutAway(question: LayoutQuestion, signal: AbortSignal, then: (places: Places) => Promise<void>): void {
  const worker = new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Places>) => {
    worker.terminate();
    void then(data);
  });
  signal.addEventListener("abort", () => worker.terminate());
  worker.postMessage(question);
}

/** Moves the drawing alone, some nodes a frame, and then does the last. An edit meanwhile is not waited for. */
function inSteps(store: CanvasStore, places: Places, signal: AbortSignal, last: () => void): void {
  const draft: Draft = store.getState().history.present;
  const ids = Object.keys(places);
  let at = 0;
  const step = () => {
    if (signal.aborted) return;
    if (at >= ids.length || store.getState().history.present !== draft) return last();
    store.getState().show(places, new Set(ids.slice(at, at + NODES_A_FRAME)));
    at += NODES_A_FRAME;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
