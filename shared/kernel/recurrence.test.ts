import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecurrence } from "./recurrence.ts";
import { dayOfDate } from "./zone.ts";

const PLAIN = { interval: 1, byDay: [], byMonthDay: [], byMonth: [], count: null, untilDay: null };

test.each([
  ["FREQ=DAILY", { freq: "DAILY" }],
  ["FREQ=WEEKLY;INTERVAL=2;COUNT=10", { freq: "WEEKLY", interval: 2, count: 10 }],
  ["INTERVAL=5;FREQ=YEARLY", { freq: "YEARLY", interval: 5 }],
  ["FREQ=DAILY;UNTIL=20261231", { freq: "DAILY", untilDay: dayOfDate("2026-12-31") }],
  ["FREQ=MONTHLY;BYMONTHDAY=1,-1,+15", { freq: "MONTHLY", byMonthDay: [1, -1, 15] }],
  ["FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", { freq: "YEARLY", byMonth: [5], byDay: [{ ordinal: 2, weekday: 7 }] }],
] as const)("reads %s", (text, rule) => {
  expect(parseRecurrence(text)).toEqual({ ...PLAIN, ...rule });
});

test("reads weekdays with and without their place in the month", () => {
  expect(parseRecurrence("FREQ=MONTHLY;BYDAY=1MO,-1FR,SA")).toMatchObject({
    byDay: [
      { ordinal: 1, weekday: 1 },
      { ordinal: -1, weekday: 5 },
      { ordinal: null, weekday: 6 },
    ],
  });
});

test.each([
  ["", "recurrenceUnknownPart", ""],
  ["RRULE:FREQ=DAILY", "recurrenceUnknownPart", "RRULE:FREQ=DAILY"],
  ["FREQ=DAILY;", "recurrenceUnknownPart", ""],
  ["freq=daily", "recurrenceUnknownPart", "freq=daily"],
  ["FREQ=DAILY;BYHOUR=9", "recurrenceUnknownPart", "BYHOUR=9"],
  ["FREQ=DAILY;BYSETPOS=1", "recurrenceUnknownPart", "BYSETPOS=1"],
  ["FREQ=WEEKLY;WKST=SU", "recurrenceUnknownPart", "WKST=SU"],
  ["FREQ=DAILY;toString=1", "recurrenceUnknownPart", "toString=1"],
  ["FREQ=DAILY;FREQ=WEEKLY", "recurrenceRepeatedPart", "FREQ=WEEKLY"],
  ["INTERVAL=2", "recurrenceNoFrequency", "FREQ"],
  ["FREQ=HOURLY", "recurrenceBadValue", "FREQ=HOURLY"],
  ["FREQ=toString", "recurrenceBadValue", "FREQ=toString"],
  ["FREQ=DAILY=1", "recurrenceBadValue", "FREQ=DAILY=1"],
  ["FREQ=DAILY;INTERVAL=0", "recurrenceBadValue", "INTERVAL=0"],
  ["FREQ=DAILY;INTERVAL=1.5", "recurrenceBadValue", "INTERVAL=1.5"],
  ["FREQ=DAILY;INTERVAL=", "recurrenceBadValue", "INTERVAL="],
  ["FREQ=DAILY;COUNT=10001", "recurrenceBadValue", "COUNT=10001"],
  ["FREQ=DAILY;UNTIL=20260230", "recurrenceBadValue", "UNTIL=20260230"],
  ["FREQ=DAILY;UNTIL=20261231T000000Z", "recurrenceBadValue", "UNTIL=20261231T000000Z"],
  ["FREQ=DAILY;UNTIL=2026-12-31", "recurrenceBadValue", "UNTIL=2026-12-31"],
  ["FREQ=MONTHLY;BYDAY=6MO", "recurrenceBadValue", "BYDAY=6MO"],
  ["FREQ=MONTHLY;BYDAY=0MO", "recurrenceBadValue", "BYDAY=0MO"],
  ["FREQ=WEEKLY;BYDAY=MO,", "recurrenceBadValue", "BYDAY=MO,"],
  ["FREQ=WEEKLY;BYDAY=XX", "recurrenceBadValue", "BYDAY=XX"],
  ["FREQ=MONTHLY;BYMONTHDAY=0", "recurrenceBadValue", "BYMONTHDAY=0"],
  ["FREQ=MONTHLY;BYMONTHDAY=--1", "recurrenceBadValue", "BYMONTHDAY=--1"],
  ["FREQ=MONTHLY;BYMONTHDAY=32", "recurrenceBadValue", "BYMONTHDAY=32"],
  ["FREQ=YEARLY;BYMONTH=13", "recurrenceBadValue", "BYMONTH=13"],
  ["FREQ=YEARLY;BYMONTH=-1", "recurrenceBadValue", "BYMONTH=-1"],
  ["FREQ=YEARLY;INTERVAL=6", "recurrenceConflict", "INTERVAL"],
  ["FREQ=DAILY;COUNT=3;UNTIL=20261231", "recurrenceConflict", "COUNT"],
  ["FREQ=WEEKLY;BYMONTHDAY=1", "recurrenceConflict", "BYMONTHDAY"],
  ["FREQ=WEEKLY;BYDAY=1MO", "recurrenceConflict", "BYDAY"],
  ["FREQ=YEARLY;BYDAY=20MO", "recurrenceBadValue", "BYDAY=20MO"],
  ["FREQ=YEARLY;BYDAY=1MO", "recurrenceConflict", "BYDAY"],
])("refuses %j as %s at %j", (text, error, part) => {
  expect(parseRecurrence(text)).toEqual({ error, part });
});

test("any text gets a rule or a reason, never a throw", () => {
  const word = fc.constantFrom(
    "FREQ",
    "BYDAY",
    "COUNT",
    "UNTIL",
    "DAILY",
    "=",
    ";",
    ",",
    "-1",
    "MO",
    "__proto__",
    "20260101",
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 12 }).map((words) => words.join("")),
  );
  fc.assert(
    fc.property(text, (rrule) => {
      const read = parseRecurrence(rrule);
      expect("error" in read || read.interval >= 1).toBe(true);
    }),
  );
});
