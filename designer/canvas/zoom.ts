// What can be told apart at which zoom, and where a canvas begins to look.
import { getViewportForBounds, type Rect, type Viewport } from "reactflow";
import type { FlowNode } from "#designer/document/flow.ts";
import { boundsOf } from "./guess.ts";

/** From this zoom on all print of a node can be read: the smallest is 12 px, the rest 13. */
export const LEAST_READABLE = 0.9;
/** Whoever looks from this zoom on keeps it when a node is gone to: its name can be made out, and its neighbours are wanted too. */
export const LEAST_TELLING = 0.6;
/** Below this zoom small print is left out: nobody can read it, and hundreds of nodes are drawn at once. */
export const LEAST_LEGIBLE = 0.4;
/** Below this zoom a port is smaller than the tip of the pointer. */
export const LEAST_GRASPABLE = 0.25;
/** The farthest that one can look from. */
export const FARTHEST = 0.1;

const PADDING = 0.08;
const MARGIN = 40;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** All of the drawing if it can then still be read, else its beginning. An empty canvas leaves the most room right and below, where one goes on. */
export function firstView(nodes: readonly FlowNode[], { width, height }: Size): Viewport {
  if (nodes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const bounds = boundsOf(nodes);
  const all = getViewportForBounds(bounds, width, height, FARTHEST, 1, PADDING);
  return all.zoom >= LEAST_READABLE ? all : beginning(bounds);
}

function beginning({ x, y }: Rect): Viewport {
  return { x: MARGIN - x * LEAST_READABLE, y: MARGIN - y * LEAST_READABLE, zoom: LEAST_READABLE };
}
