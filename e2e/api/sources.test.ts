// Where learners' doings come from: Segment's own client library, xAPI statements of Moodle and Open edX, lists as CSV.
import { gzipSync } from "node:zlib";
import { Analytics } from "@segment/analytics-node";
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { fromGallery, reachable, silence } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick, type Row, type School } from "./kit.ts";

/** What of a learner is known, without the figures. */
async function learner(school: School, id: string): Promise<Row> {
  return school.call("GET", `/api/learners/${encodeURIComponent(id)}`);
}

async function ingestKey(school: School): Promise<string> {
  const { key } = await school.call<{ key: string }>("POST", "/api/keys", { name: "source", scopes: ["ingest"] });
  return key;
}

test("the unmodified Segment client tracks, identifies and aliases; a flush that comes twice counts once", async () => {
  // the client stamps with the machine's clock, so the school's runs there too
  const nowAt = Date.now();
  const school = await openSchool({ at: nowAt });
  await school.publish(silence("quiet"));
  const analytics = new Analytics({ writeKey: await ingestKey(school), host: school.url, maxRetries: 0 });
  const faults: unknown[] = [];
  analytics.on("error", (error) => faults.push(error));
  const timestamp = new Date(nowAt - 1000);
  analytics.track({ anonymousId: "visitor-1", event: "Session Started", timestamp, messageId: "m-1" });
  analytics.track({
    anonymousId: "visitor-1",
    event: "Lesson Completed",
    properties: { course: "math", lessonId: 3 },
    timestamp,
  });
  await analytics.flush();
  expect(await learner(school, "anon:visitor-1")).toMatchObject({
    id: "anon:visitor-1",
    enrolments: [{ course: "math" }],
  });
  analytics.identify({
    userId: "li",
    anonymousId: "visitor-1",
    traits: { name: "李雷", phone: "138 0000 0000", plan: "VIP" },
  });
  analytics.alias({ userId: "li", previousId: "visitor-2" });
  analytics.page({ userId: "li", name: "Course", timestamp });
  analytics.group({ userId: "li", groupId: "class-7" });
  analytics.track({ anonymousId: "visitor-1", event: "Session Started", timestamp, messageId: "m-1" });
  await analytics.closeAndFlush();
  expect(faults).toEqual([]);
  expect(await learner(school, "li")).toMatchObject({
    profile: { name: "李雷", addresses: { sms: "13800000000" } },
    attributes: { plan: "VIP", groupId: "class-7" },
    enrolments: [{ course: "math" }],
  });
  expect(await learner(school, "anon:visitor-1")).toMatchObject({ id: "li" });
  expect(await school.call("GET", "/api/books")).toMatchObject({ events: { applied: 3, duplicates: 1, rejected: 0 } });
  await school.until(nowAt + 4 * DAY_MS);
  expect(pick(await school.rows("sends", { node: "nudge" }), "learner")).toEqual([["li"]]);
  await school.isInOrder();
});

test("the Segment client hears of a wrong key", async () => {
  const school = await openSchool();
  const analytics = new Analytics({ writeKey: "wb_00000000_wrong", host: school.url, maxRetries: 0 });
  const faults: unknown[] = [];
  analytics.on("error", (error) => faults.push(error));
  analytics.track({ userId: "li", event: "Session Started" });
  await analytics.closeAndFlush();
  expect(faults).toHaveLength(1);
  expect(await school.rows("learners")).toEqual([]);
});

const moodle = {
  id: "2a9d6a7c-6e46-4a8b-8b31-3b6a9a2b7a01",
  actor: { name: "Li Lei", account: { homePage: "https://moodle.school.example", name: "31" } },
  verb: { id: "http://adlnet.gov/expapi/verbs/completed", display: { en: "completed" } },
  object: {
    id: "https://moodle.school.example/mod/page/view.php?id=44",
    definition: { type: "http://id.tincanapi.com/activitytype/page", name: { en: "Vectors" } },
    objectType: "Activity",
  },
  timestamp: iso(MONDAY),
  context: {
    platform: "Moodle",
    contextActivities: {
      grouping: [
        {
          id: "https://moodle.school.example/course/view.php?id=5",
          definition: { type: "https://w3id.org/xapi/cmi5/activitytype/course" },
        },
      ],
      category: [{ id: "https://moodle.org", definition: { type: "http://id.tincanapi.com/activitytype/source" } }],
    },
  },
};

const openEdx = {
  id: "4e4f1903-4d45-4d85-94d5-af29757b8396",
  actor: {
    objectType: "Agent",
    account: { homePage: "https://edx.school.example", name: "32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb" },
  },
  verb: { id: "https://w3id.org/xapi/video/verbs/played", display: { en: "played" } },
  object: {
    objectType: "Activity",
    id: "https://edx.school.example/xblock/block-v1:edX+DemoX+2026+type@video+block@0b9e",
    definition: { type: "https://w3id.org/xapi/video/activity-type/video", name: { "en-US": "Welcome!" } },
  },
  context: {
    contextActivities: {
      parent: [
        {
          id: "https://edx.school.example/course/course-v1:edX+DemoX+2026",
          definition: { type: "http://adlnet.gov/expapi/activities/course" },
        },
      ],
    },
  },
  timestamp: iso(MONDAY),
  version: "1.0.3",
};

test("statements of Moodle and Open edX become events of their learners and courses, once", async () => {
  const school = await openSchool();
  await school.publish(fromGallery("three-tier-retention"));
  const basic = {
    authorization: `Basic ${Buffer.from(`${await ingestKey(school)}:`).toString("base64")}`,
    "x-experience-api-version": "1.0.3",
  };
  expect((await school.send("GET", "/xapi/about", undefined, basic)).json).toMatchObject({
    version: expect.arrayContaining(["1.0.3"]),
  });
  const post = (body: unknown) => school.call<unknown>("POST", "/xapi/statements", body, basic);
  expect(await post([moodle, openEdx])).toEqual([moodle.id, openEdx.id]);
  expect(await post(moodle)).toEqual([moodle.id]);
  const { id, ...rest } = openEdx;
  expect((await school.send("PUT", `/xapi/statements?statementId=${id}`, rest, basic)).status).toBe(204);
  expect(await learner(school, "31")).toMatchObject({ enrolments: [{ course: "5" }] });
  expect(await learner(school, openEdx.actor.account.name)).toMatchObject({
    enrolments: [{ course: "course-v1:edX+DemoX+2026" }],
  });
  const changed = { ...moodle, verb: { id: "http://adlnet.gov/expapi/verbs/experienced" } };
  expect((await school.send("POST", "/xapi/statements", changed, basic)).json).toMatchObject({
    status: 409,
    code: "event.idConflict",
  });
  expect(
    (await school.send("POST", "/xapi/statements", { ...moodle, actor: { name: "Li" } }, basic)).json,
  ).toMatchObject({ status: 400, code: "xapi.actor" });
  expect(await school.call("GET", "/api/books")).toMatchObject({ events: { applied: 2, duplicates: 2 } });
  await school.isInOrder();
});

test("a list of learners comes in as a spreadsheet gives it, row by row", async () => {
  const school = await openSchool();
  const rows = [
    "\uFEFF学号,姓名,手机号,时区,班级,consent.sms",
    's1,"王, 小明",138-0000-0001,Asia/Shanghai,七班,是',
    "s2,李雷,13800000002,Mars/Base,七班,是",
    "s3,韩梅梅,,,八班,否",
    ",没有学号,,,,",
  ];
  const answer = await school.call("POST", "/v1/learners", rows.join("\r\n"), { "content-type": "text/csv" });
  expect(answer).toMatchObject({
    accepted: 2,
    rejected: [
      { index: 3, code: "learner.zone", path: ["时区"] },
      { index: 5, code: "learner.missing", path: ["学号"] },
    ],
  });
  expect(await learner(school, "s1")).toMatchObject({
    profile: { name: "王, 小明", zone: "Asia/Shanghai", addresses: { sms: "13800000001" }, consent: { sms: true } },
    attributes: { 班级: "七班" },
  });
  expect(await learner(school, "s3")).toMatchObject({ profile: { name: "韩梅梅", consent: { sms: false } } });
  await school.isInOrder();
});

test("gzip, lines and history: a backfill updates what is known and sends nothing", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  await school.call("POST", "/v1/learners", [{ id: "li", addresses: reachable }]);
  const lines = Array.from({ length: 50 }, (_, n) =>
    JSON.stringify({ id: `h${n}`, type: "session.started", learner: "li", at: iso(MONDAY - (60 - n) * DAY_MS) }),
  );
  const headers = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
  expect(await school.call("POST", "/v1/backfill", gzipSync(lines.join("\n")), headers)).toMatchObject({
    accepted: 50,
  });
  await school.until("P2D");
  expect(await school.rows("sends")).toEqual([]);
  const { facts } = await learner(school, "li");
  expect(JSON.stringify(facts)).toContain(String(MONDAY - 11 * DAY_MS));
  expect(await school.call("POST", "/v1/events", gzipSync(lines.join("\n")), headers)).toMatchObject({
    accepted: 0,
    duplicates: 50,
  });
  await school.isInOrder();
});
