// How large a node is drawn: an estimate by what it shows, used until the canvas has measured it.
import type { DraftNode } from "./draft.ts";
import { portsOf } from "./ports.ts";

/** Width and height in canvas units. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Measured sizes by node id; what is not measured is estimated. */
export type Sizes = Readonly<Record<string, Size>>;

/** Places snap to this grid. */
export const GRID = 8;
/** Every node is this wide. */
export const NODE_WIDTH = 264;

const BASE_HEIGHT = 80;
const TIER_HEIGHT = 100;
const PORT_HEIGHT = 18;

/** The size of a node: measured, else estimated. */
export function sizeOf(node: DraftNode, sizes: Sizes = {}): Size {
  const measured = Object.hasOwn(sizes, node.id) ? sizes[node.id] : undefined;
  if (measured !== undefined) return measured;
  const { length } = portsOf(node);
  const rows = length > 1 ? length * PORT_HEIGHT + 8 : 0;
  return { width: NODE_WIDTH, height: (node.type === "tier" ? TIER_HEIGHT : BASE_HEIGHT) + rows };
}

/** A number on the grid. */
export function snap(value: number): number {
  return Math.round(value / GRID) * GRID + 0;
}
