import fc from "fast-check";
import { expect, test } from "vitest";
import { evenShares, missingShare, toBasisPoints, toPercent, WHOLE_BP } from "./shares.ts";

test("evened shares make the whole, and none is more than a basis point larger than another", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), (count) => {
      const shares = evenShares(count);
      expect(shares).toHaveLength(count);
      expect(missingShare(shares)).toBe(0);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
  expect(evenShares(3)).toEqual([3334, 3333, 3333]);
});

test("what is missing is told with its sign", () => {
  expect(missingShare([5000, 4000])).toBe(1000);
  expect(missingShare([5000, 5500])).toBe(-500);
});

test("a percentage and its basis points are the same share", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: WHOLE_BP }), (bp) => {
      expect(toBasisPoints(toPercent(bp))).toBe(bp);
    }),
  );
});
