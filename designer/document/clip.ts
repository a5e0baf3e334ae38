// The clipboard: a part of a drawing as JSON text of its own kind, so that it can go into another strategy, a chat or a file and back.
import type { Draft, DraftEdge, DraftMessage, DraftNode, Places } from "./draft.ts";
import { messageAt, readDraft } from "./draft.ts";

/** Part of a drawing: nodes, the connections between them, the messages they send, and where they stood. */
export interface Clip {
  readonly nodes: readonly DraftNode[];
  readonly edges: readonly DraftEdge[];
  readonly messages: Readonly<Record<string, DraftMessage>>;
  readonly layout: Places;
}

const KIND = "winback.clip/1";

/** The named nodes with all that belongs to them alone. */
export function clipOf(draft: Draft, ids: ReadonlySet<string>): Clip {
  const nodes = draft.nodes.filter((node) => ids.has(node.id));
  const messages = nodes.flatMap(({ message }): [string, DraftMessage][] => {
    const found = messageAt(draft, message);
    return found === null ? [] : [[String(message), found]];
  });
  return {
    nodes,
    edges: draft.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    messages: Object.fromEntries(messages),
    layout: Object.fromEntries(Object.entries(draft.layout ?? {}).filter(([id]) => ids.has(id))),
  };
}

/** The clip as text. */
export function clipText(clip: Clip): string {
  return JSON.stringify({ kind: KIND, ...clip }, null, 2);
}

/** The clip in a text; null where the text is something else. Connections that lead out of it are left out. */
export function parseClip(text: string): Clip | null {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || !("kind" in value) || value.kind !== KIND) return null;
  const read = readDraft({ ...value, id: "clip" });
  if ("issues" in read || read.draft.nodes.length === 0) return null;
  const { nodes, edges, messages = {}, layout = {} } = read.draft;
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)), messages, layout };
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // An edge of the program: people paste anything.
    return undefined;
  }
}
