import { expect, test } from "vitest";
import { at, readRows, rows, scene, timeline } from "./scene.ts";
import { stall } from "./stall.ts";

const def = { kind: "stall", progress: "lesson.completed", per: "course", for: "P5D" } as const;

test("progress of one course stalls while another course goes on", () => {
  const read = scene(
    def,
    timeline(`
      03-01T00:00 enrolment.created c1
      03-02T12:00 lesson.completed  c1
      03-06T12:00 lesson.completed  c2
      03-06T12:00 session.started   c1`),
    { course: "c1" },
  );
  const table = `
    03-07T11:59  off  -            03-07T12:00
    03-07T12:00  on   03-07T12:00  -            days=5  hours=120 lastAt=03-02T12:00`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("a completed course does not stall", () => {
  const events = timeline("03-01T00:00 enrolment.created c1\n03-02T12:00 course.completed c1");
  expect(scene(def, events, { course: "c1" })(at("03-20T00:00"))).toMatchObject({ isOn: false, nextAt: null });
});

test("late progress inside the stall disproves it", () => {
  const [event] = timeline("03-05T00:00 lesson.completed c1");
  const disproves = (course: string) =>
    event !== undefined && stall.disproves(def, { course }, event, at("03-07T12:00"), []);
  expect([disproves("c1"), disproves("c2")]).toEqual([true, false]);
});
