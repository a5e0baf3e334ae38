// How time passes in the sample school: a day's learners and events come in at its end, as in a replay of the same data, and the clock
// goes on to the next morning, when what was held for the night goes out.
import { defaultSettings, type Logged } from "#runtime/engine/logged.ts";
import type { EngineApi } from "#runtime/engine/protocol.ts";
import { perform } from "#runtime/http/acts.ts";
import { ingestText } from "#runtime/http/events.ts";
import { Refused } from "#runtime/http/problem.ts";
import { days, type SchoolDay } from "#runtime/main/oulad/days.ts";
import { readSchool } from "#runtime/main/oulad/read.ts";
import type { School as History } from "#runtime/main/oulad/school.ts";
import type { School } from "#runtime/store/school/open.ts";
import { createDraft } from "#runtime/store/school/strategies.ts";
import { checkLearner } from "#shared/event/learner.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { strategyHash } from "#shared/strategy/hash.ts";

/** What days pass in. */
export interface SampleWorld {
  readonly engine: EngineApi;
  readonly school: School;
  readonly clock: { now(): number };
}

const ACTOR = "sample";
const HOUR_MS = 3_600_000;
const MORNING_MS = 10 * HOUR_MS;
/** Days of the course that have passed when the school opens: deep in winter, with the third assessment just marked. */
const PASSED_DAYS = 130;

/** Reads the data that comes with the product. */
export async function readHistory(folder: string): Promise<History> {
  const read = await readSchool(folder);
  assert(read.ok, "the sample data is whole", { folder });
  return read.school;
}

/** The days after an instant, in order. */
export function* daysAfter(history: History, at: number): Generator<SchoolDay, void> {
  for (const day of days(history)) if (day.stampAt > at + 1) yield day;
}

/** The settings and strategies that the sample school starts with: the three tiers in force, others as drafts. */
export async function furnish({ engine, school, clock }: SampleWorld, name: string): Promise<void> {
  const settings = { ...defaultSettings, zone: "UTC", schoolName: name, locale: "en" } as const;
  const kept = canonicalJson({ ...settings, publish: { needsApproval: false } });
  const deps = { engine, school, clock };
  await perform(deps, {
    actor: ACTOR,
    inputs: [{ is: "settings", settings }],
    effect: { do: "settings", document: kept },
  });
  for (const { id, document } of gallery.slice(0, 4))
    await createDraft(school.db, { id, document: `${canonicalJson(document)}\n`, at: clock.now(), by: ACTOR });
  const [first] = gallery;
  assert(first !== undefined, "the gallery has a strategy");
  const { document } = first;
  const how = { state: "live", running: "finish", enrolPerHour: null } as const;
  const text = `${canonicalJson(document)}\n`;
  await perform(deps, {
    actor: ACTOR,
    inputs: [{ is: "publish", document, ...how }],
    effect: { do: "publish", strategy: document.id, document: text, hash: strategyHash(document), state: "live" },
  });
}

/** Lets a day pass. */
export async function passDay({ engine }: SampleWorld, day: SchoolDay): Promise<void> {
  await engine.setClock(day.stampAt - 1);
  const patches = day.learners.flatMap((learner): Logged[] => {
    const checked = checkLearner(learner);
    return "learner" in checked ? [{ is: "upsert", patch: checked.learner }] : [];
  });
  if (patches.length > 0) await engine.log(patches, null);
  if (day.events.length > 0) await takeIn(engine, day);
}

/** The morning after a day. */
export async function wakeUp({ engine }: SampleWorld, day: SchoolDay): Promise<void> {
  await engine.setClock(day.dayStartAt + DAY_MS + MORNING_MS);
}

async function takeIn(engine: EngineApi, { events, stampAt }: SchoolDay): Promise<void> {
  const body = { text: events.join("\n"), isAscii: false, release: () => undefined };
  const options = { engine, source: "oulad", isBackfill: false, locale: "en" } as const;
  const answer = await ingestText(body, "lines", stampAt, options);
  assert(!(answer instanceof Refused), "the sample data is taken in", { stampAt });
}

/** Furnishes an empty school and lets the days pass up to the middle of its course. `onDay` hears how far it is, 0..1, and stops it by false. */
export async function fillSample(
  world: SampleWorld,
  history: History,
  name: string,
  onDay: (share: number) => boolean,
): Promise<boolean> {
  const [course] = history.courses;
  assert(course !== undefined, "the sample data has a course");
  const untilAt = (course.startDay + PASSED_DAYS) * DAY_MS;
  let beganAt: number | null = null;
  for (const day of daysAfter(history, 0)) {
    if (beganAt === null) {
      beganAt = day.dayStartAt;
      await world.engine.setClock(beganAt);
      await furnish(world, name);
    }
    await passDay(world, day);
    if (!onDay((day.dayStartAt - beganAt) / (untilAt - beganAt))) return false;
    if (day.stampAt < untilAt) continue;
    await wakeUp(world, day);
    return true;
  }
  return true;
}
