// The language that a browser begins with.
import { expect, test } from "vitest";
import { firstLocale, tagOf } from "./locale.ts";

test.each([
  ["en", ["zh-CN"], "en"],
  [null, ["zh-TW", "en"], "zh"],
  [null, ["fr", "EN-gb", "zh"], "en"],
  [null, ["fr"], "zh"],
  ["fr", [], "zh"],
])("with %j kept and a browser that prefers %j one begins in %s", (stored, preferred, locale) => {
  expect(firstLocale(stored, preferred)).toBe(locale);
});

test("each has its tag", () => {
  expect([tagOf("zh"), tagOf("en")]).toEqual(["zh-CN", "en"]);
});
