// The small changes that command families are made of. Each gives the draft itself where nothing changes.
import type { Draft, DraftEdge, DraftMessage, DraftNode, Places } from "./draft.ts";
import { edgeKey, messageAt } from "./draft.ts";
import { isSame, setAt } from "./path.ts";
import { movedPorts, portsOf } from "./ports.ts";

/** The draft with places added or changed. */
export function withPlacesOf(draft: Draft, places: Places): Draft {
  const changed = Object.entries(places).filter(([id, place]) => !isSame(draft.layout?.[id], place));
  return changed.length === 0 ? draft : { ...draft, layout: { ...draft.layout, ...Object.fromEntries(changed) } };
}

/** The draft with connections added, those that are there already left out. */
export function withEdges(draft: Draft, edges: readonly DraftEdge[]): Draft {
  const keys = new Set(draft.edges.map(edgeKey));
  const fresh = edges.filter((edge) => !keys.has(edgeKey(edge)) && keys.add(edgeKey(edge)));
  return fresh.length === 0 ? draft : { ...draft, edges: [...draft.edges, ...fresh] };
}

/** The draft without the connections that `isGone` names. */
export function withoutEdges(draft: Draft, isGone: (edge: DraftEdge) => boolean): Draft {
  const edges = draft.edges.filter((edge) => !isGone(edge));
  return edges.length === draft.edges.length ? draft : { ...draft, edges };
}

/** The draft with messages added. */
export function withMessages(draft: Draft, messages: Readonly<Record<string, DraftMessage>>): Draft {
  return Object.keys(messages).length === 0 ? draft : { ...draft, messages: { ...draft.messages, ...messages } };
}

/** The draft with one node put in another's place; connections of a renamed port follow, those of a lost one go. */
export function withNode(draft: Draft, node: DraftNode): Draft {
  const index = draft.nodes.findIndex((one) => one.id === node.id);
  const old = draft.nodes[index];
  if (old === undefined || old === node) return draft;
  const nodes = draft.nodes.with(index, node);
  const moved = movedPorts(portsOf(old), portsOf(node));
  if (moved.size === 0) return { ...draft, nodes };
  const edges = draft.edges.flatMap((edge) => {
    const to = edge.from === node.id ? moved.get(edge.port) : undefined;
    if (to === undefined) return [edge];
    return to === null ? [] : [{ ...edge, port: to }];
  });
  return { ...draft, nodes, edges };
}

/**
 * The draft without nodes, their connections and places. A message without any text goes with the last step that sent it; one that was
 * written stays, and the compiler says that nothing sends it.
 */
export function withoutNodes(draft: Draft, ids: ReadonlySet<string>): Draft {
  const nodes = draft.nodes.filter((node) => !ids.has(node.id));
  if (nodes.length === draft.nodes.length) return draft;
  const sent = new Set(nodes.map((node) => node.message));
  const blank = draft.nodes.flatMap(({ id, message }) => {
    if (!ids.has(id) || typeof message !== "string" || sent.has(message)) return [];
    return isBlank(messageAt(draft, message)) ? [message] : [];
  });
  const placed = Object.keys(draft.layout ?? {}).filter((id) => ids.has(id));
  let left = withoutEdges({ ...draft, nodes }, ({ from, to }) => ids.has(from) || ids.has(to));
  for (const id of placed) left = setAt(left, ["layout", id], undefined);
  for (const id of blank) left = setAt(left, ["messages", id], undefined);
  return left;
}

function isBlank(message: DraftMessage | null): boolean {
  return message?.variants.every(({ content }) => content === undefined || isSame(content, {})) ?? false;
}

/** Every salt of the draft: equal ones would mix two experiments. */
export function saltsOf(draft: Draft): string[] {
  const salted = [
    ...draft.nodes,
    ...Object.values(draft.messages ?? {}).map(({ experiment }) => experiment),
    draft.holdout,
  ];
  return salted.flatMap((one) => {
    const salt = typeof one === "object" && one !== null && "salt" in one ? one.salt : null;
    return typeof salt === "string" ? [salt] : [];
  });
}
