import fc from "fast-check";
import { expect, test } from "vitest";
import type { SubjectKind } from "./fields.ts";
import { checkTemplate, parseTemplate } from "./template.ts";

/** "code@line:column" of each issue. */
function found(source: string, subject: SubjectKind = "learner"): string[] {
  return checkTemplate(source, { subject }).map(({ code, params }) => `${code}@${params?.line}:${params?.column}`);
}

test.each([
  "",
  "同学，今天继续吗？",
  "{{learner.id}} {{links.resume}}",
  '{{or learner.name "同学"}}，《{{or course.title "课程"}}》',
  "{{#if course.left}}还有{{course.left}}章{{/if}}",
  "{{#if course.left}}{{course.left}}{{else if evidence.days}}{{days evidence.days}}{{else}}-{{/if}}",
  "{{#unless course.title}}课程{{else}}{{course.title}}{{/unless}}",
  '{{#if (gt course.left 3)}}{{course.left}} {{plural course.left "lesson" "lessons"}}{{/if}}',
  '{{#if (eq learner.attr.level "vip")}}{{learner.attr.level}}{{/if}}',
  "{{percent (or course.progress 0) 1}}",
  "{{#if course.endsAt}}{{date course.endsAt 'weekday'}}{{/if}}",
  "{{#each learner.attr.topics}}{{this}}{{#unless @last}}、{{/unless}}{{../learner.id}}{{else}}-{{/each}}",
  "{{#if learner.name}}{{#each learner.attr.topics}}{{../learner.name}}{{@index}}{{/each}}{{/if}}",
  "{{! a note }}{{!-- a longer }} note --}}{{~learner.id~}}",
  "a } b { c }} d",
])("accepts %j", (source) => {
  expect(found(source)).toEqual([]);
});

test.each([
  ["{{learner.name}}", "template.unguarded@1:3"],
  ["第一行\n  {{course.title}}", "template.unguarded@2:5"],
  ["{{or learner.name course.title}}", "template.unguarded@1:1"],
  ["{{percent course.progress}}", "template.unguarded@1:11"],
  ["{{#if course.left}}{{else}}{{course.left}}{{/if}}", "template.unguarded@1:30"],
  ["{{#unless course.left}}{{course.left}}{{/unless}}", "template.unguarded@1:26"],
  ["{{#if (or course.left course.title)}}{{course.left}}{{/if}}", "template.unguarded@1:40"],
  ["{{#if course.title}}x{{/if}}{{course.title}}", "template.unguarded@1:31"],
  ["{{course.id}}", "template.unguarded@1:3"],
  ["{{#each learner.attr.topics}}{{../course.title}}{{/each}}", "template.unguarded@1:32"],
])("finds the value that may be missing in %j", (source, issue) => {
  expect(found(source)).toEqual([issue]);
});

test("trusts the course's id where the subject is a course", () => {
  expect(found("{{course.id}}", "course")).toEqual([]);
  expect(found("{{course.title}}", "course")).toEqual(["template.unguarded@1:3"]);
  expect(found("{{course.id}}", "key")).toEqual(["template.unguarded@1:3"]);
});

test.each([
  ["{{learner.phone}}", "template.unknownPath@1:3"],
  ["{{name}}", "template.unknownPath@1:3"],
  ["{{this}}", "template.unknownPath@1:3"],
  ["{{../learner.id}}", "template.unknownPath@1:3"],
  ["{{learner.constructor}}", "template.unknownPath@1:3"],
  ["{{learner.attr.__proto__}}", "template.unknownPath@1:3"],
  ["{{#each learner.attr.a}}{{learner.id}}{{/each}}", "template.unknownPath@1:27"],
  ["{{#each learner.attr.a}}{{this.constructor}}{{/each}}", "template.unknownPath@1:27"],
  ["{{@root.learner.id}}", "template.forbidden@1:3"],
  ["{{@index}}", "template.forbidden@1:3"],
  ["{{log learner.id}}", "template.unknownHelper@1:1"],
  ['{{lookup learner "id"}}', "template.unknownHelper@1:1"],
  ["{{#with learner}}x{{/with}}", "template.unknownHelper@1:1"],
  ["{{constructor learner.id}}", "template.unknownHelper@1:1"],
  ["{{if learner.id learner.id}}", "template.unknownHelper@1:1"],
  ["{{#or learner.id}}x{{/or}}", "template.unknownHelper@1:1"],
  ["{{#each learner.attr.a}}{{#each ../learner.attr.b}}x{{/each}}{{/each}}", "template.nestedEach@1:25"],
  ["{{#if}}x{{/if}}", "template.arity@1:1"],
  ["{{percent 0.5 1 2}}", "template.arity@1:1"],
  ["{{#each learner.id}}x{{/each}}", "template.type@1:9"],
  ["{{date learner.id}}", "template.type@1:8"],
  ["{{percent 'x'}}", "template.type@1:11"],
  ["{{eq learner.id 'x'}}", "template.type@1:1"],
  ["{{'text'}}", "template.forbidden@1:3"],
  ["{{or learner.name undefined}}", "template.forbidden@1:19"],
  ["{{or learner.name null}}", "template.forbidden@1:19"],
])("refuses %j", (source, issue) => {
  expect(found(source)).toEqual([issue]);
});

test.each([
  ["{{{learner.id}}}", "{"],
  ["{{{{raw}}}}x{{{{/raw}}}}", "{"],
  ["{{&learner.id}}", "&"],
  ["{{~&learner.id}}", "&"],
  ["{{> partial}}", ">"],
  ["{{#> layout}}x{{/layout}}", "#>"],
  ["{{* decorator}}", "*"],
  ["{{#*inline 'x'}}y{{/inline}}", "#*"],
  ["{{^learner.name}}x{{/learner.name}}", "^"],
  ["\\{{learner.id}}", "\\"],
  ["{{or learner.name 'a\\'b'}}", "\\"],
  ["{{or learner.name '}}'}}", "}}"],
  ["{{learner.[id]}}", "["],
  ["{{#each learner.attr.a as |x|}}{{x}}{{/each}}", "|"],
  ["{{round 1 digits=2}}", "="],
])("names the construct that %j may not use", (source, construct) => {
  expect(checkTemplate(source, { subject: "learner" })).toMatchObject([
    { code: "template.forbidden", params: { construct, line: 1 } },
  ]);
});

test.each([
  ["{{#if learner.name}}x", "template.syntax@1:1"],
  ["x{{/if}}", "template.syntax@1:2"],
  ["{{#if learner.name}}x{{/unless}}", "template.syntax@1:4"],
  ["a\n{{learner.id", "template.syntax@2:1"],
  ["{{!-- never closed }}", "template.syntax@1:1"],
  ["{{else if learner.name}}", "template.syntax@1:1"],
  ["a\u0000b", "template.control@1:2"],
])("points at the mistake in %j", (source, issue) => {
  expect(found(source)).toEqual([issue]);
});

test("warns of instants and rates printed raw, which stops nothing", () => {
  const issues = checkTemplate("{{#if course.endsAt}}{{course.endsAt}}{{/if}}{{or course.progress 0}}", {
    subject: "learner",
  });
  expect(issues).toMatchObject([
    { code: "template.unformatted", severity: "warning", params: { helper: "date" } },
    { code: "template.unformatted", severity: "warning", params: { helper: "percent" } },
  ]);
});

test("takes nothing but text, whatever the caller's types say", () => {
  for (const value of [null, 7, {}, { type: "Program", body: [] }, ["{{x}}"]]) {
    expect(checkTemplate(value as unknown as string, { subject: "learner", path: ["messages", 0] })).toMatchObject([
      { code: "template.notText", path: ["messages", 0] },
    ]);
  }
});

test("keeps plain text as one piece of the tree", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (text) => {
      fc.pre(!/\{\{|(?!\s)\p{Cc}/u.test(text));
      expect(parseTemplate(text)).toMatchObject({ ast: [{ kind: "text", value: text }] });
    }),
  );
});
