// Every code that the product can answer with has words in both languages, and no words wait for a code that is gone.
import { expect, test } from "vitest";
import { sentence, wordsByArea, wordsOf } from "#shared/api/words.ts";

const sources = import.meta.glob<string>(
  [
    "/shared/**/*.ts",
    "/runtime/**/*.ts",
    "!/**/*.test.ts",
    "!/**/testkit.ts",
    "!/shared/api/words*.ts",
    "!/shared/strategy/*words.ts",
  ],
  {
    query: "?raw",
    eager: true,
    import: "default",
  },
);

const areas = new Set(
  Object.values(wordsByArea).flatMap((area) => Object.keys(area).map((code) => code.split(".")[0])),
);

/** Codes as they stand in calls that make an issue or a refusal. */
function codesIn(text: string): string[] {
  const calls =
    /(?:errorIssue|refuse|diagnose|renderStop|templateIssue)\(\s*(?:\d+,\s*)?(?:[^"`()]*\?\s*)?"([a-z]\w*\.\w+)"(?:\s*:\s*"([a-z]\w*\.\w+)")?/gi;
  const fields = /\bcode: "([a-z]\w*\.\w+)"/gi;
  return [...text.matchAll(calls), ...text.matchAll(fields)].flatMap(([, ...codes]) =>
    codes.filter((code) => code !== undefined),
  );
}

test("every code in use has words in both languages", () => {
  const used = new Set(Object.entries(sources).flatMap(([, text]) => codesIn(text)));
  expect(used.size).toBeGreaterThan(120);
  expect([...used].filter((code) => wordsOf(code) === null).sort()).toEqual([]);
});

test("every code of learners, events and recurrences that is put together has words", () => {
  const fields = [
    "id",
    "name",
    "zone",
    "locale",
    "birthDate",
    "attributes",
    "addresses",
    "consent",
    "guardian",
    "shape",
  ];
  const parts = ["UnknownPart", "RepeatedPart", "BadValue", "NoFrequency", "Conflict"];
  const made = [
    ...fields.map((field) => `learner.${field}`),
    ...["id", "learner", "course"].map((field) => `event.${field}`),
    ...parts.map((part) => `schedule.recurrence${part}`),
    ...["overloaded", "diskFull", "stopping", "stopped"].map((reason) => `engine.${reason}`),
  ];
  expect(made.filter((code) => wordsOf(code) === null)).toEqual([]);
});

test("no code stands in two areas, and none lacks a language", () => {
  const all = Object.values(wordsByArea).flatMap((area) => Object.entries(area));
  expect(new Set(all.map(([code]) => code)).size).toBe(all.length);
  for (const [code, words] of all) expect([code, words["zh-CN"] !== "", words.en !== ""]).toEqual([code, true, true]);
});

test("words of the interface are all in use", () => {
  const text = Object.values(sources).join("\n");
  const { account, event, http } = wordsByArea;
  const codes = [account, event, http].flatMap((area) => Object.keys(area));
  const built = /^(?:engine|learner|event)\./;
  expect(codes.filter((code) => !built.test(code) && !text.includes(`"${code}"`))).toEqual([]);
  expect(areas.size).toBeGreaterThan(20);
});

test("a sentence prints its parameters, and an unknown code stands for itself", () => {
  expect(sentence({ code: "body.tooLarge", severity: "error", path: [], params: { most: 5 } }, "en")).toBe(
    "The body is larger than 5 bytes.",
  );
  expect(sentence({ code: "no.such", severity: "error", path: [] }, "zh-CN")).toBe("no.such");
});
