import { expect, test } from "vitest";
import { absence } from "./absence.ts";
import { at, pause, readRows, rows, scene, timeline } from "./scene.ts";

const threeDays = { kind: "absence", events: ["session.started", "lesson.completed"], for: "P3D" } as const;
const def = { ...threeDays, events: [...threeDays.events] };
const perCourse = { ...def, per: "course" as const };

test("three silent days make an absence at the millisecond, counted from the last of the named events", () => {
  const read = scene(
    def,
    timeline("03-03T09:00 session.started\n03-04T08:00 lesson.completed c1\n03-05T08:00 forum.posted"),
  );
  const table = `
    03-04T09:00         off  -            03-07T08:00
    03-07T07:59:59.999  off  -            03-07T08:00
    03-07T08:00         on   03-07T08:00  -            days=3  hours=72  lastAt=03-04T08:00
    03-09T20:00         on   03-07T08:00  -            days=5  hours=132 lastAt=03-04T08:00`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("a learner who never came is silent since the enrolment, and holidays are cut out", () => {
  const read = scene(def, timeline("03-01T00:00 enrolment.created c1"), {
    pauses: [pause("03-02T00:00", "03-05T00:00")],
  });
  const table = `
    03-06T23:59  off  -            03-07T00:00
    03-07T00:00  on   03-07T00:00  -            days=3  hours=72  lastAt=03-01T00:00`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("nobody is missed in a course that is over, nor in one that is not known", () => {
  const events = timeline("03-01T00:00 enrolment.created c1\n03-02T00:00 enrolment.withdrawn c1");
  expect(scene(def, events)(at("03-20T00:00")).isOn).toBe(false);
  expect(scene(perCourse, events, { course: "c1" })(at("03-20T00:00")).isOn).toBe(false);
  expect(scene(perCourse, [], { course: "c2" })(at("03-20T00:00"))).toMatchObject({ isOn: false, nextAt: null });
});

test("a late event disproves an absence only inside the silence, and per course only in that course", () => {
  const [inside, before, other] = timeline(`
    03-05T00:00 session.started c1
    03-01T00:00 session.started c1
    03-05T00:00 session.started c2`);
  const openedAt = at("03-07T08:00");
  const disproves = (event: typeof inside) =>
    event !== undefined && absence.disproves(perCourse, { course: "c1" }, event, openedAt, []);
  expect([inside, before, other].map(disproves)).toEqual([true, false, false]);
});
