import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldCatalog, type SubjectKind } from "#shared/message/fields.ts";
import { checkTemplate } from "#shared/message/template.ts";
import { actionMapText, type Part, pieces } from "./action-map.ts";
import { type Edit, fallbackEdit, fieldAt, offsetOf, openingAt, snippetOf, stretchOf } from "./template-places.ts";

const subject: SubjectKind = "learner";
const at = (marked: string) => [marked.replace("|", ""), marked.indexOf("|")] as const;
const edited = (text: string, { from, to, insert }: Edit) => text.slice(0, from) + insert + text.slice(to);

test.each([
  ["你好 {{|", { kind: "head", from: 5 }],
  ["{{lear|}}", { kind: "head", from: 2 }],
  ["{{or lea|", { kind: "argument", from: 5 }],
  ["{{#i|", { kind: "block", from: 3 }],
  ["{{days (o|", { kind: "head", from: 8 }],
  ["{{or learner.name |", { kind: "argument", from: 18 }],
  ['{{or learner.name "同|"}}', null],
  ["{{/if|", null],
  ["{{learner.name}} |", null],
  ["没有标签|", null],
])("at %s there may stand %j", (marked, opening) => {
  expect(openingAt(...at(marked))).toEqual(opening);
});

test("a field is found under the caret, wherever in its name", () => {
  expect(fieldAt("{{or learner.name}}", 10)).toEqual({ from: 5, to: 17, path: "learner.name" });
  expect(fieldAt("{{or learner.name}}", 3)).toBeNull();
});

test("lines and columns lead to an offset, also beyond the end", () => {
  expect([offsetOf("ab\ncd", 2, 2), offsetOf("ab\ncd", 9, 1), offsetOf("ab", 1, 99)]).toEqual([4, 5, 2]);
});

test("an issue is marked over its phrase, else over the word at its place", () => {
  const text = "您已被列为高风险";
  expect(stretchOf(text, { params: { line: 1, column: 6, phrase: "高风险" } })).toEqual({ from: 5, to: 8 });
  expect(stretchOf("{{bad.path}}", { params: { line: 1, column: 3 } })).toEqual({ from: 2, to: 10 });
  expect(stretchOf("", { params: { line: 1, column: 1 } })).toEqual({ from: 0, to: 0 });
});

test.each([
  ["你好，{{learner.name}}", '你好，{{or learner.name "同学"}}'],
  ["{{percent course.progress}}", "{{#if course.progress}}{{percent course.progress}}{{/if}}"],
  ["{{days evidence.days}}", "{{#if evidence.days}}{{days evidence.days}}{{/if}}"],
])("a field without a fallback gets one: %s", (text, wanted) => {
  const [issue] = checkTemplate(text, { subject });
  const edit = fallbackEdit(text, issue ?? {}, "zh-CN");
  expect(edit && edited(text, edit)).toBe(wanted);
  expect(checkTemplate(wanted, { subject })).toEqual([]);
});

test("every field's snippet is a template without a complaint, in every kind of strategy", () => {
  for (const path of Object.keys(fieldCatalog).filter((one) => !one.endsWith("*")))
    for (const kind of ["learner", "course", "key"] as const)
      for (const locale of ["zh-CN", "en"] as const)
        expect([path, checkTemplate(snippetOf(path, kind, locale), { subject: kind })]).toEqual([path, []]);
});

test("every action map is a template without a complaint", () => {
  const choice = (part: Part) => fc.constantFrom(null, ...pieces[part].map(({ id }) => id));
  const chosen = fc.record({
    wrong: choice("wrong"),
    inTime: choice("inTime"),
    steps: choice("steps"),
    minutes: fc.option(fc.integer({ min: 1, max: 240 })),
  });
  fc.assert(
    fc.property(chosen, fc.constantFrom("zh-CN" as const, "en" as const), (one, locale) => {
      expect(checkTemplate(actionMapText(one, locale), { subject })).toEqual([]);
    }),
  );
  expect(actionMapText({ wrong: null, inTime: "plenty", steps: null, minutes: 15 }, "zh-CN")).toBe(
    "现在回来完全来得及。大约 15 分钟。",
  );
});
