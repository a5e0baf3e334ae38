// What the parts of one condition builder share: the condition as it now stands, how to change it, and where to go next.
import { createContext, useContext } from "react";
import type { Path } from "#designer/document/path.ts";
import { assert } from "#shared/kernel/issue.ts";
import type { Condition } from "#shared/state/condition.ts";
import type { Entry } from "./open-select.tsx";

/** A condition being built. */
export interface Tree {
  readonly root: Condition;
  /** Learners only: signals and causes may not be looked at. */
  readonly isLearner: boolean;
  readonly signals: readonly Entry[];
  readonly attributes: readonly Entry[];
  /** Changes the condition as it stands when called; null removes it. `focus` is the part to go to then. */
  edit(change: (root: Condition) => Condition | null, focus?: Path): void;
}

/** See `Tree`. */
export const TreeContext = createContext<Tree | null>(null);

/** The condition that a part belongs to. */
export function useTree(): Tree {
  const tree = useContext(TreeContext);
  assert(tree !== null, "a part stands in a condition builder");
  return tree;
}

/** A part's place as text, for finding it on the page. */
export function placeOf(path: Path): string {
  return path.length === 0 ? "root" : path.join(".");
}

/** The place that `placeOf` wrote. */
export function pathOf(place: string): Path {
  return place === "root" ? [] : place.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}
