import fc from "fast-check";
import { expect, test } from "vitest";
import { rateOf, wilson } from "./rate.ts";

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [1, 29, 0.0061, 0.1718],
])("%d of %d: the published interval (Newcombe 1998, single proportion, method 3)", (x, n, low, high) => {
  const interval = wilson({ x, n });
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

test("none and all give one-sided ends", () => {
  expect(wilson({ x: 0, n: 20 })).toEqual({ low: 0, high: expect.closeTo(0.11916, 5) });
  expect(wilson({ x: 20, n: 20 })).toEqual({ low: expect.closeTo(1 - 0.11916, 5), high: 1 });
  expect(wilson({ x: 0, n: 0 })).toBeNull();
  expect(rateOf({ x: 0, n: 0 })).toBeNull();
});

test("an interval holds its rate and lies in 0..1", () => {
  const tallies = fc.tuple(fc.nat(1e9), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(tallies, ([more, share]) => {
      const n = more + 1;
      const x = Math.round(share * n);
      const { low, high } = wilson({ x, n }) ?? { low: 2, high: -1 };
      expect(0 <= low && low <= x / n && x / n <= high && high <= 1).toBe(true);
    }),
  );
});
