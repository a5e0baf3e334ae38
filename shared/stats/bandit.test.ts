import fc from "fast-check";
import { expect, test } from "vitest";
import { asBasisPoints, banditShares, floorOf, mayStop, mergePeriods, periodWeighted } from "./bandit.ts";

const tallies = fc.array(
  fc.tuple(fc.nat(3000), fc.nat(3000)).map(([x, more]) => ({ x, n: x + more })),
  { minLength: 2, maxLength: 7 },
);

test("shares add up, keep the floor, and come out the same every time", () => {
  fc.assert(
    fc.property(tallies, (arms) => {
      const shares = banditShares(arms);
      const floor = floorOf(arms.length);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      for (const share of shares) expect(share).toBeGreaterThanOrEqual(floor - 1e-12);
      expect(banditShares(arms)).toEqual(shares);
      const points = asBasisPoints(shares);
      expect(points.reduce((sum, point) => sum + point, 0)).toBe(10_000);
      for (const point of points) expect(point).toBeGreaterThanOrEqual(Math.floor(floor * 10_000));
    }),
    { numRuns: 40 },
  );
});

test("equal arms get equal shares, a better one more", () => {
  const [a = 0, b = 0] = banditShares([
    { x: 10, n: 100 },
    { x: 10, n: 100 },
  ]);
  expect(a).toBeCloseTo(b, 12);
  expect(
    banditShares([
      { x: 10, n: 100 },
      { x: 30, n: 100 },
    ])[1],
  ).toBeGreaterThan(0.85);
  expect([floorOf(5), floorOf(10)]).toEqual([0.1, 0.05]);
});

const period = (x1: number, n1: number, x0: number, n0: number) => ({
  treated: { x: x1, n: n1 },
  control: { x: x0, n: n0 },
  learners: n1 + n0,
});

test("weights that follow a season do not make an effect: within each period the arms are alike", () => {
  const seasons = [period(90, 900, 10, 100), period(30, 100, 270, 900)];
  const compared = periodWeighted(seasons, 1.96);
  expect(compared?.difference).toBeCloseTo(0, 12);
  expect(120 / 1000 - 280 / 1000).toBeLessThan(-0.1);
});

test("thin periods go together, and none at all says nothing", () => {
  expect(mergePeriods([period(1, 10, 1, 10), period(1, 15, 1, 15), period(0, 30, 0, 5)])).toEqual([
    period(2, 55, 2, 30),
  ]);
  expect(periodWeighted([period(0, 3, 0, 3)], 1.96)).toBeNull();
  expect(periodWeighted([period(0, 50, 0, 50)], 1.96)?.p).toBe(1);
});

test("the search stops after three quiet periods", () => {
  expect(mayStop([0.02, 0.0009, 0.0002, 0.0001])).toBe(true);
  expect(mayStop([0.0001, 0.0001])).toBe(false);
  expect(mayStop([0.0001, 0.0001, 0.001])).toBe(false);
});
