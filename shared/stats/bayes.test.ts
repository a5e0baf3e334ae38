// Reference values: adaptive quadrature with 25 digits (mpmath 1.3).
import { expect, test } from "vitest";
import { armOdds, credibleInterval } from "./bayes.ts";

const cases: [name: string, arms: [number, number][], wanted: [chance: number, loss: number][]][] = [
  [
    "small",
    [
      [10, 100],
      [15, 100],
    ],
    [
      [0.14671621006603386, 0.0525976959738483],
      [0.8532837899339661, 0.003578088130711048],
    ],
  ],
  [
    "clear",
    [
      [100, 1000],
      [140, 1000],
    ],
    [
      [0.002960212124707393, 0.039933180535743226],
      [0.9970397878752926, 1.302085510450389e-5],
    ],
  ],
  [
    "nobody",
    [
      [0, 50],
      [0, 20],
    ],
    [
      [0.2916666666666667, 0.031755915317559155],
      [0.7083333333333334, 0.0055321390937829295],
    ],
  ],
  [
    "sure",
    [
      [300, 3000],
      [420, 3000],
    ],
    [
      [9.042808876046266e-7, 0.03997335257648544],
      [0.9999990957191124, 1.4772182838352818e-9],
    ],
  ],
  [
    "three",
    [
      [10, 100],
      [12, 100],
      [9, 100],
    ],
    [
      [0.2660085249577103, 0.03316915742935115],
      [0.5646348291777576, 0.013561314292096246],
      [0.16935664586453203, 0.0429730789979786],
    ],
  ],
  [
    "all and none",
    [
      [5, 5],
      [0, 5],
    ],
    [
      [0.9989177489177489, 8.325008325008325e-5],
      [0.0010822510822510823, 0.7143689643689644],
    ],
  ],
];

test.each(cases)("chances and losses to 1e-6: %s", (_, arms, wanted) => {
  const odds = armOdds(arms.map(([x, n]) => ({ x, n })));
  for (const [arm, [chance, loss]] of wanted.entries()) {
    expect(Math.abs((odds[arm]?.bestChance ?? 0) / chance - 1)).toBeLessThan(1e-6);
    expect(Math.abs((odds[arm]?.expectedLoss ?? 0) / loss - 1)).toBeLessThan(1e-6);
  }
});

test("huge, empty and lopsided arms give numbers", () => {
  const odds = armOdds([
    { x: 0, n: 0 },
    { x: 3e8, n: 1e9 },
    { x: 0, n: 1e9 },
    { x: 7, n: 7 },
  ]);
  for (const { bestChance, expectedLoss } of odds) {
    expect(bestChance >= 0 && bestChance <= 1).toBe(true);
    expect(expectedLoss >= 0 && expectedLoss <= 1).toBe(true);
  }
  expect(armOdds([{ x: 1, n: 2 }])).toEqual([{ bestChance: 1, expectedLoss: 0 }]);
});

test("the middle of a posterior", () => {
  expect(credibleInterval({ x: 10, n: 100 }).low).toBeCloseTo(0.055637223835, 10);
});
