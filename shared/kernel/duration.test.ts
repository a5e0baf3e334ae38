import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, describeDuration, formatDuration, HOUR_MS, MINUTE_MS, parseDuration } from "./duration.ts";

test.each([
  ["P3D", 3 * DAY_MS],
  ["PT48H", 48 * HOUR_MS],
  ["P2W", 14 * DAY_MS],
  ["P1W2DT3H4M5S", 9 * DAY_MS + 3 * HOUR_MS + 4 * MINUTE_MS + 5000],
  ["PT90S", 90_000],
  ["P0DT1S", 1000],
  ["P1827D", 1827 * DAY_MS],
])("reads %s", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ["", "nothing"],
  ["P", "no part"],
  ["PT", "no time part"],
  ["P1DT", "a T without time"],
  ["P0D", "zero"],
  ["PT0S", "zero"],
  ["P1Y", "years have no fixed length"],
  ["P1M", "months have no fixed length"],
  ["P1.5D", "decimals"],
  ["PT0,5H", "decimals"],
  ["-P1D", "a sign"],
  ["P-1D", "a sign"],
  ["p1d", "lower case"],
  ["P1D1W", "wrong order"],
  ["PT1D", "days after T"],
  ["P1H", "hours before T"],
  ["P1828D", "over five years"],
  ["PT999999999H", "over five years"],
  ["P9999999999999D", "too many digits"],
  ["P1D\n", "trailing text"],
])("refuses %j: %s", (text) => {
  expect(parseDuration(text)).toBeNull();
});

test("writing and reading back gives the same length, in one canonical text", () => {
  const seconds = fc.integer({ min: 1, max: 1827 * 86_400 });
  fc.assert(
    fc.property(seconds, (count) => {
      const text = formatDuration(count * 1000);
      expect(parseDuration(text)).toBe(count * 1000);
      expect(formatDuration(parseDuration(text) ?? 0)).toBe(text);
    }),
  );
});

test("writes days before hours, and no empty parts", () => {
  expect(formatDuration(48 * HOUR_MS)).toBe("P2D");
  expect(formatDuration(36 * HOUR_MS)).toBe("P1DT12H");
  expect(formatDuration(90_000)).toBe("PT1M30S");
});

test("will not write a length that ISO text here cannot hold", () => {
  expect(() => formatDuration(0)).toThrow("whole seconds");
  expect(() => formatDuration(1500)).toThrow("whole seconds");
});

test.each([
  [3 * DAY_MS, "3 天", "3 days"],
  [48 * HOUR_MS, "48 小时", "48 hours"],
  [DAY_MS, "24 小时", "24 hours"],
  [HOUR_MS, "1 小时", "1 hour"],
  [90 * MINUTE_MS, "1 小时 30 分钟", "1 hour 30 minutes"],
  [4 * DAY_MS + HOUR_MS, "4 天 1 小时", "4 days 1 hour"],
  [61_999, "1 分钟 1 秒", "1 minute 1 second"],
  [0, "0 秒", "0 seconds"],
])("says %d ms as %s, %s", (ms, zh, en) => {
  expect(describeDuration(ms, "zh-CN")).toBe(zh);
  expect(describeDuration(ms, "en")).toBe(en);
});
