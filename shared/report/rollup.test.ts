import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { join, outcomeOf, type SendState } from "#shared/outcome/lattice.ts";
import {
  type Cell,
  type CellKey,
  cellKeyOf,
  cellOfCounts,
  cellText,
  countsOfCell,
  emptyCell,
  mergeCells,
} from "./cell.ts";
import { keysOf, placeOf } from "./contribution.ts";
import { applyChange, changeOf, type Rollup, recount } from "./rollup.ts";
import { delivered, episodeOf, exposureOf, nothing, sendOf } from "./testunits.ts";
import {
  type Exposure,
  isRecovered,
  isSettled,
  milestonesOf,
  type Unit,
  withGoal,
  withHarm,
  withSend,
} from "./unit.ts";

const arms = fc.constantFrom("a", "b");
const days = fc.nat(5);

/** A step in the life of any unit. */
const steps: ((unit: Unit, pick: number) => Unit)[] = [
  (unit, pick) =>
    unit.unit === "exposure" ? withGoal(unit, unit.at + (pick % 10) * DAY_MS, unit.day + (pick % 10)) : unit,
  (unit, pick) => (unit.unit === "exposure" ? withHarm(unit, pick % 2 ? "optOut" : "complaint", unit.at + pick) : unit),
  (unit, pick) =>
    unit.unit === "exposure"
      ? withSend(unit, pick % 2 === 0, nothing, { ...delivered, isOpened: pick % 3 === 0 }, 5)
      : unit,
  (unit) => (unit.unit === "exposure" ? { ...unit, isCrossed: true } : unit),
  (unit, pick) =>
    unit.unit === "episode" ? { ...unit, outcome: (["recovered", "lost", "void"] as const)[pick % 3] ?? null } : unit,
  (unit, pick) =>
    unit.unit === "send" ? { ...unit, isOpened: pick % 2 === 0, isActed: pick % 4 === 0, state: "acted" } : unit,
  (unit, pick) => (unit.unit === "load" ? { ...unit, sends: unit.sends + (pick % 4) } : unit),
];

const born: fc.Arbitrary<Unit> = fc.oneof(
  fc
    .tuple(arms, days, fc.subarray(["motivation", "content", "service"]))
    .map(([arm, day, causes]) => exposureOf(arm, day, { causes })),
  fc
    .tuple(days, fc.constantFrom("sms", "push"), arms)
    .map(([day, channel, variant]) => sendOf(day, { channel, variant })),
  days.map((day) => episodeOf(day, { course: day % 2 === 0 ? "math" : null })),
  days.map((day): Unit => ({ unit: "load", week: day * 7, sends: day })),
);

test("the running roll-up equals a full recount, whatever happens in whatever order", () => {
  const acts = fc.array(fc.tuple(fc.nat(40), fc.nat(steps.length - 1), fc.nat(1000)), { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(born, { minLength: 1, maxLength: 15 }), acts, fc.nat(14), (first, happened, erased) => {
      const units: (Unit | null)[] = [];
      let rollup: Rollup = new Map();
      const become = (at: number, after: Unit | null) => {
        rollup = applyChange(rollup, changeOf(units[at] ?? null, after));
        units[at] = after;
      };
      for (const [at, unit] of first.entries()) become(at, unit);
      for (const [at, step, pick] of happened) {
        const unit = units[at % units.length];
        if (unit !== null && unit !== undefined)
          become(at % units.length, (steps[step] as (typeof steps)[number])(unit, pick));
      }
      become(erased % units.length, null);
      expect(rollup).toEqual(recount(units.filter((unit) => unit !== null)));
    }),
  );
});

test("units of one place, and only those, count in the same cells, whatever a course is called", () => {
  const courses = fc.constantFrom(null, "", " ", "math", "math 2", "null", "2800", "2800 math", "+");
  const origins = fc.record({
    course: courses,
    cohort: fc.constantFrom(null, 2800),
    causes: fc.subarray(["motivation", "content"]),
  });
  const units: fc.Arbitrary<Unit> = fc.oneof(
    fc.tuple(arms, origins).map(([arm, origin]) => exposureOf(arm, 1, origin)),
    fc.tuple(arms, origins).map(([variant, origin]) => sendOf(1, { ...origin, variant })),
    origins.map((origin) => episodeOf(1, origin)),
  );
  fc.assert(
    fc.property(units, units, (a, b) => {
      const isSame = JSON.stringify(keysOf(a)) === JSON.stringify(keysOf(b));
      expect(placeOf(a) === placeOf(b)).toBe(isSame);
    }),
    { numRuns: 2000 },
  );
});

test("a change that changes nothing writes nothing, and one goal touches few cells", () => {
  const exposure = exposureOf("a", 3);
  expect(changeOf(exposure, withGoal(exposure, exposure.at - 1, 2))).toEqual([]);
  const change = changeOf(exposure, withGoal(exposure, exposure.at + DAY_MS, 4));
  expect(change.map(({ unit, counts }) => cellOfCounts(unit.unit, counts))).toEqual([{ recovered: 1 }]);
  expect([...applyChange(new Map(), change).values()]).toEqual(Array.from({ length: 7 }, () => ({ recovered: 1 })));
});

const cells: fc.Arbitrary<Cell> = fc.dictionary(
  fc.constantFrom("exposed", "recovered", "sends"),
  fc.integer({ min: 1, max: 1e6 }),
  { noNullPrototype: true },
);

test("cells add up in any order, and what is taken back leaves no trace", () => {
  fc.assert(
    fc.property(cells, cells, cells, (a, b, c) => {
      expect(mergeCells(a, b)).toEqual(mergeCells(b, a));
      expect(mergeCells(mergeCells(a, b), c)).toEqual(mergeCells(a, mergeCells(b, c)));
      expect(mergeCells(a, emptyCell())).toEqual(a);
      expect(cellOfCounts("exposure", countsOfCell("exposure", a))).toEqual(a);
    }),
  );
});

test("a key goes into its text and back, whatever the names hold", () => {
  const names = fc.string();
  const keys: fc.Arbitrary<CellKey> = fc.record({
    kind: fc.constant("exposure" as const),
    id: names,
    arm: names,
    day: fc.integer(),
    cut: fc.constant("tier" as const),
    value: names,
  });
  fc.assert(
    fc.property(keys, (key) => {
      expect(cellKeyOf(cellText(key))).toEqual(key);
    }),
  );
});

const after = (exposure: Exposure, days: number) =>
  withGoal(exposure, exposure.at + days * DAY_MS, exposure.day + days);

test("recovery: goal days in (anchor, anchor + W], whatever their order", () => {
  const exposure = exposureOf("a", 10, { goalNeeded: 2 });
  expect(isRecovered(after(exposure, 7))).toBe(false);
  expect(isRecovered(after(after(exposure, 7), 1))).toBe(true);
  expect(isRecovered(after(after(exposure, 8), 1))).toBe(false);
  expect(isRecovered(withGoal(after(exposure, 1), exposure.at, 10))).toBe(false);
  expect(after(after(exposure, 1), 5)).toEqual(after(after(exposure, 5), 1));
});

test("an exposure is kept as long as a late event may still find it", () => {
  const exposure = exposureOf("a", 0);
  expect([42, 43].map((day) => isSettled(exposure, day * DAY_MS))).toEqual([false, true]);
});

test("milestones are those inside the window, and a machine's open is not a human's", () => {
  const at = (state: SendState, when: number) => outcomeOf(state, when);
  const outcome = join(join(at("accepted", 1), at("delivered", 2)), join(at("opened", 5), at("acted", 9)));
  expect(milestonesOf(outcome, false, 6)).toEqual({ ...delivered, isOpened: true });
  expect(milestonesOf(join(at("delivered", 2), at("opened", 5)), true)).toEqual({
    ...delivered,
    isMachineOpened: true,
  });
  expect(milestonesOf(outcome, true)).toMatchObject({ isOpened: true, isMachineOpened: false, isActed: true });
});
