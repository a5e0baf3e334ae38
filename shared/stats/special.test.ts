// Points computed with 60 digits (mpmath 1.3); met to 1e-9 relative, as measurement section 11.1 asks.
import { expect, test } from "vitest";
import { normalQuantile, normalTail, twoSidedP } from "./normal.ts";
import { betaQuantile, betaTail, chiSquareTail, lnBeta, lnGamma, tQuantile, tTwoSidedP } from "./special.ts";

function expectNear(value: number, wanted: number): void {
  expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-9);
}

test.each([
  [0.5, 0.3085375387259869],
  [1.96, 0.024997895148220435],
  [5, 2.866515718791939e-7],
  [20, 2.7536241186062337e-89],
  [-3, 0.9986501019683699],
])("the normal tail beyond %d", (z, tail) => expectNear(normalTail(z), tail));

test.each([
  [0.975, 1.9599639845400543],
  [0.98, 2.053748910631823],
  [0.3, -0.5244005127080408],
  [1e-10, -6.361340902404057],
  [1e-20, -9.262340089798407],
])("the normal quantile of %d", (p, z) => expectNear(normalQuantile(p), z));

test.each([
  [3.841458820694124, 1, 0.05000000000000006],
  [10.83, 1, 0.0009986863791802587],
  [5.5, 3, 0.1386386173824151],
  [100, 2, 1.9287498479639178e-22],
  [0.02, 5, 0.999997012398468],
  [1100, 1000, 0.014614408126295194],
])("the chi-square tail beyond %d on %d degrees", (x, degrees, tail) => expectNear(chiSquareTail(x, degrees), tail));

test.each([
  [2.228138851964939, 10, 0.05000000000180863],
  [1, 1, 0.5],
  [-8, 7.5, 6.260924562534143e-5],
  [0.1, 300, 0.9204111176444636],
])("Student's two-sided p of %d on %d degrees", (t, degrees, p) => expectNear(tTwoSidedP(t, degrees), p));

test.each([
  [0.5, 2, 3, 0.6875, 0.3125],
  [0.1, 12, 90, 0.30895465851347237, 0.6910453414865276],
  [0.04, 30, 900, 0.9035460136769754, 0.09645398632302457],
  [0.2, 1001, 4001, 0.49435893625905436, 0.5056410637409456],
  [0.001, 1, 1001, 0.6326722706538069, 0.36732772934619307],
])("the tails at %d of Beta(%d, %d)", (x, a, b, below, above) => {
  expectNear(betaTail({ a, b }, x, false), below);
  expectNear(betaTail({ a, b }, x, true), above);
});

test("quantiles and logarithms", () => {
  expectNear(tQuantile(0.975, 10), 2.228138851986275);
  expectNear(tQuantile(0.995, 3.5), 5.085702223091259);
  expectNear(betaQuantile({ a: 11, b: 91 }, 0.025), 0.055637223835302986);
  expectNear(betaQuantile({ a: 3, b: 40 }, 0.975), 0.16164195969165396);
  expectNear(lnGamma(0.5), Math.log(Math.PI) / 2);
  expectNear(lnBeta({ a: 2, b: 3 }), -Math.log(12));
});

test("huge samples go over into the normal curve without a step", () => {
  for (const scale of [0.9999, 1.0001]) {
    const beta = { a: 2e6 * scale, b: 8e6 * scale };
    expect(betaTail(beta, 0.2002, true)).toBeCloseTo(0.05696, 4);
    expect(betaQuantile(beta, 0.5)).toBeCloseTo(0.2, 6);
  }
  expect(tQuantile(0.975, 1e8)).toBeCloseTo(1.96, 4);
});

test("no p-value is 0, however far out", () => {
  for (const p of [twoSidedP(1e9), twoSidedP(Number.NEGATIVE_INFINITY), chiSquareTail(1e9, 1), tTwoSidedP(1e200, 40)])
    expect(p).toBeGreaterThan(0);
  expect(() => normalQuantile(0)).toThrow("a probability between");
});
