import { expect, test } from "vitest";
import { at, readRows, rows, scene } from "./scene.ts";
import { schedule } from "./schedule.ts";

const festival = { kind: "schedule", date: "2025-03-08", at: "09:00" } as const;
const weekly = { kind: "schedule", rrule: "FREQ=WEEKLY;BYDAY=MO", at: "20:00", for: "PT4H" } as const;

test("a date begins at its local time and lasts a day", () => {
  const table = `
    03-08T00:59  off  -            03-08T01:00
    03-08T01:00  on   03-08T01:00  03-09T01:00  date=2025-03-08
    03-09T01:00  off  -            -`;
  expect(readRows(scene(festival, [], { zone: "Asia/Shanghai" }), table)).toEqual(rows(table));
});

test("a weekly report on Mondays, across a change of clocks", () => {
  const table = `
    03-03T23:00  off  -            03-04T01:00
    03-04T01:00  on   03-04T01:00  03-04T05:00  date=2025-03-03
    03-04T05:00  off  -            03-11T00:00
    03-11T00:00  on   03-11T00:00  03-11T04:00  date=2025-03-10`;
  expect(readRows(scene(weekly, [], { zone: "America/New_York" }), table)).toEqual(rows(table));
});

test("each day of a daily rule is a new rise, though the days touch", () => {
  const table = `
    03-03T08:59  on  03-02T09:00  03-03T09:00  date=2025-03-02
    03-03T09:00  on  03-03T09:00  03-04T09:00  date=2025-03-03`;
  expect(readRows(scene({ kind: "schedule", rrule: "FREQ=DAILY", at: "09:00" }, []), table)).toEqual(rows(table));
});

test("a rule counts from its own start, and ends", () => {
  const twice = { ...weekly, rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=2", from: "2025-03-03" };
  const read = scene(twice, []);
  expect(read(at("02-01T00:00")).nextAt).toBe(at("03-03T20:00"));
  expect(read(at("03-04T00:00")).nextAt).toBe(at("03-17T20:00"));
  expect(read(at("03-18T00:00"))).toMatchObject({ isOn: false, nextAt: null });
});

test.each([
  [{ ...festival, rrule: "FREQ=DAILY" }, "schedule.dateOrRule"],
  [{ ...festival, date: undefined }, "schedule.dateOrRule"],
  [{ ...festival, date: "2025-02-30" }, "date.invalid"],
  [{ ...festival, from: "2025-01-01" }, "schedule.fromWithoutRule"],
  [{ ...weekly, rrule: "FREQ=HOURLY" }, "schedule.recurrenceBadValue"],
  [{ ...weekly, rrule: "FREQ=DAILY;COUNT=3" }, "schedule.countWithoutFrom"],
])("refuses %j: %s", (def, code) => {
  expect(schedule.schema.safeParse(def).error?.issues[0]).toMatchObject({ params: { code } });
});

test.each([
  ["FREQ=DAILY", "每天", "every day"],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "每 2 周的周一、周四", "every 2 weeks on Monday, Thursday"],
  ["FREQ=MONTHLY;BYMONTHDAY=1", "每月的1 日", "every month on day 1"],
  ["FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1FR"],
])("says %s as %s, %s", (rrule, zh, en) => {
  const words = schedule.sentence({ kind: "schedule", rrule, at: "09:00" });
  expect(words).toEqual({ "zh-CN": `${zh} 09:00 起 24 小时`, en: `${en} at 09:00, for 24 hours` });
});
