import { expect, test } from "vitest";
import { controlSize, normalQuantile } from "./sample-size.ts";

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.98, 2.053748910631823],
  [0.3, -0.5244005127080407],
  [0.9999, 3.719016485455709],
  [1e-9, -5.997807015007686],
])("the normal quantile of %d", (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 12);
});

test("sample sizes meet the anchors of the measurement page", () => {
  const size = { baselineRate: 0.1, treatedRate: 0.12, ratio: 1, power: 0.8 };
  expect(controlSize({ ...size, alpha: 0.05 })).toBe(3841);
  expect(controlSize({ ...size, alpha: 0.04 })).toBe(4103);
  const held = controlSize({ baselineRate: 0.03, treatedRate: 0.042, ratio: 9, alpha: 0.05, power: 0.8 });
  expect([held, held * 9]).toEqual([2201, 19_809]);
});

test("what has no answer is a bug, not a number", () => {
  expect(() => normalQuantile(0)).toThrow("a probability inside");
  expect(() => controlSize({ baselineRate: 0.1, treatedRate: 0.1, ratio: 1, alpha: 0.05, power: 0.8 })).toThrow(
    "two different rates",
  );
});
