import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "./duration.ts";
import { nextOccurrence, previousOccurrence } from "./occurrence.ts";
import { type ByDay, parseRecurrence, type Recurrence } from "./recurrence.ts";
import { dateOfDay, dayOfDate, instantOf, localDay } from "./zone.ts";

const HORIZON = 1827;
const NINE = 540;

function rule(text: string): Recurrence {
  const read = parseRecurrence(text);
  if ("error" in read) throw new Error(`${read.error} ${read.part}`);
  return read;
}

/** The first occurrences of a rule, as dates in Shanghai. */
function dates(text: string, start: string, most: number): string[] {
  const found: string[] = [];
  let at: number | null = Date.UTC(1970, 0, 1);
  while (found.length < most) {
    at = nextOccurrence(rule(text), "Asia/Shanghai", dayOfDate(start), NINE, at);
    if (at === null) break;
    found.push(dateOfDay(localDay("Asia/Shanghai", at)));
  }
  return found;
}

test.each([
  ["FREQ=DAILY;INTERVAL=10;COUNT=3", "2026-02-17", "2026-02-17 2026-02-27 2026-03-09"],
  ["FREQ=WEEKLY;BYDAY=MO,FR;COUNT=4", "2026-02-17", "2026-02-20 2026-02-23 2026-02-27 2026-03-02"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4", "2026-02-17", "2026-02-22 2026-03-02 2026-03-08 2026-03-16"],
  ["FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "2026-02-17", "2026-03-02 2026-04-06 2026-05-04"],
  ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "2026-02-17", "2026-02-27 2026-03-27 2026-04-24"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-01-01", "2026-01-31 2026-02-28 2026-03-31"],
  ["FREQ=MONTHLY;COUNT=3", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31"],
  ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "2026-01-01", "2026-02-13 2026-03-13 2026-11-13"],
  ["FREQ=YEARLY;UNTIL=20280216", "2026-02-17", "2026-02-17 2027-02-17"],
  ["FREQ=YEARLY;UNTIL=20280217", "2026-02-17", "2026-02-17 2027-02-17 2028-02-17"],
  ["FREQ=YEARLY;BYMONTH=5;BYDAY=2SU;COUNT=2", "2026-02-17", "2026-05-10 2027-05-09"],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", "2026-01-01", "2028-02-29 2032-02-29"],
  ["FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", ""],
  ["FREQ=DAILY;UNTIL=20260101", "2026-01-02", ""],
])("%s from %s", (text, start, expected) => {
  expect(dates(text, start, 10).join(" ")).toBe(expected);
});

test("a daily time comes once on days of 23 and 25 hours", () => {
  const daily = rule("FREQ=DAILY");
  const half = (at: number) => nextOccurrence(daily, "Europe/London", dayOfDate("2026-01-01"), 90, at);
  const spring = instantOf("Europe/London", dayOfDate("2026-03-29"), 90);
  expect(half(spring)).toBe(spring + 23.5 * HOUR_MS);
  const autumn = instantOf("Europe/London", dayOfDate("2026-10-25"), 90);
  expect(half(autumn - 1)).toBe(autumn);
  expect(half(autumn)).toBe(autumn + 25 * HOUR_MS);
});

test("a day that the zone never had is left out", () => {
  const daily = rule("FREQ=DAILY");
  const start = dayOfDate("2011-12-01");
  const before = instantOf("Pacific/Apia", dayOfDate("2011-12-29"), NINE);
  const next = nextOccurrence(daily, "Pacific/Apia", start, NINE, before);
  expect(next).toBe(instantOf("Pacific/Apia", dayOfDate("2011-12-31"), NINE));
  expect(previousOccurrence(daily, "Pacific/Apia", start, NINE, (next ?? 0) - 1)).toBe(before);
});

test("gives up after five years", () => {
  const leap = rule("FREQ=YEARLY");
  const start = dayOfDate("2096-02-29");
  const there = instantOf("UTC", start, NINE);
  expect(nextOccurrence(leap, "UTC", start, NINE, there - 1)).toBe(there);
  expect(nextOccurrence(leap, "UTC", start, NINE, there)).toBeNull();
  expect(previousOccurrence(leap, "UTC", start, NINE, there + 6 * 366 * DAY_MS)).toBeNull();
});

const EPOCH = Temporal.PlainDate.from("1970-01-01");

function plainDate(day: number): Temporal.PlainDate {
  return EPOCH.add({ days: day });
}

function monthHolds(item: ByDay, date: Temporal.PlainDate): boolean {
  const days: number[] = [];
  for (let day = 1; day <= date.daysInMonth; day += 1)
    if (date.with({ day }).dayOfWeek === item.weekday) days.push(day);
  if (item.ordinal === null) return days.includes(date.day);
  return days.at(item.ordinal > 0 ? item.ordinal - 1 : item.ordinal) === date.day;
}

function periodHolds(wanted: Recurrence, start: Temporal.PlainDate, date: Temporal.PlainDate): boolean {
  const monday = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 });
  const apart = {
    DAILY: () => start.until(date, { largestUnit: "days" }).days,
    WEEKLY: () => monday(start).until(monday(date), { largestUnit: "weeks" }).weeks,
    MONTHLY: () => start.toPlainYearMonth().until(date.toPlainYearMonth(), { largestUnit: "months" }).months,
    YEARLY: () => date.year - start.year,
  };
  return apart[wanted.freq]() % wanted.interval === 0;
}

/** RFC 5545 said once more, slowly: on every day, is it an occurrence? */
function holds(wanted: Recurrence, startDay: number, day: number): boolean {
  const start = plainDate(startDay);
  const date = plainDate(day);
  const { byDay, byMonth, byMonthDay, freq } = wanted;
  if (day < startDay || day > (wanted.untilDay ?? day)) return false;
  if (byMonth.length > 0 && !byMonth.includes(date.month)) return false;
  if (!periodHolds(wanted, start, date)) return false;
  const fromEnd = date.day - date.daysInMonth - 1;
  if (byMonthDay.length > 0 && !byMonthDay.includes(date.day) && !byMonthDay.includes(fromEnd)) return false;
  if (byDay.length > 0 && !byDay.some((item) => monthHolds(item, date))) return false;
  if (byDay.length > 0 || byMonthDay.length > 0 || freq === "DAILY") return true;
  if (freq === "WEEKLY") return date.dayOfWeek === start.dayOfWeek;
  return date.day === start.day && (freq === "MONTHLY" || byMonth.length > 0 || date.month === start.month);
}

const START = dayOfDate("2009-11-20");
const SCAN_DAYS = HORIZON + 1200;

/** All occurrences from START on, day by day. */
function scan(wanted: Recurrence, zone: string): number[] {
  const found: number[] = [];
  let count = 0;
  for (let day = START; day <= START + SCAN_DAYS; day += 1) {
    if (!holds(wanted, START, day)) continue;
    count += 1;
    const isSkipped = zone === "Pacific/Apia" && dateOfDay(day) === "2011-12-30";
    if (count <= (wanted.count ?? count) && !isSkipped) found.push(instantOf(zone, day, NINE));
  }
  return found;
}

const weekday = fc.integer({ min: 1, max: 7 });
const ordinals = fc.constantFrom(null, 1, 2, 4, 5, -1, -2, -5);
const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 });
const monthDays = fc.uniqueArray(
  fc.integer({ min: 1, max: 31 }).chain((day) => fc.constantFrom(day, -day)),
  { maxLength: 3 },
);

const rules: fc.Arbitrary<Recurrence> = fc
  .record({
    freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY", "YEARLY"),
    interval: fc.integer({ min: 1, max: 5 }),
    byDay: fc.array(fc.record({ ordinal: ordinals, weekday }), { maxLength: 3 }),
    byMonthDay: monthDays,
    byMonth: months,
    end: fc.oneof(
      fc.constant({ count: null, untilDay: null }),
      fc.integer({ min: 1, max: 60 }).map((count) => ({ count, untilDay: null })),
      fc.integer({ min: 0, max: SCAN_DAYS }).map((days) => ({ count: null, untilDay: START + days })),
    ),
  })
  .map(({ end, ...draft }) => {
    const isMonthly = draft.freq === "MONTHLY" || (draft.freq === "YEARLY" && draft.byMonth.length > 0);
    const byDay = isMonthly ? draft.byDay : draft.byDay.map((item) => ({ ...item, ordinal: null }));
    return { ...draft, ...end, byDay, byMonthDay: draft.freq === "WEEKLY" ? [] : draft.byMonthDay };
  });

test("next and previous agree with a scan of every day", () => {
  const zones = fc.constantFrom("Asia/Shanghai", "Europe/London", "Pacific/Apia");
  const places = fc.array(fc.integer({ min: -400, max: 1200 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(rules, zones, places, fc.integer({ min: -1, max: 1 }), (wanted, zone, offsets, shift) => {
      const all = scan(wanted, zone);
      for (const offset of offsets) {
        const at = instantOf(zone, START + offset, NINE) + shift;
        const furthest = Math.max(START, localDay(zone, at)) + HORIZON;
        const next = all.find((moment) => moment > at && localDay(zone, moment) <= furthest) ?? null;
        expect(nextOccurrence(wanted, zone, START, NINE, at)).toBe(next);
        expect(previousOccurrence(wanted, zone, START, NINE, at)).toBe(all.findLast((moment) => moment <= at) ?? null);
      }
    }),
    { numRuns: 60 },
  );
});
