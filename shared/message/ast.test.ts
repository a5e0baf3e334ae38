import { parseWithoutProcessing } from "@handlebars/parser";
import Handlebars from "handlebars";
import { expect, test } from "vitest";
import type { Issue } from "#shared/kernel/issue.ts";
import { lowerProgram } from "./ast.ts";

const parsers = [parseWithoutProcessing, Handlebars.parse];

// The scan refuses most of these before; the tree must hold without it.
test.each([
  "{{{a.b}}}",
  "{{&a.b}}",
  "{{> a}}",
  "{{#> a}}x{{/a}}",
  "{{* a}}",
  "{{#* a}}x{{/a}}",
  "{{a b=1}}",
  "{{#a b=1}}x{{/a}}",
  "{{#a b as |c|}}x{{/a}}",
  "{{a.b c}}",
  "{{../a c}}",
  "{{./a c}}",
  "{{@a c}}",
  "{{a null}}",
  "{{a undefined}}",
  `{{a ${"9".repeat(400)}}}`,
])("refuses %s from either parser", (source) => {
  for (const parse of parsers) {
    const issues: Issue[] = [];
    lowerProgram(parse(source), issues);
    expect(issues).toMatchObject([{ code: "template.forbidden", params: { line: 1 } }]);
  }
});

test("makes one tree of both parsers' trees", () => {
  const source =
    '{{! note }}a {{#if (gt a.b -1.5)}}{{or ../a.b "x" true}}{{else if c}}{{this}}{{else}}{{@index}}{{/if}}';
  const trees = parsers.map((parse) => lowerProgram(parse(source), []));
  expect(trees[0]).toEqual(trees[1]);
  expect(trees[0]).toMatchObject([
    { kind: "text", value: "a " },
    {
      kind: "block",
      name: "if",
      args: [
        {
          kind: "call",
          name: "gt",
          args: [
            { kind: "path", parts: ["a", "b"] },
            { kind: "literal", value: -1.5 },
          ],
        },
      ],
      body: [
        { kind: "print", value: { kind: "call", args: [{ kind: "path", depth: 1 }, { value: "x" }, { value: true }] } },
      ],
      otherwise: [
        {
          kind: "block",
          otherwise: [
            {
              kind: "print",
              value: { kind: "path", isData: true, place: { line: 1, column: source.indexOf("@index") + 1 } },
            },
          ],
        },
      ],
    },
  ]);
});

test("makes nothing of what is no tree", () => {
  for (const value of [null, 7, "x", [], { body: 7 }]) expect(lowerProgram(value, [])).toEqual([]);
  const issues: Issue[] = [];
  expect(lowerProgram({ body: [null, { type: "Script" }] }, issues)).toEqual([]);
  expect(issues).toHaveLength(2);
});
