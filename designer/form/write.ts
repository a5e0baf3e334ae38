// What to do so that fields get their values: commands for a node or for the strategy, and none that leaves an empty object behind.
import type { Command } from "#designer/document/all.ts";
import type { Path } from "#designer/document/path.ts";
import { setAt } from "#designer/document/path.ts";

/** The commands that write values, by their paths joined by points; undefined takes a field out, and with its last field an object. */
export function commandsFor(
  owner: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
  nodeId: string | null,
): Command[] {
  const paths: [Path, unknown][] = [];
  let after: Readonly<Record<string, unknown>> = owner;
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split(".");
    after = setAt(after, keys, value);
    const [head = ""] = keys;
    const isEmptied = value === undefined && keys.length > 1 && isEmpty(after[head]);
    paths.push(isEmptied ? [[head], undefined] : [keys, value]);
  }
  return paths.map(([path, value]) =>
    nodeId === null ? { do: "setStrategy", path, value } : { do: "setNode", id: nodeId, path, value },
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
