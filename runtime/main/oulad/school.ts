// An OULAD-shaped school in memory: small tables as objects that point at each other by index, and activity rows as
// typed columns in file order with an index by calendar day. Every day is a UTC calendar day, counted from 1970-01-01.

import type { IntColumn } from "#shared/kernel/column.ts";
import type { Buckets } from "./buckets.ts";

/** One presentation of a module; `id` is `AAA-2013J`. Its last day is startDay + lengthDays. */
export interface Course {
  id: string;
  startDay: number;
  lengthDays: number;
}

/** One learner in one course. `row` and `infoRow` are data row numbers of studentRegistration and studentInfo. */
export interface Enrolment {
  course: number;
  learner: number;
  row: number;
  registeredDay: number;
  withdrawnDay: number | null;
  infoRow: number | null;
  finalResult: string | null;
  previousAttempts: number | null;
  credits: number | null;
}

/** A TMA, CMA or Exam of a course. `dueDay` is null where the source states none. */
export interface Assessment {
  id: string;
  course: number;
  type: string;
  dueDay: number | null;
}

/** A result of an assessment; `isBanked` results were carried over from an earlier attempt. Scores are 0..100. */
export interface Result {
  row: number;
  assessment: number;
  enrolment: number;
  day: number;
  isBanked: boolean;
  score: number | null;
}

/** A page or resource of a course. */
export interface Site {
  id: string;
  activityType: string;
}

/** A studentVle file: its name without `.csv(.gz)`, and the index of its first row among all rows. */
export interface ActivityFile {
  name: string;
  firstIndex: number;
}

/** All activity rows: columns by row index, files in reading order, and the rows of each day in file order. */
export interface Activity {
  files: ActivityFile[];
  rowCount: number;
  enrolments: IntColumn;
  sites: IntColumn;
  clicks: IntColumn;
  byDay: Buckets;
}

/** A whole school. Indexes point into these arrays. */
export interface School {
  courses: Course[];
  learners: string[];
  enrolments: Enrolment[];
  assessments: Assessment[];
  results: Result[];
  sites: Site[];
  activity: Activity;
}
