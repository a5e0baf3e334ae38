// Edits of places: move, align, distribute, lay out. None changes what the strategy means.
import { commandKind } from "./command.ts";
import type { Draft, DraftNode, Places, Point } from "./draft.ts";
import { withPlacesOf } from "./edit.ts";
import { layoutOf } from "./layout.ts";
import { type Size, type Sizes, sizeOf, snap } from "./size.ts";
import { doneWords } from "./words.ts";

/** `moveNodes`: new places by node id. */
export const moveNodes = commandKind<{ do: "moveNodes"; to: Places }>({
  do: "moveNodes",
  label: doneWords.moveNodes,
  apply: (draft, { to }) => withPlacesOf(draft, knownPlaces(draft, to)),
});

/** Places of nodes that are there. */
function knownPlaces(draft: Draft, places: Places): Places {
  const ids = new Set(draft.nodes.map((node) => node.id));
  const known = Object.entries(places).filter(
    ([id, { x, y }]) => ids.has(id) && Number.isFinite(x) && Number.isFinite(y),
  );
  return Object.fromEntries(known.map(([id, { x, y }]) => [id, { x, y }]));
}

/** `layout`: every node laid out left to right, sizes as measured where they are; `places` where that was worked out before. */
export const layout = commandKind<{ do: "layout"; sizes?: Sizes; places?: Places }>({
  do: "layout",
  label: doneWords.layout,
  apply: (draft, { sizes, places }) => {
    if (draft.nodes.length === 0) return draft;
    return withPlacesOf(draft, places === undefined ? layoutOf(draft, sizes) : knownPlaces(draft, places));
  },
});

/** The ways to align: a common side or middle line, or equal gaps. */
export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom" | "columns" | "rows";

/** `align`: the named nodes on one line, or with equal gaps between them (`columns` sideways, `rows` downwards). */
export const align = commandKind<{ do: "align"; ids: readonly string[]; how: Alignment; sizes?: Sizes }>({
  do: "align",
  label: doneWords.align,
  apply: (draft, { ids, how, sizes }) => {
    const boxes = boxesOf(draft, new Set(ids), sizes);
    if (boxes.length < 2) return draft;
    const moved = how === "columns" || how === "rows" ? spread(boxes, how) : lineUp(boxes, how);
    return withPlacesOf(draft, Object.fromEntries(moved));
  },
});

interface Box extends Point, Size {
  readonly id: string;
}

function boxesOf(draft: Draft, ids: ReadonlySet<string>, sizes: Sizes | undefined): Box[] {
  const toBox = (node: DraftNode): Box => ({
    id: node.id,
    ...(draft.layout?.[node.id] ?? { x: 0, y: 0 }),
    ...sizeOf(node, sizes),
  });
  return draft.nodes.filter(({ id }) => ids.has(id)).map(toBox);
}

function lineUp(boxes: readonly Box[], how: Exclude<Alignment, "columns" | "rows">): [string, Point][] {
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const to: Record<typeof how, (box: Box) => Point> = {
    left: ({ y }) => ({ x: left, y }),
    centre: ({ y, width }) => ({ x: snap((left + right - width) / 2), y }),
    right: ({ y, width }) => ({ x: right - width, y }),
    top: ({ x }) => ({ x, y: top }),
    middle: ({ x, height }) => ({ x, y: snap((top + bottom - height) / 2) }),
    bottom: ({ x, height }) => ({ x, y: bottom - height }),
  };
  return boxes.map((box) => [box.id, to[how](box)]);
}

/** Equal gaps; the first and the last stay where they are. */
function spread(boxes: readonly Box[], how: "columns" | "rows"): [string, Point][] {
  const startOf = ({ x, y }: Box) => (how === "columns" ? x : y);
  const lengthOf = ({ width, height }: Box) => (how === "columns" ? width : height);
  const sorted = boxes.toSorted((a, b) => startOf(a) - startOf(b));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || sorted.length < 3) return [];
  const filled = sorted.reduce((sum, box) => sum + lengthOf(box), 0);
  const gap = (startOf(last) + lengthOf(last) - startOf(first) - filled) / (sorted.length - 1);
  let at = startOf(first);
  return sorted.map((box) => {
    const start = box === last ? startOf(last) : snap(at);
    at += lengthOf(box) + gap;
    return [box.id, how === "columns" ? { x: start, y: box.y } : { x: box.x, y: start }];
  });
}
