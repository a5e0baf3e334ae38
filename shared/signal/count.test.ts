import { expect, test } from "vitest";
import { at, readRows, rows, scene, timeline } from "./scene.ts";

const def = { kind: "count" as const, events: ["tutoring.cancelled", "tutoring.missed"], atLeast: 2, within: "P14D" };

test("two cancelled or missed within 14 days, exact at the millisecond", () => {
  const read = scene(
    def,
    timeline(`
      03-01T10:00 tutoring.missed
      03-02T10:00 tutoring.attended
      03-10T10:00 tutoring.cancelled
      03-12T10:00 tutoring.missed`),
  );
  const table = `
    03-10T09:59:59.999  off  -            03-10T10:00
    03-10T10:00         on   03-10T10:00  03-15T10:00  count=2 days=14 lastAt=03-10T10:00
    03-12T10:00         on   03-10T10:00  03-15T10:00  count=3 days=14 lastAt=03-12T10:00
    03-15T09:59:59.999  on   03-10T10:00  03-15T10:00  count=3 days=14 lastAt=03-12T10:00
    03-15T10:00         on   03-12T10:00  03-24T10:00  count=2 days=14 lastAt=03-12T10:00
    03-24T10:00         off  -            -`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("only events that pass the test count", () => {
  const where = [{ field: "scoreRate", op: "lt" as const, value: 0.4 }];
  const low = { ...def, events: ["quiz.completed"], where };
  const events = timeline(`
    03-01T10:00 quiz.completed scoreRate=0.2
    03-02T10:00 quiz.completed scoreRate=0.9
    03-03T10:00 quiz.completed`);
  expect(scene(low, events)(at("03-04T00:00")).isOn).toBe(false);
  const more = timeline("03-03T11:00 quiz.completed scoreRate=0");
  expect(scene(low, [...events, ...more])(at("03-04T00:00"))).toMatchObject({ isOn: true, since: at("03-03T11:00") });
});

test("per course, events of another course do not count", () => {
  const events = timeline("03-01T10:00 tutoring.missed c1\n03-02T10:00 tutoring.missed c2");
  expect(scene({ ...def, per: "course" }, events, { course: "c1" })(at("03-03T00:00")).isOn).toBe(false);
  expect(scene(def, events)(at("03-03T00:00")).isOn).toBe(true);
});

test("an event a little ahead of the clock pushes none of the window out", () => {
  const events = timeline("03-01T10:00 tutoring.missed\n03-14T10:00 tutoring.missed\n03-15T10:04 tutoring.missed");
  expect(scene(def, events)(at("03-15T09:59:59.999"))).toMatchObject({ isOn: true, since: at("03-14T10:00") });
});
