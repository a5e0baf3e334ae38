// The draft as JSON for people: keys in the order in which one reads them, whatever order they were kept in.
import type { Draft } from "./draft.ts";

const order = [
  ...["format", "id", "type", "kind", "name", "description", "purpose", "subject", "audience", "goal", "churn"],
  ...["from", "port", "to", "channel", "weight", "nodes", "edges", "messages", "holdout", "policy"],
];
const last = ["content", "variants", "experiment", "note", "layout"];
const ranks = new Map([
  ...order.map((key, index) => [key, index] as const),
  ...last.map((key, index) => [key, 1000 + index] as const),
]);
const rankOf = (key: string) => ranks.get(key) ?? 500;

/** The text; equal drafts give equal texts. */
export function printDraft(draft: Draft): string {
  return JSON.stringify(sorted(draft, null), null, 2);
}

/** Ids are keys too, of messages and places: these stay by their names. */
function sorted(value: unknown, key: string | null): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item, null));
  if (typeof value !== "object" || value === null) return value;
  const isByName = key === "messages" || key === "layout" || key === "weights" || key === "set" || key === "fields";
  const entries = Object.entries(value).sort(
    ([a], [b]) => (isByName ? 0 : rankOf(a) - rankOf(b)) || (a < b ? -1 : a > b ? 1 : 0),
  );
  return Object.fromEntries(entries.map(([name, item]: [string, unknown]) => [name, sorted(item, name)]));
}
