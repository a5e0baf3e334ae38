import { expect, test } from "vitest";
import {
  formatCompact,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTime,
  formatYuan,
  MISSING,
} from "./format.ts";

const ZONE = "Asia/Shanghai";
const AT = Date.UTC(2026, 2, 2, 1, 5);
const DAY_MS = 86_400_000;

test("numbers are written as the language writes them", () => {
  expect([formatNumber(12_345, "zh"), formatNumber(1.25, "en", 1)]).toEqual(["12,345", "1.3"]);
  expect([formatCompact(12_345, "zh"), formatCompact(12_345, "en")]).toEqual(["1.2万", "12.3K"]);
  expect([formatCompact(1099, "zh"), formatCompact(1099, "en")]).toEqual(["1,099", "1.1K"]);
  expect([formatPercent(0.0725, "zh"), formatPercent(1, "en", 0)]).toEqual(["7.3%", "100%"]);
  expect([formatYuan(1234.5, "zh"), formatYuan(0.05, "en")]).toEqual(["¥1,234.50", "CN¥0.05"]);
});

test("times are on the school's clock, whether given as ms or as an answer's text", () => {
  expect(formatDateTime(AT, "zh", ZONE)).toBe("2026/03/02 09:05");
  expect(formatDateTime("2026-03-02T01:05:00Z", "en", ZONE)).toBe("Mar 2, 2026, 09:05");
  expect([formatDate(AT, "zh", ZONE), formatDate(AT, "en", "America/New_York")]).toEqual([
    "2026年3月2日",
    "Mar 1, 2026",
  ]);
  expect(formatTime(Date.UTC(2026, 2, 1, 16), "en", ZONE)).toBe("00:00");
  expect([formatDay("2026-02-05", "zh"), formatDay("2026-02-05", "en")]).toEqual(["2月5日", "Feb 5"]);
});

test.each([
  [-59_000, "现在", "now"],
  [-60_000, "1 分钟前", "1 minute ago"],
  [-5 * 3_600_000, "5 小时前", "5 hours ago"],
  [-DAY_MS, "昨天", "yesterday"],
  [3 * DAY_MS, "3 天后", "in 3 days"],
])("%i ms from now reads %s, %s", (byMs, zh, en) => {
  expect([formatRelative(AT + byMs, "zh", AT), formatRelative(AT + byMs, "en", AT)]).toEqual([zh, en]);
});

test("a length is in words", () => {
  expect([formatDuration(3 * DAY_MS, "zh"), formatDuration(DAY_MS * 1.5, "en")]).toEqual(["3 天", "36 hours"]);
});

test("what is missing is a dash, and zero is not missing", () => {
  const missing = [
    formatNumber(null, "zh"),
    formatCompact(undefined, "en"),
    formatPercent(null, "zh"),
    formatYuan(null, "zh"),
    formatDateTime(null, "zh", ZONE),
    formatDuration(null, "zh"),
    formatRelative(undefined, "zh", AT),
  ];
  expect(new Set(missing)).toEqual(new Set([MISSING]));
  expect([formatNumber(0, "en"), formatPercent(0, "en", 0)]).toEqual(["0", "0%"]);
  expect([formatPercent(-0.0001, "en", 0), formatPercent(-0.02, "en", 0)]).toEqual(["0%", "-2%"]);
});
