import fc from "fast-check";
import { expect, test } from "vitest";
import { getAt, type Path } from "#designer/document/path.ts";
import { type Condition, conditionSchema, evaluate } from "#shared/state/condition.ts";
import {
  addPart,
  changeJoint,
  groupPart,
  nameSignals,
  negatePart,
  partsOf,
  removePart,
  ungroupPart,
} from "./condition-edit.ts";

const paid: Condition = { attr: "paid", op: "eq", value: true };
const young: Condition = { attr: "age", op: "lt", value: 18 };
const quiet: Condition = { signal: "silent" };
const both: Condition = { all: [paid, { any: [young, quiet] }] };

test("a lone comparison grows into a group, and a group grows by a part", () => {
  expect(addPart(paid, [], young)).toEqual({ all: [paid, young] });
  expect(addPart(both, ["all", 1], paid)).toEqual({ all: [paid, { any: [young, quiet, paid] }] });
});

test("the last part of a group takes the group with it", () => {
  expect(removePart(both, ["all", 0])).toEqual({ all: [{ any: [young, quiet] }] });
  expect(removePart({ all: [paid, { any: [young] }] }, ["all", 1, "any", 0])).toEqual({ all: [paid] });
  expect(removePart({ all: [paid, { not: quiet }] }, ["all", 1, "not"])).toEqual({ all: [paid] });
  expect(removePart({ not: { any: [paid] } }, ["not", "any", 0])).toBeNull();
  expect(removePart(paid, [])).toBeNull();
});

test("a part is put into a group of the other joint and taken out again", () => {
  const grouped = groupPart(both, ["all", 0]);
  expect(grouped).toEqual({ all: [{ any: [paid] }, { any: [young, quiet] }] });
  expect(ungroupPart(grouped, ["all", 0])).toEqual(both);
  expect(ungroupPart(both, ["all", 1])).toEqual({ all: [paid, young, quiet] });
  expect(ungroupPart(both, [])).toBe(both);
});

test("joint and sign change in place", () => {
  expect(changeJoint(both, ["all", 1], "all")).toEqual({ all: [paid, { all: [young, quiet] }] });
  expect(negatePart(both, ["all", 0])).toEqual({ all: [{ not: paid }, { any: [young, quiet] }] });
  expect(negatePart(negatePart(both, []), [])).toEqual(both);
});

test("signals are read by their names and stay what they are", () => {
  expect(nameSignals({ not: both }, (id) => `‹${id}›`)).toEqual({
    not: { all: [paid, { any: [young, { signal: "‹silent›" }] }] },
  });
  expect(both).toEqual({ all: [paid, { any: [young, quiet] }] });
});

const leaf: fc.Arbitrary<Condition> = fc.constantFrom(paid, young, quiet, { cause: "content" } as const);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((all): Condition => ({ all })),
    fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((any): Condition => ({ any })),
    tie("condition").map((not): Condition => ({ not })),
  ),
}));

function places(root: Condition, path: Path = []): Path[] {
  const here = path.length === 0 ? root : (getAt(root, path) as Condition);
  const joint = "all" in here ? "all" : "any";
  const inside = partsOf(here).flatMap((_, index) => places(root, [...path, joint, index]));
  return [path, ...inside, ...("not" in here ? places(root, [...path, "not"]) : [])];
}

const worlds = fc.record({
  paid: fc.boolean(),
  age: fc.integer({ min: 10, max: 25 }),
  isOn: fc.boolean(),
  isContent: fc.boolean(),
});

test("wherever it is edited, it stays a condition; grouping never changes what it means, negation turns it round", () => {
  fc.assert(
    fc.property(condition, worlds, fc.nat(), (root, world, pick) => {
      const all = places(root);
      const path = all[pick % all.length] ?? [];
      const view = {
        now: 0,
        attr: (name: string) => (name === "paid" ? world.paid : world.age),
        isOn: () => world.isOn,
        hasCause: () => world.isContent,
      };
      const truth = (one: Condition) => evaluate(one, view).isTrue;
      for (const edited of [
        addPart(root, path),
        groupPart(root, path),
        negatePart(root, path),
        ungroupPart(root, path),
      ])
        expect(conditionSchema.safeParse(edited).success).toBe(true);
      const left = removePart(root, path);
      if (left !== null) expect(conditionSchema.safeParse(left).success).toBe(true);
      expect(truth(groupPart(root, path))).toBe(truth(root));
      expect(truth(negatePart(root, []))).toBe(!truth(root));
      expect(truth(negatePart(negatePart(root, path), path))).toBe(truth(root));
    }),
  );
});
