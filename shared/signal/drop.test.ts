import { expect, test } from "vitest";
import { at, pause, readRows, rows, scene, timeline } from "./scene.ts";

const def = {
  kind: "drop" as const,
  events: ["lesson.completed"],
  window: "P2D",
  baseline: "P4D",
  to: 0.5,
  min: 4,
};

/** So many lessons on each day from 03-01 on, at noon and after. */
function lessons(perDay: readonly number[]) {
  const lines = perDay.flatMap((count, day) =>
    Array.from({ length: count }, (_, minute) => `03-0${day + 1}T12:${minute + 10} lesson.completed c1`),
  );
  return timeline(lines.join("\n"));
}

test("the last two whole days against half the usual rate of the four before; today does not count", () => {
  const read = scene(def, lessons([2, 2, 2, 2, 1, 1, 9]));
  const table = `
    03-06T23:59  off  -  03-07T00:00
    03-07T00:00  on   -  03-08T00:00  count=2 baseline=8 ratio=0.5 days=2
    03-07T23:59  on   -  03-08T00:00  count=2 baseline=8 ratio=0.5 days=2
    03-08T00:00  off  -  03-09T00:00`;
  expect(readRows(read, table)).toEqual(rows(table));
});

test("one lesson more than the ratio allows, or too small a baseline, is no drop", () => {
  expect(scene(def, lessons([2, 2, 2, 2, 1, 2]))(at("03-07T09:00")).isOn).toBe(false);
  expect(scene(def, lessons([1, 1, 1, 0, 0, 0]))(at("03-07T09:00")).isOn).toBe(false);
  expect(scene(def, lessons([1, 1, 1, 1, 0, 0]))(at("03-07T09:00")).isOn).toBe(true);
});

test("exactly down to the ratio is a drop, though 0.7 is no number of two", () => {
  const seventy = { ...def, window: "P2D", baseline: "P3D", to: 0.7, min: 1 };
  const days = [15, 15, 15, 11, 10];
  expect(scene(seventy, lessons(days))(at("03-06T09:00")).isOn).toBe(true);
  expect(scene(seventy, lessons([...days.slice(0, 4), 11]))(at("03-06T09:00")).isOn).toBe(false);
});

test("a learner must have been there for the whole baseline", () => {
  const day = (start: string) => timeline(`03-0${start} enrolment.created c1`).concat(lessons([0, 4, 4, 4]));
  expect(scene(def, day("1T23:59"))(at("03-07T09:00")).isOn).toBe(true);
  expect(scene(def, day("2T00:00"))(at("03-07T09:00")).isOn).toBe(false);
  const left = timeline("03-05T00:00 enrolment.withdrawn c1");
  expect(scene(def, [...day("1T23:59"), ...left])(at("03-07T09:00"))).toMatchObject({ isOn: false, nextAt: null });
});

test("days wholly inside a pause are stepped over, half days are not", () => {
  const events = lessons([2, 2, 2, 2, 0, 0, 0, 0]);
  const closed = scene(def, events, { pauses: [pause("03-05T00:00", "03-07T00:00")] });
  const table = `
    03-07T09:00  off  -  03-08T00:00
    03-09T00:00  on   -  03-10T00:00  count=0 baseline=8 ratio=0 days=2`;
  expect(readRows(closed, table)).toEqual(rows(table));
  const half = scene(def, events, { pauses: [pause("03-05T00:01", "03-07T00:00")] });
  expect(half(at("03-08T00:00")).isOn).toBe(true);
});

test("days are the learner's own", () => {
  const events = lessons([2, 2, 2, 2, 0, 0]);
  const table = `
    03-06T15:59  off  -  03-06T16:00
    03-06T16:00  on   -  03-07T16:00  count=0 baseline=8 ratio=0 days=2`;
  expect(readRows(scene(def, events, { zone: "Asia/Shanghai" }), table)).toEqual(rows(table));
});

test("it stops asking once the last lesson has left the baseline", () => {
  const read = scene(def, lessons([4]));
  const table = `
    03-07T23:59  on   -  03-08T00:00  count=0 baseline=4 ratio=0 days=2
    03-08T00:00  off  -  -`;
  expect(readRows(read, table)).toEqual(rows(table));
});
