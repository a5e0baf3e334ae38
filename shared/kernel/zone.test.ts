import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./duration.ts";
import * as zone from "./zone.ts";

const ZONES = [
  "Asia/Shanghai",
  "Europe/London",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
  "America/St_Johns",
  "America/Sao_Paulo",
];
const FROM = Date.UTC(1990, 0, 1);
const TO = Date.UTC(2041, 0, 1);
const RUNS = { numRuns: 400 };

const zones = fc.constantFrom(...ZONES);
const minutes = fc.integer({ min: 0, max: 1439 });

/** Instants of 1990 to 2040, half of them within two days of a change of offset, where mistakes live. */
const places = zones.chain((name) => {
  const anywhere = fc.integer({ min: FROM, max: TO });
  const changes = changesOf(name);
  if (changes.length === 0) return fc.record({ name: fc.constant(name), at: anywhere });
  const near = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }));
  const edges = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -1, max: 1 }));
  const at = fc.oneof(
    anywhere,
    fc.oneof(near, edges).map(([change, shift]) => change + shift),
  );
  return fc.record({ name: fc.constant(name), at });
});

function changesOf(name: string): number[] {
  const changes: number[] = [];
  let here = local(name, FROM).getTimeZoneTransition("next");
  while (here !== null && here.epochMilliseconds < TO) {
    changes.push(here.epochMilliseconds);
    here = here.getTimeZoneTransition("next");
  }
  return changes;
}

function local(name: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
}

function plainDate(day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from("1970-01-01").add({ days: day });
}

function dayNumber(date: Temporal.PlainDate): number {
  return Temporal.PlainDate.from("1970-01-01").until(date, { largestUnit: "days" }).days;
}

function oracleInstant(name: string, day: number, minute: number): number {
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 };
  const wall = plainDate(day).toPlainDateTime(time);
  const earlier = wall.toZonedDateTime(name, { disambiguation: "earlier" });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.NaN;
}

test("a UTC instant has the local day, minute, weekday and offset that Temporal gives it", () => {
  fc.assert(
    fc.property(places, ({ name, at }) => {
      const truth = local(name, at);
      expect(zone.localDay(name, at)).toBe(dayNumber(truth.toPlainDate()));
      expect(zone.localMinute(name, at)).toBe(truth.hour * 60 + truth.minute);
      expect(zone.localWeekday(name, at)).toBe(truth.dayOfWeek);
      expect(zone.offsetAt(name, at)).toBe(truth.offsetNanoseconds / 1e6);
    }),
    RUNS,
  );
});

test("a local time has the instant that Temporal gives it, the earlier of two, the first after a gap", () => {
  fc.assert(
    fc.property(places, minutes, ({ name, at }, minute) => {
      const day = zone.localDay(name, at);
      for (const wanted of [minute, zone.localMinute(name, at)]) {
        expect(zone.instantOf(name, day, wanted)).toBe(oracleInstant(name, day, wanted));
      }
    }),
    RUNS,
  );
});

test("the next change of offset is Temporal's next transition that moves the clock", () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 5 * DAY_MS }), ({ name, at }, span) => {
      const change = changesOf(name).find((moment) => {
        return moment > at && zone.offsetAt(name, moment) !== zone.offsetAt(name, moment - 1);
      });
      const truth = change !== undefined && change <= at + span ? change : null;
      expect(zone.offsetChange(name, at, at + span)).toBe(truth);
    }),
    { numRuns: 100 },
  );
});

test("the next local time is the first one after the instant, on a wanted weekday", () => {
  const weekdays = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: undefined });
  fc.assert(
    fc.property(places, minutes, weekdays, ({ name, at }, minute, wanted) => {
      const today = zone.localDay(name, at);
      const candidates: number[] = [];
      for (let day = today - 3; day <= today + 16; day += 1) {
        const isWanted = wanted === undefined || wanted.includes(plainDate(day).dayOfWeek);
        const isSkipped = name === "Pacific/Apia" && zone.dateOfDay(day) === "2011-12-30";
        if (isWanted && !isSkipped) candidates.push(oracleInstant(name, day, minute));
      }
      const truth = candidates.find((moment) => moment > at);
      expect(zone.nextLocal(name, at, minute, wanted)).toBe(truth);
    }),
    RUNS,
  );
});

test("a daily time comes once for each local day, for all of fifty years", () => {
  for (const name of ["America/St_Johns", "America/Sao_Paulo", "Pacific/Apia"]) {
    for (const minute of [0, 1425]) {
      const times: number[] = [];
      for (let at = zone.nextLocal(name, FROM, minute); at < TO; at = zone.nextLocal(name, at, minute)) times.push(at);
      const truth: number[] = [];
      for (let day = zone.localDay(name, FROM); day <= zone.localDay(name, TO); day += 1) {
        const at = zone.instantOf(name, day, minute);
        const isSkipped = name === "Pacific/Apia" && zone.dateOfDay(day) === "2011-12-30";
        if (at > FROM && at < TO && !isSkipped) truth.push(at);
      }
      expect(times).toEqual(truth);
    }
  }
});

test("days of 23 and 25 hours fire a time that is skipped or shown twice once", () => {
  const spring = zone.dayOfDate("2026-03-29");
  const gap = zone.instantOf("Europe/London", spring, 90);
  expect(new Date(gap).toISOString()).toBe("2026-03-29T01:00:00.000Z");
  expect(zone.nextLocal("Europe/London", gap, 90) - gap).toBe(23.5 * HOUR_MS);
  const autumn = zone.instantOf("Europe/London", zone.dayOfDate("2026-10-25"), 90);
  expect(new Date(autumn).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(zone.nextLocal("Europe/London", autumn, 90) - autumn).toBe(25 * HOUR_MS);
});

test("the next time is strictly later: at the time itself, tomorrow's", () => {
  const nine = zone.instantOf("Asia/Shanghai", zone.dayOfDate("2026-02-17"), 540);
  expect(zone.nextLocal("Asia/Shanghai", nine - 1, 540)).toBe(nine);
  expect(zone.nextLocal("Asia/Shanghai", nine, 540)).toBe(nine + DAY_MS);
  expect(() => zone.nextLocal("Asia/Shanghai", nine, 540, [])).toThrow("no local time");
});

test("a day that a zone never had gives no instant", () => {
  const skipped = zone.dayOfDate("2011-12-30");
  expect(zone.instantOnDay("Pacific/Apia", skipped, 540)).toBeNull();
  expect(zone.instantOf("Pacific/Apia", skipped, 540)).toBe(zone.instantOf("Pacific/Apia", skipped + 1, 0));
  expect(zone.instantOnDay("Asia/Shanghai", skipped, 540)).toBe(zone.instantOf("Asia/Shanghai", skipped, 540));
});

test("offsets before standard time are exact to the second", () => {
  expect(zone.offsetAt("Asia/Shanghai", Date.UTC(1890, 0, 1))).toBe(8 * HOUR_MS + 5 * MINUTE_MS + 43_000);
});

test("answers do not depend on what was asked before, beyond every bound of the memory", () => {
  const names = Intl.supportedValuesOf("timeZone");
  expect(names.length).toBeGreaterThan(256);
  const ask = () => ZONES.map((name) => zone.localDay(name, FROM) + zone.localMinute(name, TO - MINUTE_MS));
  const before = ask();
  for (const name of names) zone.localDay(name, FROM);
  for (let at = FROM; at < TO; at += 30 * DAY_MS) zone.localDay("Europe/London", at);
  expect(ask()).toEqual(before);
});

test("knows zones and their aliases, and refuses the rest", () => {
  for (const name of [...ZONES, "Asia/Calcutta", "Etc/GMT+5", "America/Argentina/Buenos_Aires"]) {
    expect(zone.isZone(name)).toBe(true);
  }
  for (const name of ["", "+08:00", "Mars/Olympus", "Asia/", "Asia/Shanghai ", "上海"])
    expect(zone.isZone(name)).toBe(false);
  expect(() => zone.localDay("Mars/Olympus", FROM)).toThrow(RangeError);
});

test("dates and days convert both ways; what is no date is refused", () => {
  expect(zone.dayOfDate("1970-01-01")).toBe(0);
  expect(zone.dayOfDate("2026-02-17")).toBe(dayNumber(Temporal.PlainDate.from("2026-02-17")));
  fc.assert(
    fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (day) => {
      expect(zone.dayOfDate(zone.dateOfDay(day))).toBe(day);
      expect(zone.weekdayOfDay(day)).toBe(plainDate(day).dayOfWeek);
    }),
    RUNS,
  );
  for (const text of ["2026-02-30", "2026-2-17", "2026-13-01", "20260217", "", "2026-02-17T00:00Z"]) {
    expect(zone.isDate(text)).toBe(false);
    expect(() => zone.dayOfDate(text)).toThrow("not a date");
  }
  expect(() => zone.dateOfDay(2_932_897)).toThrow("four digits");
});
