import fc from "fast-check";
import { expect, test } from "vitest";
import type { MessageData } from "./fields.ts";
import { createRenderer, type RenderOptions } from "./render.ts";
import { checkTemplate } from "./template.ts";

const links = {
  resume: "https://learn.example.com/r/1?a=b&c=d",
  preferences: "https://learn.example.com/p",
  optOut: "https://learn.example.com/o",
};
const data: MessageData = {
  learner: {
    id: "s-1",
    name: "小明 <b>",
    attr: { level: "vip", topics: ["分数", "a<b"], age: 12, active: false, blank: " " },
  },
  course: {
    id: "algebra",
    title: "Tom & Jerry's",
    left: 3,
    completed: 0,
    progress: 0.634,
    endsAt: Date.UTC(2026, 0, 1, 16),
  },
  evidence: { days: 3.9, count: 1, course: "algebra" },
  school: { name: null },
  links,
};
const zh: RenderOptions = { escape: false, locale: "zh-CN", zone: "Asia/Shanghai" };
const html: RenderOptions = { escape: true, locale: "en", zone: "Asia/Shanghai" };
const en: RenderOptions = { ...html, escape: false };

function textOf(source: string, options: RenderOptions, given: MessageData = data): string {
  const rendered = createRenderer().render(source, given, options);
  return "text" in rendered ? rendered.text : `${rendered.issue.code} ${rendered.issue.params?.path ?? ""}`.trim();
}

test.each([
  ['{{or learner.name "同学"}}', "小明 <b>", "小明 &lt;b&gt;"],
  ['{{or school.name learner.attr.blank "学校"}}', "学校", "学校"],
  ["{{course.title}}", "Tom & Jerry's", "Tom &amp; Jerry&#x27;s"],
  ["{{or course.completed 9}}", "0", "0"],
  ["{{#if course.completed}}some{{else}}none{{/if}}", "none", "none"],
  ["{{#unless learner.attr.nick}}no nick{{/unless}}", "no nick", "no nick"],
  ["{{#if learner.attr.active}}yes{{else}}no{{/if}}", "no", "no"],
  ["{{percent course.progress}} {{percent course.progress 1}}", "63% 63.4%", "63% 63.4%"],
  ["{{round evidence.days}} {{round evidence.days 1}} {{round 2 3}}", "4 3.9 2", "4 3.9 2"],
  ["{{days evidence.days}} / {{days evidence.count}}", "3天 / 1天", "3 days / 1 day"],
  ["{{date course.endsAt}}", "2026年1月2日", "January 2, 2026"],
  ["{{date course.endsAt 'time'}} {{date course.endsAt 'short'}}", "00:00 1/2", "00:00 1/2"],
  ["{{date course.endsAt 'weekday'}}", "星期五", "Friday"],
  ["{{course.left}} {{plural course.left 'lesson' 'lessons'}}", "3 lessons", "3 lessons"],
  ["{{evidence.count}} {{plural evidence.count 'day' 'days'}}", "1 days", "1 day"],
  [
    "{{#each learner.attr.topics}}{{@index}}{{this}}{{#unless @last}}、{{/unless}}{{/each}}",
    "0分数、1a<b",
    "0分数、1a&lt;b",
  ],
  ["{{#each learner.attr.topics}}{{../learner.id}}{{#if @first}}!{{/if}} {{/each}}", "s-1! s-1 ", "s-1! s-1 "],
  ["{{#each learner.attr.none}}x{{else}}no topic{{/each}}", "no topic", "no topic"],
  ["{{#if (eq learner.attr.level 'vip')}}VIP{{/if}}{{#if (eq learner.attr.nick 'x')}}X{{/if}}", "VIP", "VIP"],
  ["{{#if (gt course.left 2)}}>2{{/if}}{{#if (lt evidence.hours 5)}}<5{{/if}}", ">2", ">2"],
  ["a  {{~learner.id~}}  b", "as-1b", "as-1b"],
])("renders %j as text and as HTML", (source, text, escaped) => {
  expect([textOf(source, zh), textOf(source, html)]).toEqual([text, escaped]);
});

test.each([
  ["你好{{learner.attr.nick}}", "render.missing learner.attr.nick"],
  ["{{learner.attr.nick}}", "render.missing learner.attr.nick"],
  ["{{#if learner.id}}{{learner.attr.nick}}{{/if}}", "render.missing learner.attr.nick"],
  ["{{percent evidence.behind}}", "render.missing evidence.behind"],
  ["{{plural cohort.median 'a' 'b'}}", "render.missing cohort.median"],
  ["{{or school.name learner.locale}}", "render.missing learner.locale"],
  ["{{days learner.attr.level}}", "render.value"],
  ["{{#each learner.attr.level}}x{{/each}}", "render.value"],
  ["{{date course.endsAt 'roman'}}", "render.value"],
  ["{{#if (gt learner.attr.level 2)}}x{{/if}}", "render.value"],
])("says why %j has no text", (source, issue) => {
  expect([textOf(source, zh), textOf(source, html)]).toEqual([issue, issue]);
});

test.each([
  "{{learner.constructor.constructor}}",
  "{{lookup learner 'id'}}",
  "{{> x}}",
  "{{{learner.name}}}",
  "{{@root.learner.id}}",
  "{{helperMissing learner.id}}",
  "{{#with learner}}x{{/with}}",
  "{{__defineGetter__ learner.id}}",
])("does not compile %j", (source) => {
  expect(textOf(source, html)).toMatch(/^template\./);
});

test("never compiles an object that poses as a template, nor a bomb", () => {
  const ast = { type: "Program", body: [{ type: "ContentStatement", value: "x" }] };
  expect(textOf(ast as unknown as string, html)).toBe("template.notText");
  expect(textOf("{{#if learner.id}}".repeat(2000) + "{{/if}}".repeat(2000), html)).toBe("template.tooDeep");
});

test("prints a learner's braces and markup as they are, or escaped, and never runs them", () => {
  const name = "{{learner.id}}<script>{{{links.resume}}}";
  const given = { ...data, learner: { id: "s-1", name } };
  expect(textOf("{{or learner.name 'x'}}", zh, given)).toBe(name);
  expect(textOf("{{or learner.name 'x'}}", html, given)).toBe("{{learner.id}}&lt;script&gt;{{{links.resume}}}");
});

test("reads own fields only", () => {
  const inherited = Object.create({ nick: "from the prototype" }) as Record<string, string>;
  const given = { ...data, learner: { id: "s-1", attr: inherited } };
  expect(textOf("{{or learner.attr.nick 'none'}}{{or learner.attr.toString '-'}}", zh, given)).toBe("none-");
});

test("cleans line breaks and text-direction overrides out of values", () => {
  const given = { ...data, learner: { id: "s-1", name: "A\r\nBcc: x\u202eB" } };
  expect(textOf("{{or learner.name 'x'}}", zh, given)).toBe("A Bcc: x B");
});

test.each([
  "javascript:alert(1)",
  "//evil.example",
  "https://a.example@evil.example/",
  "ftp://a.example",
  "https://a b",
  `https://a.example/"><x`,
  "",
])("refuses %j as a link", (resume) => {
  expect(textOf("{{links.resume}}", zh, { ...data, links: { ...links, resume } })).toBe("render.link links.resume");
});

test("refuses an e-mail whose link a learner's data would turn elsewhere", () => {
  const given = { ...data, learner: { id: "s-1", attr: { site: "javascript:alert(1)" } } };
  expect(textOf('<a href="{{or learner.attr.site links.resume}}">', html, given)).toBe("html.link");
  expect(textOf('<a href="{{links.resume}}">', html, given)).toBe(
    '<a href="https://learn.example.com/r/1?a&#x3D;b&amp;c&#x3D;d">',
  );
});

test("bounds the text, the values and the lists", () => {
  const topics = Array.from({ length: 100 }, () => "长".repeat(1000));
  const given = {
    ...data,
    learner: { id: "s-1", name: "x".repeat(1001), attr: { topics, many: [...topics, "one more"] } },
  };
  expect(textOf("{{#each learner.attr.topics}}{{this}}{{/each}}", zh, given)).toBe("render.tooLong");
  expect(textOf("{{or learner.name 'x'}}", zh, given)).toBe("render.value learner.name");
  expect(textOf("{{#each learner.attr.many}}x{{/each}}", zh, given)).toBe("render.value learner.attr.many");
  expect(textOf("12345", { ...zh, maxChars: 4 })).toBe("render.tooLong");
  expect(textOf("1234", { ...zh, maxChars: 4 })).toBe("1234");
});

test("names a zone or locale that does not exist", () => {
  expect(textOf("x", { ...zh, zone: "Mars/Olympus" })).toBe("render.zone");
  expect(textOf("x", { ...zh, locale: "not a locale" })).toBe("render.locale");
});

test("remembers no more templates than its capacity, and renders alike from memory", () => {
  const renderer = createRenderer(3);
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 10; index += 1) {
      expect(renderer.render(`${index}{{learner.id}}`, data, zh)).toEqual({ text: `${index}s-1` });
    }
  }
  expect(renderer.cachedCount()).toBeLessThanOrEqual(3);
  expect(renderer.render("{{course.title}}", data, en)).toEqual({ text: "Tom & Jerry's" });
  expect(renderer.render("{{course.title}}", data, html)).toEqual({ text: "Tom &amp; Jerry&#x27;s" });
  const before = renderer.cachedCount();
  renderer.render("x".repeat(70_000), data, zh);
  expect(renderer.cachedCount()).toBe(before);
});

// Templates by grammar: every node may or may not guard what it prints.
const path = fc.constantFrom(
  "learner.id",
  "learner.name",
  "learner.attr.a",
  "course.id",
  "course.left",
  "evidence.days",
  "links.resume",
);
const figure = fc.constantFrom("course.left", "evidence.days", "cohort.behindPercent");
const { nodes } = fc.letrec<{ nodes: string; node: string }>((tie) => ({
  nodes: fc.array(tie("node"), { maxLength: 3 }).map((parts) => parts.join("")),
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("text ", "《》"),
    path.map((name) => `{{${name}}}`),
    fc.tuple(path, path).map(([a, b]) => `{{or ${a} ${b}}}`),
    path.map((name) => `{{or ${name} "-"}}`),
    figure.map((name) => `{{days ${name}}}{{round ${name} 1}}`),
    fc.tuple(path, tie("nodes"), tie("nodes")).map(([name, a, b]) => `{{#if ${name}}}${a}{{else}}${b}{{/if}}`),
    fc.tuple(path, tie("nodes"), tie("nodes")).map(([name, a, b]) => `{{#unless ${name}}}${a}{{else}}${b}{{/unless}}`),
    fc.tuple(figure, tie("nodes")).map(([name, a]) => `{{#if (gt ${name} 1)}}${a}{{/if}}`),
    fc.tuple(path, tie("nodes")).map(([name, a]) => `{{#if (eq ${name} "x")}}${a}{{/if}}`),
  ),
}));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const anyData = fc.record({
  learner: fc.record({
    id: fc.constant("s-1"),
    name: maybe(fc.constantFrom("x", "小明", "")),
    attr: fc.record({ a: maybe(fc.constantFrom("x", 0, 5, true)) }),
  }),
  course: maybe(fc.record({ id: fc.constant("c-1"), left: maybe(fc.integer()) })),
  evidence: maybe(fc.record({ days: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })) })),
  cohort: fc.record({ behindPercent: maybe(fc.integer({ min: 0, max: 100 })) }),
  links: fc.constant(links),
});

test("gives text for every template that passes the check, whatever is missing", () => {
  const renderer = createRenderer();
  let passed = 0;
  fc.assert(
    fc.property(nodes, anyData, fc.boolean(), (source, given, isHtml) => {
      const isSound = checkTemplate(source, { subject: "learner" }).length === 0;
      const rendered = renderer.render(source, given, { ...en, escape: isHtml, maxChars: 100_000 });
      if ("issue" in rendered) expect([isSound, rendered.issue.code]).toEqual([false, "render.missing"]);
      else expect(rendered.text).not.toMatch(/undefined|null|NaN|\[object/);
      passed += isSound && source.includes("{{") ? 1 : 0;
    }),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(300);
});
