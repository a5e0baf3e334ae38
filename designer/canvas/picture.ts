// Cards and connections as they look from afar, drawn by a brush in canvas units: what the style sheets say of the elements, read once.
import type { XYPosition } from "reactflow";
import type { FlowEdge } from "#designer/document/flow.ts";
import { type Ends, pathOf } from "./curve.ts";

/** Part of a card: a rectangle relative to it. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly fill: string;
  /** Round it; null for none. */
  readonly line: { readonly colour: string; readonly width: number } | null;
}

/** How connections look. */
export interface WireLook {
  readonly colour: string;
  readonly width: number;
}

/** As drawing.css has them. */
const WEIGHT_DASH = [3, 5];
/** The border of a card in the hand, and the ring around it. */
const RING = 3;
/** The bar in place of a name, as node-card.css has it. */
const BAR = { part: 0.72, height: 16 };

/** How the connections that stand look in this room. */
export function lookOfWires(room: HTMLElement): WireLook {
  const { stroke, strokeWidth } = getComputedStyle(room.querySelector(".wb-wire-afar") ?? room);
  return { colour: stroke, width: Number.parseFloat(strokeWidth) };
}

/** How a card looks, from the back to the front. */
export function lookOfCard(element: HTMLElement): Patch[] {
  const part = (name: string) => element.querySelector<HTMLElement>(name);
  return [
    ...patchOf(part(".wb-node"), cardOf),
    ...patchOf(part(".wb-node-icon"), (box, style) => [{ ...box, fill: style.backgroundColor }]),
    ...patchOf(part(".wb-node-title"), (box, { color }) => [barOf(box, color)]),
  ];
}

type Box = Omit<Patch, "fill">;

function patchOf(element: HTMLElement | null, drawn: (box: Box, style: CSSStyleDeclaration) => Patch[]): Patch[] {
  if (element === null) return [];
  const { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height } = element;
  const style = getComputedStyle(element);
  return drawn({ x, y, width, height, radius: Number.parseFloat(style.borderTopRightRadius) || 0, line: null }, style);
}

/** A tier has a broad edge of its colour. */
function cardOf(box: Box, style: CSSStyleDeclaration): Patch[] {
  const edge = Number.parseFloat(style.borderLeftWidth);
  return [
    { ...box, fill: style.backgroundColor, line: { colour: style.borderTopColor, width: RING } },
    ...(edge > 1 ? [{ ...box, width: edge, radius: 0, fill: style.borderLeftColor }] : []),
  ];
}

function barOf(box: Box, fill: string): Patch {
  const y = box.y + (box.height - BAR.height) / 2;
  return { ...box, y, width: box.width * BAR.part, height: BAR.height, fill };
}

/** Draws a card that stands at a place. */
export function drawCard(brush: CanvasRenderingContext2D, look: readonly Patch[], at: XYPosition): void {
  for (const { x, y, width, height, radius, fill, line } of look) {
    brush.beginPath();
    brush.roundRect(at.x + x, at.y + y, width, height, radius);
    brush.fillStyle = fill;
    brush.fill();
    if (line === null) continue;
    brush.strokeStyle = line.colour;
    brush.lineWidth = line.width;
    brush.setLineDash([]);
    brush.stroke();
  }
}

/** Draws connections. */
export function drawWires(
  brush: CanvasRenderingContext2D,
  look: WireLook,
  wires: readonly (readonly [FlowEdge, Ends])[],
): void {
  brush.strokeStyle = look.colour;
  brush.lineWidth = look.width;
  for (const [{ data }, ends] of wires) {
    brush.setLineDash((data?.weight ?? null) === null ? [] : WEIGHT_DASH);
    brush.stroke(new Path2D(pathOf(ends)));
  }
}
