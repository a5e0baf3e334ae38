import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { LearnerEvent } from "#shared/event/check.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { type SignalDef, signalKind, signalKinds, signalSchema } from "./all.ts";
import { offReading } from "./kind.ts";
import { at, type SceneOptions, scene } from "./scene.ts";

const lesson = "lesson.completed";
const question = { kind: "overdue", opens: "question.asked", closes: "question.answered", by: "key" } as const;
const examples: SignalDef[] = [
  { kind: "absence", events: [lesson, "session.started"], for: "P3D" },
  { kind: "absence", events: [lesson], for: "PT36H", per: "course" },
  { kind: "drop", events: [lesson], window: "P2D", baseline: "P6D", to: 0.6, min: 1 },
  { kind: "drop", events: [lesson, "question.asked"], window: "P3D", baseline: "P3D", to: 0.5, min: 2, per: "course" },
  { kind: "stall", progress: lesson, per: "course", for: "P2D" },
  { kind: "behind", progress: lesson, per: "course", by: 0.3, minLearners: 5 },
  { kind: "behind", progress: lesson, property: "score", per: "course", by: 0.3 },
  { kind: "count", events: ["question.asked", lesson], atLeast: 2, within: "P2D" },
  { kind: "count", events: [lesson], where: [{ field: "score", op: "lt", value: 50 }], atLeast: 1, within: "P4D" },
  {
    kind: "metric",
    event: lesson,
    property: "score",
    aggregate: "avg",
    within: "P3D",
    op: "lt",
    value: 60,
    minEvents: 2,
  },
  {
    kind: "metric",
    event: lesson,
    property: "score",
    aggregate: "last",
    within: "P3D",
    op: "ge",
    value: 60,
    per: "course",
  },
  { ...question, within: "PT15M" },
  { ...question, due: "dueAt", grace: "P1D", until: "P4D", per: "course" },
  { kind: "milestone", events: [lesson], reaches: 3 },
  { kind: "milestone", events: [lesson, "question.asked"], streakDays: 2 },
  {
    kind: "attribute",
    when: {
      any: [
        { attr: "renewalAt", op: "withinNext", value: "P7D" },
        { attr: "level", op: "eq", value: 3 },
      ],
    },
  },
  { kind: "schedule", date: "2025-03-08", at: "09:00", for: "P2D" },
  { kind: "schedule", rrule: "FREQ=WEEKLY;BYDAY=MO,WE", at: "23:30", for: "PT12H" },
  { kind: "score", weights: { away: 2, late: 1 }, atLeast: 2 },
];
const named = examples.map((def) => [`${def.kind} ${JSON.stringify(def)}`, def] as const);

const timestamps = fc.integer({ min: at("02-20T00:00"), max: at("04-10T00:00") });
const types = fc.constantFrom(lesson, lesson, "question.asked", "question.answered", "session.started");
const data = fc.record({ key: fc.constantFrom("a", "b"), score: fc.integer({ min: 0, max: 100 }), dueAt: timestamps });
const happenings = fc.record({ type: types, at: timestamps, course: fc.constantFrom("c1", "c1", null), data });
const enrolments = fc.record({
  type: fc.constantFrom("enrolment.created", "enrolment.withdrawn", "course.completed"),
  at: timestamps,
  course: fc.constantFrom("c1", "c2"),
  data: fc.record({ startsAt: timestamps.map((instant) => new Date(instant).toISOString()) }),
});
const histories = fc
  .tuple(fc.array(happenings, { maxLength: 25 }), fc.array(enrolments, { maxLength: 2 }))
  .map(([some, other]) =>
    [...some, ...other].map((event, index): LearnerEvent => ({ ...event, id: `${index}`, learner: "li" })),
  );
const pauses = fc.array(fc.record({ from: timestamps, days: fc.integer({ min: 1, max: 6 }) }), { maxLength: 2 });
const worlds = fc.record({
  events: histories,
  zone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Africa/Cairo"),
  pauses: pauses.map((list) => list.map(({ from, days }) => ({ from, to: from + days * DAY_MS }))),
});

function optionsOf(world: { zone: string; pauses: { from: number; to: number }[] }): SceneOptions {
  const attributes = { renewalAt: at("03-20T00:00"), level: 2 };
  const readings = { away: { ...offReading, isOn: true, since: at("01-01T00:00") }, late: offReading };
  return { ...world, course: "c1", attributes, cohort: { median: 40, learners: 30, at: 0 }, readings };
}

test("every kind is in the list once, with an example here, and is found by its name", () => {
  const kinds = signalKinds.map((kind) => kind.kind);
  expect(new Set(kinds).size).toBe(11);
  expect([...new Set(examples.map((def) => def.kind))]).toEqual(kinds);
  for (const kind of signalKinds) expect(signalKind(kind.kind as SignalDef["kind"])).toBe(kind);
});

test.each(named)("%s is accepted as written, and closed", (_, def) => {
  expect(signalSchema.parse(def)).toEqual(def);
  expect(signalSchema.safeParse({ ...def, extra: 1 }).success).toBe(false);
  expect(signalSchema.safeParse({ ...def, kind: "hunch" }).success).toBe(false);
});

test.each(named)("%s has a label and a sentence in both languages", (_, def) => {
  const kind = signalKind(def.kind);
  for (const words of [kind.label, kind.sentence(def)]) {
    expect(words["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(words.en).toMatch(/^[^\p{Script=Han}]+$/u);
    expect(words["zh-CN"] + words.en).not.toMatch(/undefined|NaN|\[object|null/);
  }
});

test("every number that a node takes has its bounds", () => {
  for (const { kind, schema } of signalKinds) {
    const { properties } = z.toJSONSchema(schema) as { properties: Record<string, Record<string, unknown>> };
    for (const [name, field] of Object.entries(properties)) {
      if (field.type !== "number" && field.type !== "integer") continue;
      expect({ kind, name, ...field }).toMatchObject({ minimum: expect.any(Number), maximum: expect.any(Number) });
      expect(Math.abs(field.maximum as number)).toBeLessThan(Number.MAX_SAFE_INTEGER);
    }
  }
});

test("an event type named twice is refused: it would count twice", () => {
  expect(signalSchema.safeParse({ kind: "count", events: [lesson, lesson], atLeast: 2, within: "P1D" }).success).toBe(
    false,
  );
});

test.each(named)("%s says off of a learner about whom nothing is known", (_, def) => {
  for (const course of [{}, { course: "c1" }]) {
    expect(scene(def, [], course)(at("03-01T00:00"))).toMatchObject({ isOn: false, since: null, evidence: null });
  }
});

test.each(named)("%s reads the same whatever the order of arrival", (_, def) => {
  const shuffled = worlds.chain((world) => {
    const size = world.events.length;
    const order = fc.shuffledSubarray(world.events, { minLength: size, maxLength: size });
    return fc.record({ world: fc.constant(world), order, now: timestamps });
  });
  fc.assert(
    fc.property(shuffled, ({ world, order, now }) => {
      expect(scene(def, order, optionsOf(world))(now)).toEqual(scene(def, world.events, optionsOf(world))(now));
    }),
  );
});

test.each(named)("%s tells honestly when time alone may change it", (_, def) => {
  const moments = fc.record({ world: worlds, now: timestamps, part: fc.double({ min: 0, max: 1, noNaN: true }) });
  fc.assert(
    fc.property(moments, ({ world, now, part }) => {
      const known = world.events.filter((event) => event.at <= now + 5 * 60_000);
      const read = scene(def, known, optionsOf(world));
      const { isOn, nextAt, since } = read(now);
      if (since !== null) expect(since).toBeLessThanOrEqual(now);
      if (nextAt !== null) expect(nextAt).toBeGreaterThan(now);
      const end = nextAt ?? now + 300 * DAY_MS;
      for (const then of [now + Math.floor((end - 1 - now) * part), end - 1]) expect(read(then).isOn).toBe(isOn);
      expect(read(end)).toEqual(read(end));
      expect(read(end).nextAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(end);
    }),
  );
});
