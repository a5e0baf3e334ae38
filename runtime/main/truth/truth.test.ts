import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJson } from "#runtime/main/files.ts";
import { findRoot } from "#runtime/main/root.ts";
import { compile } from "#shared/strategy/compile.ts";
import { defaultContext } from "#shared/strategy/context.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import { documentOf, runOf } from "./document.ts";
import { isFalseVerdict, mostByChance } from "./judge.ts";
import { parseTruth } from "./truth.ts";

const folder = join(findRoot(), "runtime/main/truth");

test("every shipped truth is read, and its strategy compiles", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  expect(files.sort()).toEqual(["no-effect.json", "usual.json"]);
  for (const file of files) {
    const read = readJson(join(folder, file));
    const parsed = "value" in read ? parseTruth(read.value) : read;
    if (!("truth" in parsed)) throw new Error(JSON.stringify(parsed.issues));
    const strategy = parseStrategy(documentOf(parsed.truth, runOf(1)));
    if (!("document" in strategy)) throw new Error(JSON.stringify(strategy.issues));
    const { diagnostics } = compile(strategy.document, defaultContext);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  }
});

test("a truth that cannot be played is refused where it is wrong", () => {
  const variants = [{ id: "a", weight: 10_000, effect: 0.1 }];
  const touch = (tier: string, afterDays: number) => ({ tier, afterDays, channel: "push", variants });
  const refused = (more: object) => {
    const parsed = parseTruth({ format: "winback.truth/1", name: "x", touches: [touch("a", 3)], ...more });
    return "issues" in parsed ? parsed.issues.map(({ path }) => path.join(".")) : [];
  };
  expect(refused({})).toEqual([]);
  expect(refused({ touches: [touch("a", 3), touch("b", 3)] })).toEqual(["touches.1"]);
  expect(refused({ windowDays: 4, touches: [touch("a", 3), touch("b", 7)] })).toEqual(["touches.1"]);
  expect(refused({ baselineRate: 1.2 })).toEqual(["baselineRate"]);
  expect(refused({ surprise: 1 })).toEqual([""]);
});

test("a verdict is false where the truth says otherwise", () => {
  expect(isFalseVerdict("better", 0, null)).toBe(true);
  expect(isFalseVerdict("better", 0.1, null)).toBe(false);
  expect(isFalseVerdict("worse", 0.1, null)).toBe(true);
  expect(isFalseVerdict("noDifference", 0.1, 0.05)).toBe(true);
  expect(isFalseVerdict("noDifference", 0.01, 0.05)).toBe(false);
  expect(isFalseVerdict("notEnough", 0.1, 0.05)).toBe(false);
});

test("chance may miss a truth now and then, and no more often", () => {
  expect([1, 2, 10, 50, 100, 200, 1000].map(mostByChance)).toEqual([1, 1, 3, 7, 11, 18, 67]);
});
