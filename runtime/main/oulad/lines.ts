// Writes events as JSON lines by joining ready-made pieces: a replay makes two million of them in seconds. What may need
// escaping (names from files) is escaped once, when the writer is made.
import { dateText, dayStartAt } from "./calendar.ts";
import type { Assignment } from "./homework.ts";
import { isHomework } from "./homework.ts";
import type { Assessment, Enrolment, Result, School } from "./school.ts";
import { visitTypes } from "./visits.ts";

/** Makes the lines of one school; `stamp` is the ISO instant that all lines of a day carry. */
export interface LineWriter {
  created(enrolment: number, stamp: string): string;
  withdrawn(enrolment: number, stamp: string): string;
  /** null where the source states neither Pass, Distinction nor Fail. */
  ended(enrolment: number, stamp: string): string | null;
  assigned(assignment: Assignment, stamp: string): string;
  /** The submission or exam, and the score where there is one. */
  result(result: Result, stamp: string): string[];
  session(enrolment: number, day: number, stamp: string): string;
  /** A studentVle row: its file and row index among all, and whether the learner was at that site before. */
  visit(file: number, index: number, isFirst: boolean, stamp: string): string;
}

const ENDINGS: Record<string, string> = {
  Pass: "course.completed",
  Distinction: "course.completed",
  Fail: "custom.course_failed",
};

/** A writer for a school's events. */
export function openWriter(school: School): LineWriter {
  const courseParts = school.courses.map((course) => `","course":${JSON.stringify(course.id)},"at":"`);
  const courseIds = school.courses.map((course) => JSON.stringify(course.id).slice(1, -1));
  const who = school.enrolments.map((one) => `","learner":"${school.learners[one.learner]}${courseParts[one.course]}`);
  const enrolment = (at: number) => school.enrolments[at] as Enrolment;
  const assessment = (at: number) => school.assessments[at] as Assessment;
  const line = (id: string, type: string, at: number, stamp: string, data: string) =>
    `{"id":"${id}","type":"${type}${who[at]}${stamp}"${data}}`;
  const ofEnrolment = (name: string, at: number) =>
    `${name}:${courseIds[enrolment(at).course]}:${school.learners[enrolment(at).learner]}`;
  return {
    created: (at, stamp) => {
      const startDay = school.courses[enrolment(at).course]?.startDay ?? 0;
      const data = `,"data":{"startAt":"${new Date(dayStartAt(startDay)).toISOString()}"}`;
      return line(`studentRegistration:${enrolment(at).row}`, "enrolment.created", at, stamp, data);
    },
    withdrawn: (at, stamp) => line(ofEnrolment("withdrawal", at), "enrolment.withdrawn", at, stamp, ""),
    ended: (at, stamp) => {
      const type = ENDINGS[enrolment(at).finalResult ?? ""];
      return type === undefined ? null : line(`studentInfo:${enrolment(at).infoRow}`, type, at, stamp, "");
    },
    assigned: (one, stamp) => {
      const { id } = assessment(one.assessment);
      const learner = school.learners[enrolment(one.enrolment).learner];
      const dueAt = new Date(dayStartAt(one.dueDay + 1)).toISOString();
      const data = `,"data":{"homeworkId":"${id}","dueAt":"${dueAt}"}`;
      return line(`homework:${id}:${learner}`, "homework.assigned", one.enrolment, stamp, data);
    },
    result: (one, stamp) =>
      resultLines(one, assessment(one.assessment), (id, type, data) => line(id, type, one.enrolment, stamp, data)),
    session: (at, day, stamp) => {
      const learner = school.learners[enrolment(at).learner];
      return `{"id":"session:${learner}:${dateText(day)}","type":"session.started","learner":"${learner}","at":"${stamp}"}`;
    },
    visit: openVisits(school, who),
  };
}

function resultLines(
  one: Result,
  assessment: Assessment,
  line: (id: string, type: string, data: string) => string,
): string[] {
  const id = `studentAssessment:${one.row}`;
  const score = one.score === null ? "" : `,"score":${one.score}`;
  if (!isHomework(assessment)) return [line(id, "exam.taken", `,"data":{"examId":"${assessment.id}"${score}}`)];
  const data = `,"data":{"homeworkId":"${assessment.id}"${score}}`;
  const submitted = line(id, "homework.submitted", data);
  return one.score === null ? [submitted] : [submitted, line(`score:${id}`, "assessment.scored", data)];
}

function openVisits(school: School, who: string[]): LineWriter["visit"] {
  const { files, enrolments, sites, clicks } = school.activity;
  const heads = files.map((file) => `{"id":${JSON.stringify(file.name).slice(0, -1)}:`);
  const types = school.sites.map((site) => visitTypes(site.activityType));
  const firstTypes = types.map((type) => `","type":"${type.first}`);
  const againTypes = types.map((type) => `","type":"${type.again}`);
  const data = school.sites.map((site) => `","data":{"site":"${site.id}","clicks":`);
  return (file, index, isFirst, stamp) => {
    const site = sites.get(index);
    const row = index - (files[file]?.firstIndex ?? 0) + 1;
    const type = isFirst ? firstTypes[site] : againTypes[site];
    return `${heads[file]}${row}${type}${who[enrolments.get(index)]}${stamp}${data[site]}${clicks.get(index)}}}`;
  };
}
