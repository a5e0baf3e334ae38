import { expect, test } from "vitest";
import { chinaHolidays } from "./china-holidays.ts";
import { daysOf, instantOfWall, pauseOf, wallOf, withHolidays } from "./pauses.ts";

const SHANGHAI = "Asia/Shanghai";
const NEW_YORK = "America/New_York";

test("a break of whole days is told by its first and last day, also over a change of the clocks", () => {
  for (const zone of [SHANGHAI, NEW_YORK]) {
    const pause = pauseOf("2026-03-07", "2026-03-09", zone);
    expect(pause && daysOf(pause, zone)).toEqual({ first: "2026-03-07", last: "2026-03-09", count: 3 });
  }
  const short = pauseOf("2026-03-08", "2026-03-08", NEW_YORK);
  expect(short && short.to - short.from).toBe(23 * 3_600_000);
});

test("a break that begins within a day has no days, but wall clocks that lead back to it", () => {
  const from = Date.UTC(2026, 9, 1, 1, 30);
  expect(daysOf({ from, to: from + 86_400_000 }, SHANGHAI)).toBeNull();
  expect(wallOf(from, SHANGHAI)).toBe("2026-10-01T09:30");
  expect(instantOfWall("2026-10-01T09:30", SHANGHAI)).toBe(from);
});

test.each([
  "",
  "2026-02-30",
  "tomorrow",
  "2026-13-01T00:00",
  "2026-01-01T25:00",
])("%s is neither day nor clock", (text) => {
  expect(pauseOf(text, "2026-03-01", SHANGHAI)).toBeNull();
  expect(instantOfWall(text, SHANGHAI)).toBeNull();
});

test("holidays are added once, in order, and not where a break covers them", () => {
  const holidays = chinaHolidays.get(2026) ?? [];
  const winter = pauseOf("2026-01-20", "2026-03-01", SHANGHAI);
  const first = withHolidays(winter === null ? [] : [winter], holidays, SHANGHAI);
  expect(first).toHaveLength(holidays.length);
  expect(first.map(({ from }) => from)).toEqual(first.map(({ from }) => from).sort((a, b) => a - b));
  expect(withHolidays(first, holidays, SHANGHAI)).toEqual(first);
});

test("every year's holidays lie in it, in order, and no two overlap", () => {
  for (const [year, holidays] of chinaHolidays) {
    const days = holidays.flatMap(({ first, last }) => [first, last]);
    expect(days.every((day) => day.startsWith(`${year}-`))).toBe(true);
    expect(days).toEqual([...days].sort());
  }
});
