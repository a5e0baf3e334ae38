// Looking again and again: the sequence, the hybrid budget, and sample ratio mismatch.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type BudgetState, budgetOf, budgetStart, type Look, lookAtBudget } from "./budget.ts";
import { compare } from "./comparison.ts";
import { sequenceBoundary, sequenceP } from "./sequence.ts";
import { hasLeak, isSrmAlarm, lookAtSrm, srmClassicP, srmLogFactor, srmStart } from "./srm.ts";

test("the sequence's p is below alpha exactly beyond its boundary", () => {
  const sizes = fc.integer({ min: 1, max: 1e7 });
  fc.assert(
    fc.property(
      sizes,
      sizes,
      fc.constantFrom(0.05, 0.01, 0.0025),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (n, tunedTo, alpha, times) => {
        fc.pre(Math.abs(times - 1) > 1e-9);
        const z = sequenceBoundary(n, alpha, tunedTo) * times;
        expect(sequenceP(z, n, alpha, tunedTo) < alpha).toBe(times > 1);
      },
    ),
  );
});

test("the boundary lies above that of one look, and is lowest about where it was tuned", () => {
  expect(sequenceBoundary(1000, 0.01, 1000)).toBeGreaterThan(2.5758);
  const widthAt = (n: number) => sequenceBoundary(n, 0.05, 1000) / sequenceBoundary(n, 0.05, n);
  expect(widthAt(1000)).toBe(1);
  for (const n of [10, 100, 10_000]) expect(widthAt(n)).toBeGreaterThan(1);
});

function lookOf(x1: number, n1: number, x0: number, n0: number, mayEnd = true): Look {
  const pair = { treated: { x: x1, n: n1 }, control: { x: x0, n: n0 } };
  const endsAt = (c: number) => {
    const { differenceInterval, ratio } = compare(pair, c);
    return { difference: differenceInterval, ratio };
  };
  return { n: n1 + n0, z: compare(pair, 1).z, endsAt, mayEnd };
}

test("the planned end is looked at once, and what was decided stays", () => {
  const budget = budgetOf(2000, 0.02);
  const early = lookAtBudget(budgetStart, budget, lookOf(60, 500, 50, 500));
  expect([early.latched, early.isFinal]).toEqual([null, false]);
  const held = lookAtBudget(early, budget, lookOf(160, 1000, 100, 1000, false));
  expect(held.isFinal).toBe(false);
  const end = lookAtBudget(held, budget, lookOf(160, 1000, 100, 1000));
  expect(end.latched).toMatchObject({ direction: 1 });
  expect(end.isFinal).toBe(true);
  expect(lookAtBudget(end, budget, lookOf(100, 5000, 900, 5000))).toBe(end);
});

test("a large effect is decided before the end, a small one only at it, none as no difference that matters", () => {
  const budget = budgetOf(4000, 0.03);
  expect(lookAtBudget(budgetStart, budget, lookOf(300, 1000, 100, 1000)).latched).toEqual({
    direction: 1,
    by: "sequence",
    n: 2000,
  });
  expect(lookAtBudget(budgetStart, budget, lookOf(240, 2000, 196, 2000)).latched).toEqual({
    direction: 1,
    by: "final",
    n: 4000,
  });
  expect(lookAtBudget(budgetStart, budget, lookOf(200, 2000, 200, 2000)).latched).toEqual({
    direction: 0,
    by: "final",
    n: 4000,
  });
});

test("without a planned end the sequence has the whole error; variants share it", () => {
  expect(budgetOf(null, null)).toMatchObject({ sequenceAlpha: 0.05, finalAlpha: null });
  expect(budgetOf(1000, null, 2)).toMatchObject({ alpha: 0.025, sequenceAlpha: 0.005, finalAlpha: 0.02 });
});

test("at every look p, intervals and decision say the same, and none is ever taken back", () => {
  const steps = fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(steps, fc.option(fc.integer({ min: 200, max: 4000 }), { nil: null }), (days, planned) => {
      const budget = budgetOf(planned, null);
      let state: BudgetState = budgetStart;
      const sums = [0, 1, 0, 1] as [number, number, number, number];
      for (const [x1, x0, more1, more0] of days) {
        sums[0] += x1;
        sums[1] += x1 + more1;
        sums[2] += x0;
        sums[3] += x0 + more0;
        const next: BudgetState = lookAtBudget(state, budget, lookOf(...sums));
        expect(next.p).toBeLessThanOrEqual(state.p);
        if (state.latched !== null) expect(next.latched).toEqual(state.latched);
        expect(next.p < budget.alpha).toBe(next.latched !== null);
        const { low, high } = next.ends?.difference ?? { low: 0, high: 0 };
        if (!next.isDrifting) expect(low > 0 || high < 0).toBe(next.latched !== null);
        state = next;
      }
    }),
    { numRuns: 300 },
  );
});

const arms = (...counts: [count: number, weight: number][]) => counts.map(([count, weight]) => ({ count, weight }));

test("the mismatch factor of 4,800 to 5,200 (30 digits: mpmath), and the classic test beside it", () => {
  expect(srmLogFactor(arms([4800, 1], [5200, 1]))).toBeCloseTo(6.075817651578969, 8);
  expect(srmClassicP(arms([4800, 1], [5200, 1]))).toBeCloseTo(6.334248366623973e-5, 12);
  expect(srmClassicP(arms([0, 1], [0, 1]))).toBeNull();
});

test("a mismatch alarms and stays an alarm; periods add up, each with its own split", () => {
  const bad = lookAtSrm(srmStart, [arms([4700, 5000], [5300, 5000])]);
  expect(isSrmAlarm(bad)).toBe(true);
  expect(lookAtSrm(bad, [arms([50_000, 1], [50_000, 1])]).minP).toBe(bad.minP);
  const moving = [arms([900, 9], [100, 1]), arms([100, 1], [900, 9])];
  expect(isSrmAlarm(lookAtSrm(srmStart, moving))).toBe(false);
});

test("one learner in an arm without weight is a leak, whatever the counts", () => {
  const leaky = arms([500, 1], [500, 1], [1, 0]);
  expect(hasLeak(leaky)).toBe(true);
  expect(isSrmAlarm(lookAtSrm(srmStart, [leaky]))).toBe(true);
  expect(lookAtSrm(srmStart, [arms([1e9, 1], [1, 1])]).minP).toBeGreaterThan(0);
});
