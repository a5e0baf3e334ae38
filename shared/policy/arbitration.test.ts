import fc from "fast-check";
import { expect, test } from "vitest";
import { order } from "./arbitration.ts";

test("the higher tier goes first, then priority, then age, then key", () => {
  const served = [
    { key: "z", tierRank: 3, priority: 0, decidedAt: 9 },
    { key: "y", tierRank: 2, priority: 90, decidedAt: 9 },
    { key: "x", tierRank: 2, priority: 50, decidedAt: 1 },
    { key: "a", tierRank: 2, priority: 50, decidedAt: 2 },
    { key: "b", tierRank: 2, priority: 50, decidedAt: 2 },
  ];
  expect(order(served.toReversed())).toEqual(served);
});

test("any arrival order gives the same order, and nobody is lost", () => {
  const few = fc.integer({ min: 0, max: 2 });
  const candidates = fc.uniqueArray(
    fc.record({ key: fc.string({ maxLength: 3 }), tierRank: few, priority: few, decidedAt: few }),
    {
      selector: (one) => one.key,
    },
  );
  const twice = candidates.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(twice, ([all, shuffled]) => {
      const given = [...shuffled];
      expect(order(shuffled)).toEqual(order(all));
      expect(new Set(order(all))).toEqual(new Set(all));
      expect(shuffled).toEqual(given);
    }),
  );
});
