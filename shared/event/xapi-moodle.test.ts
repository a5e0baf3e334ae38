// Statements of the shapes that Moodle's logstore_xapi sends, with values of our own: no ids, course and module as
// `view.php?id=`, the course among the parents after the section, `scaled` from -1 to 1.
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

const MOODLE = "https://moodle.school.example";
const CMI5_COURSE = "https://w3id.org/xapi/cmi5/activitytype/course";
const EDLM = "https://xapi.edlm/profiles/edlm-lms/concepts";

function activity(id: string, type: string, name: string): Record<string, unknown> {
  return { id, definition: { name: { en: name }, type }, objectType: "Activity" };
}

function moodle([verb, path, type, , result]: Case): Record<string, unknown> {
  const parent = [
    activity(`${MOODLE}/course/section.php?id=8`, "http://id.tincanapi.com/activitytype/section", "Week 1"),
    activity(`${MOODLE}/course/view.php?id=5`, CMI5_COURSE, "Writing"),
  ];
  const category = [activity(MOODLE, "http://id.tincanapi.com/activitytype/lms", "School")];
  return {
    actor: { account: { homePage: MOODLE, name: "31" }, name: "Li Lei" },
    verb: { id: verb, display: { en: "…" } },
    object: activity(`${MOODLE}${path}`, type, "Essay"),
    context: {
      contextActivities: type === CMI5_COURSE ? { category } : { category, parent },
      language: "en",
      platform: "Moodle",
    },
    timestamp: "2026-02-10T14:31:41.000Z",
    ...(result === undefined ? {} : { result }),
  };
}

const moodleCases: Case[] = [
  [
    "http://adlnet.gov/expapi/verbs/completed",
    "/mod/book/view.php?id=12",
    "http://id.tincanapi.com/activitytype/book",
    { type: "lesson.completed", course: "5", data: { lessonId: "12", isCompleted: true } },
    { completion: true, success: true },
  ],
  [
    "http://adlnet.gov/expapi/verbs/completed",
    "/course/view.php?id=5",
    CMI5_COURSE,
    { type: "course.completed", course: "5" },
  ],
  [`${EDLM}/verbs/enrolled`, "/course/view.php?id=5", CMI5_COURSE, { type: "enrolment.created", course: "5" }],
  ["http://activitystrea.ms/leave", "/course/view.php?id=5", CMI5_COURSE, { type: "enrolment.withdrawn", course: "5" }],
  [`${EDLM}/verbs/login`, "", "http://id.tincanapi.com/activitytype/lms", { type: "session.started" }],
  [
    "http://activitystrea.ms/schema/1.0/start",
    "/mod/quiz/attempt.php?attempt=1&cmid=3",
    "http://adlnet.gov/expapi/activities/attempt",
    { type: "quiz.attempted", course: "5" },
  ],
  [
    "http://adlnet.gov/expapi/verbs/completed",
    "/mod/quiz/attempt.php?attempt=1&cmid=3",
    "http://adlnet.gov/expapi/activities/attempt",
    {
      type: "quiz.completed",
      data: { score: 25, maxScore: 100, scoreRate: 0.25, durationMs: 61_500, isPassed: false },
    },
    { completion: true, duration: "PT1M1.5S", score: { min: 0, max: 100, raw: 25, scaled: -0.5 }, success: false },
  ],
  [
    "http://adlnet.gov/expapi/verbs/answered",
    "/question/question.php?cmid=3&id=9",
    "http://adlnet.gov/expapi/activities/cmi.interaction",
    { type: "quiz.attempted", data: { quizId: "9" } },
    { response: "x" },
  ],
  [
    "http://activitystrea.ms/schema/1.0/submit",
    "/mod/assign/view.php?id=4#submission",
    `${EDLM}/activity-types/submission`,
    { type: "homework.submitted", course: "5", data: { homeworkId: "4" } },
  ],
  [
    "https://w3id.org/xapi/tla/verbs/scored",
    "/mod/assign/view.php?id=4#submission",
    `${EDLM}/activity-types/submission`,
    { type: "assessment.scored", data: { assessmentId: "4", scoreRate: 0.5 } },
    { score: { max: 2, min: 0, raw: 1, scaled: 0 } },
  ],
  [
    "http://id.tincanapi.com/verb/replied",
    "/mod/forum/discuss.php?d=1#p1",
    "http://id.tincanapi.com/activitytype/forum-reply",
    { type: "forum.posted", course: "5" },
  ],
  [
    "http://activitystrea.ms/create",
    "/mod/forum/discuss.php?d=1",
    "http://id.tincanapi.com/activitytype/discussion",
    { type: "forum.posted" },
  ],
  [
    "http://id.tincanapi.com/verb/viewed",
    "/course/view.php?id=5",
    CMI5_COURSE,
    { type: "content.viewed", course: "5", data: { contentId: "5", name: "Essay" } },
  ],
  [
    "http://activitystrea.ms/schema/1.0/join",
    "/mod/bigbluebuttonbn/view.php?id=6",
    "http://adlnet.gov/expapi/activities/meeting",
    { type: "live.joined", data: { liveId: "6" } },
  ],
  [
    "http://activitystrea.ms/schema/1.0/leave",
    "/mod/bigbluebuttonbn/view.php?id=6",
    "http://adlnet.gov/expapi/activities/meeting",
    { type: "live.left" },
  ],
  [
    "http://adlnet.gov/expapi/verbs/registered",
    "/mod/facetoface/view.php?id=7",
    "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion",
    { type: "tutoring.booked", data: { bookingId: "7" } },
  ],
  [
    "http://id.tincanapi.com/verb/unregistered",
    "/mod/facetoface/view.php?id=7",
    "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion",
    { type: "tutoring.cancelled" },
  ],
  [
    "http://adlnet.gov/expapi/verbs/registered",
    "",
    "http://id.tincanapi.com/activitytype/lms",
    { type: "custom.xapi_registered" },
  ],
  [
    "https://w3id.org/xapi/tla/verbs/suspended",
    "/course/view.php?id=5",
    CMI5_COURSE,
    { type: "custom.xapi_suspended", course: "5" },
  ],
  [
    `${EDLM}/verbs/uncompleted`,
    "/mod/book/view.php?id=12",
    "http://id.tincanapi.com/activitytype/book",
    { type: "custom.xapi_uncompleted" },
  ],
];

test.each(moodleCases)("Moodle: %s %s", (...given) => {
  expect(only(moodle(given)).event).toMatchObject({ learner: "31", at: "2026-02-10T14:31:41.000Z", ...given[3] });
});
