import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecurrence } from "#shared/kernel/recurrence.ts";
import { freshRule, joinRule, splitRule } from "./rrule-parts.ts";

const freqs = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const rules = fc.record({
  freq: fc.constantFrom(...freqs),
  interval: fc.integer({ min: 1, max: 5 }),
  weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
});

test("what the controls say is a rule, and comes apart into what says the same", () => {
  fc.assert(
    fc.property(rules, (rule) => {
      const text = joinRule(rule);
      expect(parseRecurrence(text)).not.toHaveProperty("error");
      const apart = splitRule(text);
      expect(apart === null ? null : joinRule(apart)).toBe(text);
    }),
  );
  expect(freqs.map((freq) => joinRule(freshRule(freq)))).toEqual([
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=MONTHLY;BYMONTHDAY=1",
    "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
  ]);
});

test("a rule past the controls stays as it is written", () => {
  const written = [
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=WEEKLY;COUNT=4;BYDAY=MO",
    "BYDAY=MO;FREQ=WEEKLY",
    "FREQ=HOURLY",
    "",
  ];
  expect(written.map(splitRule)).toEqual(written.map(() => null));
});
