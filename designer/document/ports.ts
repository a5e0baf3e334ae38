// The ports of a node as drawn so far, and what each is called. Kinds are written for finished nodes; here one may be unfinished.
import type { Text } from "#designer/text/say.tsx";
import { type FlowNode, nodeKind } from "#shared/node/all.ts";
import type { DraftNode } from "./draft.ts";
import { portNames } from "./words.ts";

/** The ports that a node's kind gives it, each once; an unfinished node may have none yet. */
export function portsOf(node: DraftNode): string[] {
  if (node.type === "signal") return ["on"];
  if (node.type === "tier") return ["enter"];
  const kind = nodeKind(node.type);
  if (kind === null) return [];
  try {
    const ports: unknown[] = kind.ports(node as unknown as FlowNode);
    return [...new Set(ports.filter((port) => typeof port === "string"))];
  } catch {
    // An edge of the program: a kind reads lists that an unfinished node does not have yet. It has no ports until they are there.
    return [];
  }
}

/** What a port is called where that is not the author's own word. */
export function portName(port: string): Text | null {
  return Object.hasOwn(portNames, port) ? portNames[port as keyof typeof portNames] : null;
}

/** Where the connections of a port go when the ports of its node change: to the port now at its place, or nowhere. */
export function movedPorts(before: readonly string[], after: readonly string[]): Map<string, string | null> {
  const stays = new Set(after);
  const gone = before.filter((port) => !stays.has(port));
  const fresh = after.filter((port) => !before.includes(port));
  const isRename = before.length === after.length && gone.length === 1 && fresh.length === 1;
  return new Map(gone.map((port) => [port, isRename ? (fresh[0] ?? null) : null]));
}
