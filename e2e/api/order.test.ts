// Shows 5: late, shuffled and repeated events and receipts come to the same; a batch answers for each of its items.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { edges, fromGallery, inapp, reachable, silence } from "./drawings.ts";
import { type Happening, iso, MONDAY, openSchool, pick, type Row, type School } from "./kit.ts";

const gallery = [
  "three-tier-retention",
  "first-week",
  "live-quality",
  "milestone-care",
  "answer-time",
  "in-class",
  "after-class-renewal",
];

/** Six weeks of one learner, dated by day; no two at one instant. */
function sixWeeks(learner: string): Happening[] {
  const types: [string, Row][] = [
    ["session.started", {}],
    ["lesson.completed", { lessonId: 7, scoreRate: 0.5 }],
    ["live.stalled", { liveId: "v1", stallMs: 4000, stallRate: 0.2 }],
    ["live.dropped", { liveId: "v1" }],
    ["question.asked", { questionId: "q1" }],
    ["homework.assigned", { homeworkId: "h1" }],
    ["homework.submitted", { homeworkId: "h1" }],
    ["tutoring.missed", {}],
    ["quiz.completed", { quizId: "z", scoreRate: 0.9 }],
  ];
  const list: Happening[] = [
    { type: "enrolment.created", learner, at: MONDAY, course: "math", data: { lessonCount: 40 } },
  ];
  for (let n = 0; n < 72; n += 1) {
    const [type, data] = types[(n * 5 + Math.floor(n / 7)) % types.length] ?? ["session.started", {}];
    list.push({
      type,
      learner,
      at: MONDAY + HOUR_MS + Math.floor((n * 42 * DAY_MS) / 73),
      course: n % 5 === 4 ? "art" : "math",
      data,
    });
  }
  return list;
}

/** A fixed shuffle. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item, n) => ({ item, place: (n * 7919) % 1009 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

const known = async (school: School, id: string) => {
  const { facts, enrolments } = await school.call("GET", `/api/learners/${id}`);
  return { facts, enrolments };
};

test("events in time, all late, shuffled, in reverse, repeated, in other portions: the same learner", async () => {
  const school = await openSchool({ at: MONDAY });
  for (const name of gallery) await school.publish(fromGallery(name));
  for (const one of sixWeeks("in-time")) {
    await school.until(Math.max(MONDAY, one.at));
    await school.happen(one);
  }
  await school.until(MONDAY + 45 * DAY_MS);
  await school.happen(...shuffled(sixWeeks("shuffled")));
  await school.happen(...sixWeeks("reversed").reverse());
  const repeated = sixWeeks("repeated").map((one, n) => ({ ...one, id: `r${n}` }));
  await school.happen(...repeated.slice(40), ...repeated.slice(0, 40));
  expect(await school.happen(...shuffled(repeated))).toMatchObject({ accepted: 0, duplicates: repeated.length });
  for (const one of shuffled(sixWeeks("single"))) await school.happen(one);
  const inTime = await known(school, "in-time");
  expect(Object.keys(inTime.facts as Row).length).toBeGreaterThan(15);
  for (const id of ["shuffled", "reversed", "repeated", "single"])
    expect([id, await known(school, id)]).toEqual([id, inTime]);
  await school.isInOrder();
});

test("receipts in all orders and repeated leave equal sends", async () => {
  const school = await openSchool();
  const nodes = [
    { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
    { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
    { id: "ring", type: "send", message: "ring" },
  ];
  const messages = { ring: { channel: "push", variants: [inapp("接着学")] } };
  await school.publish(silence("ring", { nodes, messages, edges: edges("silent.on > watch", "watch.enter > ring") }));
  const orders = permutations(["delivered", "opened", "acted", "failed"]);
  const learners = orders.map((_, n) => ({ id: `s${n}`, addresses: reachable }));
  await school.call("POST", "/v1/learners", learners);
  await school.happen(...learners.map(({ id }) => ({ type: "session.started", learner: id, at: MONDAY })));
  await school.until(MONDAY + 4 * DAY_MS);
  const sends = await school.rows("sends");
  const at = { delivered: HOUR_MS, opened: 2 * HOUR_MS, acted: 3 * HOUR_MS, failed: 4 * HOUR_MS } as Record<
    string,
    number
  >;
  const report = (send: unknown, states: readonly string[]) =>
    school.call("POST", "/v1/receipts/sandbox", {
      receipts: states.map((state) => ({ send: Number(send), state, at: iso(MONDAY + 3 * DAY_MS + (at[state] ?? 0)) })),
    });
  for (const [n, order] of orders.entries()) {
    const send = sends[n]?.id;
    if (n % 2 === 0) await report(send, order);
    else for (const state of order) await report(send, [state, state]);
    expect(await report(send, [...order, ...order])).toEqual({ known: 8, unknown: 0 });
  }
  const outcomes = pick(
    await school.rows("sends"),
    "state",
    "reason",
    "deliveredAt",
    "openedAt",
    "actedAt",
    "failedAt",
  );
  expect(outcomes).toHaveLength(24);
  const times = ["delivered", "opened", "acted", "failed"].map((state) => iso(MONDAY + 3 * DAY_MS + (at[state] ?? 0)));
  expect(outcomes).toEqual(outcomes.map(() => ["acted", null, ...times]));
  expect(await report(99_999_999, ["opened"])).toEqual({ known: 0, unknown: 1 });
  await school.isInOrder();
});

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, n) => permutations(list.toSpliced(n, 1)).map((rest) => [first, ...rest]));
}

test("a batch with three bad items of a hundred answers for each, and its repeat is harmless", async () => {
  const school = await openSchool();
  const batch: unknown[] = Array.from({ length: 100 }, (_, n) => ({
    id: `b${n}`,
    type: "session.started",
    learner: `s${n % 9}`,
    at: iso(MONDAY - n * 1000),
  }));
  batch[7] = { id: "b7", type: "session.started", learner: "s1", at: "yesterday" };
  batch[40] = "not an event";
  batch[99] = { id: "b99", type: "session.started", learner: "s1", at: iso(MONDAY + HOUR_MS) };
  const rejected = [
    { index: 7, code: "event.at", path: ["at"], message: expect.any(String) },
    { index: 40, code: "event.shape", path: [], message: expect.any(String) },
    { index: 99, code: "event.future", path: ["at"], message: expect.any(String) },
  ];
  expect(await school.call("POST", "/v1/events", batch)).toEqual({ accepted: 97, duplicates: 0, rejected });
  const before = await school.call("GET", "/api/learners/s1");
  expect(await school.call("POST", "/v1/events", batch)).toEqual({ accepted: 0, duplicates: 97, rejected });
  const lines = batch.map((item) => JSON.stringify(item)).join("\n");
  const answer = await school.call("POST", "/v1/events", lines, { "content-type": "application/x-ndjson" });
  expect(answer).toEqual({ accepted: 0, duplicates: 97, rejected });
  expect(await school.call("GET", "/api/learners/s1")).toEqual(before);
  expect(await school.call("GET", "/api/books")).toMatchObject({
    events: { received: 300, applied: 97, duplicates: 194, rejected: 9 },
  });
  await school.isInOrder();
});

test("the same id with another body is refused, alone and in a batch, also after a restart", async () => {
  const school = await openSchool();
  const event = { id: "x", type: "session.started", learner: "li", at: iso(MONDAY) };
  const other = { ...event, learner: "wei" };
  await school.call("POST", "/v1/events", event);
  expect(
    await school.call("POST", "/v1/events", { at: event.at, learner: "li", type: event.type, id: "x" }),
  ).toMatchObject({ duplicates: 1 });
  expect((await school.send("POST", "/v1/events", other)).json).toMatchObject({
    status: 409,
    code: "event.idConflict",
  });
  await school.stop("SIGKILL");
  await school.start();
  expect(await school.call("POST", "/v1/events", [event, other, { ...event, id: "y" }])).toMatchObject({
    accepted: 1,
    duplicates: 1,
    rejected: [{ index: 1, code: "event.idConflict" }],
  });
  const { key } = await school.call<{ key: string }>("POST", "/api/keys", { name: "other source", scopes: ["ingest"] });
  expect(await school.call("POST", "/v1/events", other, { authorization: `Bearer ${key}` })).toMatchObject({
    accepted: 1,
  });
  await school.isInOrder();
});
