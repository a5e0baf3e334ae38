import fc from "fast-check";
import { expect, test } from "vitest";
import { meanSums, welch, winsorise } from "./mean.ts";
import { clusterEstimates, clusterSums, compareEstimates, fieller } from "./ratio-of-sums.ts";

const older = [27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4];
const newer = [27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4];

test("Welch's test of the textbook samples (values of scipy 1.17)", () => {
  const compared = welch(meanSums(newer), meanSums(older));
  expect(compared?.t).toBeCloseTo(2.8529548701715215, 9);
  expect(compared?.degrees).toBeCloseTo(27.88730398842012, 8);
  expect(compared?.p).toBeCloseTo(0.008071938172194903, 11);
  expect(compared?.differenceInterval.low).toBeCloseTo(0.7986439248746979, 9);
  expect(compared?.differenceInterval.high).toBeCloseTo(4.868022741791966, 9);
  expect(compared?.lift?.low).toBeGreaterThan(0);
});

test("means without spread or learners say nothing", () => {
  expect(welch(meanSums([1]), meanSums([1, 2]))).toBeNull();
  expect(welch(meanSums([3, 3]), meanSums([3, 3]))).toBeNull();
});

test("the longest tail is cut at the 99 % value", () => {
  const minutes = [...Array.from({ length: 198 }, (_, at) => at), 5000, 9000];
  expect(Math.max(...winsorise(minutes))).toBe(197);
  expect(winsorise([])).toEqual([]);
});

const sends = fc.array(
  fc.tuple(fc.nat(8), fc.nat(8)).map(([y, more]) => ({ y, n: y + more })),
  { minLength: 3, maxLength: 60 },
);

test("per-send rates: lift by Fieller and difference agree with the test, and the bounds solve the equation", () => {
  fc.assert(
    fc.property(sends, sends, fc.constantFrom(1.6449, 1.96, 2.0537), (treated, control, c) => {
      const estimates = clusterEstimates(clusterSums(treated), clusterSums(control));
      const compared = estimates === null ? null : compareEstimates(estimates, c);
      if (estimates === null || compared === null) return;
      const isSignificant = Math.abs(compared.z) > c;
      const { low, high } = compared.differenceInterval;
      if (Math.abs(Math.abs(compared.z) - c) < 1e-9) return;
      expect(low > 0 || high < 0).toBe(isSignificant);
      if (compared.lift === null) return;
      expect(compared.lift.low > 0 || compared.lift.high < 0).toBe(isSignificant);
      for (const lift of [compared.lift.low, compared.lift.high]) {
        const theta = lift + 1;
        const left = (estimates.treated - theta * estimates.control) ** 2;
        const right = c * c * (estimates.treatedVariance + theta ** 2 * estimates.controlVariance);
        expect(left).toBeCloseTo(right, 6);
      }
    }),
  );
});

test("sends of one learner each are plain proportions", () => {
  const arm = (x: number, n: number) =>
    clusterSums(Array.from({ length: n }, (_, at) => ({ y: at < x ? 1 : 0, n: 1 })));
  const estimates = clusterEstimates(arm(30, 100), arm(20, 100));
  expect(estimates?.treatedVariance).toBeCloseTo(((0.3 * 0.7) / 100) * (200 / 199), 12);
});

test("learners in both arms lend their covariance", () => {
  const both = Array.from({ length: 50 }, (_, at) => ({ y: at % 3, n: 3 }));
  const sums = clusterSums(both);
  const { yy, yn, nn } = sums;
  const estimates = clusterEstimates(sums, sums, { yTyC: yy, yTnC: yn, nTyC: yn, nTnC: nn }, 50);
  expect(estimates?.covariance).toBeCloseTo(estimates?.controlVariance ?? 0, 12);
  expect(estimates === null ? 0 : compareEstimates(estimates, 1.96)).toBeNull();
});

test("a control that may be 0 has no relative lift", () => {
  expect(
    fieller({ treated: 0.1, control: 0.01, treatedVariance: 1e-4, controlVariance: 1e-3, covariance: 0 }, 1.96),
  ).toBeNull();
});
