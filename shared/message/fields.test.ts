import { expect, test } from "vitest";
import { fieldCatalog, fieldOf, isGuaranteed } from "./fields.ts";

test.each([
  ["learner.id", true, true, true],
  ["links.resume", true, true, true],
  ["links.preferences", true, true, true],
  ["links.optOut", true, true, true],
  ["course.id", false, true, false],
  ["course.title", false, false, false],
  ["learner.name", false, false, false],
  ["learner.attr.level", false, false, false],
  ["evidence.days", false, false, false],
] as const)("says when %s surely has a value", (path, learner, course, key) => {
  expect([isGuaranteed(path, "learner"), isGuaranteed(path, "course"), isGuaranteed(path, "key")]).toEqual([
    learner,
    course,
    key,
  ]);
});

test.each([
  "",
  "learner",
  "learner.attr",
  "learner.attr.*",
  "learner.attr.",
  "learner.attr.a.b",
  "learner.attr.__proto__",
  "learner.attr.constructor",
  "learner.__proto__",
  "constructor",
  "toString",
  "course.teacher",
  " learner.id",
])("knows no path %j", (path) => {
  expect(isGuaranteed(path, "course")).toBeNull();
});

test("finds every entry of the catalogue and labels it in both languages", () => {
  for (const [path, field] of Object.entries(fieldCatalog)) {
    expect(fieldOf(path.replace("*", "level"))).toBe(field);
    expect(field.label["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(field.label.en).toMatch(/^[A-Z][A-Za-z -]+$/);
    expect(typeof field.example).toBe(
      field.type === "text" || field.type === "link" || field.type === "attribute" ? "string" : "number",
    );
  }
});
