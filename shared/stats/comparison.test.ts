import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, compareAt } from "./comparison.ts";
import type { Tally } from "./rate.ts";
import { differenceScore, ratioScore } from "./score.ts";

const pairOf = (x1: number, n1: number, x0: number, n0: number) => ({
  treated: { x: x1, n: n1 },
  control: { x: x0, n: n0 },
});

// Newcombe 1998 (Statist. Med. 17: 873-890), table II, method 6: the intervals of Miettinen & Nurminen.
test.each([
  [56, 70, 48, 80, 0.0528, 0.3382],
  [9, 10, 3, 10, 0.17, 0.8406],
  [10, 10, 0, 10, 0.6636, 1],
  [5, 56, 0, 29, -0.0326, 0.1933],
  [0, 10, 0, 20, -0.1658, 0.2844],
  [10, 10, 0, 20, 0.7156, 1],
])("%d of %d against %d of %d: the published difference", (x1, n1, x0, n0, low, high) => {
  const { differenceInterval } = compareAt(pairOf(x1, n1, x0, n0));
  expect(differenceInterval.low).toBeCloseTo(low, 4);
  expect(differenceInterval.high).toBeCloseTo(high, 4);
});

test("the published ratio of Koopman 1984: 36 of 40 against 16 of 80", () => {
  const { ratio } = compareAt(pairOf(36, 40, 16, 80));
  expect(ratio?.estimate).toBeCloseTo(4.5, 10);
  expect(ratio?.low).toBeCloseTo(2.94, 1);
  expect(ratio?.high).toBeCloseTo(7.15, 1);
});

test("far ends agree with an independent search with 40 digits", () => {
  const { differenceInterval, z } = compareAt(pairOf(120, 1000, 90, 9000));
  expect(z).toBeCloseTo(23.0139534755469, 9);
  expect(differenceInterval.low).toBeCloseTo(0.0911745904709, 11);
  expect(differenceInterval.high).toBeCloseTo(0.1316994865, 9);
});

const tally = (most: number): fc.Arbitrary<Tally> =>
  fc
    .tuple(
      fc.integer({ min: 1, max: most }),
      fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    )
    .map(([n, share]) => ({ x: Math.round(n * share), n }));
const pairs = fc.oneof(
  fc.record({ treated: tally(60), control: tally(60) }),
  fc.record({ treated: tally(20_000), control: tally(20_000) }),
  fc.record({ treated: tally(1e9), control: tally(1e9) }),
);

test("p, difference and ratio never contradict each other, and nothing is ever NaN", () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom(1.2816, 1.96, 2.0537, 3.5), (pair, c) => {
      const { difference, differenceInterval, ratio, z, p, isFlat } = compare(pair, c);
      const isSignificant = Math.abs(z) > c;
      expect(differenceInterval.low > 0 || differenceInterval.high < 0).toBe(isSignificant);
      if (ratio === null) expect(isSignificant).toBe(false);
      else {
        expect(ratio.low > 1 || (ratio.high !== null && ratio.high < 1)).toBe(isSignificant);
        expect(ratio.low > 1).toBe(differenceInterval.low > 0);
        expect(Object.values(ratio).some(Number.isNaN)).toBe(false);
      }
      expect(differenceInterval.low <= difference && difference <= differenceInterval.high).toBe(true);
      expect(-1 <= differenceInterval.low && differenceInterval.high <= 1).toBe(true);
      expect(p > 0 && p <= 1).toBe(true);
      if (p === 1) expect(isFlat || z === 0).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test("both statistics fall as the effect supposed grows, and are one at no effect", () => {
  const small = fc.record({ treated: tally(400), control: tally(400) });
  const steps = fc.uniqueArray(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(small, steps, (pair, shares) => {
      const sorted = shares.toSorted((a, b) => a - b);
      const differences = sorted.map((share) => differenceScore(pair, 2 * share - 1));
      const ratios = sorted.map((share) => ratioScore(pair, share / (1 - share)));
      for (const zs of pair.treated.x + pair.control.x === 0 ? [differences] : [differences, ratios])
        for (const [at, z] of zs.slice(1).entries()) expect(z).toBeLessThanOrEqual((zs[at] as number) + 1e-9);
      expect(ratioScore(pair, 1)).toBe(differenceScore(pair, 0));
    }),
  );
});

test("turning the arms round turns the answer round", () => {
  fc.assert(
    fc.property(pairs, ({ treated, control }) => {
      const there = compareAt({ treated, control });
      const back = compareAt({ treated: control, control: treated });
      expect(back.z).toBeCloseTo(-there.z, 6);
      expect(back.differenceInterval.low).toBeCloseTo(-there.differenceInterval.high, 5);
      expect(back.differenceInterval.high).toBeCloseTo(-there.differenceInterval.low, 5);
    }),
    { numRuns: 300 },
  );
});

test("an arm without learners is a bug", () => {
  expect(() => compareAt(pairOf(0, 0, 1, 2))).toThrow("both arms have learners");
});
