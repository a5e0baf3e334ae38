// What is asked ahead, by address.
import { expect, test } from "vitest";
import { firstQuestionOf } from "./path.ts";

test.each([
  ["/strategies/first-week", "", "/api/strategies/first-week"],
  ["/strategies/first-week", "?node=a", "/api/strategies/first-week"],
  ["/strategies/first-week/report", "", "/api/reports/strategies/first-week"],
  ["/strategies/first-week/report", "?from=2026-03-01", null],
  ["/strategies", "", null],
  ["/strategies/first-week/messages/m", "", null],
  ["/", "", null],
])("%s%s", (pathname, search, question) => {
  expect(firstQuestionOf({ pathname, search })).toBe(question);
});
