// Moves nodes under the hand as elements alone, from afar: React Flow would ask each of the hundreds of others at every move whether it changed.
// It hears of the place where they are let go.

import type { ReactFlowState } from "reactflow";
import type { StoreApi } from "zustand";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import type { Canvas } from "./store.ts";

type Known = Pick<StoreApi<ReactFlowState<FlowNode, FlowEdge>>, "getState">;

/** As many are moved so; more are on the way of a layout, some in each frame. */
const FEW_NODES = 50;

/** Hands that move nodes between which React Flow itself draws none of the `edges`. */
export interface LightHands {
  /** Puts the carried nodes' elements in their places; false where that is not all that would have to move. */
  readonly move: (canvas: Canvas) => boolean;
  /** Puts what was moved where the drawing has it, for React does not know that it moved; gives whether anything was. */
  readonly letGo: (canvas: Canvas) => boolean;
}

/** See above. */
export function lightHands(known: Known, edges: readonly FlowEdge[]): LightHands {
  let moved = new Map<string, HTMLElement>();
  const take = (carried: ReadonlySet<string>): boolean => {
    const { domNode, nodesSelectionActive } = known.getState();
    const isTied = edges.some(({ source, target }) => carried.has(source) || carried.has(target));
    if (domNode === null || nodesSelectionActive || isTied || carried.size > FEW_NODES) return false;
    for (const id of carried) {
      const element = moved.get(id) ?? elementOf(domNode, id);
      if (element === null) return false;
      moved.set(id, element);
    }
    return true;
  };
  const place = ({ flow }: Canvas) => {
    for (const { id, position } of flow.nodes) {
      const element = moved.get(id);
      if (element !== undefined) element.style.transform = `translate(${position.x}px,${position.y}px)`;
    }
  };
  return {
    move: (canvas) => {
      if (!take(canvas.carried)) return false;
      place(canvas);
      return true;
    },
    letGo: (canvas) => {
      if (moved.size === 0) return false;
      place(canvas);
      moved = new Map();
      return true;
    },
  };
}

function elementOf(room: HTMLElement, id: string): HTMLElement | null {
  return room.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}
