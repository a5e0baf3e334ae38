// A folder of three learners in two courses for tests: small enough to say by hand what must come out.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readSchool } from "./read.ts";
import type { School } from "./school.ts";

const FILES: Record<string, string> = {
  "courses.csv": `code_module,code_presentation,module_presentation_length
AAA,2013J,40
BBB,2014B,20
`,
  "studentRegistration.csv": `code_module,code_presentation,id_student,date_registration,date_unregistration
AAA,2013J,11,-5,
AAA,2013J,12,,12
AAA,2013J,13,10,
BBB,2014B,11,-3,
`,
  "studentInfo.csv": `code_module,code_presentation,id_student,gender,num_of_prev_attempts,studied_credits,final_result
AAA,2013J,11,F,0,60,Pass
AAA,2013J,12,M,1,120,Withdrawn
AAA,2013J,13,F,0,30,Fail
BBB,2014B,11,F,0,60,Distinction
`,
  "assessments.csv": `code_module,code_presentation,id_assessment,assessment_type,date,weight
AAA,2013J,100,TMA,9,50
AAA,2013J,101,CMA,30,7.5
AAA,2013J,102,Exam,,100
`,
  "studentAssessment.csv": `id_assessment,id_student,date_submitted,is_banked,score
100,11,8,0,78
101,11,3,0,
100,12,-1,1,60
102,11,40,0,55
`,
  "vle.csv": `id_site,code_module,code_presentation,activity_type,week_from,week_to
501,AAA,2013J,homepage,,
502,AAA,2013J,oucontent,,
503,AAA,2013J,quiz,,
504,AAA,2013J,ouelluminate,,
505,BBB,2014B,forumng,,
506,AAA,2013J,ouwiki,,
`,
  "studentVle-AAA.csv": `code_module,code_presentation,id_student,id_site,date,sum_click
AAA,2013J,11,501,2,3
AAA,2013J,11,502,2,4
AAA,2013J,11,502,2,4
AAA,2013J,12,502,1,1
AAA,2013J,13,503,9,2
AAA,2013J,11,504,3,1
AAA,2013J,11,506,3,1
AAA,2013J,12,502,20,6
`,
  "studentVle-BBB.csv": `code_module,code_presentation,id_student,id_site,date,sum_click
BBB,2014B,11,505,0,9
`,
};

/** Writes the folder, with some files replaced (text or bytes) or left out (null); it is gone when the test is over. */
export async function writeTinyFolder(changes: Record<string, string | Buffer | null> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "oulad-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries({ ...FILES, ...changes })) {
    if (content !== null) await writeFile(join(folder, name), content);
  }
  return folder;
}

/** Reads the folder, which must be whole. */
export async function readTinySchool(changes: Record<string, string | Buffer | null> = {}): Promise<School> {
  const read = await readSchool(await writeTinyFolder(changes));
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  return read.school;
}
