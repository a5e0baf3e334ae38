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

const MARGIN = 40;
/** Room around all of a drawing, px: below, the tools stand. */
const AROUND = { top: 24, right: 24, bottom: 76, left: 24 };
/** How far the overview map reaches into the drawing from its corner, with some room (as drawing.css and overview-map.tsx have it). */
const MAP = { width: 212, height: 148 };
/** A drawing of more nodes has an overview map. */
const FEW_NODES = 8;
/** A narrower drawing has none (workspace.css). */
const LEAST_MAP_WIDTH = 720;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whether a drawing of so many nodes has an overview map. */
export function isMapShown(nodeCount: number): boolean {
  return nodeCount > FEW_NODES;
}

function hasMap(width: number, nodeCount: number): boolean {
  return isMapShown(nodeCount) && width > LEAST_MAP_WIDTH;
}

/** All of a drawing, no part of it under the tools or the map: beside the map or above it, wherever it is seen larger. */
export function viewOfAll(bounds: Rect, room: Size, nodeCount: number): Viewport {
  const wishes = hasMap(room.width, nodeCount)
    ? [
        { ...AROUND, left: MAP.width },
        { ...AROUND, bottom: MAP.height },
      ]
    : [AROUND];
  const [first, ...others] = wishes.map((wish) => viewWithin(bounds, room, wish));
  if (first === undefined) throw new Error("there is a wish");
  return others.reduce((best, one) => (one.zoom > best.zoom ? one : best), first);
}

function viewWithin(bounds: Rect, { width, height }: Size, around: typeof AROUND): Viewport {
  const { top, right, bottom, left } = around;
  const padding = { top: `${top}px`, right: `${right}px`, bottom: `${bottom}px`, left: `${left}px` } as const;
  return getViewportForBounds(bounds, width, height, FARTHEST, 1, padding);
}

/** All of the drawing if it can then still be read, else its beginning. An empty canvas leaves the most room right and below, where one goes on. */
export function firstView(nodes: readonly FlowNode[], { width, height }: Size): Viewport {
  if (nodes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const bounds = boundsOf(nodes);
  const all = viewOfAll(bounds, { width, height }, nodes.length);
  if (all.zoom >= LEAST_READABLE) return all;
  const zoom = LEAST_READABLE;
  const isMapInTheWay = hasMap(width, nodes.length) && MARGIN + bounds.height * zoom > height - MAP.height;
  return { x: (isMapInTheWay ? MAP.width : MARGIN) - bounds.x * zoom, y: MARGIN - bounds.y * zoom, zoom };
}
