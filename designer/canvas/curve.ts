// The curve of a connection, out of a port on the right into one on the left: its path, and what lies near it.
import type { InternalNode, XYPosition } from "reactflow";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";

/** How far a curve swings out where it leads back. */
export const CURVATURE = 0.3;
const SAMPLES = 24;

/** Where a connection begins and ends, in canvas units. */
export interface Ends {
  readonly from: XYPosition;
  readonly to: XYPosition;
}

type Placed = Pick<FlowNode, "position">;

/** What React Flow knows of a node's ports. */
export type Ports = InternalNode<FlowNode>["internals"]["handleBounds"];

/** The ends of a connection between two nodes; null while a port is not known. */
export function endsOf(edge: FlowEdge, from: [Placed, Ports], to: [Placed, Ports]): Ends | null {
  const [{ position: start }, out] = from;
  const [{ position: end }, into] = to;
  const port = out?.source?.find(({ id }) => id === edge.sourceHandle);
  const target = into?.target?.[0];
  if (port === undefined || target === undefined) return null;
  return {
    from: { x: start.x + port.x + port.width, y: start.y + port.y + port.height / 2 },
    to: { x: end.x + target.x, y: end.y + target.y + target.height / 2 },
  };
}

/** As an SVG path. */
export function pathOf({ from, to }: Ends): string {
  const out = swing(to.x - from.x);
  return `M${from.x} ${from.y}C${from.x + out} ${from.y} ${to.x - out} ${to.y} ${to.x} ${to.y}`;
}

/** How far a point lies from the curve, near enough for a pointer. */
export function distanceTo(ends: Ends, { x, y }: XYPosition): number {
  let least = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample <= SAMPLES; sample += 1) {
    const at = pointAt(ends, sample / SAMPLES);
    least = Math.min(least, Math.hypot(at.x - x, at.y - y));
  }
  return least;
}

/** The point of the curve at `part`, 0 at its beginning and 1 at its end. */
export function pointAt({ from, to }: Ends, part: number): XYPosition {
  const out = swing(to.x - from.x);
  const rest = 1 - part;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  return {
    x: a * from.x + b * (from.x + out) + c * (to.x - out) + d * to.x,
    y: (a + b) * from.y + (c + d) * to.y,
  };
}

function swing(distance: number): number {
  return distance >= 0 ? distance / 2 : CURVATURE * 25 * Math.sqrt(-distance);
}
