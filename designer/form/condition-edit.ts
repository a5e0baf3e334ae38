// Edits of a condition as a tree: every place is a path of keys and indexes; a group never stays empty, and one left with a single part
// stays a group, so that what was drawn does not jump.
import { getAt, type Path, setAt } from "#designer/document/path.ts";
import type { Condition } from "#shared/state/condition.ts";

/** A group's word. */
export type Joint = "all" | "any";

/** The comparison a new part begins with. */
export const freshPart: Condition = { attr: "status", op: "eq", value: "studying" };

/** The joint of a group; null where the condition is none. */
export function jointOf(condition: unknown): Joint | null {
  if (typeof condition !== "object" || condition === null) return null;
  return "all" in condition ? "all" : "any" in condition ? "any" : null;
}

/** The parts of a group; none for anything else. */
export function partsOf(condition: unknown): readonly Condition[] {
  const joint = jointOf(condition);
  const parts: unknown = joint === null ? [] : (condition as Record<string, unknown>)[joint];
  return Array.isArray(parts) ? (parts as Condition[]) : [];
}

/** The condition with another part at a place. */
export function replacePart(root: Condition, path: Path, part: Condition): Condition {
  return path.length === 0 ? part : setAt(root, path, part);
}

/** The group at a place with its joint changed. */
export function changeJoint(root: Condition, path: Path, joint: Joint): Condition {
  const group = path.length === 0 ? root : (getAt(root, path) as Condition);
  const parts = [...partsOf(group)];
  return replacePart(root, path, joint === "all" ? { all: parts } : { any: parts });
}

/** One more part at the end of the group at a place; what is no group there becomes one first. */
export function addPart(root: Condition, path: Path, part: Condition = freshPart): Condition {
  const here = path.length === 0 ? root : (getAt(root, path) as Condition);
  const joint = jointOf(here);
  if (joint === null) return replacePart(root, path, { all: [here, part] });
  return replacePart(
    root,
    path,
    joint === "all" ? { all: [...partsOf(here), part] } : { any: [...partsOf(here), part] },
  );
}

/** Without the part at a place; a group or a negation left without one goes with it. Null where nothing is left. */
export function removePart(root: Condition, path: Path): Condition | null {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  if (key === undefined) return null;
  if (key === "not") return removePart(root, parent);
  const parts = getAt(root, parent);
  if (Array.isArray(parts) && parts.length > 1) return setAt(root, path, undefined);
  return removePart(root, parent.slice(0, -1));
}

/** The part at a place put into a group of its own, of the joint that its own group has not. */
export function groupPart(root: Condition, path: Path): Condition {
  const part = path.length === 0 ? root : (getAt(root, path) as Condition);
  const isInAll = path.at(-2) === "all" || path.at(-1) === "not" || path.length === 0;
  return replacePart(root, path, isInAll ? { any: [part] } : { all: [part] });
}

/** The group at a place taken apart: its parts stand where it stood. Nothing changes where it stands in no group and has several parts. */
export function ungroupPart(root: Condition, path: Path): Condition {
  const parts = partsOf(path.length === 0 ? root : getAt(root, path));
  const [only] = parts;
  if (only === undefined) return root;
  if (parts.length === 1) return replacePart(root, path, only);
  const list = getAt(root, path.slice(0, -1));
  const index = path.at(-1);
  if (!Array.isArray(list) || typeof index !== "number") return root;
  return setAt(root, path.slice(0, -1), list.toSpliced(index, 1, ...parts));
}

/** The part at a place turned into its opposite, or back. */
export function negatePart(root: Condition, path: Path): Condition {
  const part = path.length === 0 ? root : (getAt(root, path) as Condition);
  return replacePart(root, path, "not" in part ? part.not : { not: part });
}

/** The same condition with its signals called by other names, for reading. */
export function nameSignals(condition: Condition, nameOf: (id: string) => string): Condition {
  if ("all" in condition) return { all: condition.all.map((part) => nameSignals(part, nameOf)) };
  if ("any" in condition) return { any: condition.any.map((part) => nameSignals(part, nameOf)) };
  if ("not" in condition) return { not: nameSignals(condition.not, nameOf) };
  return "signal" in condition ? { signal: nameOf(condition.signal) } : condition;
}
