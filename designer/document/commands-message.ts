// Edits of messages and their variants.
import { commandKind } from "./command.ts";
import { type DraftMessage, type DraftVariant, messageAt } from "./draft.ts";
import { freshId } from "./ids.ts";
import { type Path, setAt } from "./path.ts";
import { doneWords } from "./words.ts";

/** `setMessage`: one field of a message, at a path inside it; no value takes the field out. */
export const setMessage = commandKind<{ do: "setMessage"; id: string; path: Path; value?: unknown }>({
  do: "setMessage",
  label: doneWords.setMessage,
  apply: (draft, { id, path, value }) => {
    if (messageAt(draft, id) === null || path.length === 0) return draft;
    if ((path[0] === "variants" || path[0] === "channel") && path.length === 1 && value === undefined) return draft;
    return setAt(draft, ["messages", id, ...path], value);
  },
});

/** `addMessage`: a new message under an id that is free; a taken one is left as it is. */
export const addMessage = commandKind<{ do: "addMessage"; id: string; message: DraftMessage }>({
  do: "addMessage",
  label: doneWords.addMessage,
  apply: (draft, { id, message }) => (messageAt(draft, id) === null ? setAt(draft, ["messages", id], message) : draft),
});

/** `renameMessage`: another id, which the nodes that send it follow; a taken one changes nothing. */
export const renameMessage = commandKind<{ do: "renameMessage"; id: string; to: string }>({
  do: "renameMessage",
  label: doneWords.renameMessage,
  apply: (draft, { id, to }) => {
    if (messageAt(draft, id) === null || messageAt(draft, to) !== null || to === "") return draft;
    const messages = Object.fromEntries(
      Object.entries(draft.messages ?? {}).map(([key, message]) => [key === id ? to : key, message]),
    );
    const nodes = draft.nodes.map((node) => (node.message === id ? { ...node, message: to } : node));
    return { ...draft, messages, nodes };
  },
});

/** `removeMessage`: a message with all its texts. */
export const removeMessage = commandKind<{ do: "removeMessage"; id: string }>({
  do: "removeMessage",
  label: doneWords.removeMessage,
  apply: (draft, { id }) => setAt(draft, ["messages", id], undefined),
});

/** `addVariant`: another variant of a message; its id is a wish. Weights are shared out anew where all of them were equal before. */
export const addVariant = commandKind<{ do: "addVariant"; message: string; variant: DraftVariant }>({
  do: "addVariant",
  label: doneWords.addVariant,
  apply: (draft, { message, variant }) => {
    const found = messageAt(draft, message);
    if (found === null) return draft;
    const id = freshId(variant.id, (one) => found.variants.some((other) => other.id === one));
    return setAt(
      draft,
      ["messages", message, "variants"],
      shareOut(found.variants, [...found.variants, { ...variant, id }]),
    );
  },
});

/** `removeVariant`: one variant of a message that has others. */
export const removeVariant = commandKind<{ do: "removeVariant"; message: string; variant: string }>({
  do: "removeVariant",
  label: doneWords.removeVariant,
  apply: (draft, { message, variant }) => {
    const found = messageAt(draft, message);
    const left = found?.variants.filter(({ id }) => id !== variant) ?? [];
    if (found === null || left.length === 0 || left.length === found.variants.length) return draft;
    return setAt(draft, ["messages", message, "variants"], shareOut(found.variants, left));
  },
});

const WHOLE = 10_000;

/** Equal weights that sum to the whole, if they were so before; weights that somebody chose are left alone. */
function shareOut(before: readonly DraftVariant[], after: readonly DraftVariant[]): readonly DraftVariant[] {
  const weights = before.map(({ weight }) => Number(weight));
  if (Math.max(...weights) - Math.min(...weights) > 1) return after;
  const least = Math.floor(WHOLE / after.length);
  return after.map((variant, index) => ({ ...variant, weight: least + (index < WHOLE % after.length ? 1 : 0) }));
}
