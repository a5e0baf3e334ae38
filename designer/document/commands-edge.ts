// Edits of connections: draw one, remove some, put a node between two.
import { commandKind } from "./command.ts";
import { type NewNode, putNode } from "./commands-node.ts";
import { drawnAs, refusalOf } from "./connection.ts";
import { type Draft, type DraftEdge, edgeKey, nodeAt } from "./draft.ts";
import { withEdges, withoutEdges } from "./edit.ts";
import { setAt } from "./path.ts";
import { portsOf } from "./ports.ts";
import { doneWords } from "./words.ts";

/** A signal led into a score weighs this much until somebody says otherwise. */
const FIRST_WEIGHT = 1;

function draw(draft: Draft, edge: DraftEdge): Draft {
  const from = nodeAt(draft, edge.from);
  const to = nodeAt(draft, edge.to);
  if (from === null || to === null || refusalOf(draft, edge) !== null) return draft;
  if (drawnAs(from, to) === "edge") return withEdges(draft, [edge]);
  return setAt(draft, ["nodes", draft.nodes.indexOf(to), "weights", from.id], FIRST_WEIGHT);
}

/** `connect`: a connection that the rules allow; another changes nothing. */
export const connect = commandKind<{ do: "connect"; edge: DraftEdge }>({
  do: "connect",
  label: doneWords.connect,
  apply: (draft, { edge }) => draw(draft, pick(edge)),
});

/** `disconnect`: connections taken away; one that leads into a score takes the weight out. */
export const disconnect = commandKind<{ do: "disconnect"; edges: readonly DraftEdge[] }>({
  do: "disconnect",
  label: doneWords.disconnect,
  apply: (draft, { edges }) => {
    const keys = new Set(edges.map(edgeKey));
    let left = withoutEdges(draft, (edge) => keys.has(edgeKey(edge)));
    for (const { from, to } of edges) {
      const index = left.nodes.findIndex((node) => node.id === to && node.type === "signal");
      if (index !== -1) left = setAt(left, ["nodes", index, "weights", from], undefined);
    }
    return left;
  },
});

/** `insertOnEdge`: a new node in the middle of a connection; it goes on by its first port where it has one. */
export const insertOnEdge = commandKind<{ do: "insertOnEdge"; edge: DraftEdge } & NewNode>({
  do: "insertOnEdge",
  label: doneWords.insertOnEdge,
  apply: (draft, { edge, ...fresh }) => {
    const key = edgeKey(edge);
    const open = withoutEdges(draft, (one) => edgeKey(one) === key);
    if (open === draft) return draft;
    const grown = putNode(open, fresh);
    const added = grown.nodes.at(-1);
    if (added === undefined) return draft;
    const led = draw(grown, { ...pick(edge), to: added.id });
    if (led === grown) return draft;
    const port = portsOf(added)[0];
    return port === undefined ? led : draw(led, { from: added.id, port, to: edge.to });
  },
});

function pick({ from, port, to }: DraftEdge): DraftEdge {
  return { from, port, to };
}
