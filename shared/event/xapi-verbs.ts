// What a verb and the kind of its object mean in our event types. Verbs and activity types are looked up by the last part of
// their IRI within the vocabularies in use by Moodle, Open edX and cmi5; the same word of a private vocabulary is not trusted.
import { customType } from "./text.ts";

/** The kinds of activity that make a difference to the meaning of a verb. */
export type ActivityKind =
  | "course"
  | "lesson"
  | "quiz"
  | "exam"
  | "question"
  | "homework"
  | "forum"
  | "wiki"
  | "chat"
  | "live"
  | "tutoring"
  | "hint"
  | "site"
  | "other";

/** An IRI taken apart: its vocabulary's host and its last part, lower case without `-` and `_`. Null where it is no IRI. */
function term(iri: string): { host: string; word: string } | null {
  const found = /^https?:\/\/([^/?#]+)\/(?:[^?]*[/#])?([^/?#]+)\/?$/i.exec(iri);
  if (found === null) return null;
  return {
    host: (found[1] as string).toLowerCase().replace(/^www\./, ""),
    word: (found[2] as string).toLowerCase().replace(/[-_]/g, ""),
  };
}

const VOCABULARIES = new Set([
  "adlnet.gov",
  "w3id.org",
  "activitystrea.ms",
  "id.tincanapi.com",
  "xapi.edlm",
  "brindlewaye.com",
  "xapi.org.au",
]);

const KINDS: Readonly<Record<ActivityKind, string>> = {
  course: "course program",
  lesson:
    "lesson lessonsession lessoncontentpage module unit block au section chapter book resource media video audio file link " +
    "scormcontentobject sco page webpage slide slidedeck",
  quiz: "assessment practiceassessment attempt quiz test",
  exam: "timedassessment proctoredassessment exam",
  question: "question cmi.interaction interaction",
  homework: "assignment submission task homework",
  forum: "discussion forum forumreply forumtopic post comment article",
  wiki: "wiki wikipage",
  chat: "chatmessage chatchannel message",
  live: "meeting webinar event livesession conference",
  tutoring: "facetofacediscussion tutorsession",
  hint: "solution supplementalinfo hint",
  site: "lms site application",
  other: "",
};

const kindOfWord: ReadonlyMap<string, ActivityKind> = new Map(
  Object.entries(KINDS).flatMap(([kind, words]) =>
    words.split(" ").map((word) => [word, kind as ActivityKind] as const),
  ),
);

/** The kind of an activity by its type's IRI; `other` where it is missing or not known. */
export function activityKind(type: unknown): ActivityKind {
  const word = typeof type === "string" ? term(type) : null;
  return word === null ? "other" : (kindOfWord.get(word.word) ?? "other");
}

type Meaning = Partial<Record<ActivityKind | "any", string>>;

const VIEWED: Meaning = { any: "content.viewed" };
const STARTED: Meaning = {
  quiz: "quiz.attempted",
  exam: "quiz.attempted",
  question: "quiz.attempted",
  lesson: "lesson.started",
  homework: "content.viewed",
  any: "content.viewed",
};
const TRIED: Meaning = { ...STARTED, any: "quiz.attempted", course: "lesson.started" };
const SCORED: Meaning = { any: "assessment.scored" };
const POSTED: Meaning = { wiki: "wiki.edited", chat: "group.messaged", forum: "forum.posted" };
const ENROLLED: Meaning = { course: "enrolment.created", tutoring: "tutoring.booked" };
const LEFT: Meaning = { course: "enrolment.withdrawn", tutoring: "tutoring.cancelled", live: "live.left" };

const COMPLETED: Meaning = {
  course: "course.completed",
  lesson: "lesson.completed",
  quiz: "quiz.completed",
  exam: "exam.taken",
  question: "quiz.attempted",
  homework: "homework.submitted",
  tutoring: "tutoring.attended",
  live: "live.left",
  any: "lesson.completed",
};

const MEANINGS: Readonly<Record<string, Meaning>> = {
  completed: COMPLETED,
  satisfied: { course: "course.completed", any: "lesson.completed" },
  passed: { ...SCORED, course: "course.completed", quiz: "quiz.completed", exam: "exam.taken" },
  failed: { ...SCORED, quiz: "quiz.completed", exam: "exam.taken" },
  progressed: VIEWED,
  answered: { any: "quiz.attempted" },
  attempted: TRIED,
  evaluated: SCORED,
  scored: SCORED,
  earned: SCORED,
  graded: SCORED,
  assessed: SCORED,
  initialized: STARTED,
  launched: STARTED,
  start: STARTED,
  started: STARTED,
  resumed: { ...STARTED, course: "custom.xapi_resumed" },
  restarted: STARTED,
  terminated: { ...VIEWED, quiz: "quiz.completed", exam: "exam.taken" },
  experienced: VIEWED,
  viewed: VIEWED,
  read: VIEWED,
  watched: VIEWED,
  played: VIEWED,
  paused: VIEWED,
  seeked: VIEWED,
  interacted: VIEWED,
  navigated: VIEWED,
  commented: { wiki: "wiki.edited", any: "forum.posted" },
  posted: { ...POSTED, any: "forum.posted" },
  replied: { ...POSTED, any: "forum.posted" },
  create: POSTED,
  created: POSTED,
  edited: { wiki: "wiki.edited" },
  update: { wiki: "wiki.edited" },
  updated: { wiki: "wiki.edited" },
  send: { chat: "group.messaged" },
  sent: { chat: "group.messaged" },
  asked: { hint: "content.viewed", any: "question.asked" },
  submit: { homework: "homework.submitted", quiz: "quiz.completed", exam: "exam.taken" },
  submitted: { homework: "homework.submitted", quiz: "quiz.completed", exam: "exam.taken" },
  assigned: { homework: "homework.assigned" },
  registered: ENROLLED,
  enrolled: ENROLLED,
  unregistered: LEFT,
  unenrolled: LEFT,
  leave: LEFT,
  left: LEFT,
  join: { course: "enrolment.created", live: "live.joined", tutoring: "tutoring.attended" },
  joined: { course: "enrolment.created", live: "live.joined", tutoring: "tutoring.attended" },
  attended: { live: "live.joined", tutoring: "tutoring.attended" },
  login: { any: "session.started" },
  loggedin: { any: "session.started" },
};

/** What a verb says about an activity of a kind. `isDone` tells a progress that has reached its end from one under way. */
export function xapiType(verb: string, kind: ActivityKind, isDone: boolean): string {
  const found = term(verb);
  const word = found?.word ?? "";
  const isKnown = found !== null && VOCABULARIES.has(found.host) && Object.hasOwn(MEANINGS, word);
  const meaning = isKnown ? (MEANINGS[isDone && word === "progressed" ? "completed" : word] as Meaning) : {};
  return meaning[kind] ?? meaning.any ?? customType(lastPart(verb), "xapi_");
}

function lastPart(iri: string): string {
  return (
    iri
      .replace(/[/#]+$/, "")
      .split(/[/#]/)
      .at(-1) ?? iri
  );
}
