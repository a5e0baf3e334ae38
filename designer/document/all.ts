// Every edit, written out by hand, and the one function that carries them out.
import { assert } from "#shared/kernel/issue.ts";
import type { CommandKind } from "./command.ts";
import { connect, disconnect, insertOnEdge } from "./commands-edge.ts";
import { addMessage, addVariant, removeMessage, removeVariant, renameMessage, setMessage } from "./commands-message.ts";
import { addNode, removeNodes, renameNode, setNode } from "./commands-node.ts";
import { duplicate, paste } from "./commands-paste.ts";
import { align, layout, moveNodes } from "./commands-place.ts";
import { patch, replace, setStrategy } from "./commands-strategy.ts";
import type { Draft } from "./draft.ts";

/** The kinds of edits. */
export const commandKinds = [
  addNode,
  removeNodes,
  setNode,
  renameNode,
  connect,
  disconnect,
  insertOnEdge,
  moveNodes,
  align,
  layout,
  setMessage,
  addMessage,
  renameMessage,
  removeMessage,
  addVariant,
  removeVariant,
  setStrategy,
  paste,
  duplicate,
  replace,
  patch,
] as const;

type CommandOf<K> = K extends CommandKind<infer C> ? C : never;
/** An edit, as data. */
export type Command = CommandOf<(typeof commandKinds)[number]>;

const byName = new Map(commandKinds.map((kind) => [kind.do, kind as unknown as CommandKind<Command>]));

/** The kind of a command. */
export function kindOf(name: Command["do"]): CommandKind<Command> {
  const kind = byName.get(name);
  assert(kind !== undefined, "a command kind is in the list", { name });
  return kind;
}

/** The draft after an edit; the draft itself where the edit changes nothing or is not allowed. */
export function apply(draft: Draft, command: Command): Draft {
  return kindOf(command.do).apply(draft, command);
}
