// Segment's messages as its own library sends them (@segment/analytics-node) and as its documentation shows them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkEvent } from "./check.ts";
import { mapSegment, type SegmentCall, type SegmentMapped, segmentCalls } from "./segment.ts";
import { segmentType } from "./segment-name.ts";

const NOW = Date.UTC(2026, 2, 1, 12);
const AT = "2026-03-01T11:59:58.000Z";
const context = { library: { name: "@segment/analytics-node", version: "2.3.0" } };

function map(call: SegmentCall, message: Record<string, unknown>): SegmentMapped {
  const mapped = mapSegment(call, message, NOW);
  const item = "items" in mapped ? mapped.items[0] : undefined;
  if (item === undefined || !("events" in item)) throw new Error(JSON.stringify(mapped));
  for (const event of item.events) expect(checkEvent(event, NOW)).toHaveProperty("event");
  return item;
}

function codes(call: SegmentCall, body: unknown): unknown[] {
  const mapped = mapSegment(call, body, NOW);
  return ("items" in mapped ? mapped.items : [mapped]).map((item) =>
    "issues" in item ? item.issues[0] && [item.issues[0].code, ...item.issues[0].path] : "ok",
  );
}

test("maps a track call of the library", () => {
  const message = {
    messageId: "node-next-1",
    userId: "u1",
    anonymousId: "a1",
    event: "Lesson Completed",
    properties: { courseId: "c1", lessonId: "l3" },
    timestamp: AT,
    context,
    integrations: {},
  };
  const { events, learners, merges } = map("track", message);
  expect(events).toEqual([
    {
      id: "node-next-1",
      type: "lesson.completed",
      learner: "u1",
      course: "c1",
      at: AT,
      data: { courseId: "c1", lessonId: "l3" },
    },
  ]);
  expect([learners, merges]).toEqual([[], []]);
});

test("finds the type of an event name however it is spelled, and keeps the name of a foreign one", () => {
  const names = ["lesson.completed", "Lesson Completed", "lessonCompleted", "lesson_completed", "LESSON COMPLETED"];
  expect(new Set(names.map(segmentType))).toEqual(new Set(["lesson.completed"]));
  expect(
    ["Enrollment Created", "custom.bot.met", "Order Refunded", "Video Playback Started", "lesson.skipped"].map(
      segmentType,
    ),
  ).toEqual([
    "enrolment.created",
    "custom.bot.met",
    "order.refunded",
    "custom.video_playback_started",
    "custom.lesson_skipped",
  ]);
  const [event] = map("track", { messageId: "m", userId: 42, event: "完成打卡", timestamp: AT }).events;
  expect(event).toMatchObject({ learner: "42", data: { eventName: "完成打卡" } });
  expect(event?.type).toMatch(/^custom\.u_[0-9a-f]{8}$/);
});

test("takes the anonymous id, marked, where there is no user id, and merges it on identify", () => {
  expect(map("track", { messageId: "m", anonymousId: "a1", event: "x", timestamp: AT }).events[0]?.learner).toBe(
    "anon:a1",
  );
  expect(map("identify", { userId: "u1", anonymousId: "a1" }).merges).toEqual([{ from: "anon:a1", to: "u1" }]);
  expect(map("alias", { userId: "u1", previousId: "a1" }).merges).toEqual([
    { from: "anon:a1", to: "u1" },
    { from: "a1", to: "u1" },
  ]);
});

test("turns traits into addresses, zone, locale and attributes, and warns of what does not fit", () => {
  const traits = {
    name: "韩梅梅",
    email: "han@example.com",
    phone: "+86 138-0013-8000",
    timezone: "Asia/Shanghai",
    birthday: "2012-05-01T00:00:00.000Z",
    plan: "vip",
    address: { city: "上海", geo: { lat: 31.2 } },
    tags: ["a"],
    createdAt: "2025-01-01",
  };
  expect(map("identify", { userId: "u1", traits }).learners).toEqual([
    {
      id: "u1",
      name: "韩梅梅",
      zone: "Asia/Shanghai",
      birthDate: "2012-05-01",
      addresses: { email: "han@example.com", sms: "+8613800138000" },
      attributes: { plan: "vip", address_city: "上海", address_geo_lat: 31.2, tags: ["a"], createdAt: "2025-01-01" },
    },
  ]);
  const { learners, warnings } = map("identify", {
    userId: "u1",
    traits: { email: "nobody", locale: "zh_CN", list: [{}], firstName: "Mei", lastName: "Han" },
  });
  expect(learners).toEqual([{ id: "u1", name: "Mei Han", locale: "zh-CN", addresses: {}, attributes: {} }]);
  expect(warnings.map(({ path }) => path)).toEqual([
    ["traits", "attributes", "list"],
    ["traits", "addresses", "email"],
  ]);
});

test("maps pages and screens to viewed content and a group to attributes", () => {
  const page = {
    messageId: "p",
    userId: "u1",
    name: "第三课",
    category: "Lesson",
    properties: { url: "https://s.example/3", course_id: 7 },
    timestamp: AT,
  };
  expect(map("page", page).events).toEqual([
    {
      id: "p",
      type: "content.viewed",
      learner: "u1",
      at: AT,
      course: "7",
      data: { url: "https://s.example/3", course_id: 7, via: "page", name: "第三课", category: "Lesson" },
    },
  ]);
  expect(map("screen", { messageId: "s", userId: "u1", timestamp: AT }).events[0]).toMatchObject({
    data: { via: "screen" },
  });
  expect(map("group", { userId: "u1", groupId: "g1", traits: { name: "三班" } }).learners).toEqual([
    { id: "u1", attributes: { groupId: "g1", groupName: "三班" } },
  ]);
});

test("corrects a client's wrong clock by what it says the time is, and leaves small and absurd differences alone", () => {
  const at = (sentAt: string, more = {}) =>
    map("track", { messageId: "m", userId: "u", event: "x", timestamp: "2026-03-01T08:00:00.000Z", sentAt, ...more })
      .events[0]?.at;
  expect(at("2026-03-01T09:00:00.000Z")).toBe("2026-03-01T11:00:00.000Z");
  expect(at("2026-03-01T11:59:30.000Z")).toBe("2026-03-01T08:00:00.000Z");
  expect(at("2031-01-01T00:00:00.000Z")).toBe("2026-03-01T08:00:00.000Z");
  expect(at("2026-03-01T09:00:00.000Z", { originalTimestamp: "2026-03-01T05:00:00.000Z" })).toBe(
    "2026-03-01T08:00:00.000Z",
  );
  expect(map("track", { messageId: "m", userId: "u", event: "x" }).events[0]?.at).toBe(new Date(NOW).toISOString());
});

test("keeps the body of a message that is sent again, and gives one without an id the same id", () => {
  const batch = (sentAt: string) =>
    mapSegment(
      "batch",
      { batch: [{ type: "track", userId: "u", event: "x", timestamp: AT }], sentAt, writeKey: "k" },
      NOW,
    );
  expect(batch("2026-03-01T11:59:59.000Z")).toEqual(batch("2026-03-01T12:00:09.000Z"));
  const untimed = (now: number) => mapSegment("track", { userId: "u", event: "x" }, now);
  expect(untimed(NOW)).not.toEqual(untimed(NOW + 1));
});

test("judges each message of a batch by itself, and says what is wrong with it", () => {
  const fine = { type: "track", messageId: "m", userId: "u", event: "x", timestamp: AT };
  const batch = [
    fine,
    1,
    { ...fine, type: "batch" },
    { ...fine, userId: "" },
    { ...fine, userId: "a\n", anonymousId: "a" },
    { ...fine, event: "" },
    { ...fine, properties: [] },
    { ...fine, timestamp: "today" },
    { type: "alias", userId: "u" },
    { type: "group", userId: "u" },
  ];
  expect(codes("batch", { batch })).toEqual([
    "ok",
    ["segment.shape"],
    ["segment.type", "type"],
    ["segment.user", "anonymousId"],
    ["segment.user", "userId"],
    ["segment.event", "event"],
    ["segment.fields", "properties"],
    ["segment.timestamp", "timestamp"],
    ["segment.user", "previousId"],
    ["segment.fields", "groupId"],
  ]);
  expect([codes("batch", {}), codes("track", null)]).toEqual([[["segment.shape", "batch"]], [["segment.shape"]]]);
});

test("never throws, whatever comes, and its upserts are always valid", () => {
  const message = fc.record(
    {
      type: fc.constantFrom(...segmentCalls),
      userId: fc.constantFrom("u", 1, null),
      anonymousId: fc.anything(),
      traits: fc.anything(),
      properties: fc.anything(),
      event: fc.string(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...segmentCalls),
      fc.oneof(fc.anything(), message, fc.record({ batch: fc.array(message) })),
      (call, body) => {
        const mapped = mapSegment(call, JSON.parse(JSON.stringify(body) ?? "null"), NOW);
        const items = "items" in mapped ? mapped.items : [];
        for (const item of items)
          if ("learners" in item) expect(item.learners.every(({ id }) => id.length > 0)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
