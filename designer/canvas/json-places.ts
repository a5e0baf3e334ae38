// Where each node stands in the JSON text, by the editor's own syntax tree: for lighting up one side when the other is chosen.
import type { syntaxTree } from "@codemirror/language";

type Tree = ReturnType<typeof syntaxTree>;
type SyntaxNode = Tree["topNode"];

/** A stretch of text, from its first character to after its last. */
export interface Stretch {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The nodes of the document in a JSON text, in its order; those that have no id yet are left out. */
export function nodeStretches(tree: Tree, text: string): Stretch[] {
  const list = fieldOf(tree.topNode.getChild("Object"), "nodes", text);
  return (list?.getChildren("Object") ?? []).flatMap((item): Stretch[] => {
    const id = fieldOf(item, "id", text);
    return id === null ? [] : [{ id: unquoted(text.slice(id.from, id.to)), from: item.from, to: item.to }];
  });
}

/** The stretch that a place in the text lies in; null for none. */
export function stretchAt(stretches: readonly Stretch[], at: number): Stretch | null {
  return stretches.find(({ from, to }) => from <= at && at <= to) ?? null;
}

function fieldOf(object: SyntaxNode | null, key: string, text: string): SyntaxNode | null {
  const property = object?.getChildren("Property").find((one) => {
    const name = one.getChild("PropertyName");
    return name !== null && unquoted(text.slice(name.from, name.to)) === key;
  });
  return property?.lastChild ?? null;
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, "");
}
