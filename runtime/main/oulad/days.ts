// Turns a school into days of product events in time order, over all presentations on one UTC calendar, so that a replay
// is a loop over days. Derived, as the source has none of it: session.started (one per learner and day with activity),
// homework.assigned (homework.ts) and lesson.completed (visits.ts). The marking day is unknown: scores come with submission.
import { assert } from "#shared/kernel/issue.ts";
import type { Buckets } from "./buckets.ts";
import { bucketByDay, rowsOn } from "./buckets.ts";
import { dayStartAt, stampAt } from "./calendar.ts";
import type { Assignment } from "./homework.ts";
import { findAssignments } from "./homework.ts";
import type { LearnerUpsert, Roll } from "./learners.ts";
import { openRoll } from "./learners.ts";
import type { LineWriter } from "./lines.ts";
import { openWriter } from "./lines.ts";
import type { Course, Enrolment, Result, School } from "./school.ts";

/** One UTC day. Every event in it carries `stampAt`, 1 ms before the next day; the learners' changes belong before them. */
export interface SchoolDay {
  dayStartAt: number;
  stampAt: number;
  learners: LearnerUpsert[];
  events: string[];
}

interface Agenda {
  assignments: Assignment[];
  created: Buckets;
  assigned: Buckets;
  results: Buckets;
  ended: Buckets;
  withdrawn: Buckets;
}

/** The first day that has anything, and the day after the last. */
export interface Span {
  firstDay: number;
  endDay: number;
}

/** The calendar days a school's history covers, without the making of any event. */
export function daySpan(school: School): Span {
  return spanOf(school, planAgenda(school));
}

/** Every day from the first to the last that has anything, quiet ones included. One pass; makes a day when it is asked for. */
export function* days(school: School): Generator<SchoolDay, void> {
  const agenda = planAgenda(school);
  const { firstDay, endDay } = spanOf(school, agenda);
  const roll = openRoll(school);
  const writer = openWriter(school);
  const writeVisits = openVisitDays(school, writer, roll);
  for (let day = firstDay; day < endDay; day++) {
    const stamp = new Date(stampAt(day)).toISOString();
    const events: string[] = [];
    writeArrivals(agenda, day, stamp, writer, roll, events);
    writeVisits(day, stamp, events);
    writeResults(school, agenda, day, stamp, writer, events);
    writeEndings(agenda, day, stamp, writer, roll, events);
    yield { dayStartAt: dayStartAt(day), stampAt: stampAt(day), learners: roll.takeChanges(), events };
  }
}

function planAgenda(school: School): Agenda {
  const { enrolments, results, courses } = school;
  const assignments = findAssignments(school);
  const lastDay = courses.map((course: Course) => course.startDay + course.lengthDays);
  const at = (index: number) => enrolments[index] as Enrolment;
  return {
    assignments,
    created: bucketByDay(enrolments.length, (index) => at(index).registeredDay),
    assigned: bucketByDay(assignments.length, (index) => assignments[index]?.day ?? null),
    results: bucketByDay(results.length, (index) => takenDay(results[index] as Result)),
    ended: bucketByDay(enrolments.length, (index) =>
      at(index).withdrawnDay === null ? (lastDay[at(index).course] ?? null) : null,
    ),
    withdrawn: bucketByDay(enrolments.length, (index) => at(index).withdrawnDay),
  };
}

function takenDay(result: Result): number | null {
  return result.isBanked ? null : result.day;
}

function spanOf(school: School, agenda: Agenda): Span {
  const { created, assigned, results, ended, withdrawn } = agenda;
  const all = [created, assigned, results, ended, withdrawn, school.activity.byDay].filter(
    (one) => one.order.length > 0,
  );
  if (all.length === 0) return { firstDay: 0, endDay: 0 };
  return { firstDay: Math.min(...all.map((one) => one.firstDay)), endDay: Math.max(...all.map((one) => one.endDay)) };
}

function writeArrivals(agenda: Agenda, day: number, stamp: string, writer: LineWriter, roll: Roll, events: string[]) {
  for (const enrolment of rowsOn(agenda.created, day)) {
    roll.enrol(enrolment);
    events.push(writer.created(enrolment, stamp));
  }
  for (const index of rowsOn(agenda.assigned, day)) {
    events.push(writer.assigned(agenda.assignments[index] as Assignment, stamp));
  }
}

function writeResults(
  school: School,
  agenda: Agenda,
  day: number,
  stamp: string,
  writer: LineWriter,
  events: string[],
) {
  for (const index of rowsOn(agenda.results, day))
    events.push(...writer.result(school.results[index] as Result, stamp));
}

function writeEndings(agenda: Agenda, day: number, stamp: string, writer: LineWriter, roll: Roll, events: string[]) {
  for (const enrolment of rowsOn(agenda.ended, day)) {
    roll.leave(enrolment, "finished");
    const line = writer.ended(enrolment, stamp);
    if (line !== null) events.push(line);
  }
  for (const enrolment of rowsOn(agenda.withdrawn, day)) {
    roll.leave(enrolment, "withdrawn");
    events.push(writer.withdrawn(enrolment, stamp));
  }
}

function openVisitDays(school: School, writer: LineWriter, roll: Roll) {
  const { files, enrolments, sites, byDay } = school.activity;
  const learnerOf = Int32Array.from(school.enrolments, (one) => one.learner);
  const sessionDays = new Int32Array(school.learners.length).fill(Number.MIN_SAFE_INTEGER);
  const isFirstVisit = openFirstVisits(school);
  return (day: number, stamp: string, events: string[]) => {
    let file = 0;
    for (const index of rowsOn(byDay, day)) {
      while (index >= (files[file + 1]?.firstIndex ?? Number.POSITIVE_INFINITY)) file++;
      const enrolment = enrolments.get(index);
      const learner = learnerOf[enrolment] as number;
      if (sessionDays[learner] !== day) {
        sessionDays[learner] = day;
        roll.see(enrolment);
        events.push(writer.session(enrolment, day, stamp));
      }
      events.push(writer.visit(file, index, isFirstVisit(enrolment, sites.get(index)), stamp));
    }
  };
}

/** Remembers one bit per enrolment and site (0.8 MB for four presentations). */
function openFirstVisits(school: School): (enrolment: number, site: number) => boolean {
  const bitCount = school.enrolments.length * school.sites.length;
  assert(bitCount < 2 ** 32, "too many enrolments x sites for one bit set", { bitCount });
  const seen = new Uint8Array(Math.ceil(bitCount / 8));
  return (enrolment, site) => {
    const bit = enrolment * school.sites.length + site;
    const mask = 1 << (bit & 7);
    const known = seen[bit >>> 3] as number;
    seen[bit >>> 3] = known | mask;
    return (known & mask) === 0;
  };
}
