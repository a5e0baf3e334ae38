// The catalogue of known event types: named, unique, and typed where it matters.
import { expect, test } from "vitest";
import { z } from "zod";
import { churnTypes, eventKinds, findEventKind, isEventType } from "./catalog.ts";

test("lists each type once, well named, with words in both languages", () => {
  const types = eventKinds.map(({ type }) => type);
  expect(new Set(types).size).toBe(types.length);
  for (const { type, labels } of eventKinds) {
    expect(type).toMatch(/^[a-z]+\.[a-z]+$/);
    expect(labels["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(labels.en).toMatch(/^[A-Z]/);
  }
});

test("knows what ends an episode and what opens and closes an enrolment", () => {
  expect(churnTypes).toEqual(["enrolment.withdrawn", "order.refunded"]);
  const role = (which: "start" | "end") =>
    eventKinds.filter(({ enrolment }) => enrolment === which).map(({ type }) => type);
  expect(role("start")).toEqual(["enrolment.created"]);
  expect(role("end")).toEqual(["course.completed", "enrolment.withdrawn"]);
  expect(findEventKind("lesson.completed")?.isProgress).toBe(true);
  expect(findEventKind("renewal.due")?.doer).toBe("school");
});

test("accepts dotted lower-case types, known or not, of at most 80 characters", () => {
  for (const type of [
    "lesson.completed",
    "custom.x",
    "custom.xapi_voided",
    "vr_lab.entered",
    "a.b.c",
    `a.${"b".repeat(78)}`,
  ])
    expect(isEventType(type), type).toBe(true);
  for (const type of [
    "",
    "lesson",
    "Lesson.completed",
    ".a",
    "a.",
    "a..b",
    "1.a",
    "a.b-c",
    "完课.x",
    "__proto__",
    `a.${"b".repeat(79)}`,
  ])
    expect(isEventType(type), type).toBe(false);
  expect(findEventKind("toString")).toBeNull();
});

test("describes every type's data as an open JSON Schema", () => {
  for (const { data, fields } of eventKinds) {
    const schema = z.toJSONSchema(data, { io: "input" });
    expect(schema.additionalProperties).toEqual({});
    expect(schema.required).toBeUndefined();
    for (const each of Object.values(fields)) expect(each.description).toMatch(/\w/);
  }
});
