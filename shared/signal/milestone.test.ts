import { expect, test } from "vitest";
import { milestone } from "./milestone.ts";
import { at, readRows, rows, scene, timeline } from "./scene.ts";

const reached = { kind: "milestone" as const, events: ["lesson.completed"], reaches: 2 };
const streak = { kind: "milestone" as const, events: ["checkin.done"], streakDays: 3 };

test("the second lesson is reached once and for all", () => {
  const read = scene(
    reached,
    timeline("03-02T10:00 lesson.completed\n03-01T10:00 lesson.completed\n03-09T10:00 lesson.completed"),
  );
  const table = `
    03-01T23:00  off  -            03-02T10:00
    03-02T10:00  on   03-02T10:00  -            count=2
    12-31T00:00  on   03-02T10:00  -            count=2`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("only events that pass the test bring it nearer", () => {
  const passed = { ...reached, events: ["quiz.completed"], where: [{ field: "score", op: "ge" as const, value: 60 }] };
  const events = timeline("03-01T10:00 quiz.completed score=80\n03-02T10:00 quiz.completed score=59");
  expect(scene(passed, events)(at("03-05T00:00")).isOn).toBe(false);
});

test("three days in a row hold until a day has passed without one", () => {
  const read = scene(streak, timeline("03-01T23:59 checkin.done\n03-02T00:00 checkin.done\n03-03T12:00 checkin.done"));
  const table = `
    03-03T12:00         on   -  03-05T00:00  days=3
    03-04T23:59:59.999  on   -  03-05T00:00  days=3
    03-05T00:00         off  -  -`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("a missed day breaks the row, in the learner's own days", () => {
  const gap = timeline("03-01T12:00 checkin.done\n03-02T12:00 checkin.done\n03-04T12:00 checkin.done");
  expect(scene(streak, gap)(at("03-04T13:00")).isOn).toBe(false);
  const nights = timeline("03-01T15:00 checkin.done\n03-01T17:00 checkin.done\n03-02T17:00 checkin.done");
  expect(scene(streak, nights)(at("03-02T18:00")).isOn).toBe(false);
  expect(scene(streak, nights, { zone: "Asia/Shanghai" })(at("03-02T18:00")).isOn).toBe(true);
});

test("a late event fills the gap", () => {
  const events = timeline("03-01T12:00 checkin.done\n03-03T12:00 checkin.done\n03-02T12:00 checkin.done");
  expect(scene(streak, events)(at("03-03T13:00")).isOn).toBe(true);
});

test.each([
  [{ ...reached, streakDays: 3 }, "milestone.reachesOrStreak"],
  [{ ...reached, reaches: undefined }, "milestone.reachesOrStreak"],
  [{ ...streak, where: [{ field: "a", op: "exists" }] }, "milestone.whereWithStreak"],
])("refuses %j: %s", (def, code) => {
  expect(milestone.schema.safeParse(def).error?.issues[0]).toMatchObject({ params: { code } });
});
