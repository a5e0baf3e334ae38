// Plays known schools side by side on one server, through its public API alone: learners study, fall silent, get what the server sends
// them and come back or not by the truth and by the message that really came. The reports are looked at every day.

import { dayOfDate, instantOf } from "#shared/kernel/zone.ts";
import type { VerdictKind } from "#shared/stats/verdict.ts";
import { documentOf, type Run, readText } from "./document.ts";
import type { Door, Receipt } from "./door.ts";
import { type Learner, learnersOf, receive } from "./learners.ts";
import type { Touch, Truth } from "./truth.ts";

/** Verdicts by "salt arm": all kinds that were shown on any day. */
export type Seen = Map<string, Set<VerdictKind>>;

interface School {
  run: Run;
  learners: readonly Learner[];
  byId: ReadonlyMap<string, Learner>;
}

interface Overview {
  experiments: { salt: string; verdicts: { arm: string; kind: VerdictKind }[] }[];
}

const NOON = 720;
const EVENING = 1430;
const FIRST_RETURN = 730;

/** The day on whose beginning the last window has been over. */
export function endDayOf({ startsOn, weeks, touches, windowDays }: Truth): number {
  const lastTouch = Math.max(...touches.map(({ afterDays }) => afterDays));
  return dayOfDate(startsOn) + weeks * 7 - 1 + lastTouch + windowDays + 1;
}

/** Lets all days of the runs pass. `onDay` hears how far it is, 0..1. Gives the verdicts that daily looks at the reports showed. */
export async function play(
  door: Door,
  truth: Truth,
  runs: readonly Run[],
  onDay: (share: number) => void,
): Promise<Seen> {
  const schools = runs.map((run): School => {
    const learners = learnersOf(truth, run);
    return { run, learners, byId: new Map(learners.map((learner) => [learner.id, learner])) };
  });
  const startDay = dayOfDate(truth.startsOn);
  const endDay = endDayOf(truth);
  const firstLook = startDay + (truth.touches[0]?.afterDays ?? 0) + truth.windowDays + 1;
  await enrol(door, schools, instantOf(truth.zone, startDay, 30));
  for (const { run } of schools) {
    await door.call("/api/strategies/import", documentOf(truth, run));
    await door.call(`/api/strategies/${run.id}/publish`, { state: "live" });
  }
  const seen: Seen = new Map();
  for (let day = startDay; day <= endDay; day += 1) {
    await door.until(instantOf(truth.zone, day, NOON));
    for (const school of schools) await hear(door, truth, school, day);
    if (day >= firstLook) await look(door, seen);
    if (day < endDay)
      await door.lines("/v1/events", eventsOf(truth, schools, day), instantOf(truth.zone, day, EVENING));
    onDay((day - startDay + 1) / (endDay - startDay + 1));
  }
  return seen;
}

async function enrol(door: Door, schools: readonly School[], at: number): Promise<void> {
  const patches = schools.flatMap(({ run, learners }) =>
    learners.map(({ id }, n) => ({
      id,
      attributes: { school: run.id },
      addresses: { push: `device-${id}`, sms: `138${String(n).padStart(8, "0")}`, email: `${id}@school.example` },
    })),
  );
  await door.until(at);
  await door.lines("/v1/learners", patches, at);
}

/** What the messages of a morning do. */
async function hear(door: Door, truth: Truth, school: School, day: number): Promise<void> {
  const receipts: Receipt[] = [];
  for (const touch of truth.touches) {
    if (touch.channel === "inapp") await hearDevices(door, truth, school, touch, day);
    else await hearSandbox(door, truth, school, touch, day, receipts);
  }
  await door.report(receipts);
}

/** Each device whose learner has been silent so long looks into its inbox: nobody tells it whether there is something. */
async function hearDevices(door: Door, truth: Truth, school: School, touch: Touch, day: number): Promise<void> {
  const silent = school.learners.filter((one) => one.backDay === null && one.lastDay + touch.afterDays === day);
  const listen = async (learner: Learner): Promise<void> => {
    const shown = (await door.inbox(learner.id)).find(({ text }) => readText(text)?.tier === touch.tier);
    if (shown === undefined) return;
    const variant = readText(shown.text)?.variant ?? "";
    const { isOpened, isActed } = receive(truth, school.run, learner, touch, variant, day);
    if (isOpened) await door.act(learner.id, shown.send, isActed ? "act" : "read");
  };
  await Promise.all(silent.map(listen));
}

/** The sandbox stands for the providers of all other channels: it knows what it took, and reports on each. */
async function hearSandbox(
  door: Door,
  truth: Truth,
  { run, byId }: School,
  touch: Touch,
  day: number,
  receipts: Receipt[],
): Promise<void> {
  if (day < dayOfDate(truth.startsOn) + touch.afterDays) return;
  for (const { id: send, learner: name, tier, variant } of await door.taken(run.id, touch.channel)) {
    const learner = byId.get(name);
    if (learner === undefined || tier !== touch.tier) continue;
    const { isDelivered, isOpened, isActed } = receive(truth, run, learner, touch, variant, day);
    receipts.push({ send, state: isDelivered ? "delivered" : "failed" });
    if (isOpened) receipts.push({ send, state: "opened" });
    if (isActed) receipts.push({ send, state: "acted" });
  }
}

/** The sessions of a day: last ones in the morning, returns in the afternoon. */
function eventsOf(truth: Truth, schools: readonly School[], day: number): object[] {
  return schools.flatMap(({ learners }) =>
    learners.flatMap((learner, n) => {
      const { id, lastDay, lastAt, ownDay } = learner;
      const session = (name: string, at: number) => ({
        id: `${name}-${id}`,
        type: "session.started",
        learner: id,
        at: new Date(at).toISOString(),
      });
      if (lastDay === day) return [session("last", lastAt)];
      if (learner.backDay === null && ownDay === day) learner.backDay = day;
      return learner.backDay === day ? [session("back", instantOf(truth.zone, day, FIRST_RETURN + (n % 600)))] : [];
    }),
  );
}

async function look(door: Door, seen: Seen): Promise<void> {
  const { experiments } = await door.call<Overview>("/api/reports/overview");
  for (const { salt, verdicts } of experiments)
    for (const { arm, kind } of verdicts) {
      const name = `${salt} ${arm}`;
      seen.set(name, (seen.get(name) ?? new Set()).add(kind));
    }
}
