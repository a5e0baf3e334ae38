// The cap that a report proposes.
import { expect, test } from "vitest";
import { lowerWeeklyCap } from "./lower-cap.ts";

test("a weekly cap over all channels is lowered by one, and never to none", () => {
  const daily = { id: "daily", scope: "all", limit: 1, per: "day" } as const;
  const weekly = (limit: number) => ({ id: "w", scope: "all" as const, limit, per: "P7D" });
  expect(lowerWeeklyCap([daily, weekly(4)])).toEqual([daily, weekly(3)]);
  expect(lowerWeeklyCap([weekly(1)])).toEqual([weekly(1)]);
});

test("a school without one gets one under a name of its own", () => {
  const sms = { id: "weekly", scope: "sms", limit: 1, per: "P7D" } as const;
  expect(lowerWeeklyCap([sms])).toEqual([sms, { id: "weekly-2", scope: "all", limit: 2, per: "P7D" }]);
});
