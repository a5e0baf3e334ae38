import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { dayOfDate, instantOf, localMinute } from "#shared/kernel/zone.ts";
import { type MinuteWindow, parseClock, quietUntil } from "./quiet.ts";

const NIGHT = { from: 1320, to: 480 };
const LIMIT_MINUTES = 48 * 60;

/** A first of three local days, in a zone; most of them hold a change of clock. */
const PLACES = [
  ["Asia/Shanghai", "2026-02-16"],
  ["Europe/London", "2026-03-28"],
  ["Europe/London", "2026-10-24"],
  ["America/New_York", "2026-03-07"],
  ["America/New_York", "2026-10-31"],
  ["America/St_Johns", "2010-11-06"],
  ["America/Sao_Paulo", "2018-11-03"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Pacific/Apia", "2011-12-29"],
  ["Asia/Kathmandu", "2026-05-01"],
] as const;

const clock = fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.constantFrom(0, 60, 90, 120, 180, 480, 1320, 1380));
const windows = fc.array(fc.record({ from: clock, to: clock }), { minLength: 1, maxLength: 4 });
const places = fc.constantFrom(...PLACES);
const offsets = fc.integer({ min: 0, max: 36 * 60 });
const margins = fc.oneof(fc.constantFrom(0, 1, 30, 60), fc.integer({ min: 0, max: 600 }));

function isQuiet(list: readonly MinuteWindow[], zone: string, at: number): boolean {
  const now = localMinute(zone, at);
  return list.some(({ from, to }) => {
    if (from < to) return from <= now && now < to;
    return from > to && (now >= from || now < to);
  });
}

/** Minute by minute: the first start from which the request, its last instant included, meets no quiet minute. */
function oracle(list: readonly MinuteWindow[], zone: string, at: number, marginMinutes: number): number | null {
  const free = Array.from(
    { length: LIMIT_MINUTES + marginMinutes + 1 },
    (_, index) => !isQuiet(list, zone, at + index * MINUTE_MS),
  );
  let run = 0; // free minutes that end just before the one looked at
  for (const [index, isFree] of free.entries()) {
    run = isFree ? run + 1 : 0;
    const start = index - marginMinutes;
    if (run === marginMinutes + 1 && start < LIMIT_MINUTES) return start === 0 ? null : at + start * MINUTE_MS;
    if (run > marginMinutes + 1) run = marginMinutes + 1;
  }
  return at + LIMIT_MINUTES * MINUTE_MS;
}

test("the answer is the first minute from which the whole request is outside every window", () => {
  fc.assert(
    fc.property(windows, places, offsets, margins, (list, [zone, date], offset, margin) => {
      const at = instantOf(zone, dayOfDate(date), 0) + offset * MINUTE_MS;
      expect(quietUntil(list, zone, at, margin * MINUTE_MS)).toBe(oracle(list, zone, at, margin));
    }),
    { numRuns: 600 },
  );
});

test("to the millisecond, what is allowed is outside the windows and the instant before it is not", () => {
  const anyMs = fc.integer({ min: 0, max: 36 * HOUR_MS });
  const marginMs = fc.integer({ min: 0, max: 2 * HOUR_MS });
  fc.assert(
    fc.property(clock, clock, places, anyMs, marginMs, (from, to, [zone, date], offset, margin) => {
      const list = [{ from, to }];
      const at = instantOf(zone, dayOfDate(date), 0) + offset;
      const until = quietUntil(list, zone, at, margin);
      const start = until ?? at;
      if (start === at + 48 * HOUR_MS) return;
      expect(isQuiet(list, zone, start)).toBe(false);
      expect(isQuiet(list, zone, start + margin)).toBe(false);
      expect(quietUntil(list, zone, start, margin)).toBeNull();
      if (until !== null) expect(quietUntil(list, zone, until - 1, margin)).toBe(until);
    }),
    { numRuns: 300 },
  );
});

function at(zone: string, date: string, time: string): number {
  return instantOf(zone, dayOfDate(date), parseClock(time) ?? Number.NaN);
}

test.each([
  ["Asia/Shanghai", "2026-02-16", "21:58", 60_000, null],
  ["Asia/Shanghai", "2026-02-16", "21:59", 60_000, "2026-02-17 08:00"],
  ["Asia/Shanghai", "2026-02-16", "22:00", 0, "2026-02-17 08:00"],
  ["Asia/Shanghai", "2026-02-16", "07:59", 0, "2026-02-16 08:00"],
  ["Asia/Shanghai", "2026-02-16", "08:00", 60_000, null],
  ["Europe/London", "2026-03-28", "23:00", 0, "2026-03-29 08:00"],
  ["Europe/London", "2026-10-24", "23:00", 0, "2026-10-25 08:00"],
] as const)("a quiet night in %s on %s at %s", (zone, date, time, margin, until) => {
  const [toDate, toTime] = until?.split(" ") ?? [];
  const truth = toDate === undefined || toTime === undefined ? null : at(zone, toDate, toTime);
  expect(quietUntil([NIGHT], zone, at(zone, date, time), margin)).toBe(truth);
});

test("an hour that the clock shows twice is quiet both times", () => {
  const secondShowing = at("Europe/London", "2026-10-25", "01:15") + HOUR_MS;
  const until = quietUntil([{ from: 60, to: 90 }], "Europe/London", secondShowing, 0);
  expect(until).toBe(secondShowing + 15 * MINUTE_MS);
});

test("a window that the clock skips holds nothing back", () => {
  const justBefore = at("Europe/London", "2026-03-29", "00:59");
  expect(quietUntil([{ from: 60, to: 120 }], "Europe/London", justBefore, 5 * MINUTE_MS)).toBeNull();
});

test("equal ends are no window, and no window is never quiet", () => {
  const noon = at("Asia/Shanghai", "2026-02-16", "12:00");
  expect(quietUntil([{ from: 720, to: 720 }], "Asia/Shanghai", noon, DAY_MS)).toBeNull();
  expect(quietUntil([], "Asia/Shanghai", noon, DAY_MS)).toBeNull();
});

test("windows that leave no room put the question off by 48 hours", () => {
  const noon = at("Asia/Shanghai", "2026-02-16", "12:00");
  const allDay = [NIGHT, { from: 480, to: 1320 }];
  expect(quietUntil(allDay, "Asia/Shanghai", noon, 0)).toBe(noon + 48 * HOUR_MS);
  expect(quietUntil([NIGHT], "Asia/Shanghai", noon, 15 * HOUR_MS)).toBe(noon + 48 * HOUR_MS);
});

test("reads clock times, and nothing else", () => {
  expect(["00:00", "08:05", "23:59"].map(parseClock)).toEqual([0, 485, 1439]);
  expect(["24:00", "8:00", "08:60", "08:00:00", "", "０8:00"].map(parseClock)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
