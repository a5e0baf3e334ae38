import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { days } from "./days.ts";
import { replayIssueText } from "./issues.ts";
import { readSchool } from "./read.ts";
import { readTinySchool, writeTinyFolder } from "./tiny.ts";

const SAMPLE = fileURLToPath(new URL("../../sample", import.meta.url));
const VLE_HEADER = "code_module,code_presentation,id_student,id_site,date,sum_click\n";

async function explain(changes: Record<string, string | Buffer | null>): Promise<string> {
  const read = await readSchool(await writeTinyFolder(changes));
  return read.ok ? "no issue" : replayIssueText(read.issue, "en");
}

test("the sample has every row of AAA 2013J", async () => {
  const read = await readSchool(SAMPLE);
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  const { school } = read;
  expect(school.courses.map((course) => course.id)).toEqual(["AAA-2013J"]);
  expect(school.activity.rowCount).toBe(180_982);
  expect(school.enrolments).toHaveLength(383);
  expect(school.sites).toHaveLength(211);
  expect(school.results).toHaveLength(1633);
  expect(school.assessments.filter((one) => one.dueDay !== null)).toHaveLength(5);
});

test("the sample carries its attribution and none of the protected columns", async () => {
  const notice = await readFile(join(SAMPLE, "NOTICE.md"), "utf8");
  expect(notice).toContain("https://doi.org/10.1038/sdata.2017.171");
  expect(notice).toContain("CC BY 4.0");
  const info = await readFile(join(SAMPLE, "studentInfo.csv"), "utf8");
  expect(info.split("\n")[0]).toBe(
    "code_module,code_presentation,id_student,num_of_prev_attempts,studied_credits,final_result",
  );
});

test("plain, quoted, CRLF, marked, reordered, unterminated and gzip files read alike", async () => {
  const plain = `${VLE_HEADER}AAA,2013J,11,502,2,4\nAAA,2013J,12,501,-1,1\n`;
  const forms = [
    plain,
    plain.slice(0, -1),
    `\uFEFF${plain.replaceAll("\n", "\r\n")}`,
    plain.replace(/[^,\n]+/g, '"$&"'),
    `${plain}\n\n`,
    "sum_click,week,date,id_site,id_student,code_presentation,code_module\n4,,2,502,11,2013J,AAA\n1,,-1,501,12,2013J,AAA\n",
  ];
  const read = async (change: Record<string, string | Buffer | null>) => {
    const school = await readTinySchool({ "studentVle-AAA.csv": null, "studentVle-BBB.csv": null, ...change });
    return [...days(school)].flatMap((day) => day.events);
  };
  const expected = await read({ "studentVle.csv": plain });
  expect(expected.filter((line) => line.includes('"studentVle:'))).toHaveLength(2);
  for (const form of forms) {
    expect(await read({ "studentVle.csv": form })).toEqual(expected);
    expect(await read({ "studentVle.csv.gz": gzipSync(form) })).toEqual(expected);
  }
});

test("a missing value may be written as a question mark", async () => {
  const school = await readTinySchool({
    "studentRegistration.csv":
      "code_module,code_presentation,id_student,date_registration,date_unregistration\n" +
      "AAA,2013J,11,?,?\nAAA,2013J,12,,\nAAA,2013J,13,,\nBBB,2014B,11,,\n",
  });
  expect(school.enrolments.map((one) => one.withdrawnDay)).toEqual([null, null, null, null]);
  expect(school.enrolments[0]?.registeredDay).toBe(school.courses[0]?.startDay);
});

test.each<[string, Record<string, string | Buffer | null>, string]>([
  ["a table is missing", { "vle.csv": null }, "vle.csv: the file is missing"],
  [
    "there is no activity",
    { "studentVle-AAA.csv": null, "studentVle-BBB.csv": null },
    "studentVle*.csv[.gz]: the file is missing",
  ],
  [
    "a table is there twice",
    { "studentVle-AAA.csv.gz": gzipSync(VLE_HEADER) },
    "studentVle-AAA.csv.gz: the same table is there twice",
  ],
  ["a file is empty", { "vle.csv": "" }, "vle.csv:1: column code_module is missing"],
  [
    "a column is missing",
    { "courses.csv": "code_module,code_presentation\n" },
    "courses.csv:1: column module_presentation_length is missing",
  ],
  [
    "a row is cut off",
    { "studentVle-AAA.csv": `${VLE_HEADER}AAA,2013J,11,502,2,4\nAAA,2013J\n` },
    "studentVle-AAA.csv:3: the row has 2 fields instead of 6",
  ],
  [
    "a number is none",
    { "studentVle-AAA.csv": `${VLE_HEADER}AAA,2013J,11,502,2,4x\n` },
    "studentVle-AAA.csv:2: sum_click is “4x”, expected a whole number",
  ],
  [
    "a number is empty",
    { "studentVle-AAA.csv": `${VLE_HEADER}AAA,2013J,11,502,,4\n` },
    "studentVle-AAA.csv:2: date is “”, expected a whole number",
  ],
  [
    "a learner is not enrolled",
    { "studentVle-AAA.csv": `${VLE_HEADER}AAA,2013J,99,502,2,4\n` },
    "studentVle-AAA.csv:2: id_student 99 is not in studentRegistration.csv",
  ],
  [
    "a site is unknown",
    { "studentVle-AAA.csv": `${VLE_HEADER}AAA,2013J,11,999,2,4\n` },
    "studentVle-AAA.csv:2: id_site 999 is not in vle.csv",
  ],
  [
    "a course is unknown",
    { "studentVle-AAA.csv": `${VLE_HEADER}AAA,2014J,11,502,2,4\n` },
    "studentVle-AAA.csv:2: code_presentation 2014J is not in courses.csv",
  ],
  [
    "a presentation has no calendar",
    { "courses.csv": "code_module,code_presentation,module_presentation_length\nAAA,2013X,40\n" },
    "courses.csv:2: code_presentation is “2013X”, expected a year and B or J, as 2013J",
  ],
  [
    "an enrolment is there twice",
    {
      "studentRegistration.csv":
        "code_module,code_presentation,id_student,date_registration,date_unregistration\nAAA,2013J,11,,\nAAA,2013J,11,,\n",
    },
    "studentRegistration.csv:3: id_student 11 is there twice",
  ],
])("says where, when %s", async (_, changes, sentence) => {
  expect(await explain(changes)).toBe(sentence);
});

test("a broken archive and a folder that is not there are told apart from a bad row", async () => {
  const whole = gzipSync(gunzipSync(await readFile(join(SAMPLE, "studentVle-AAA-2013J.csv.gz"))));
  expect(await explain({ "studentVle-AAA.csv": null, "studentVle-AAA.csv.gz": Buffer.from("not gzip") })).toMatch(
    /^studentVle-AAA\.csv\.gz: the file cannot be read \(Z_/,
  );
  expect(await explain({ "studentVle.csv.gz": whole.subarray(0, 20) })).toMatch(
    /^studentVle\.csv\.gz: the file cannot be read/,
  );
  const read = await readSchool(join(SAMPLE, "nowhere"));
  expect(read.ok ? null : read.issue.code).toBe("fileUnreadable");
});

test("the sentence for an issue is there in Chinese as well", async () => {
  const read = await readSchool(await writeTinyFolder({ "vle.csv": null }));
  expect(read.ok ? "" : replayIssueText(read.issue, "zh-CN")).toBe("vle.csv: 没有这个文件");
});
