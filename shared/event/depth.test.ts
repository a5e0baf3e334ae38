// The nesting of JSON texts, against the depth of the parsed value.
import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonDepthExceeds } from "./depth.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

test("says for any JSON whether it nests deeper than the bound", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 7, stringUnit: "binary" }), fc.integer({ min: 0, max: 6 }), (text, max) => {
      expect(jsonDepthExceeds(text, max)).toBe(depthOf(JSON.parse(text)) > max);
    }),
    { numRuns: 300 },
  );
});

test("does not count brackets in strings, behind escaped quotes and backslashes", () => {
  expect(jsonDepthExceeds('{"a":"[[[[","b\\"[[":"\\\\"}', 1)).toBe(false);
  expect(jsonDepthExceeds('{"a\\\\":[[]]}', 2)).toBe(true);
});

test("finds ten thousand brackets and leaves torn text to the parser", () => {
  expect(jsonDepthExceeds("[".repeat(10_000), 32)).toBe(true);
  expect(jsonDepthExceeds('{"a": "open [[[', 1)).toBe(false);
  expect(jsonDepthExceeds("]]]][", 1)).toBe(false);
});
