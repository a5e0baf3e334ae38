// Instants against the platform's own calendar, which is exact where it is given parts.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstant } from "./instant.ts";

test("reads every form of ISO-8601 with a zone", () => {
  const at = Date.UTC(2020, 6, 15, 6, 36, 1, 917);
  for (const text of [
    "2020-07-15T06:36:01.917Z",
    "2020-07-15T06:36:01.917775+00:00",
    "2020-07-15T14:36:01.917+08:00",
    "2020-07-15T14:36:01,917+0800",
    "2020-07-14T20:36:01.9179-10",
  ])
    expect(parseInstant(text), text).toBe(at);
  expect(parseInstant("2020-07-15T06:36Z")).toBe(Date.UTC(2020, 6, 15, 6, 36));
  expect(parseInstant("2020-07-15T06:36:01.9Z")).toBe(Date.UTC(2020, 6, 15, 6, 36, 1, 900));
});

test("refuses a time without a zone, dates that do not exist and times off the clock", () => {
  const wrong = [
    "2020-07-15T06:36:01",
    "2020-07-15",
    "2023-02-29T00:00:00.000Z",
    "1900-02-29T00:00:00Z",
    "2020-13-01T00:00:00.000Z",
    "2020-00-10T00:00:00Z",
    "2020-04-31T00:00:00.000Z",
  ];
  const off = [
    "2020-01-01T24:00:00.000Z",
    "2020-01-01T00:60:00Z",
    "2016-12-31T23:59:60Z",
    "2020-01-01T00:00:00+24:00",
    "2020-01-01T00:00:00+08:60",
    "2020-01-01t00:00:00z",
  ];
  const torn = [
    "",
    "Z",
    "2020-01-01 00:00:00.000Z",
    "2020-01-01T0a:00:00.000Z",
    "+002020-01-01T00:00:00Z",
    "2020-01-01T00:00:00.Z",
    " 2020-01-01T00:00:00Z",
  ];
  for (const text of [...wrong, ...off, ...torn]) expect(parseInstant(text), text).toBeNull();
});

test("agrees with the platform on every instant from year 0 to 9999 and every offset", () => {
  const instants = fc.integer({ min: Date.parse("0000-01-02T00:00:00Z"), max: Date.parse("9999-12-30T00:00:00Z") });
  fc.assert(
    fc.property(instants, fc.integer({ min: -1439, max: 1439 }), (at, offset) => {
      expect(parseInstant(new Date(at).toISOString())).toBe(at);
      const wall = new Date(at + offset * 60_000).toISOString().slice(0, 23);
      const [hour, minute] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
        String(part).padStart(2, "0"),
      );
      expect(parseInstant(`${wall}${offset < 0 ? "-" : "+"}${hour}:${minute}`)).toBe(at);
    }),
    { numRuns: 1000 },
  );
});
