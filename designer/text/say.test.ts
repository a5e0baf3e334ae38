import { expect, test } from "vitest";
import { sayIn } from "./say.tsx";

test("a text is said in the person's language, whichever of the two shapes it has", () => {
  expect([sayIn("zh", { zh: "甲", en: "A" }), sayIn("en", { zh: "甲", en: "A" })]).toEqual(["甲", "A"]);
  expect([sayIn("zh", { "zh-CN": "甲", en: "A" }), sayIn("en", { "zh-CN": "甲", en: "A" })]).toEqual(["甲", "A"]);
});
