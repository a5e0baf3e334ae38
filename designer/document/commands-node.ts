// Edits of nodes: add, remove, change a field, rename.
import { commandKind } from "./command.ts";
import type { Draft } from "./draft.ts";
import { type DraftMessage, type DraftNode, nodeAt, type Point } from "./draft.ts";
import { withMessages, withNode, withoutNodes, withPlacesOf } from "./edit.ts";
import { freshId } from "./ids.ts";
import { type Path, setAt } from "./path.ts";
import { renameReferences } from "./references.ts";
import { doneWords } from "./words.ts";

/** A new node: its id, its message's id and its salt are wishes, made unique where they are taken. */
export interface NewNode {
  readonly node: DraftNode;
  readonly at: Point;
  /** The message that a send brings along, under the id that `node.message` names. */
  readonly message?: DraftMessage | undefined;
}

/** Puts a new node into the draft; the id it got is that of the last node. */
export function putNode(draft: Draft, { node, at, message }: NewNode): Draft {
  const id = freshId(node.id, (one) => nodeAt(draft, one) !== null);
  const named = { ...node, id };
  if (message === undefined) return withPlacesOf({ ...draft, nodes: [...draft.nodes, named] }, { [id]: at });
  const messageId = freshId(String(node.message), (one) => Object.hasOwn(draft.messages ?? {}, one));
  const grown = { ...draft, nodes: [...draft.nodes, { ...named, message: messageId }] };
  return withPlacesOf(withMessages(grown, { [messageId]: message }), { [id]: at });
}

/** `addNode`: a new node at a place. */
export const addNode = commandKind<{ do: "addNode" } & NewNode>({
  do: "addNode",
  label: doneWords.addNode,
  apply: putNode,
});

/** `removeNodes`: nodes with their connections and places; what others say of them stays and becomes a problem. */
export const removeNodes = commandKind<{ do: "removeNodes"; ids: readonly string[] }>({
  do: "removeNodes",
  label: doneWords.removeNodes,
  apply: (draft, { ids }) => withoutNodes(draft, new Set(ids)),
});

/** `setNode`: one field of a node, at a path inside it; no value takes the field out. Id and type stay as they are. */
export const setNode = commandKind<{ do: "setNode"; id: string; path: Path; value?: unknown }>({
  do: "setNode",
  label: doneWords.setNode,
  apply: (draft, { id, path, value }) => {
    const node = nodeAt(draft, id);
    if (node === null || path.length === 0 || path[0] === "id" || path[0] === "type") return draft;
    return withNode(draft, setAt(node, path, value));
  },
});

/** `renameNode`: another id, everywhere the node is spoken of. Refused where the id is taken. */
export const renameNode = commandKind<{ do: "renameNode"; id: string; to: string }>({
  do: "renameNode",
  label: doneWords.renameNode,
  apply: (draft, { id, to }) => {
    if (id === to || to === "" || nodeAt(draft, id) === null || nodeAt(draft, to) !== null) return draft;
    const names = new Map([[id, to]]);
    const nodes = draft.nodes.map((node) => {
      const named = renameReferences(node, names);
      return node.id === id ? { ...named, id: to } : named;
    });
    const edges = draft.edges.map((edge) =>
      edge.from === id || edge.to === id
        ? { ...edge, from: names.get(edge.from) ?? edge.from, to: names.get(edge.to) ?? edge.to }
        : edge,
    );
    const renamed = { ...draft, nodes, edges };
    const place = draft.layout?.[id];
    return place === undefined ? renamed : setAt(setAt(renamed, ["layout", id], undefined), ["layout", to], place);
  },
});
