// The contract of an edit: a command is data, its kind applies it to a draft. One family is one file and one line in all.ts.
import type { Text } from "#designer/text/say.tsx";
import type { Draft } from "./draft.ts";

/** A kind of edit. `apply` is pure, shares what stays, and gives the draft itself where the command changes nothing. */
export interface CommandKind<C extends { readonly do: string }> {
  readonly do: C["do"];
  /** What was done, for the history and for those who listen: "Added a node". */
  readonly label: Text;
  apply(draft: Draft, command: C): Draft;
}

/** A command kind with its exact type. */
export function commandKind<C extends { readonly do: string }>(kind: CommandKind<C>): CommandKind<C> {
  return kind;
}
