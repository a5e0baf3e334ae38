import { expect, test } from "vitest";
import { at, readRows, rows, scene, timeline } from "./scene.ts";

const base = {
  kind: "metric",
  event: "quiz.completed",
  property: "score",
  within: "P7D",
  op: "lt",
  value: 60,
} as const;
const scores = timeline(`
  03-01T10:00 quiz.completed score=90
  03-04T10:00 quiz.completed score=50
  03-05T10:00 quiz.completed score=35.5
  03-06T10:00 quiz.completed score=none`);

test("an average below the bound, as values come and leave the window", () => {
  const read = scene({ ...base, aggregate: "avg", minEvents: 2 }, scores);
  const table = `
    03-03T10:00         off  -  03-04T10:00
    03-04T10:00         off  -  03-05T10:00
    03-05T10:00         on   -  03-08T10:00  value=58.5  count=3
    03-08T10:00         on   -  03-11T10:00  value=42.75 count=2
    03-11T10:00         off  -  -`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test.each([
  ["avg", 58.5],
  ["sum", 175.5],
  ["min", 35.5],
  ["max", 90],
  ["last", 35.5],
] as const)("%s over the window is %d", (aggregate, value) => {
  const reading = scene({ ...base, aggregate, op: "ge", value: -1 }, scores)(at("03-06T12:00"));
  expect(reading.evidence).toEqual({ value, count: 3 });
});

test.each([
  ["lt", 35.5, false],
  ["le", 35.5, true],
  ["gt", 35.5, false],
  ["ge", 35.5, true],
  ["lt", 35.6, true],
  ["gt", 35.4, true],
] as const)("the latest of 35.5 is %s %d: %s", (op, value, isOn) => {
  expect(scene({ ...base, aggregate: "last", op, value }, scores)(at("03-06T12:00")).isOn).toBe(isOn);
});

test("no value is not a low value", () => {
  expect(scene({ ...base, aggregate: "sum" }, [])(at("03-06T12:00"))).toMatchObject({ isOn: false, nextAt: null });
});
