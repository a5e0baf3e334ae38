// Events from outside: what is taken as it stands, and the code and path of every refusal.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkEvent, MAX_AHEAD_MS } from "./check.ts";
import { DATA_BOUNDS } from "./data.ts";

const NOW = Date.UTC(2026, 2, 1);
const good = { id: "e1", type: "lesson.completed", learner: "u1", at: "2026-02-28T08:00:00+08:00" };

function refusals(value: unknown): [string, ...(string | number)[]][] {
  const checked = checkEvent(value, NOW);
  return "issues" in checked ? checked.issues.map(({ code, path }) => [code, ...path]) : [];
}

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: nested(depth - 1) };
}

test("reads an event with and without course and data, keeping the data as they are", () => {
  const data = { lessonId: 7, title: "第三课", own: [1, { deep: null }] };
  expect(checkEvent({ ...good, course: "c1", data }, NOW)).toEqual({
    event: { ...good, at: Date.UTC(2026, 1, 28), course: "c1", data },
  });
  const { event } = checkEvent({ ...good, course: null, data: null }, NOW) as { event: object };
  expect(event).toEqual({ ...good, at: Date.UTC(2026, 1, 28), course: null, data: null });
});

test("refuses what is no object, lacks a field or has a foreign one", () => {
  for (const value of [null, [], "x", 1, undefined, new Date(0)]) expect(refusals(value)).toEqual([["event.shape"]]);
  expect(refusals({})).toEqual(["id", "type", "learner", "at"].map((field) => ["event.missing", field]));
  expect(refusals({ ...good, user: "x" })).toEqual([["event.unknownKey", "user"]]);
  expect(refusals(JSON.parse(`{"__proto__":{"id":"x"},${JSON.stringify(good).slice(1)}`))).toEqual([
    ["event.unknownKey", "__proto__"],
  ]);
  expect(
    refusals({ ...good, ...Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1])) }),
  ).toHaveLength(10);
});

test("refuses ids that are no text, empty, too long, torn or with control characters", () => {
  for (const field of ["id", "learner", "course"] as const)
    for (const value of ["", 1, {}, "x".repeat(201), "a\u0000", "\ud800"])
      expect(refusals({ ...good, [field]: value })).toEqual([[`event.${field}`, field]]);
});

test("takes unknown dotted types and refuses other texts", () => {
  expect(refusals({ ...good, type: "vr.entered", data: { lessonId: {} } })).toEqual([]);
  for (const type of ["Lesson Completed", "x", 3])
    expect(refusals({ ...good, type })).toEqual([["event.type", "type"]]);
});

test("takes any time back to 1970 and at most five minutes ahead", () => {
  expect(refusals({ ...good, at: new Date(NOW + MAX_AHEAD_MS).toISOString() })).toEqual([]);
  expect(refusals({ ...good, at: new Date(NOW + MAX_AHEAD_MS + 1).toISOString() })).toEqual([["event.future", "at"]]);
  expect(refusals({ ...good, at: "1970-01-01T00:00:00Z" })).toEqual([]);
  expect(refusals({ ...good, at: "1969-12-31T23:59:59Z" })).toEqual([["event.past", "at"]]);
  for (const at of ["2026-02-28T08:00:00", "2026-02-30T08:00:00Z", 1_772_000_000_000, "yesterday"])
    expect(refusals({ ...good, at })).toEqual([["event.at", "at"]]);
});

test("bounds data in depth, keys and size, at the very edge", () => {
  expect(refusals({ ...good, data: nested(DATA_BOUNDS.depth) })).toEqual([]);
  expect(refusals({ ...good, data: nested(DATA_BOUNDS.depth + 1) })).toEqual([
    ["event.dataDepth", "data", ..."aaaaaaaa"],
  ]);
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
  expect(refusals({ ...good, data: { inner: keys(DATA_BOUNDS.keys - 1) } })).toEqual([]);
  expect(refusals({ ...good, data: { inner: keys(DATA_BOUNDS.keys) } })).toEqual([["event.dataKeys", "data", "inner"]]);
  expect(refusals({ ...good, data: { a: "x".repeat(16_000) } })).toEqual([]);
  expect(refusals({ ...good, data: { a: ["x".repeat(16_384)] } })).toEqual([["event.dataSize", "data", "a", 0]]);
  expect(refusals({ ...good, data: { a: Array(20_000).fill([]) } }).map(([code]) => code)).toEqual(["event.dataSize"]);
});

test("refuses keys that reach a prototype, at any depth, and values that JSON cannot hold", () => {
  for (const key of ["__proto__", "constructor", "prototype"]) {
    const data: unknown = JSON.parse(`{"a":[{"${key}":1}]}`);
    expect(refusals({ ...good, data })).toEqual([["event.dataKey", "data", "a", 0, key]]);
  }
  for (const value of [JSON.parse("1e999"), Number.NaN, undefined, 1n, () => 1, new Date(0)])
    expect(refusals({ ...good, data: { a: value } })).toEqual([["event.dataValue", "data", "a"]]);
  for (const data of [[], "x", 1]) expect(refusals({ ...good, data })).toEqual([["event.data", "data"]]);
});

test("holds known types to their typed fields, where these are there", () => {
  expect(refusals({ ...good, data: { progressRate: 1.2, title: 5, extra: "free", durationMs: null } })).toEqual([
    ["event.field", "data", "progressRate"],
    ["event.field", "data", "title"],
  ]);
  expect(refusals({ ...good, type: "homework.assigned", data: { dueAt: "next week" } })).toEqual([
    ["event.field", "data", "dueAt"],
  ]);
  expect(
    refusals({ ...good, type: "homework.assigned", data: { homeworkId: 4, dueAt: "2026-03-08T00:00:00+08:00" } }),
  ).toEqual([]);
});

test("never throws, and every refusal has a code and a path from the root", () => {
  const field = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true }),
    fc.constantFrom("e1", good.at, good.type),
  );
  const shape = fc.oneof(
    fc.anything(),
    fc.record({ id: field, type: field, learner: field, at: field, course: field, data: field }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(shape, (value) => {
      const checked = checkEvent(value, NOW);
      if ("event" in checked)
        expect(JSON.parse(JSON.stringify(checked.event.data))).toEqual(
          JSON.parse(JSON.stringify((value as { data?: unknown }).data ?? null)),
        );
      else
        for (const { code, path } of checked.issues)
          expect([code.startsWith("event."), Array.isArray(path)]).toEqual([true, true]);
    }),
    { numRuns: 1000 },
  );
});
