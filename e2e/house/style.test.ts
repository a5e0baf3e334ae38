// Keeps sizes, documentation and purity, and proves each rule on a bad sample.
import { expect, test } from "vitest";
import { isTest, parseModule, productModules } from "./source.ts";
import { headless, impure, oversized, undocumented } from "./style.ts";

const modules = productModules();
const ofShared = modules.filter(({ path }) => path.startsWith("shared/") && !isTest(path));

test("no file has more than 300 lines and no function more than 70", () => {
  expect(modules.flatMap(oversized)).toEqual([]);
});

test("every export of shared is documented", () => {
  expect(ofShared.flatMap(undocumented)).toEqual([]);
  expect(ofShared.length).toBeGreaterThan(40);
});

test("every module begins by saying what it is", () => {
  expect(modules.filter(({ path }) => !isTest(path)).flatMap(headless)).toEqual([]);
});

test("shared reads neither clock nor chance nor this machine's settings", () => {
  expect(ofShared.flatMap(impure)).toEqual([]);
});

const body = (lines: number) => "f();\n".repeat(lines);

test("a long file and each kind of long function are seen", () => {
  expect(oversized(parseModule("a.ts", body(300)))).toEqual([]);
  expect(oversized(parseModule("a.ts", body(301)))).toEqual(["a.ts:1 file of 301 lines"]);
  const long = `${body(1)}function a() {\n${body(69)}}\nconst b = () => {\n${body(69)}}\nclass C {\n  m() {\n${body(69)}  }\n}`;
  expect(oversized(parseModule("a.ts", long))).toEqual([2, 73, 145].map((line) => `a.ts:${line} function of 71 lines`));
  expect(oversized(parseModule("a.ts", `function a() {\n${body(68)}}`))).toEqual([]);
});

test("only a test may group functions in a long describe", () => {
  const text = `describe("a", () => {\n${body(80)}});`;
  expect(oversized(parseModule("a.test.ts", text))).toEqual([]);
  expect(oversized(parseModule("a.spec.ts", `test.${text}`))).toEqual([]);
  expect(oversized(parseModule("a.ts", text))).toEqual(["a.ts:1 function of 82 lines"]);
});

test("an export without its own doc comment is seen", () => {
  const text = `/** Head. */\n\nconst a = 1;\nexport const b = 1;\n// Not a doc.\nexport interface C {}\n
/** Good. */\nexport function d(x: 1): 1;\nexport function d(x: number) {}\n/** Good. */\nexport type E = 1;\nexport { a };
export * from "./f.ts";`;
  expect(undocumented(parseModule("a.ts", text))).toEqual([
    "a.ts:4 b has no doc comment",
    "a.ts:6 C has no doc comment",
    "a.ts:13 exports away from the declaration",
    "a.ts:14 re-exports",
  ]);
});

test("a module without a head is seen", () => {
  expect(headless(parseModule("a.ts", "// Head.\nf();"))).toEqual([]);
  expect(headless(parseModule("a.ts", "f(); // Tail."))).toEqual(["a.ts:1 has no head comment"]);
});

test("each hidden input is seen", () => {
  const reads = ["Date.now", "Math.random", "new Date()", "Date()", "x.getHours()", "Temporal.Now"];
  const locals = ["a.localeCompare(b)", "n.toLocaleString()"];
  const pure = ["new Date(atMs).getUTCHours()", "Math.floor(1)", 'a.localeCompare(b, "en")', 'n.toLocaleString("en")'];
  const text = [...reads, ...locals, ...pure].join(";\n");
  expect(impure(parseModule("a.ts", text))).toEqual(
    [...reads, ...locals].map((read, line) => `a.ts:${line + 1} reads ${read}`),
  );
});
