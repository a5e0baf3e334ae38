// Edits of the strategy itself: its own fields, the whole document at once, and fixes that the compiler offers.
import type { Patch } from "#shared/strategy/diagnostic.ts";
import { commandKind } from "./command.ts";
import { type Draft, readDraft } from "./draft.ts";
import { placeAll } from "./layout.ts";
import { isSame, type Path, setAt } from "./path.ts";
import { doneWords } from "./words.ts";

/** Parts that have commands of their own, and the id, which is the strategy's for ever. */
const guarded: ReadonlySet<string | number | undefined> = new Set(["id", "nodes", "edges", "messages", "layout"]);

/** `setStrategy`: a field of the document beside its drawing and messages; no value takes the field out. */
export const setStrategy = commandKind<{ do: "setStrategy"; path: Path; value?: unknown }>({
  do: "setStrategy",
  label: doneWords.setStrategy,
  apply: (draft, { path, value }) => (guarded.has(path[0]) ? draft : setAt(draft, path, value)),
});

/** `replace`: another document in the place of this one, under the same id; nodes without a place get one. */
export const replace = commandKind<{ do: "replace"; draft: Draft }>({
  do: "replace",
  label: doneWords.replace,
  apply: (draft, command) => {
    const next = placeAll({ ...command.draft, id: draft.id });
    return isSame(draft, next) ? draft : next;
  },
});

/** `patch`: a fix of the compiler. One that would leave nothing to draw changes nothing. */
export const patch = commandKind<{ do: "patch"; patch: readonly Patch[] }>({
  do: "patch",
  label: doneWords.patch,
  apply: (draft, command) => {
    const patched = command.patch.reduce(
      (value: Draft, one) => setAt(value, one.path, one.op === "remove" ? undefined : one.value),
      draft,
    );
    if (patched === draft) return draft;
    const read = readDraft(patched);
    return "draft" in read && read.draft.id === draft.id ? read.draft : draft;
  },
});
