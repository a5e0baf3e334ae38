// Statements of the shapes that Open edX's event-routing-backends sends, with values of our own: UUIDs, microseconds with
// an offset, course keys in the path, the course as the one parent.
import { expect, test } from "vitest";
import { checkEvent } from "./check.ts";
import { mapXapi } from "./xapi.ts";

const NOW = Date.UTC(2026, 2, 1);

function only(statement: unknown): { id: string; event: Record<string, unknown> } {
  const mapped = mapXapi(statement, NOW);
  const item = "items" in mapped ? mapped.items[0] : undefined;
  if (item === undefined || !("event" in item)) throw new Error(JSON.stringify(mapped));
  expect(checkEvent(item.event, NOW)).toHaveProperty("event");
  return item;
}

type Case = [verb: string, path: string, objectType: string, expected: Record<string, unknown>, result?: unknown];

const EDX = "http://edx.school.example:18000";
const KEY = "course-v1:School+Writing+2026";
const ADL_COURSE = "http://adlnet.gov/expapi/activities/course";
const BLOCK = `/xblock/block-v1:School+Writing+2026+type@problem+block@0a1b`;
const PROBLEM = "http://adlnet.gov/expapi/activities/cmi.interaction";

function edx([verb, path, type, , result]: Case): Record<string, unknown> {
  const course = {
    id: `${EDX}/course/${KEY}`,
    objectType: "Activity",
    definition: { name: { "en-US": "Writing" }, type: ADL_COURSE },
  };
  return {
    id: "88e13618-29ec-5b75-9de7-e2e220af1728",
    actor: { objectType: "Agent", account: { homePage: EDX, name: "5f0c" } },
    verb: { id: verb, display: { en: "…" } },
    object: { id: path.startsWith("/") ? `${EDX}${path}` : path, objectType: "Activity", definition: { type } },
    context: {
      ...(type === ADL_COURSE ? {} : { contextActivities: { parent: [course] } }),
      extensions: { "https://w3id.org/xapi/openedx/extensions/session-id": "05" },
    },
    timestamp: "2026-02-10T05:59:29.700909+00:00",
    version: "1.0.3",
    ...(result === undefined ? {} : { result }),
  };
}

const progress = (value: number) => ({
  completion: value === 100,
  extensions: { "https://w3id.org/xapi/cmi5/result/extensions/progress": value },
});

const edxCases: Case[] = [
  [
    "http://adlnet.gov/expapi/verbs/registered",
    `/course/${KEY}`,
    ADL_COURSE,
    { type: "enrolment.created", course: KEY },
  ],
  [
    "http://id.tincanapi.com/verb/unregistered",
    `/course/${KEY}`,
    ADL_COURSE,
    { type: "enrolment.withdrawn", course: KEY },
  ],
  ["http://adlnet.gov/expapi/verbs/passed", `/course/${KEY}`, ADL_COURSE, { type: "course.completed", course: KEY }],
  ["http://adlnet.gov/expapi/verbs/failed", `/course/${KEY}`, ADL_COURSE, { type: "assessment.scored", course: KEY }],
  [
    "http://adlnet.gov/expapi/verbs/progressed",
    BLOCK,
    "http://id.tincanapi.com/activitytype/resource",
    { type: "lesson.completed", course: KEY, data: { progressRate: 1 } },
    progress(100),
  ],
  [
    "http://adlnet.gov/expapi/verbs/progressed",
    BLOCK,
    "http://id.tincanapi.com/activitytype/resource",
    { type: "content.viewed", data: { progressRate: 0.4 } },
    progress(40),
  ],
  ["http://adlnet.gov/expapi/verbs/attempted", BLOCK, PROBLEM, { type: "quiz.attempted", course: KEY }],
  [
    "http://adlnet.gov/expapi/verbs/attempted",
    BLOCK,
    "http://adlnet.gov/expapi/activities/question",
    { type: "quiz.attempted", data: { scoreRate: 0.5, isPassed: false } },
    { score: { max: 2, min: 0, raw: 1, scaled: 0.5 }, success: false },
  ],
  [
    "https://w3id.org/xapi/acrossx/verbs/evaluated",
    BLOCK,
    PROBLEM,
    { type: "assessment.scored", data: { scoreRate: 1 } },
    { score: { scaled: 1 } },
  ],
  [
    "http://adlnet.gov/expapi/verbs/completed",
    BLOCK,
    "https://w3id.org/xapi/video/activity-type/video",
    { type: "lesson.completed" },
  ],
  [
    "https://w3id.org/xapi/video/verbs/played",
    BLOCK,
    "https://w3id.org/xapi/video/activity-type/video",
    { type: "content.viewed", course: KEY },
  ],
  [
    "http://adlnet.gov/expapi/verbs/initialized",
    "block-v1:School+Writing+2026+type@sequential+block@5b",
    "https://w3id.org/xapi/openedx/activity/timed-assessment",
    { type: "quiz.attempted", course: KEY },
  ],
  [
    "http://adlnet.gov/expapi/verbs/terminated",
    "block-v1:School+Writing+2026+type@sequential+block@5b",
    "https://w3id.org/xapi/openedx/activity/timed-assessment",
    { type: "exam.taken", course: KEY },
  ],
  [
    "https://w3id.org/xapi/acrossx/verbs/posted",
    "/api/discussion/v1/threads/64ab",
    "http://id.tincanapi.com/activitytype/discussion",
    { type: "forum.posted", data: { threadId: "64ab" } },
  ],
  [
    "http://adlnet.gov/expapi/verbs/asked",
    `${BLOCK}/hint/1`,
    "https://w3id.org/xapi/acrossx/extensions/supplemental-info",
    { type: "content.viewed" },
  ],
  [
    "http://id.tincanapi.com/verb/earned",
    `/course/${KEY}`,
    ADL_COURSE,
    { type: "assessment.scored", course: KEY, data: { scoreRate: 0.75 } },
    { score: { scaled: 0.75, raw: 0.75, min: 0, max: 1 } },
  ],
  [
    "https://w3id.org/xapi/dod-isd/verbs/navigated",
    `/courses/${KEY}/jump_to/x`,
    "http://adlnet.gov/expapi/activities/module",
    { type: "content.viewed", course: KEY },
  ],
  [
    "https://w3id.org/xapi/openedx/verb/voted",
    "/api/discussion/v1/threads/64ab",
    "http://id.tincanapi.com/activitytype/discussion",
    { type: "custom.xapi_voted" },
  ],
];

test.each(edxCases)("Open edX: %s %s", (...given) => {
  expect(only(edx(given)).event).toMatchObject({
    id: "88e13618-29ec-5b75-9de7-e2e220af1728",
    learner: "5f0c",
    at: "2026-02-10T05:59:29.700Z",
    ...given[3],
  });
});
