import { expect, test } from "vitest";
import { overdue } from "./overdue.ts";
import { at, pause, readRows, rows, scene, timeline } from "./scene.ts";

const question = {
  kind: "overdue",
  opens: "question.asked",
  closes: "question.answered",
  by: "questionId",
  within: "PT15M",
} as const;
const homework = {
  kind: "overdue" as const,
  opens: "homework.assigned",
  closes: "homework.submitted",
  by: "homeworkId",
  due: "dueAt",
  grace: "P7D",
  until: "P21D",
};

const asked = timeline(`
  03-03T09:00 question.asked    questionId=q1
  03-03T09:05 question.asked    questionId=q2
  03-03T09:30 question.answered questionId=q1
  03-03T09:10 question.asked    questionId=7
  03-03T09:20 question.answered questionId=7`);

test("a question waits fifteen minutes; the one that waits longest speaks", () => {
  const table = `
    03-03T09:14:59.999  off  -            03-03T09:15
    03-03T09:15         on   03-03T09:15  03-03T09:20  key=q1 overdueHours=0 openedAt=03-03T09:00 dueAt=03-03T09:15
    03-03T09:20         on   03-03T09:15  03-03T09:30  key=q1 overdueHours=0 openedAt=03-03T09:00 dueAt=03-03T09:15
    03-03T09:30         on   03-03T09:20  -            key=q2 overdueHours=0 openedAt=03-03T09:05 dueAt=03-03T09:20
    03-03T11:25         on   03-03T09:20  -            key=q2 overdueHours=2 openedAt=03-03T09:05 dueAt=03-03T09:20`;
  expect(readRows(scene(question, asked), table)).toEqual(rows(table));
});

test("asked by key, each question stands alone", () => {
  const table = `
    03-03T09:20  on   03-03T09:15  03-03T09:30  key=q1 overdueHours=0 openedAt=03-03T09:00 dueAt=03-03T09:15
    03-03T09:30  off  -            -`;
  expect(readRows(scene(question, asked, { key: "q1" }), table)).toEqual(rows(table));
  expect(scene(question, asked, { key: "7" })(at("03-03T12:00")).isOn).toBe(false);
  expect(scene(question, asked, { key: "q9" })(at("03-03T12:00"))).toMatchObject({ isOn: false, nextAt: null });
});

test("homework is overdue from its grace on, until so long after it fell due", () => {
  const given = timeline("03-01T08:00 homework.assigned homeworkId=h1 dueAt=2025-03-05T00:00:00Z");
  const table = `
    03-11T23:59  off  -            03-12T00:00
    03-12T00:00  on   03-12T00:00  03-26T00:00  key=h1 overdueHours=168 openedAt=03-01T08:00 dueAt=03-05T00:00
    03-26T00:00  off  -            -`;
  expect(readRows(scene(homework, given), table)).toEqual(rows(table));
  const done = timeline("03-14T00:00 homework.submitted homeworkId=h1");
  expect(scene(homework, [...given, ...done])(at("03-13T00:00")).nextAt).toBe(at("03-14T00:00"));
  expect(scene(homework, [...done, ...given])(at("03-14T00:00")).isOn).toBe(false);
});

test("homework without a due instant, or handed in without having been given, is never overdue", () => {
  const events = timeline("03-01T08:00 homework.assigned homeworkId=h1\n03-01T08:00 homework.submitted homeworkId=h2");
  expect(scene(homework, events)(at("12-01T00:00"))).toMatchObject({ isOn: false, nextAt: null });
});

test("homework given after its grace has passed is overdue from then on, not before", () => {
  const given = timeline("03-20T08:00 homework.assigned homeworkId=h1 dueAt=2025-03-05T00:00:00Z");
  expect(scene(homework, given)(at("03-20T08:00"))).toMatchObject({ isOn: true, since: at("03-20T08:00") });
});

test("a holiday stops the clock", () => {
  const read = scene(question, asked.slice(0, 1), { pauses: [pause("03-03T09:10", "03-04T09:10")] });
  expect(read(at("03-04T09:14:59")).isOn).toBe(false);
  expect(read(at("03-04T09:15"))).toMatchObject({ isOn: true, since: at("03-04T09:15") });
});

test("an answer dated before the opening of an episode disproves it, for that key and course only", () => {
  const events = timeline(`
    03-03T09:10 question.answered c1 questionId=q1
    03-03T09:10 question.answered c1 questionId=q2
    03-03T09:16 question.answered c1 questionId=q1
    03-03T09:10 question.asked    c1 questionId=q1
    03-03T09:10 question.answered c2 questionId=q1`);
  const evidence = { key: "q1", course: "c1" };
  const disproved = (def: Parameters<typeof overdue.disproves>[0]) =>
    events.map((event) => overdue.disproves(def, evidence, event, at("03-03T09:15")));
  expect(disproved(question)).toEqual([true, false, false, false, true]);
  expect(disproved({ ...question, per: "course" })).toEqual([true, false, false, false, false]);
});

test.each([
  [{ ...question, grace: "P1D" }, "overdue.withinOrDue"],
  [{ ...question, due: "dueAt", grace: "P1D" }, "overdue.withinOrDue"],
  [{ ...question, within: undefined }, "overdue.withinOrDue"],
  [{ ...homework, grace: undefined }, "overdue.withinOrDue"],
  [{ ...homework, until: "P7D" }, "overdue.untilWithinGrace"],
  [{ ...question, closes: "question.asked" }, "overdue.closesItself"],
])("refuses %j: %s", (def, code) => {
  const issue = overdue.schema.safeParse(def).error?.issues[0];
  expect(issue).toMatchObject({ params: { code } });
});
