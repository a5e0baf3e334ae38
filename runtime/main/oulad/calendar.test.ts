import { expect, test } from "vitest";
import { dateText, dayStartAt, presentationStartDay, stampAt } from "./calendar.ts";

test.each([
  ["2013B", "2013-02-02"],
  ["2013J", "2013-10-05"],
  ["2014B", "2014-02-01"],
  ["2014J", "2014-10-04"],
])("presentation %s starts on %s, a Saturday", (presentation, date) => {
  expect(dateText(presentationStartDay(presentation) ?? 0)).toBe(date);
});

test.each(["", "2013", "2013X", "13J", "2013JJ"])("the name %j has no start", (name) => {
  expect(presentationStartDay(name)).toBeNull();
});

test("a day's stamp is 1 ms before the next day, UTC", () => {
  const day = presentationStartDay("2013J") ?? 0;
  expect(new Date(stampAt(day)).toISOString()).toBe("2013-10-05T23:59:59.999Z");
  expect(stampAt(day) + 1).toBe(dayStartAt(day + 1));
});
