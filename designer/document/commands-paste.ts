// Edits that copy: a clip put into a draft under new ids, salts and messages, so that nothing it brings mixes with what is there.
import { type Clip, clipOf } from "./clip.ts";
import { commandKind } from "./command.ts";
import type { Draft, DraftMessage, DraftNode, Places, Point } from "./draft.ts";
import { saltsOf, withEdges, withMessages, withPlacesOf } from "./edit.ts";
import { freshIds } from "./ids.ts";
import { setAt } from "./path.ts";
import { type Renames, renameReferences } from "./references.ts";
import { doneWords } from "./words.ts";

/** `paste`: a clip with its upper left corner at a place. What it says of nodes outside of it stays as it was. */
export const paste = commandKind<{ do: "paste"; clip: Clip; at: Point }>({
  do: "paste",
  label: doneWords.paste,
  apply: (draft, { clip, at }) => put(draft, clip, placesAt(clip, at)),
});

const STEP = 32;

/** `duplicate`: copies of nodes a little below and to the right of them. */
export const duplicate = commandKind<{ do: "duplicate"; ids: readonly string[] }>({
  do: "duplicate",
  label: doneWords.paste,
  apply: (draft, { ids }) => {
    const clip = clipOf(draft, new Set(ids));
    const corner = cornerOf(clip);
    return put(draft, clip, placesAt(clip, { x: corner.x + STEP, y: corner.y + STEP }));
  },
});

/** The ids of nodes that one draft has and another had not. */
export function addedIds(before: Draft, after: Draft): string[] {
  const old = new Set(before.nodes.map(({ id }) => id));
  return after.nodes.flatMap(({ id }) => (old.has(id) ? [] : [id]));
}

function put(draft: Draft, clip: Clip, places: Places): Draft {
  if (clip.nodes.length === 0) return draft;
  const nodeNames = freshIds(
    clip.nodes.map(({ id }) => id),
    draft.nodes.map(({ id }) => id),
  );
  const messageNames = freshIds(Object.keys(clip.messages), Object.keys(draft.messages ?? {}));
  const salts = freshIds(saltsOf({ ...clip, nodes: clip.nodes }).filter(isFirst), saltsOf(draft));
  const renamed = (id: string) => nodeNames.get(id) ?? id;
  const nodes = clip.nodes.map((node) => copyOf(node, nodeNames, messageNames, salts));
  const edges = clip.edges.map(({ from, port, to }) => ({ from: renamed(from), port, to: renamed(to) }));
  const messages = Object.entries(clip.messages).map(([id, message]): [string, DraftMessage] => [
    messageNames.get(id) ?? id,
    withSalt(message, ["experiment", "salt"], message.experiment, salts),
  ]);
  const grown = withMessages({ ...draft, nodes: [...draft.nodes, ...nodes] }, Object.fromEntries(messages));
  const moved = Object.entries(places).map(([id, place]): [string, Point] => [renamed(id), place]);
  return withPlacesOf(withEdges(grown, edges), Object.fromEntries(moved));
}

function copyOf(node: DraftNode, nodeNames: Renames, messageNames: Renames, salts: Renames): DraftNode {
  const named = renameReferences(node, nodeNames);
  const message = typeof node.message === "string" ? messageNames.get(node.message) : undefined;
  const copy = { ...named, id: nodeNames.get(node.id) ?? node.id, ...(message === undefined ? {} : { message }) };
  return withSalt(copy, ["salt"], copy, salts);
}

function withSalt<T>(value: T, path: readonly string[], holder: unknown, salts: Renames): T {
  const salt = typeof holder === "object" && holder !== null && "salt" in holder ? holder.salt : undefined;
  return typeof salt === "string" ? setAt(value, path, salts.get(salt) ?? salt) : value;
}

function isFirst(salt: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(salt) === index;
}

/** The upper left corner of a clip; the origin where it has no places. */
export function cornerOf({ layout }: Clip): Point {
  const points = Object.values(layout);
  if (points.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) };
}

function placesAt(clip: Clip, at: Point): Places {
  const corner = cornerOf(clip);
  return Object.fromEntries(
    clip.nodes.map(({ id }, index) => {
      const { x, y } = clip.layout[id] ?? { x: corner.x, y: corner.y + index * STEP };
      return [id, { x: at.x + x - corner.x, y: at.y + y - corner.y }];
    }),
  );
}
