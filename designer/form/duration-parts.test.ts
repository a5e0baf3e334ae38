import fc from "fast-check";
import { expect, test } from "vitest";
import { changeUnit, type DurationParts, durationUnits, joinDuration, splitDuration } from "./duration-parts.ts";

const parts = fc.record({ count: fc.integer({ min: 1, max: 1000 }), unit: fc.constantFrom(...durationUnits) });

test("what is joined comes apart as it was, and what comes apart joins to what was written", () => {
  fc.assert(
    fc.property(parts, (one) => {
      expect(splitDuration(joinDuration(one))).toEqual(one);
      expect(changeUnit(one, one.unit)).toEqual(one);
    }),
  );
  const digits = fc.nat({ max: 99 }).map(String);
  const iso = fc
    .tuple(
      fc.constantFrom("P", "PT", "p", ""),
      digits,
      fc.constantFrom("W", "D", "H", "M", "S", ""),
      fc.constantFrom("", "T5M", "1H"),
    )
    .map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(iso, (text) => {
      const apart = splitDuration(text);
      if (apart === null) return;
      expect(joinDuration(apart)).toBe(text);
      expect(apart.count).toBeGreaterThan(0);
    }),
  );
});

test("an unusual duration stays as it is written", () => {
  const unusual = ["P1DT12H", "PT30S", "P0D", "PT05M", "P1M", "PT1H30M", "3 days", "", "P99999999999999999999D"];
  expect(unusual.map(splitDuration)).toEqual(unusual.map(() => null));
});

test("another unit keeps the length where it can, and the number where it cannot", () => {
  const change = (count: number, from: DurationParts["unit"], to: DurationParts["unit"]) =>
    joinDuration(changeUnit({ count, unit: from }, to));
  expect(change(48, "H", "D")).toBe("P2D");
  expect(change(2, "W", "D")).toBe("P14D");
  expect(change(1, "D", "M")).toBe("PT1440M");
  expect(change(36, "H", "D")).toBe("P36D");
});
