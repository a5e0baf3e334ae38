import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkEvent } from "#shared/event/check.ts";
import { checkLearner } from "#shared/event/learner.ts";
import { dateText } from "./calendar.ts";
import type { SchoolDay } from "./days.ts";
import { daySpan, days } from "./days.ts";
import { readSchool } from "./read.ts";
import { readTinySchool } from "./tiny.ts";

const SAMPLE = fileURLToPath(new URL("../../sample", import.meta.url));
const DAY_MS = 86_400_000;

interface Line {
  id: string;
  type: string;
  learner: string;
  at: string;
  course?: string;
  data?: Record<string, unknown>;
}

function parse(line: string): Line {
  return JSON.parse(line) as Line;
}

function say(day: SchoolDay): string[] {
  return day.events.map(parse).map((one) => `${one.at.slice(5, 10)} ${one.learner} ${one.type} ${one.id}`);
}

test("the tiny school's story, day by day", async () => {
  const story = [...days(await readTinySchool())].flatMap(say);
  expect(story).toEqual([
    "09-30 11 enrolment.created studentRegistration:1",
    "10-05 12 enrolment.created studentRegistration:2",
    "10-05 11 homework.assigned homework:100:11",
    "10-06 12 session.started session:12:2013-10-06",
    "10-06 12 lesson.completed studentVle-AAA:4",
    "10-07 11 session.started session:11:2013-10-07",
    "10-07 11 content.viewed studentVle-AAA:1",
    "10-07 11 lesson.completed studentVle-AAA:2",
    "10-07 11 content.viewed studentVle-AAA:3",
    "10-08 11 homework.assigned homework:101:11",
    "10-08 11 session.started session:11:2013-10-08",
    "10-08 11 live.joined studentVle-AAA:6",
    "10-08 11 wiki.edited studentVle-AAA:7",
    "10-08 11 homework.submitted studentAssessment:2",
    "10-13 11 homework.submitted studentAssessment:1",
    "10-13 11 assessment.scored score:studentAssessment:1",
    "10-14 13 session.started session:13:2013-10-14",
    "10-14 13 quiz.attempted studentVle-AAA:5",
    "10-15 13 enrolment.created studentRegistration:3",
    "10-17 12 enrolment.withdrawn withdrawal:AAA-2013J:12",
    "10-21 13 homework.assigned homework:101:13",
    "10-25 12 session.started session:12:2013-10-25",
    "10-25 12 content.viewed studentVle-AAA:8",
    "11-14 11 exam.taken studentAssessment:4",
    "11-14 11 course.completed studentInfo:1",
    "11-14 13 custom.course_failed studentInfo:3",
    "01-29 11 enrolment.created studentRegistration:4",
    "02-01 11 session.started session:11:2014-02-01",
    "02-01 11 forum.posted studentVle-BBB:1",
    "02-21 11 course.completed studentInfo:4",
  ]);
});

test("events carry course, numbers and instants", async () => {
  const lines = [...days(await readTinySchool())].flatMap((day) => day.events).map(parse);
  const find = (id: string) => lines.find((line) => line.id === id);
  expect(find("studentVle-AAA:2")).toEqual({
    id: "studentVle-AAA:2",
    type: "lesson.completed",
    learner: "11",
    course: "AAA-2013J",
    at: "2013-10-07T23:59:59.999Z",
    data: { site: "502", clicks: 4 },
  });
  expect(find("session:11:2013-10-07")?.course).toBeUndefined();
  expect(find("homework:100:11")?.data).toEqual({ homeworkId: "100", dueAt: "2013-10-15T00:00:00.000Z" });
  expect(find("studentAssessment:1")?.data).toEqual({ homeworkId: "100", score: 78 });
  expect(find("studentAssessment:2")?.data).toEqual({ homeworkId: "101" });
  expect(find("studentAssessment:4")?.data).toEqual({ examId: "102", score: 55 });
});

test("learners are told at their first appearance, when they leave, finish and come back", async () => {
  const changes = [...days(await readTinySchool())].flatMap((day) =>
    day.learners.map((one) => `${dateText(day.dayStartAt / DAY_MS)} ${one.id} ${one.attributes.status}`),
  );
  expect(changes).toEqual([
    "2013-09-30 11 studying",
    "2013-10-05 12 studying",
    "2013-10-14 13 studying",
    "2013-10-17 12 withdrawn",
    "2013-11-14 11 finished",
    "2013-11-14 13 finished",
    "2014-01-29 11 studying",
    "2014-02-21 11 finished",
  ]);
});

test("a learner's upsert holds study facts and addresses that reach nobody", async () => {
  const school = await readTinySchool();
  const [first] = [...days(school)].flatMap((day) => day.learners);
  expect(first).toEqual({
    id: "11",
    zone: "UTC",
    locale: "en",
    attributes: { status: "studying", previousAttempts: 0, credits: 60 },
    addresses: { sms: "+447700900011", email: "oulad-11@example.org", push: "oulad-11", wechat: "oulad-11" },
    consent: { inapp: true, push: true, sms: true, wechat: true, email: true },
  });
});

test("a learner who leaves one of two courses still studies", async () => {
  const school = await readTinySchool({
    "studentRegistration.csv":
      "code_module,code_presentation,id_student,date_registration,date_unregistration\n" +
      "AAA,2013J,11,-5,2\nAAA,2013J,12,,12\nAAA,2013J,13,10,\nBBB,2014B,11,-150,\n",
  });
  const changes = [...days(school)].flatMap((day) => day.learners.filter((one) => one.id === "11"));
  expect(changes.map((one) => one.attributes.status)).toEqual(["studying", "finished"]);
});

test("days follow one another without a gap, quiet ones included, and share one stamp", async () => {
  const school = await readTinySchool();
  const all = [...days(school)];
  const { firstDay, endDay } = daySpan(school);
  expect(all.map((day) => day.dayStartAt)).toEqual(
    Array.from({ length: endDay - firstDay }, (_, at) => (firstDay + at) * DAY_MS),
  );
  for (const day of all) {
    expect(day.stampAt).toBe(day.dayStartAt + DAY_MS - 1);
    expect(new Set(day.events.map((line) => Date.parse(parse(line).at))).size).toBeLessThanOrEqual(1);
    for (const line of day.events) expect(Date.parse(parse(line).at)).toBe(day.stampAt);
  }
});

test("rows out of date order, in one file for all, come out in time order", async () => {
  const header = "code_module,code_presentation,id_student,id_site,date,sum_click\n";
  const school = await readTinySchool({
    "studentVle-AAA.csv": null,
    "studentVle-BBB.csv": null,
    "studentVle.csv": `${header}BBB,2014B,11,505,0,9\nAAA,2013J,11,502,5,1\nAAA,2013J,11,502,2,1\n`,
  });
  const visits = [...days(school)].flatMap((day) => day.events).map(parse);
  expect(visits.filter((one) => one.id.startsWith("studentVle:")).map((one) => `${one.id} ${one.type}`)).toEqual([
    "studentVle:3 lesson.completed",
    "studentVle:2 content.viewed",
    "studentVle:1 forum.posted",
  ]);
});

test("the sample gives the counts of its tables, ids that are all different, and items that the API takes", async () => {
  const read = await readSchool(SAMPLE);
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  const counts: Record<string, number> = {};
  const ids = new Set<string>();
  const refused: unknown[] = [];
  for (const day of days(read.school)) {
    for (const learner of day.learners) if ("issues" in checkLearner(learner)) refused.push(learner);
    for (const line of day.events) {
      const event = parse(line);
      counts[event.type] = (counts[event.type] ?? 0) + 1;
      ids.add(event.id);
      if ("issues" in checkEvent(event, day.stampAt)) refused.push(event);
    }
  }
  expect(refused).toEqual([]);
  expect(counts).toEqual({
    "enrolment.created": 383,
    "enrolment.withdrawn": 60,
    "session.started": 34_072,
    "lesson.completed": 20_129,
    "content.viewed": 103_650,
    "forum.posted": 57_044,
    "live.joined": 159,
    "homework.assigned": 1771,
    "homework.submitted": 1633,
    "assessment.scored": 1631,
    "course.completed": 278,
    "custom.course_failed": 45,
  });
  expect(ids.size).toBe(Object.values(counts).reduce((sum, count) => sum + count, 0));
});
