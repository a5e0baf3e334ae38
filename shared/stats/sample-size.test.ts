import fc from "fast-check";
import { expect, test } from "vitest";
import { controlSize, detectable, plannedDays, plannedSize } from "./sample-size.ts";

test("sample sizes meet the anchors of the measurement page", () => {
  const size = { baselineRate: 0.1, treatedRate: 0.12, ratio: 1, power: 0.8 };
  expect(controlSize({ ...size, alpha: 0.05 })).toBe(3841);
  expect(controlSize({ ...size, alpha: 0.04 })).toBe(4103);
  const held = controlSize({ baselineRate: 0.03, treatedRate: 0.042, ratio: 9, alpha: 0.05, power: 0.8 });
  expect([held, held * 9]).toEqual([2201, 19_809]);
});

test("a plan counts the learners of all arms", () => {
  const plan = { baselineRate: 0.1, effectRate: 0.02, power: 0.8 };
  expect(plannedSize({ ...plan, weights: [5000, 5000] })).toBe(2 * 4103);
  expect(plannedSize({ ...plan, weights: [1, 1, 1] })).toBeGreaterThan(3 * 4103);
});

test("what a size can find is what that size was planned for", () => {
  const rates = fc.tuple(
    fc.integer({ min: 1, max: 80 }),
    fc.integer({ min: 1, max: 15 }),
    fc.integer({ min: 1, max: 9 }),
  );
  fc.assert(
    fc.property(rates, ([base, points, ratio]) => {
      const sought = { baselineRate: base / 100, ratio, alpha: 0.04, power: 0.8 };
      const size = controlSize({ ...sought, treatedRate: (base + points) / 100 });
      const { up } = detectable(size, sought);
      expect(up).toBeLessThanOrEqual(points / 100 + 1e-12);
      expect(detectable(size - 1, sought).up ?? 2).toBeGreaterThan(points / 100);
    }),
  );
  expect(detectable(5, { baselineRate: 0.02, ratio: 1, alpha: 0.04, power: 0.8 }).down).toBeNull();
  expect(detectable(4000, { baselineRate: 0.1, ratio: 1, alpha: 0.04, power: 0.8 }).down).toBeLessThan(0);
});

test("days are those to come in and those to mature", () => {
  expect(plannedDays(1000, 90, 14)).toBe(26);
  expect(plannedDays(1000, 0, 14)).toBeNull();
});

test("what has no answer is a bug, not a number", () => {
  expect(() => controlSize({ baselineRate: 0.1, treatedRate: 0.1, ratio: 1, alpha: 0.05, power: 0.8 })).toThrow(
    "two different rates",
  );
});
