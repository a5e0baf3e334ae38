import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceTo, pathOf, pointAt } from "./curve.ts";

const place = fc.record({ x: fc.integer({ min: -2000, max: 2000 }), y: fc.integer({ min: -2000, max: 2000 }) });

test("a curve leads from port to port", () => {
  fc.assert(
    fc.property(place, place, (from, to) => {
      expect(pointAt({ from, to }, 0)).toEqual(from);
      expect(pointAt({ from, to }, 1)).toEqual(to);
      expect(pathOf({ from, to }).startsWith(`M${from.x} ${from.y}C`)).toBe(true);
    }),
  );
});

test("a pointer on a curve is found near it, one off the curve is not", () => {
  const ends = { from: { x: 0, y: 0 }, to: { x: 400, y: 200 } };
  expect(distanceTo(ends, { x: 200, y: 100 })).toBeLessThan(1);
  expect(distanceTo(ends, { x: 200, y: 0 })).toBeGreaterThan(50);
});
