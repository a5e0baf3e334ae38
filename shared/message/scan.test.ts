import { parseWithoutProcessing } from "@handlebars/parser";
import fc from "fast-check";
import Handlebars from "handlebars";
import { expect, test } from "vitest";
import { scanTemplate, templateLimits } from "./scan.ts";
import { checkTemplate } from "./template.ts";

const IF = "{{#if learner.name}}";
const SIZE = templateLimits.bytes;

/** Work of the scan (characters looked at) and of the parser's lexer (patterns tried), counted at the platform's own doors. */
function countWork(act: () => void): { looks: number; tries: number } {
  const text = String.prototype;
  const { charAt, charCodeAt, match } = text;
  const work = { looks: 0, tries: 0 };
  Object.assign(text, {
    charAt(this: string, at: number) {
      work.looks += 1;
      return charAt.call(this, at);
    },
    charCodeAt(this: string, at: number) {
      work.looks += 1;
      return charCodeAt.call(this, at);
    },
    match(this: string, pattern: RegExp) {
      work.tries += 1;
      return match.call(this, pattern);
    },
  });
  try {
    act();
  } finally {
    Object.assign(text, { charAt, charCodeAt, match });
  }
  return work;
}

function filled(unit: string, tail: string = "", head: string = ""): string {
  return `${head}${unit.repeat(Math.floor((SIZE - head.length - tail.length) / unit.length))}${tail}`;
}

const refused: [string, string, string][] = [
  ["nested blocks, 55 KB", IF.repeat(2000) + "{{/if}}".repeat(2000), "template.tooDeep"],
  ["a chain of else if", filled("{{else if learner.name}}", "{{/if}}", IF), "template.tooDeep"],
  ["a chain of close-set else", filled("{{else(eq 1 1)}}", "{{/if}}", IF), "template.tooDeep"],
  ["closing tags hidden in strings", filled(`${IF}{{or learner.name "}}{{/if}}"}}`), "template.forbidden"],
  ["closing tags hidden in comments", filled(`${IF}{{!-- }}{{/if}} --}}`), "template.tooDeep"],
  ["tags without number", filled("{{learner.id}}"), "template.tooManyTags"],
  ["comments without number", filled("{{!}}"), "template.tooManyTags"],
  ["open braces", filled("{"), "template.forbidden"],
  ["open tags", filled("{{ "), "template.forbidden"],
  ["open comments", filled("{{!--"), "template.syntax"],
  ["brackets", filled("(", "", "{{or "), "template.tooDeep"],
  ["one endless path", filled("a.", "a}}", "{{"), "template.tagTooLong"],
  ["one endless number", filled("1", "}}", "{{or "), "template.tagTooLong"],
  ["an unclosed string", filled("'\"", "", "{{or '"), "template.tagTooLong"],
  ["many small arguments", `{{or ${"1 ".repeat(400)}}}`.repeat(80), "template.tooMuchCode"],
  ["line breaks", filled("\n", "x{{learner.id}}"), "template.spaces"],
  ["ideographic spaces", filled("\u3000", "x").slice(0, 20_000), "template.spaces"],
  ["backslashes before tags", filled("\\{{learner.id}}"), "template.forbidden"],
  ["stray closing tags", filled("{{/if}}"), "template.syntax"],
  ["zero bytes", filled("\u0000"), "template.control"],
  ["more than 64 KB of ASCII", "a".repeat(SIZE + 1), "template.tooLong"],
  ["more than 64 KB of Chinese", "学".repeat(SIZE / 3 + 1), "template.tooLong"],
  ["ten megabytes", "a".repeat(10_000_000), "template.tooLong"],
];

test.each(refused)("refuses %s before any parser sees it, in linear work", (_name, source, code) => {
  let codes: string[] = [];
  const work = countWork(() => {
    codes = checkTemplate(source, { subject: "learner" }).map((issue) => issue.code);
  });
  expect(codes).toEqual([code]);
  expect(work.tries).toBe(0);
  expect(work.looks).toBeLessThan(4 * Math.min(source.length, SIZE) + 100);
});

const allowed: [string, string][] = [
  ["64 KB of text", filled("a")],
  ["64 KB of closing braces", filled("}}")],
  ["64 KB of single braces", filled("{ ")],
  ["eight levels, as often as tags allow", (IF.repeat(8) + "{{/if}}".repeat(8)).repeat(31)],
  ["500 tags between bounded line breaks", `${"\n".repeat(100)}x{{learner.id}}`.repeat(500)],
  ["the most code there may be", `{{or ${"1 ".repeat(400)}}}`.repeat(19)],
  ["comments of 60 KB", `{{!-- ${"} -- }".repeat(10_000)}--}}`],
];

test.each(allowed)("parses %s in bounded work", (_name, source) => {
  const work = countWork(() => checkTemplate(source, { subject: "learner" }));
  expect(scanTemplate(source)).toBeNull();
  expect(work.looks).toBeLessThan(4 * SIZE);
  expect(work.tries).toBeGreaterThan(0);
  expect(work.tries).toBeLessThan(40 * templateLimits.codeChars);
});

test("measures size in bytes of UTF-8", () => {
  expect(scanTemplate("学".repeat(Math.floor(SIZE / 3)))).toBeNull();
  expect(scanTemplate("😀".repeat(SIZE / 4))).toBeNull();
  expect(scanTemplate(`${"😀".repeat(SIZE / 4)}a`)).toMatchObject({ code: "template.tooLong" });
});

const pieces = [
  ..."{}~!#/^&>*\\\"'()[]|=@.- \n1",
  ...[
    "{{",
    "}}",
    "{{#if ",
    "{{#each ",
    "{{else",
    "{{else if ",
    "{{/if}}",
    "{{/each}}",
    "{{!",
    "{{!--",
    "--}}",
    "~}}",
    "else",
    "if",
    "or ",
  ],
  ...["learner.name", "learner.attr.a", "this", "../", "@root", "同学", "\\{{", "{{^}}", "{{~#unless ", "{{/unless}}"],
];
const hostile = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(""));
const nearly = fc
  .array(
    fc.constantFrom(
      IF,
      "{{/if}}",
      "{{else}}",
      "{{else if learner.name}}",
      "{{! {{#if x}} }}",
      "{{or 'a' \"b\"}}",
      "x ",
      "{{~#if learner.id~}}",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

/** Levels of blocks in a parser's raw tree, whatever its shape. */
function levelsOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  const inner = Math.max(0, ...Object.values(node).map(levelsOf));
  return inner + ("type" in node && node.type === "BlockStatement" ? 1 : 0);
}

test.each([
  ["the browser's parser", parseWithoutProcessing],
  ["the renderer's parser", Handlebars.parse],
] as const)("never lets %s build a tree beyond the limits", (_name, parse) => {
  fc.assert(
    fc.property(fc.oneof(hostile, nearly), (source) => {
      if (scanTemplate(source) !== null) return;
      let tree: unknown = null;
      try {
        tree = parse(source);
      } catch {
        return; // refused by the parser: as good
      }
      expect(levelsOf(tree)).toBeLessThanOrEqual(templateLimits.levels);
    }),
    { numRuns: 2000 },
  );
});

test("answers any text with issues that have a place inside it", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, nearly, fc.string({ unit: "binary" })), (source) => {
      for (const { code, params } of checkTemplate(source, { subject: "learner" })) {
        expect(code).toMatch(/^template\.[a-zA-Z]+$/);
        expect(params?.line).toBeGreaterThan(0);
        expect(params?.line).toBeLessThanOrEqual(source.split(/\r\n|\r|\n/).length);
        expect(params?.column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1000 },
  );
});
