// A small picture of a strategy's flow: its nodes where they stand, coloured by what they are, and the lines between them.
import type { Strategy } from "#shared/strategy/document.ts";

const WIDTH = 240;
const HEIGHT = 88;
const MARGIN = 24;

/** The picture; `label` is what it is called. */
export function FlowPicture({ document, label }: { document: Strategy; label: string }) {
  const { nodes, edges, layout = {} } = document;
  const placed = nodes.flatMap((node) => {
    const at = layout[node.id];
    return at === undefined ? [] : [{ id: node.id, type: node.type, x: at.x, y: at.y }];
  });
  const at = new Map(placed.map((node) => [node.id, node]));
  const [left, top] = [Math.min(...placed.map(({ x }) => x)), Math.min(...placed.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...placed.map(({ x }) => x)), Math.max(...placed.map(({ y }) => y))];
  if (placed.length === 0) return null;
  const box = [left - MARGIN, top - MARGIN, right - left + WIDTH + 2 * MARGIN, bottom - top + HEIGHT + 2 * MARGIN];
  return (
    <svg className="wb-picture" viewBox={box.join(" ")} role="img" aria-label={label}>
      {edges.map(({ from, port, to }) => (
        <path key={`${from} ${port} ${to}`} d={lineOf(at.get(from), at.get(to))} />
      ))}
      {placed.map(({ id, type, x, y }) => (
        <rect key={id} className={`wb-picture-${type}`} x={x} y={y} width={WIDTH} height={HEIGHT} rx={16} />
      ))}
    </svg>
  );
}

interface Place {
  x: number;
  y: number;
}

function lineOf(from: Place | undefined, to: Place | undefined): string {
  if (from === undefined || to === undefined) return "";
  const [x, y, u, v] = [from.x + WIDTH, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2];
  const bend = Math.max(40, Math.abs(u - x) / 2);
  return `M${x} ${y}C${x + bend} ${y} ${u - bend} ${v} ${u} ${v}`;
}
