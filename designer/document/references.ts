// Where nodes speak of other nodes: waits of a send, weights of a score, signals in conditions. Renaming follows these; removing leaves
// them, so that the compiler says what is missing instead of the meaning changing unseen.
import type { DraftNode } from "./draft.ts";

/** New names by old; what is not in it keeps its name. */
export type Renames = ReadonlyMap<string, string>;

/** A node with what it says of others renamed; the node itself where it says nothing of them. */
export function renameReferences(node: DraftNode, names: Renames): DraftNode {
  const parts: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(node)) {
    const renamed = renameField(node, field, value, names);
    if (renamed !== value) parts[field] = renamed;
  }
  return Object.keys(parts).length === 0 ? node : { ...node, ...parts };
}

function renameField(node: DraftNode, field: string, value: unknown, names: Renames): unknown {
  if (field === "of" && typeof value === "string") return names.get(value) ?? value;
  if (field === "weights" && node.type === "signal") return renameKeys(value, names);
  return field === "cases" || field === "when" ? renameSignals(value, names) : value;
}

function renameKeys(value: unknown, names: Renames): unknown {
  if (typeof value !== "object" || value === null || !Object.keys(value).some((key) => names.has(key))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [names.get(key) ?? key, item]),
  );
}

/** In a condition, `signal` is the only key of its object. */
function renameSignals(value: unknown, names: Renames): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return shared(
      value,
      value.map((item) => renameSignals(item, names)),
    );
  const entries = Object.entries(value).map(([key, item]: [string, unknown]): [string, unknown] => {
    if (key === "signal" && typeof item === "string") return [key, names.get(item) ?? item];
    return [key, renameSignals(item, names)];
  });
  const isChanged = entries.some(([key, item]) => item !== (value as Record<string, unknown>)[key]);
  return isChanged ? Object.fromEntries(entries) : value;
}

function shared(list: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  return next.some((item, index) => item !== list[index]) ? next : list;
}

/** The signals a score weighs, with their weights; empty for any other node. */
export function weightsOf(node: DraftNode): [string, number][] {
  const { weights } = node;
  if (node.kind !== "score" || typeof weights !== "object" || weights === null) return [];
  return Object.entries(weights).filter((entry): entry is [string, number] => typeof entry[1] === "number");
}
