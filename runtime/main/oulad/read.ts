// Reads a folder shaped like OULAD into a school: the small tables first, then each studentVle file once, streamed into
// typed columns (12 bytes a row while reading, 4 more for the index by day).
import { readdir } from "node:fs/promises";
import { IntColumn } from "#shared/kernel/column.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { bucketByDay } from "./buckets.ts";
import { readRows } from "./csv.ts";
import { BadFile } from "./issues.ts";
import type { Activity, ActivityFile, Course, School } from "./school.ts";
import type { Tables } from "./tables.ts";
import { courseOf, enrolmentOf, readTables } from "./tables.ts";

const ACTIVITY_FILE = /^(studentVle.*)\.csv(\.gz)?$/;
const ACTIVITY_COLUMNS = ["code_module", "code_presentation", "id_student", "id_site", "date", "sum_click"];

/** A school, or the first thing that is wrong with its files: issue.path is [file] or [file, line]. */
export type ReadSchool = { ok: true; school: School } | { ok: false; issue: Issue };

/** Reads a folder: courses, studentRegistration, studentInfo, assessments, studentAssessment, vle and studentVle*.csv[.gz]. */
export async function readSchool(folder: string): Promise<ReadSchool> {
  try {
    const files = await findActivityFiles(folder);
    const tables = await readTables(folder);
    const { courses, learners, enrolments, assessments, results, sites } = tables;
    const activity = await readActivity(folder, files, tables);
    return { ok: true, school: { courses, learners, enrolments, assessments, results, sites, activity } };
  } catch (error) {
    if (error instanceof BadFile) return { ok: false, issue: error.issue };
    throw error;
  }
}

async function findActivityFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new BadFile("fileUnreadable", [folder], { reason: error.code ?? String(error) });
  });
  const files = names.filter((name) => ACTIVITY_FILE.test(name)).sort();
  const bases = files.map(baseName);
  const twice = files.find((_, at) => bases.indexOf(bases[at] as string) !== at);
  if (twice !== undefined) throw new BadFile("fileTwice", [twice]);
  if (files.length === 0) throw new BadFile("fileMissing", ["studentVle*.csv[.gz]"]);
  return files;
}

function baseName(file: string): string {
  return ACTIVITY_FILE.exec(file)?.[1] ?? file;
}

interface Columns {
  enrolments: IntColumn;
  sites: IntColumn;
  clicks: IntColumn;
  days: IntColumn;
}

async function readActivity(folder: string, names: string[], tables: Tables): Promise<Activity> {
  const columns = {
    enrolments: new IntColumn(0),
    sites: new IntColumn(0),
    clicks: new IntColumn(0),
    days: new IntColumn(0),
  };
  const files: ActivityFile[] = [];
  let rowCount = 0;
  for (const name of names) {
    files.push({ name: baseName(name), firstIndex: rowCount });
    rowCount = await readActivityFile(folder, name, tables, columns, rowCount);
  }
  const byDay = bucketByDay(rowCount, (index) => columns.days.get(index));
  const { enrolments, sites, clicks } = columns;
  return { files, rowCount, enrolments, sites, clicks, byDay };
}

async function readActivityFile(folder: string, file: string, tables: Tables, columns: Columns, firstIndex: number) {
  let index = firstIndex;
  let [course, startDay, module, presentation] = [-1, 0, "", ""];
  await readRows(folder, file, ACTIVITY_COLUMNS, (row) => {
    if (course < 0 || !row.equals(0, module) || !row.equals(1, presentation)) {
      course = courseOf(tables, row);
      startDay = (tables.courses[course] as Course).startDay;
      module = row.text(0);
      presentation = row.text(1);
    }
    columns.enrolments.set(index, enrolmentOf(tables, course, row, 2));
    columns.sites.set(index, tables.siteIndex.get(row.whole(3)) ?? row.refuseReference(3, "vle.csv"));
    columns.days.set(index, startDay + row.whole(4));
    columns.clicks.set(index, row.whole(5));
    index++;
  });
  return index;
}
