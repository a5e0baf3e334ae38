// Signals told by scanning a learner's events one by one, as their definitions say and with none of the engine's figures.
import type { LearnerEvent } from "#shared/event/check.ts";
import { parseInstant } from "#shared/event/instant.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { addElapsed, elapsed, type Pause } from "#shared/kernel/pause.ts";
import { dayOfDate, instantOf, localDay } from "#shared/kernel/zone.ts";
import type { SignalDef } from "#shared/signal/all.ts";
import { msOf } from "#shared/signal/fields.ts";
import { passes } from "#shared/state/test.ts";

/** What a scan says; `since` is null where a kind has none. */
export interface Scanned {
  isOn: boolean;
  since: number | null;
}

/** What is scanned: one learner's events, and the calendar they live by. */
export interface Scene {
  events: readonly LearnerEvent[];
  courses: readonly Course[];
  now: number;
  pauses: readonly Pause[];
  zone: string;
  /** The learner's local days were others before: what is counted by day depends on when it was first asked for. */
  isMoved: boolean;
}

/** A course as the learner's events tell it. */
export interface Course {
  id: string;
  startAt: number;
  isOpen: boolean;
}

const off: Scanned = { isOn: false, since: null };

/** Reads a course off the events. */
export function courseOf(id: string, events: readonly LearnerEvent[]): Course {
  const mine = events.filter(({ course }) => course === id);
  const last = (type: string) => Math.max(...mine.filter((event) => event.type === type).map(({ at }) => at));
  const starts = mine
    .filter(({ type }) => type === "enrolment.created")
    .map(({ at, data }) => {
      const startAt = data?.startAt;
      return Math.max(at, typeof startAt === "string" ? (parseInstant(startAt) ?? at) : at);
    });
  const isOpen =
    !mine.some(({ type }) => type === "course.completed") &&
    (last("enrolment.withdrawn") === -Infinity || last("enrolment.created") > last("enrolment.withdrawn"));
  return { id, startAt: starts.length > 0 ? Math.max(...starts) : Math.min(...mine.map(({ at }) => at)), isOpen };
}

/** Since when silence of the named types counts: the latest start of a course under way, else the first to come. */
function silence(types: readonly string[], forMs: number, { events, courses, now, pauses }: Scene): Scanned {
  const open = courses.filter(({ isOpen }) => isOpen).map(({ startAt }) => startAt);
  if (courses.length > 0 && open.length === 0) return off;
  const running = open.filter((at) => at <= now);
  const start = courses.length === 0 ? -Infinity : running.length > 0 ? Math.max(...running) : Math.min(...open);
  const base = Math.max(start, ...events.filter(({ type }) => types.includes(type)).map(({ at }) => at));
  if (base === -Infinity) return off;
  const dueAt = addElapsed(pauses, base, forMs);
  return now < dueAt ? off : { isOn: true, since: dueAt };
}

type DefOf<K extends SignalDef["kind"]> = Extract<SignalDef, { kind: K }>;

function inWindow<K extends { within: string }>(def: K, { now }: Scene): (event: LearnerEvent) => boolean {
  return ({ at }) => at <= now && at > now - msOf(def.within);
}

const byTime = (a: LearnerEvent, b: LearnerEvent) => a.at - b.at;

/** Something is late from its grace to its end, if it was not closed before; the first that is late now. */
function late(def: DefOf<"overdue">, { events, now, pauses }: Scene): Scanned {
  const keyOf = ({ data }: LearnerEvent) => data?.[def.by];
  const opened = events.filter(
    (event) => event.type === def.opens && ["string", "number"].includes(typeof keyOf(event)),
  );
  const starts: number[] = [];
  for (const key of new Set(opened.map((event) => String(keyOf(event))))) {
    const mine = (type: string) => events.filter((event) => event.type === type && String(keyOf(event)) === key);
    const openedAt = Math.min(...mine(def.opens).map(({ at }) => at));
    const closedAt = Math.min(...mine(def.closes).map(({ at }) => at));
    const dueAt =
      def.within === undefined ? firstDue(mine(def.opens), def.due) : addElapsed(pauses, openedAt, msOf(def.within));
    if (dueAt === Infinity) continue;
    const from = Math.max(openedAt, def.grace === undefined ? dueAt : addElapsed(pauses, dueAt, msOf(def.grace)));
    const to = Math.min(closedAt, def.until === undefined ? Infinity : addElapsed(pauses, dueAt, msOf(def.until)));
    if (from <= now && now < to) starts.push(from);
  }
  return starts.length === 0 ? off : { isOn: true, since: Math.min(...starts) };
}

function firstDue(events: readonly LearnerEvent[], property = ""): number {
  const instants = events.map(({ data }) => data?.[property]);
  return Math.min(
    ...instants.map((due) =>
      typeof due === "number" ? due : typeof due === "string" ? (parseInstant(due) ?? Infinity) : Infinity,
    ),
  );
}

/** Local days with an event: today or yesterday, and so many without a gap before. */
function streak(def: DefOf<"milestone">, { events, now, zone }: Scene): Scanned {
  const days = new Set(events.filter(({ type }) => def.events.includes(type)).map(({ at }) => localDay(zone, at)));
  const today = localDay(zone, now);
  const last = days.has(today) ? today : today - 1;
  const isWhole = Array.from({ length: def.streakDays ?? 0 }, (_, n) => last - n).every((day) => days.has(day));
  return { isOn: isWhole, since: null };
}

/** How far back a drop looks past its own days for those that were not paused. */
const PAUSE_ROOM_DAYS = 120;

function drop(def: DefOf<"drop">, { events, courses, now, pauses, zone }: Scene): Scanned {
  const days = events.filter(({ type }) => def.events.includes(type)).map(({ at }) => localDay(zone, at));
  const open = courses.filter(({ isOpen }) => isOpen).map(({ startAt }) => localDay(zone, startAt));
  if (days.length === 0 || (courses.length > 0 && open.length === 0)) return off;
  const [window, baseline] = [msOf(def.window) / DAY_MS, msOf(def.baseline) / DAY_MS];
  const today = localDay(zone, now);
  const back = Array.from({ length: window + baseline + PAUSE_ROOM_DAYS }, (_, n) => today - 1 - n);
  const lived = back.filter((day) => elapsed(pauses, instantOf(zone, day, 0), instantOf(zone, day + 1, 0)) > 0);
  const first = lived[window + baseline - 1];
  // Of whom no course is known, nobody can say that they were not there yet.
  if (first === undefined || (open.length > 0 && Math.min(...open) > first)) return off;
  const countIn = (chosen: readonly number[]) => days.filter((day) => chosen.includes(day)).length;
  const [recent, usual] = [countIn(lived.slice(0, window)), countIn(lived.slice(window, window + baseline))];
  return { isOn: usual >= def.min && recent / window <= (def.to * usual) / baseline + 1e-9, since: null };
}

/** Every third day, as the simulation draws it, or one date. */
const EVERY = /^FREQ=DAILY;INTERVAL=(\d+)$/;

function occasion(def: DefOf<"schedule">, { now, zone }: Scene): Scanned {
  const minute = Number(def.at.slice(0, 2)) * 60 + Number(def.at.slice(3));
  const today = localDay(zone, now);
  const step = Number(EVERY.exec(def.rrule ?? "")?.[1] ?? 1);
  const begins = dayOfDate(def.date ?? def.from ?? "2020-01-01");
  const days = Array.from({ length: 10 }, (_, n) => today + 1 - n);
  const meant = def.date === undefined ? days.filter((day) => day >= begins && (day - begins) % step === 0) : [begins];
  const since = Math.max(...meant.map((day) => instantOf(zone, day, minute)).filter((at) => at <= now));
  return now < since + msOf(def.for ?? "P1D") ? { isOn: true, since } : off;
}

const aggregates: Record<DefOf<"metric">["aggregate"], (values: readonly number[]) => number> = {
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  avg: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  last: (values) => values.at(-1) ?? Number.NaN,
};

function measured(def: DefOf<"metric">, scene: Scene): Scanned {
  const values = scene.events
    .filter((event) => event.type === def.event && inWindow(def, scene)(event))
    .sort(byTime)
    .map(({ data }) => data?.[def.property])
    .filter((value) => typeof value === "number");
  if (values.length < (def.minEvents ?? 1)) return off;
  const value = aggregates[def.aggregate](values);
  const isOn = { lt: value < def.value, le: value <= def.value, gt: value > def.value, ge: value >= def.value }[def.op];
  return { isOn, since: null };
}

/** The kinds that events and the calendar decide, each told as its definition reads. */
const scans: { [K in SignalDef["kind"]]?: (def: DefOf<K>, scene: Scene) => Scanned } = {
  absence: (def, scene) => silence(def.events, msOf(def.for), scene),
  stall: (def, scene) => silence([def.progress], msOf(def.for), scene),
  count: (def, scene) => {
    const inside = scene.events
      .filter(
        (event) =>
          def.events.includes(event.type) &&
          inWindow(def, scene)(event) &&
          (def.where === undefined || passes(def.where, event.data)),
      )
      .sort(byTime);
    const since = inside[def.atLeast - 1]?.at ?? null;
    return { isOn: since !== null, since };
  },
  milestone: (def, scene) => {
    if (def.reaches === undefined) return streak(def, scene);
    const times = scene.events
      .filter(({ type, data }) => def.events.includes(type) && (def.where === undefined || passes(def.where, data)))
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    const since = times[def.reaches - 1];
    return since === undefined || since > scene.now ? off : { isOn: true, since };
  },
  metric: measured,
  overdue: late,
  drop,
  schedule: occasion,
};

/** Whether a scan tells this definition whole for this learner. */
export function isScanned(def: SignalDef, { isMoved, events }: Scene): boolean {
  if (def.kind === "drop" || (def.kind === "milestone" && def.reaches === undefined)) return !isMoved;
  if (def.kind === "schedule") return def.rrule === undefined || EVERY.test(def.rrule);
  if (def.kind === "metric" && def.aggregate === "last") {
    const times = events.filter(({ type }) => type === def.event).map(({ at }) => at);
    return new Set(times).size === times.length; // which of two at one instant is the last, nobody says
  }
  return def.kind in scans;
}

function scanHere(def: SignalDef, scene: Scene): Scanned {
  return (scans[def.kind] as (def: SignalDef, scene: Scene) => Scanned)(def, scene);
}

/** Of a signal that may hold in any course: whether it does, and since when in the first. */
export function scan(def: SignalDef, scene: Scene, subject: string): Scanned {
  if (!("per" in def) || def.per === undefined) return scanHere(def, scene);
  const courses = subject === "" ? scene.courses : scene.courses.filter(({ id }) => id === subject);
  const all = courses.map((course) =>
    scanHere(def, { ...scene, events: scene.events.filter((event) => event.course === course.id), courses: [course] }),
  );
  const on = all.filter(({ isOn }) => isOn);
  return on.length === 0
    ? off
    : { isOn: true, since: on[0]?.since === null ? null : Math.min(...on.map(({ since }) => since ?? 0)) };
}
