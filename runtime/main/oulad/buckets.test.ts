import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketByDay, rowsOn } from "./buckets.ts";

test("rows come out by day, in their own order, and those without a day not at all", () => {
  const days = fc.array(fc.option(fc.integer({ min: -40, max: 40 }), { nil: null }), { maxLength: 60 });
  fc.assert(
    fc.property(days, (dayOf) => {
      const buckets = bucketByDay(dayOf.length, (row) => dayOf[row] ?? null);
      for (let day = -42; day <= 42; day++) {
        const expected = dayOf.flatMap((one, row) => (one === day ? [row] : []));
        expect([...rowsOn(buckets, day)]).toEqual(expected);
      }
      const known = dayOf.filter((one) => one !== null);
      if (known.length > 0)
        expect([buckets.firstDay, buckets.endDay]).toEqual([Math.min(...known), Math.max(...known) + 1]);
    }),
  );
});
