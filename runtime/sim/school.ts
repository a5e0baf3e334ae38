// A school made from a seed: its term, zone, courses and holidays, its settings, and its learners with their habits.
import type { Logged, Settings } from "#runtime/engine/logged.ts";
import { defaultSettings } from "#runtime/engine/logged.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import type { Pause } from "#shared/kernel/pause.ts";
import { type Habit, habits } from "./habits.ts";
import type { Random } from "./random.ts";

/** A learner of the school, and how they live. */
export interface Person {
  id: string;
  habit: Habit;
  courses: readonly string[];
  /** Day of the term on which they enrol, from 0. */
  firstDay: number;
  /** Minutes from UTC midnight to the middle of their day. */
  noonMinute: number;
  /** The name under which their first visits came, null for most. */
  visitor: string | null;
  patch: Extract<Logged, { is: "upsert" }>["patch"];
}

/** A school before its term begins. Instants are UTC ms. */
export interface School {
  startAt: number;
  dayCount: number;
  courses: readonly string[];
  settings: Settings;
  people: readonly Person[];
  /** Events of one source within this time come as one batch (ms): longer in large schools, whose senders gather more. */
  slotMs: number;
  /** Instants due within this time are reached in one step, as under load (ms). */
  grainMs: number;
}

/** Learners from which a school counts as large. */
const LARGE = 100;

/** The hosts that strategies of a simulated school call. */
export const hosts = ["crm.example", "desk.example"] as const;

// Clocks change in some of them within the first weeks of some terms, by an hour or by half of one.
const zones = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe"] as const;
const terms = [Date.UTC(2026, 1, 23), Date.UTC(2026, 2, 16), Date.UTC(2026, 8, 21), Date.UTC(2026, 9, 19)];

/** Makes a school of so many learners and days. */
export function makeSchool(random: Random, learnerCount: number, dayCount: number): School {
  const startAt = random.pick(terms);
  const courses = ["algebra", "physics", "poetry"].slice(0, random.int(1, 3));
  const people = Array.from({ length: learnerCount }, (_, index) =>
    makePerson(random.fork("person", index), index, courses, dayCount),
  );
  const isLarge = learnerCount >= LARGE;
  const grainMs = random
    .fork("grain")
    .pick(isLarge ? [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS] : [1000, MINUTE_MS, 10 * MINUTE_MS]);
  const slotMs = isLarge ? HOUR_MS : 15 * MINUTE_MS;
  return {
    startAt,
    dayCount,
    courses,
    slotMs,
    grainMs,
    settings: makeSettings(random.fork("settings"), startAt, dayCount),
    people,
  };
}

/** Settings of a school: drawn anew, they are what an admin may change in mid-term. */
export function makeSettings(random: Random, startAt: number, dayCount: number): Settings {
  return {
    ...defaultSettings,
    zone: random.pick(zones),
    pauses: random.chance(0.6) ? holidays(random, startAt, dayCount) : [],
    holdout: random.chance(0.4) ? { salt: `season-${random.int(1, 3)}`, weight: random.int(500, 4000) } : null,
    schoolName: "晨光网校",
    signature: "【晨光网校】",
    quiet: random.pick([null, { from: "22:00", to: "08:00" }, { from: "12:30", to: "14:00" }]),
    caps: random.pick([
      [],
      [{ id: "day", scope: "all", limit: 2, per: "day" }],
      [
        { id: "week", scope: "all", limit: 4, per: "P7D" },
        { id: "sms", scope: "sms", limit: 1, per: "P2D" },
      ],
    ]),
    rates: random.pick([
      { delivered: 9700, opened: 3500, acted: 1200 },
      { delivered: 10_000, opened: 8000, acted: 5000 },
      { delivered: 0, opened: 0, acted: 0 },
    ]),
    allowedHosts: [...hosts],
    locale: random.pick(["zh-CN", "en"]),
  };
}

function holidays(random: Random, startAt: number, dayCount: number): Pause[] {
  const from = startAt + random.int(3, Math.max(4, dayCount - 2)) * DAY_MS + random.int(0, 23) * HOUR_MS;
  return [{ from, to: from + random.int(12, 72) * HOUR_MS }];
}

function makePerson(random: Random, index: number, courses: readonly string[], dayCount: number): Person {
  const id = `s${index}`;
  const zone = random.chance(0.4) ? random.pick(zones) : null;
  const addresses = {
    sms: `1380000${1000 + index}`,
    email: `${id}@school.example`,
    push: `p-${id}`,
    wechat: `w-${id}`,
  };
  const known = Object.fromEntries(Object.entries(addresses).filter(() => random.chance(0.85)));
  const isMinor = random.chance(0.15);
  return {
    id,
    habit: random.pick(habits),
    courses: random.some(courses),
    firstDay: random.chance(0.8) ? random.int(0, 2) : random.int(0, Math.max(0, dayCount - 5)),
    noonMinute: random.int(0, 24 * 60 - 1),
    visitor: random.chance(0.1) ? `visitor-${index}` : null,
    patch: {
      id,
      ...(random.chance(0.7) ? { name: `学员${index}` } : {}),
      ...(zone === null ? {} : { zone }),
      ...(random.chance(0.3) ? { locale: "en" } : {}),
      ...(isMinor ? { birthDate: "2015-05-05" } : {}),
      ...(isMinor || random.chance(0.1)
        ? { guardian: { addresses: { sms: `1390000${1000 + index}` }, consent: { sms: random.chance(0.8) } } }
        : {}),
      addresses: known,
      attributes: { status: "studying", vip: random.chance(0.2), tier: random.int(1, 3) },
    },
  };
}
