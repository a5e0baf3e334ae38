import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChannelId } from "#shared/channel/kind.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { type Cap, capBlocking, type Touch } from "./caps.ts";

const SHANGHAI = "Asia/Shanghai";
const NOON = Date.UTC(2026, 2, 10, 4); // 12:00 in Shanghai
const daily: Cap = { id: "sms-day", scope: "sms", limit: 2, per: "day" };

function touch(id: string, channel: ChannelId, at: number): Touch {
  return { id, channel, at };
}

test("the third SMS of a day is stopped by the one that took the last place", () => {
  const touches = [touch("b", "sms", NOON - HOUR_MS), touch("a", "sms", NOON - 2 * HOUR_MS)];
  expect(capBlocking([daily], touches.slice(0, 1), "sms", NOON, SHANGHAI)).toBeNull();
  expect(capBlocking([daily], touches, "sms", NOON, SHANGHAI)).toEqual({ cap: daily, by: "b" });
  expect(capBlocking([daily], touches, "push", NOON, SHANGHAI)).toBeNull();
});

test("a calendar day ends at the recipient's midnight, not after 24 hours", () => {
  const late = Date.UTC(2026, 2, 10, 15, 59); // 23:59 in Shanghai
  const touches = [touch("a", "sms", late), touch("b", "sms", late)];
  expect(capBlocking([daily], touches, "sms", late + 59_999, SHANGHAI)?.by).toBe("b");
  expect(capBlocking([daily], touches, "sms", late + 60_000, SHANGHAI)).toBeNull();
  expect(capBlocking([daily], touches, "sms", late + 60_000, "UTC")?.by).toBe("b");
});

test("a rolling window lets a touch go exactly its duration later", () => {
  const weekly: Cap = { id: "week", scope: "all", limit: 1, per: "P7D" };
  const touches = [touch("a", "inapp", NOON)];
  expect(capBlocking([weekly], touches, "push", NOON + 7 * DAY_MS - 1, SHANGHAI)?.by).toBe("a");
  expect(capBlocking([weekly], touches, "push", NOON + 7 * DAY_MS, SHANGHAI)).toBeNull();
});

test("tasks and webhooks are neither counted nor stopped", () => {
  const one: Cap = { id: "one", scope: "all", limit: 1, per: "day" };
  const touches = [touch("t", "task", NOON), touch("w", "webhook", NOON)];
  expect(capBlocking([one], touches, "sms", NOON, SHANGHAI)).toBeNull();
  const full = [...touches, touch("s", "sms", NOON)];
  expect(capBlocking([one], full, "task", NOON, SHANGHAI)).toBeNull();
  expect(capBlocking([one], full, "webhook", NOON, SHANGHAI)).toBeNull();
  expect(capBlocking([one], full, "sms", NOON, SHANGHAI)?.by).toBe("s");
});

test("the first full cap in the school's order is named; a cap without places names no touch", () => {
  const none: Cap = { id: "none", scope: "sms", limit: 0, per: "day" };
  const touches = [touch("a", "sms", NOON), touch("b", "sms", NOON)];
  expect(capBlocking([daily, none], touches, "sms", NOON, SHANGHAI)?.cap.id).toBe("sms-day");
  expect(capBlocking([none, daily], touches, "sms", NOON, SHANGHAI)).toEqual({ cap: none, by: null });
});

const channel = fc.constantFrom<ChannelId>("inapp", "push", "sms", "wechat", "email", "task", "webhook");
const zone = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe");
// Around a New York spring change, in quarter hours so that instants meet window edges.
const instant = fc.integer({ min: -400, max: 400 }).map((quarters) => Date.UTC(2026, 2, 8, 7) + quarters * 900_000);
const cap = fc.record({
  id: fc.constantFrom("c1", "c2", "c3"),
  scope: fc.constantFrom<Cap["scope"]>("all", "inapp", "push", "sms", "wechat", "email"),
  limit: fc.integer({ min: 0, max: 4 }),
  per: fc.constantFrom("day", "PT6H", "P1D", "P3D"),
});
const SPANS = new Map(
  [
    ["PT6H", 6],
    ["P1D", 24],
    ["P3D", 72],
  ].map(([per, hours]) => [per, Number(hours) * HOUR_MS]),
);

/** Whether two instants share the window of a cap, told by the calendar's own text and by plain subtraction. */
function isTogether(given: Cap, first: number, second: number, inZone: string): boolean {
  if (given.per !== "day") return Math.abs(second - first) < (SPANS.get(given.per) ?? 0);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: inZone, dateStyle: "short" });
  return day.format(first) === day.format(second);
}

function isCounted(given: Cap, id: ChannelId): boolean {
  return given.scope === "all" ? id !== "task" && id !== "webhook" : given.scope === id;
}

test("agrees with counting one by one", () => {
  const touches = fc.array(fc.tuple(channel, instant), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(cap, { maxLength: 3 }), touches, channel, zone, (caps, pairs, to, inZone) => {
      const now = Date.UTC(2026, 2, 8, 7) + 400 * 900_000;
      const made = pairs.map(([id, at], index) => touch(`t${index}`, id, at));
      const full = caps.find((each) => {
        const used = made.filter((each2) => isCounted(each, each2.channel) && isTogether(each, each2.at, now, inZone));
        return isCounted(each, to) && used.length >= each.limit;
      });
      expect(capBlocking(caps, made, to, now, inZone)?.cap).toEqual(full);
    }),
    { numRuns: 500 },
  );
});

test("whatever is asked for in whatever order of time, no window ever holds more than its cap", () => {
  const asked = fc.array(fc.tuple(channel, instant), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(cap, { minLength: 1, maxLength: 3 }), asked, zone, (caps, pairs, inZone) => {
      const made: Touch[] = [];
      for (const [to, at] of pairs.toSorted((a, b) => a[1] - b[1])) {
        if (capBlocking(caps, made, to, at, inZone) === null) made.push(touch(`t${made.length}`, to, at));
      }
      for (const each of caps) {
        const counted = made.filter((one) => isCounted(each, one.channel));
        for (const last of counted) {
          const inWindow = counted.filter((one) => one.at <= last.at && isTogether(each, one.at, last.at, inZone));
          expect(inWindow.length).toBeLessThanOrEqual(each.limit);
        }
      }
    }),
  );
});
