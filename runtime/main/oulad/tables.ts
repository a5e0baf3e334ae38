// Reads the small OULAD tables into the school's arrays, by column name, so that a folder may leave out columns that are
// not used (and may keep them). The lookups built on the way resolve the references of later tables and activity rows.
import { presentationStartDay } from "./calendar.ts";
import type { Row } from "./csv.ts";
import { readRows } from "./csv.ts";
import { BadFile } from "./issues.ts";
import type { Assessment, Course, Enrolment, Result, Site } from "./school.ts";

const COURSE_COLUMNS = ["code_module", "code_presentation"];

/** The small tables with their lookups: source id to index, and per course learner id to enrolment index. */
export interface Tables {
  courses: Course[];
  learners: string[];
  enrolments: Enrolment[];
  assessments: Assessment[];
  results: Result[];
  sites: Site[];
  courseIndex: Map<string, number>;
  learnerIndex: Map<number, number>;
  enrolmentIndex: Map<number, number>[];
  assessmentIndex: Map<number, number>;
  siteIndex: Map<number, number>;
}

/** Reads courses, enrolments, assessments, results and sites of a folder. Throws BadFile. */
export async function readTables(folder: string): Promise<Tables> {
  const tables: Tables = {
    courses: [],
    learners: [],
    enrolments: [],
    assessments: [],
    results: [],
    sites: [],
    courseIndex: new Map(),
    learnerIndex: new Map(),
    enrolmentIndex: [],
    assessmentIndex: new Map(),
    siteIndex: new Map(),
  };
  await readCourses(folder, tables);
  await readRegistrations(folder, tables);
  await readInfo(folder, tables);
  await readAssessments(folder, tables);
  await readResults(folder, tables);
  await readSites(folder, tables);
  return tables;
}

/** The course of a row whose first two columns are module and presentation. */
export function courseOf(tables: Tables, row: Row): number {
  return tables.courseIndex.get(`${row.text(0)}-${row.text(1)}`) ?? row.refuseReference(1, "courses.csv");
}

/** The enrolment of a row, by course and learner id. */
export function enrolmentOf(tables: Tables, course: number, row: Row, learnerColumn: number): number {
  const found = tables.enrolmentIndex[course]?.get(row.whole(learnerColumn));
  return found ?? row.refuseReference(learnerColumn, "studentRegistration.csv");
}

function courseAt(tables: Tables, index: number): Course {
  return tables.courses[index] as Course;
}

async function readCourses(folder: string, tables: Tables): Promise<void> {
  await readRows(folder, "courses.csv", [...COURSE_COLUMNS, "module_presentation_length"], (row) => {
    const id = `${row.text(0)}-${row.text(1)}`;
    const startDay = presentationStartDay(row.text(1)) ?? row.refuse(1, "a year and B or J, as 2013J");
    addOnce(tables.courseIndex, id, tables.courses.length, row, 0);
    tables.courses.push({ id, startDay, lengthDays: row.whole(2) });
    tables.enrolmentIndex.push(new Map());
  });
}

async function readRegistrations(folder: string, tables: Tables): Promise<void> {
  const columns = [...COURSE_COLUMNS, "id_student", "date_registration", "date_unregistration"];
  await readRows(folder, "studentRegistration.csv", columns, (row) => {
    const course = courseOf(tables, row);
    const { startDay } = courseAt(tables, course);
    const withdrawn = row.wholeOrNull(4);
    addOnce(tables.enrolmentIndex[course] as Map<number, number>, row.whole(2), tables.enrolments.length, row, 2);
    tables.enrolments.push({
      course,
      learner: learnerOf(tables, row.whole(2)),
      row: row.number,
      registeredDay: startDay + (row.wholeOrNull(3) ?? 0),
      withdrawnDay: withdrawn === null ? null : startDay + withdrawn,
      infoRow: null,
      finalResult: null,
      previousAttempts: null,
      credits: null,
    });
  });
}

function learnerOf(tables: Tables, source: number): number {
  const known = tables.learnerIndex.get(source);
  if (known !== undefined) return known;
  tables.learnerIndex.set(source, tables.learners.length);
  return tables.learners.push(String(source)) - 1;
}

async function readInfo(folder: string, tables: Tables): Promise<void> {
  const columns = [...COURSE_COLUMNS, "id_student", "num_of_prev_attempts", "studied_credits", "final_result"];
  await readRows(folder, "studentInfo.csv", columns, (row) => {
    const enrolment = tables.enrolments[enrolmentOf(tables, courseOf(tables, row), row, 2)] as Enrolment;
    enrolment.infoRow = row.number;
    enrolment.previousAttempts = row.wholeOrNull(3);
    enrolment.credits = row.wholeOrNull(4);
    enrolment.finalResult = row.text(5);
  });
}

async function readAssessments(folder: string, tables: Tables): Promise<void> {
  const columns = [...COURSE_COLUMNS, "id_assessment", "assessment_type", "date"];
  await readRows(folder, "assessments.csv", columns, (row) => {
    const course = courseOf(tables, row);
    const due = row.wholeOrNull(4);
    addOnce(tables.assessmentIndex, row.whole(2), tables.assessments.length, row, 2);
    const dueDay = due === null ? null : courseAt(tables, course).startDay + due;
    tables.assessments.push({ id: row.text(2), course, type: row.text(3), dueDay });
  });
}

async function readResults(folder: string, tables: Tables): Promise<void> {
  const columns = ["id_assessment", "id_student", "date_submitted", "is_banked", "score"];
  await readRows(folder, "studentAssessment.csv", columns, (row) => {
    const assessment = tables.assessmentIndex.get(row.whole(0)) ?? row.refuseReference(0, "assessments.csv");
    const { course } = tables.assessments[assessment] as Assessment;
    tables.results.push({
      row: row.number,
      assessment,
      enrolment: enrolmentOf(tables, course, row, 1),
      day: courseAt(tables, course).startDay + row.whole(2),
      isBanked: row.whole(3) === 1,
      score: row.wholeOrNull(4),
    });
  });
}

async function readSites(folder: string, tables: Tables): Promise<void> {
  const columns = [...COURSE_COLUMNS, "id_site", "activity_type"];
  await readRows(folder, "vle.csv", columns, (row) => {
    courseOf(tables, row);
    addOnce(tables.siteIndex, row.whole(2), tables.sites.length, row, 2);
    tables.sites.push({ id: row.text(2), activityType: row.text(3) });
  });
}

function addOnce<K>(index: Map<K, number>, key: K, value: number, row: Row, column: number): void {
  if (index.has(key)) {
    const params = { column: row.columns[column] ?? "", value: String(key) };
    throw new BadFile("rowTwice", [row.file, row.line], params);
  }
  index.set(key, value);
}
