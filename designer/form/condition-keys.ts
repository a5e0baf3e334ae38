// The keys of the condition builder: Alt+Enter adds a part, Alt+Delete removes one, Alt+G puts one into a group.
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { getAt, type Path } from "#designer/document/path.ts";
import { addPart, groupPart, jointOf, partsOf, removePart } from "./condition-edit.ts";
import { pathOf, type Tree } from "./condition-tree.ts";

/** Carries a key out on the part it was pressed in; what is being typed is written first. */
export function pressKey(event: KeyboardEvent<HTMLElement>, tree: Tree): void {
  if (!event.altKey || !["Enter", "Delete", "Backspace", "KeyG"].includes(event.code)) return;
  const part = event.target instanceof Element ? event.target.closest("[data-place]") : null;
  if (part === null) return;
  const path = pathOf(part.getAttribute("data-place") ?? "");
  event.preventDefault();
  event.stopPropagation();
  flushSync(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  if (event.code === "KeyG") tree.edit((root) => groupPart(root, path), path);
  else if (event.code === "Enter") addBeside(tree, path);
  else tree.edit((root) => removePart(root, path), path.slice(0, -2));
}

/** Adds a part after the last of the group that the part is in, or makes a group of a lone one. */
function addBeside(tree: Tree, path: Path): void {
  const isInGroup = typeof path.at(-1) === "number";
  const group = isInGroup ? path.slice(0, -2) : path;
  const here = getAt(tree.root, group);
  const joint = jointOf(here);
  const end = joint === null ? [...group, "all", 1] : [...group, joint, partsOf(here).length];
  tree.edit((root) => addPart(root, group), end);
}
