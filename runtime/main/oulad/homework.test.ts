import { expect, test } from "vitest";
import { findAssignments } from "./homework.ts";
import { readTinySchool } from "./tiny.ts";

const REGISTRATION = "code_module,code_presentation,id_student,date_registration,date_unregistration\n";
const RESULTS = "id_assessment,id_student,date_submitted,is_banked,score\n";

// Of the tiny school, homework 101 (due on day 30, so handed out on day 16 unless something says otherwise).
test.each([
  ["two weeks before it is due", "", "", 16],
  ["on registration, if that is later", "20", "", 20],
  ["not at all, if it was due before the learner came", "31", "", null],
  ["on the due day itself to one who came that day", "30", "", 30],
  ["not to one who has left", ",16", "", null],
  ["to one who leaves a day later", ",17", "", 16],
  ["on the day it is submitted, if that is earlier", "", "3,0", 3],
  ["as planned, if it is submitted later", "", "29,0", 16],
  ["not at all, with a result carried over", "", "-1,1", null],
])("homework is handed out %s", async (_, registration, result, day) => {
  const dates = registration.includes(",") ? registration : `${registration},`;
  const school = await readTinySchool({
    "studentRegistration.csv": `${REGISTRATION}AAA,2013J,11,,0\nAAA,2013J,12,,0\nAAA,2013J,13,${dates}\nBBB,2014B,11,,\n`,
    "studentAssessment.csv": result === "" ? RESULTS : `${RESULTS}101,13,${result},50\n`,
  });
  const startDay = school.courses[0]?.startDay ?? 0;
  const found = findAssignments(school).filter((one) => school.assessments[one.assessment]?.id === "101");
  expect(found.map((one) => one.day - startDay)).toEqual(day === null ? [] : [day]);
  expect(found.every((one) => one.dueDay - startDay === 30)).toBe(true);
});

test("exams are no homework", async () => {
  const school = await readTinySchool();
  const types = findAssignments(school).map((one) => school.assessments[one.assessment]?.type);
  expect(new Set(types)).toEqual(new Set(["TMA", "CMA"]));
});
