// Several questions, groups, trends and margins, on textbook cases.
import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg, holm } from "./families.ts";
import { addFatigue, fatigueOf, fatigueTrend, isFatigueAlarm, noFatigueSums } from "./fatigue.ts";
import { guardrail, isEquivalent } from "./margin.ts";
import { heterogeneity, postStratified } from "./strata.ts";
import { doseTrend, doseTrendOver, timeTrend } from "./trend.ts";

test("Holm and Benjamini-Hochberg as R's p.adjust has them", () => {
  const ps = [0.01, 0.02, 0.03, 0.04, 0.05];
  for (const [at, p] of holm(ps).entries()) expect(p).toBeCloseTo([0.05, 0.08, 0.09, 0.09, 0.09][at] ?? 0, 12);
  for (const p of benjaminiHochberg(ps)) expect(p).toBeCloseTo(0.05, 12);
  expect(benjaminiHochberg([0.5, 0.001])).toEqual([0.5, 0.002]);
  expect(holm([])).toEqual([]);
});

const pair = (x1: number, n1: number, x0: number, n0: number) => ({
  treated: { x: x1, n: n1 },
  control: { x: x0, n: n0 },
});

test("groups with one effect are alike, groups with opposite ones are not", () => {
  expect(heterogeneity([pair(120, 1000, 100, 1000), pair(220, 1000, 200, 1000)])?.p).toBeGreaterThan(0.9);
  expect(heterogeneity([pair(200, 1000, 100, 1000), pair(100, 1000, 200, 1000)])?.p).toBeLessThan(1e-10);
  expect(heterogeneity([pair(1, 10, 1, 10)])).toBeNull();
  expect(heterogeneity([pair(0, 10, 0, 10), pair(10, 10, 0, 10)])?.q).toBeGreaterThan(0);
});

test("a mix that differs between the arms is taken out", () => {
  const groups = [pair(270, 900, 30, 100), pair(4, 100, 36, 900)];
  expect(postStratified(groups, 1.96)?.difference).toBeCloseTo(0, 12);
  expect(postStratified([pair(1, 10, 0, 0)], 1.96)).toBeNull();
});

test("Cochran-Armitage on alcohol and malformation (Agresti, Categorical Data Analysis: X2 = 6.57)", () => {
  const doses = [
    { dose: 0, x: 48, n: 17_114 },
    { dose: 0.5, x: 38, n: 14_502 },
    { dose: 1.5, x: 5, n: 793 },
    { dose: 4, x: 1, n: 127 },
    { dose: 7, x: 1, n: 38 },
  ];
  expect((doseTrend(doses)?.z ?? 0) ** 2).toBeCloseTo(6.57, 2);
  expect(doseTrendOver([doses, doses])?.z).toBeCloseTo((doseTrend(doses)?.z ?? 0) * Math.SQRT2, 3);
  expect(doseTrend([{ dose: 1, x: 0, n: 5 }])).toBeNull();
});

test("a rising and a flat line of weeks", () => {
  const rising = timeTrend([1, 2, 3, 2, 5, 6, 4, 8, 9, 7]);
  expect(rising?.z).toBeCloseTo((34 - 1) / Math.sqrt((10 * 9 * 25 - 18) / 18), 10);
  expect(rising?.slope).toBeCloseTo(1, 12);
  expect(timeTrend([4, 4, 4, 4, 4, 4, 4, 4])).toEqual({ slope: 0, z: 0, p: 1 });
  expect(timeTrend([1, 2, 3])).toBeNull();
});

test("a guardrail is safe, harmful or unclear", () => {
  expect(guardrail(pair(20, 10_000, 20, 10_000)).state).toBe("safe");
  expect(guardrail(pair(200, 10_000, 100, 10_000)).state).toBe("harmful");
  expect(guardrail(pair(2, 100, 1, 100)).state).toBe("unclear");
  expect(guardrail(pair(0, 30, 0, 30)).state).toBe("unclear");
});

test("alike means strictly inside the margin", () => {
  expect(isEquivalent({ low: -0.019, high: 0.01 }, 0.02)).toBe(true);
  expect(isEquivalent({ low: -0.02, high: 0.01 }, 0.02)).toBe(false);
});

test("fatigue: whole-number sums equal the formula, the last send dropped", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (opened) => {
      const kept = opened.slice(0, -1).map(Number);
      const m = kept.length;
      const middle = (m + 1) / 2;
      const mean = kept.reduce((sum, y) => sum + y, 0) / m;
      const trend = kept.reduce((sum, y, at) => sum + (at + 1 - middle) * y, 0);
      const spread = kept.reduce((sum, y) => sum + (y - mean) ** 2, 0) / (m - 1);
      const variance = spread * kept.reduce((sum, _, at) => sum + (at + 1 - middle) ** 2, 0);
      const sums = fatigueOf(opened);
      if (sums.learners === 0) expect(m < 2 || spread === 0).toBe(true);
      else {
        expect(sums.twiceTrend / 2).toBeCloseTo(trend, 9);
        expect(sums.twelveVariance / 12).toBeCloseTo(variance, 9);
      }
    }),
  );
});

test("learners who open the first and then no more are a sign, those in any order are none", () => {
  const many = (opened: boolean[], count: number) =>
    Array.from({ length: count }, () => fatigueOf(opened)).reduce(addFatigue, noFatigueSums);
  expect(isFatigueAlarm(fatigueTrend(many([true, true, false, false, false], 60)))).toBe(true);
  expect(isFatigueAlarm(fatigueTrend(many([false, false, true, true, false], 60)))).toBe(false);
  const mixed = addFatigue(many([true, false, false], 50), many([false, true, false], 50));
  expect(fatigueTrend(mixed)?.p).toBe(1);
  expect(fatigueTrend(many([true, false, false], 5))).toBeNull();
});
