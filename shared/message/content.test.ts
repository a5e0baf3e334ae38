import { expect, test } from "vitest";
import { z } from "zod";
import { type ContentChannel, contentSchemas, templateFields } from "./content.ts";

const examples: { [C in ContentChannel]: z.infer<(typeof contentSchemas)[C]> } = {
  inapp: { title: "T", body: "B", action: { label: "L", link: "resume" } },
  push: { title: "T", body: "B", link: "https://a.example/x" },
  sms: { body: "B", template: "SMS_1001" },
  wechat: { template: "tpl_1", fields: { thing1: "F1", time2: "F2" }, link: "preferences" },
  email: { subject: "S", html: "<p>H</p>", text: "T" },
  webhook: { body: { note: "N", level: 2, isLive: true, extra: null } },
  task: { title: "T", script: "S" },
};

test.each(Object.keys(contentSchemas) as ContentChannel[])("takes the content of %s whole and closed", (channel) => {
  const schema: z.ZodType = contentSchemas[channel];
  expect(schema.parse(examples[channel])).toEqual(examples[channel]);
  expect(schema.safeParse({ ...examples[channel], color: "red" }).success).toBe(false);
  expect(() => z.toJSONSchema(schema)).not.toThrow();
});

test.each([
  ["inapp", "title:T body:B action.label:L"],
  ["push", "title:T body:B"],
  ["sms", "body:B"],
  ["wechat", "fields.thing1:F1 fields.time2:F2"],
  ["email", "subject:S html!:<p>H</p> text:T"],
  ["webhook", "body.note:N"],
  ["task", "title:T script:S"],
] as const)("lists the templates of %s", (channel, listed) => {
  const fields = templateFields(channel, examples[channel]);
  expect(fields.map(({ path, source, isHtml }) => `${path}${isHtml ? "!" : ""}:${source}`).join(" ")).toBe(listed);
});

test("keeps a webhook's or template's own keys that are called link or template", () => {
  expect(templateFields("webhook", { body: { link: "{{links.resume}}" } })).toEqual([
    { path: "body.link", source: "{{links.resume}}", isHtml: false },
  ]);
  expect(templateFields("wechat", { template: "t", fields: { template: "x" } })).toMatchObject([
    { path: "fields.template" },
  ]);
});

test.each([
  ["inapp", { title: "", body: "B" }],
  ["inapp", { title: "T", body: "B", action: { label: "L", link: "javascript:alert(1)" } }],
  ["push", { title: "T", body: "B", link: "https://a@b.example" }],
  ["push", { title: "T", body: "B", link: "{{links.resume}}" }],
  ["sms", { body: 7 }],
  ["wechat", { template: "t", fields: {} }],
  ["wechat", { template: "t", fields: { "1 2": "x" } }],
  ["wechat", { template: "t", fields: JSON.parse('{"__proto__":"x"}') as object }],
  ["email", { subject: "S" }],
  ["webhook", { body: { nested: { a: 1 } } }],
  ["webhook", { body: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 1])) }],
  ["task", { title: "T", script: "S".repeat(20_001) }],
] as const)("refuses a wrong content of %s", (channel, content) => {
  expect(contentSchemas[channel].safeParse(content).success).toBe(false);
});
