// The parts of an xAPI statement that an event is made of: who, which course, what came of it, how long it took.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { isId, isRecord, MAX_ID_CHARS } from "./text.ts";
import { type ActivityKind, activityKind } from "./xapi-verbs.ts";

/** A statement, or a part of one, as parsed. */
export type Part = Readonly<Record<string, unknown>>;

/** The part under a key, an empty one where it is missing or no object. */
export function partOf(value: Part, key: string): Part {
  const part = value[key];
  return isRecord(part) ? part : {};
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/**
 * The learner of an actor: account name, else mail address, else its SHA-1, else openid (xAPI 1.0.3, Data 2.4.2.3); null where
 * none can serve as an id.
 */
export function learnerOf(actor: Part): string | null {
  const account = partOf(actor, "account");
  const mbox = textOf(actor.mbox)?.replace(/^mailto:/i, "");
  const found = textOf(account.name) ?? mbox ?? textOf(actor.mbox_sha1sum) ?? textOf(actor.openid);
  return isId(found) ? found : null;
}

/** The kind of an activity, by its definition. */
export function kindOf(activity: Part): ActivityKind {
  return activityKind(partOf(activity, "definition").type);
}

const COURSE_ID_EXTENSIONS = [
  "https://w3id.org/learning-analytics/learning-management-system/external-id",
  "https://w3id.org/learning-analytics/learning-management-system/short-id",
];

/**
 * A short id of an activity: the school's own id where the definition carries one (Moodle's settings for id number and short name), else the
 * IRI's `id` parameter (Moodle: `/course/view.php?id=2`), else its last path segment (Open edX: `/course/course-v1:A+B+C`), else the IRI.
 */
export function shortId(activity: Part): string | null {
  const iri = textOf(activity.id);
  if (iri === null) return null;
  const extensions = partOf(partOf(activity, "definition"), "extensions");
  const own = COURSE_ID_EXTENSIONS.map((key) => extensions[key]).find((value) => isId(value));
  if (isId(own)) return own;
  const [path = "", query] = (iri.split("#")[0] as string).split("?");
  const parameter = query
    ?.split("&")
    .find((each) => each.startsWith("id="))
    ?.slice(3);
  const segment = query === undefined ? path.replace(/\/+$/, "").split("/").at(-1) : undefined;
  const found = decoded(parameter ?? segment ?? "") || iri;
  return isId(found) ? found : isId(iri.slice(0, MAX_ID_CHARS)) ? iri.slice(0, MAX_ID_CHARS) : null;
}

// Only the escapes that course keys come with are undone ("course-v1%3AedX%2BDemo"): decodeURIComponent throws on the rest.
function decoded(text: string): string {
  return text.replace(/%(2B|3A|40|20)/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** The course that a statement belongs to: its object, else the first course among parent and grouping; null where there is none. */
export function courseOf(statement: Part): string | null {
  const object = partOf(statement, "object");
  if (kindOf(object) === "course") return shortId(object);
  const around = partOf(partOf(statement, "context"), "contextActivities");
  const candidates = [around.parent, around.grouping].flatMap((each) => (Array.isArray(each) ? each : [each]));
  const course = candidates.find((each) => isRecord(each) && kindOf(each) === "course");
  return isRecord(course) ? shortId(course) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

const PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"; // 0 to 100

/**
 * What came of it: scoreRate 0..1, score, maxScore, isPassed, isCompleted, durationMs, progressRate 0..1; only what is there. The rate comes from
 * raw, min and max where they are given: Moodle's plug-in spreads `scaled` over -1..1, Open edX over 0..1.
 */
export function resultOf(result: Part): Record<string, number | boolean> {
  const score = partOf(result, "score");
  const progress = numberOf(partOf(result, "extensions")[PROGRESS]);
  const found = {
    scoreRate: rateOf(score),
    score: numberOf(score.raw),
    maxScore: numberOf(score.max),
    isPassed: typeof result.success === "boolean" ? result.success : null,
    isCompleted: typeof result.completion === "boolean" ? result.completion : null,
    durationMs: durationOf(result.duration),
    progressRate: progress === null ? null : clamp(progress / 100),
  };
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, number | boolean] => entry[1] !== null),
  );
}

function rateOf(score: Part): number | null {
  const [raw, max, scaled] = [numberOf(score.raw), numberOf(score.max), numberOf(score.scaled)];
  const min = numberOf(score.min) ?? 0;
  if (raw !== null && max !== null && max > min) return clamp((raw - min) / (max - min));
  return scaled === null ? null : clamp(scaled);
}

function clamp(rate: number): number {
  return Math.min(1, Math.max(0, rate));
}

const DURATION = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

// Unlike a strategy's durations these are measured: zero and fractions occur, years and months mean nothing.
function durationOf(value: unknown): number | null {
  const found = typeof value === "string" ? DURATION.exec(value) : null;
  if (found === null) return null;
  const part = (index: number) => Number(found[index] ?? 0);
  return Math.round(part(1) * DAY_MS + part(2) * HOUR_MS + part(3) * MINUTE_MS + part(4) * 1000);
}

/** An activity's name in any language, at most 300 characters; null where it has none. */
export function nameOf(activity: Part): string | null {
  const names = Object.values(partOf(partOf(activity, "definition"), "name"));
  return textOf(names.find((name) => textOf(name) !== null))?.slice(0, 300) ?? null;
}
