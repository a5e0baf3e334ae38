// A trial: one learner, a time line of events, what a person did by hand, and the school it happens in. Plain data; `try-run.ts` plays it.
import type { ImitatedRates } from "#shared/channel/sandbox.ts";
import type { GateSettings } from "#shared/flow/gates.ts";
import type { WorldSettings } from "#shared/flow/world.ts";
import { HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { dateOfDay, dayOfDate, instantOf, isDate, localDay, localMinute, nextLocal } from "#shared/kernel/zone.ts";
import type { Profile } from "#shared/policy/recipient.ts";
import type { Condition } from "#shared/state/condition.ts";
import type { Attribute } from "#shared/state/facts.ts";
import type { Strategy } from "#shared/strategy/document.ts";

/** The school of a trial: what decisions and dispatch depend on. */
export interface TrialSchool extends WorldSettings, Omit<GateSettings, "pauses"> {
  readonly rates: ImitatedRates;
  readonly allowedHosts: readonly string[];
}

/** Who it is tried on. `profile` holds zone, consent and addresses; `real` is the id of a learner whose history was loaded. */
export interface TrialLearner {
  readonly id: string;
  readonly real: string | null;
  readonly profile: Profile;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Whether the hash of a holdout is taken to have drawn this learner. */
  readonly isHoldout: boolean;
  /** Titles of a real learner's courses by id, as far as the school gave them. */
  readonly titles?: Readonly<Record<string, string>>;
}

/** Something the learner did, or that happened to them; `at` is UTC ms, `key` unique. */
export interface TrialEvent {
  readonly key: string;
  readonly at: number;
  readonly type: string;
  readonly course: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;
}

/** What the person who tries does to a send: a receipt, or the outcome of a task. `at` is UTC ms. */
export type TrialAct =
  | {
      readonly is: "receipt";
      readonly send: number;
      readonly state: "delivered" | "opened" | "acted";
      readonly at: number;
    }
  | { readonly is: "outcome"; readonly send: number; readonly outcome: string; readonly at: number };

/** See the head of this file. `startAt` (UTC ms) is when the strategy goes live: before everything else. */
export interface Trial {
  readonly document: Strategy;
  readonly school: TrialSchool;
  readonly learner: TrialLearner;
  readonly events: readonly TrialEvent[];
  readonly acts: readonly TrialAct[];
  /** Whether receipts are imitated by the school's rates; otherwise they come by hand alone. */
  readonly isImitating: boolean;
  readonly startAt: number;
  /** Where the time line ends, UTC ms. */
  readonly endAt: number;
}

/** What the person makes of a trial; the draft and the school are added to it. */
export type TrialPlan = Pick<Trial, "learner" | "events" | "acts" | "isImitating" | "startAt" | "endAt">;

const DAYS_SHOWN = 30;
const DAY_SPAN_MS = 24 * HOUR_MS;
const EVENING_MINUTE = 19 * 60;

/** The end of a time line that begins at `startAt` and has these events. */
export function endOf(startAt: number, events: readonly TrialEvent[]): number {
  const lastAt = events.reduce((last, { at }) => Math.max(last, at), startAt);
  return lastAt + DAYS_SHOWN * DAY_SPAN_MS;
}

/** A plan with other events, in order of time, and with the end that they ask for. What was done to sends by hand is forgotten. */
export function withEvents(plan: TrialPlan, events: readonly TrialEvent[]): TrialPlan {
  const sorted = events.toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  const startAt = Math.min(plan.startAt, ...sorted.map(({ at }) => at - MINUTE_MS));
  return { ...plan, events: sorted, startAt, endAt: endOf(startAt, sorted), acts: [] };
}

/** The course that made-up events happen in. */
export const TRIAL_COURSE = "algebra-1";

/** A key that no event of the list has. */
export function freshKey(events: readonly TrialEvent[]): string {
  const used = new Set(events.map(({ key }) => key));
  let number = events.length + 1;
  while (used.has(`e${number}`)) number += 1;
  return `e${number}`;
}

/** Adds one event after the others. */
export function added(events: readonly TrialEvent[], at: number, type: string, course: string | null): TrialEvent[] {
  return [...events, { key: freshKey(events), at, type, course, data: null }];
}

/** Attributes with which somebody is of an audience, as far as it can be read off: what has to be equal, the first of choices. */
export function attributesFor(audience: Condition | undefined): Record<string, Attribute> {
  if (audience === undefined) return {};
  if ("all" in audience) return Object.assign({}, ...audience.all.map(attributesFor));
  if ("any" in audience) return attributesFor(audience.any[0]);
  if (!("attr" in audience)) return {};
  const { attr, op, value } = audience;
  const first = Array.isArray(value) ? value[0] : value;
  const isGiven = first !== undefined && ["eq", "ge", "le", "in", "has"].includes(op) && attr !== "courses";
  return isGiven ? { [attr]: op === "has" ? [String(first)] : first } : {};
}

/** A learner who began at nine that morning: enrolled, came in, finished a lesson. `nowAt` is UTC ms. */
export function freshPlan(nowAt: number, zone: string, name: string, audience?: Condition): TrialPlan {
  const startAt = instantOf(zone, localDay(zone, nowAt), 9 * 60);
  const first = ["enrolment.created", "session.started", "lesson.started", "lesson.completed"];
  const events = first.reduce<TrialEvent[]>(
    (list, type, index) => added(list, startAt + (1 + index * 10) * MINUTE_MS, type, TRIAL_COURSE),
    [],
  );
  const all = { push: "device-1", sms: "13800000000", wechat: "openid-1", email: "try@school.example" };
  const learner = {
    id: "try-learner",
    real: null,
    profile: { name, addresses: all },
    attributes: attributesFor(audience),
    isHoldout: false,
  };
  return { learner, events, acts: [], isImitating: true, startAt, endAt: endOf(startAt, events) };
}

/** What a time line is changed by in one step: `silent` also moves on in time. */
export const presets = ["silent", "stalled", "complaint", "returns"] as const;
/** One of the presets. */
export type Preset = (typeof presets)[number];

/** A plan as a preset makes it from `at` on, and the instant to go to. */
export function preset(plan: TrialPlan, kind: Preset, at: number, zone: string): { plan: TrialPlan; at: number } {
  if (kind === "silent") {
    const to = at + 3 * DAY_SPAN_MS;
    return {
      plan: {
        ...withEvents(
          plan,
          plan.events.filter((one) => one.at <= at || one.at > to),
        ),
        acts: plan.acts,
      },
      at: to,
    };
  }
  const course = plan.events.find((one) => one.course !== null)?.course ?? null;
  if (kind === "complaint") return keeping(plan, added(plan.events, at + MINUTE_MS, "complaint.filed", null), at);
  const evenings = kind === "stalled" ? 7 : 2;
  let events = plan.events.filter((one) => kind !== "stalled" || one.at <= at || one.at > at + 7 * DAY_SPAN_MS);
  for (let day = 0, after = at; day < evenings; day += 1) {
    after = nextLocal(zone, after, EVENING_MINUTE);
    events = added(events, after, "session.started", course);
  }
  return keeping(plan, events, at);
}

/** Events of the future change nothing of what was done so far. */
function keeping(plan: TrialPlan, events: readonly TrialEvent[], at: number): { plan: TrialPlan; at: number } {
  return { plan: { ...withEvents(plan, events), acts: plan.acts.filter((act) => act.at <= at) }, at };
}

/** An instant as a date-time field shows it, on the wall clock of a zone. */
export function wallOf(zone: string, at: number): string {
  const day = localDay(zone, at);
  const minute = localMinute(zone, at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${dateOfDay(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The instant of a date-time field's text on the wall clock of a zone; null where the text is none. */
export function atOfWall(zone: string, text: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text);
  const [, date = "", hour, minute] = found ?? [];
  return isDate(date) ? instantOf(zone, dayOfDate(date), Number(hour) * 60 + Number(minute)) : null;
}
