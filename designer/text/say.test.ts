import { expect, test } from "vitest";
import { firstLocale, sayIn, tagOf } from "./say.tsx";

test("a text is said in the person's language, whichever of the two shapes it has", () => {
  expect([sayIn("zh", { zh: "甲", en: "A" }), sayIn("en", { zh: "甲", en: "A" })]).toEqual(["甲", "A"]);
  expect([sayIn("zh", { "zh-CN": "甲", en: "A" }), sayIn("en", { "zh-CN": "甲", en: "A" })]).toEqual(["甲", "A"]);
  expect([tagOf("zh"), tagOf("en")]).toEqual(["zh-CN", "en"]);
});

test.each([
  ["en", ["zh-CN"], "en"],
  [null, ["zh-TW", "en"], "zh"],
  [null, ["fr", "EN-gb", "zh"], "en"],
  [null, ["fr"], "zh"],
  ["fr", [], "zh"],
])("with %j kept and a browser that prefers %j one begins in %s", (stored, preferred, locale) => {
  expect(firstLocale(stored, preferred)).toBe(locale);
});
