import { expect, test } from "vitest";
import { at, readRows, rows, scene, timeline } from "./scene.ts";

const def = { kind: "behind", progress: "lesson.completed", per: "course", by: 0.3 } as const;
const cohort = { median: 10, learners: 20, at: at("03-10T00:00") };
const enrolled = "03-01T00:00 enrolment.created c1\n";

test.each([
  [6, true],
  [7, false],
  [12, false],
])("%d lessons against a median of ten are too few: %s", (lessons, isOn) => {
  const done = Array.from({ length: lessons }, (_, index) => `03-02T10:${index + 10} lesson.completed c1`).join("\n");
  const reading = scene(def, timeline(enrolled + done), { course: "c1", cohort })(at("03-10T00:00"));
  expect(reading.isOn).toBe(isOn);
  if (isOn) expect(reading.evidence).toEqual({ progress: 6, median: 10, behind: 40 });
});

test("a property gives the progress: its largest value", () => {
  const events = timeline(
    `${enrolled}03-02T10:00 content.viewed c1 progressRate=0.5\n03-03T10:00 content.viewed c1 progressRate=0.2`,
  );
  const rate = { ...def, progress: "content.viewed", property: "progressRate" };
  const read = (median: number) =>
    scene(rate, events, { course: "c1", cohort: { ...cohort, median } })(at("03-10T00:00"));
  expect(read(0.8)).toMatchObject({ isOn: true, evidence: { progress: 0.5, behind: 38 } });
  expect(read(0.7).isOn).toBe(false);
});

test("too small a cohort, an unknown one, or a median of nothing measures nobody", () => {
  const read = (figure: typeof cohort | undefined) =>
    scene(def, timeline(enrolled), { course: "c1", ...(figure && { cohort: figure }) })(at("03-10T00:00")).isOn;
  expect(read(cohort)).toBe(true);
  expect(read({ ...cohort, learners: 19 })).toBe(false);
  expect(read({ ...cohort, median: 0 })).toBe(false);
  expect(read(undefined)).toBe(false);
  expect(scene({ ...def, minLearners: 21 }, timeline(enrolled), { course: "c1", cohort })(at("03-10T00:00")).isOn).toBe(
    false,
  );
});

test("only who studies now is behind", () => {
  const early = scene(def, timeline("03-08T00:00 enrolment.created c1"), {
    course: "c1",
    cohort,
  });
  const table = `
    03-07T23:59  off  -  03-08T00:00
    03-08T00:00  on   -  -            progress=0 median=10 behind=100`;
  expect(readRows(early, table)).toEqual(rows(table));
  const left = timeline(`${enrolled}03-05T00:00 enrolment.withdrawn c1`);
  expect(scene(def, left, { course: "c1", cohort })(at("03-10T00:00"))).toMatchObject({ isOn: false, nextAt: null });
});
