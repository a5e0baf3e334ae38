// One learner's page, the preview of a publish, links and the inbox.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { encodeBlock } from "./blocks.ts";
import { actOnInbox, readInbox } from "./inbox.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";
import { previewPublish, sendTarget, viewLearner } from "./view.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;

function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ resumeUrl: "https://learn.example/next" });
  kit.publish(smallStrategy());
  kit.log([{ is: "upsert", patch: { id: "li", name: "Li", attributes: { grade: 3 } } }]);
  kit.ingest([
    { id: "e1", type: "session.started", learner: "li", at: START, course: "math" },
    { id: "e2", type: "lesson.completed", learner: "li", at: START, course: "math", data: { lesson: "l1" } },
    { id: "e3", type: "session.started", learner: "wu", at: START },
    { id: "e4", type: "session.started", learner: "an", at: START },
  ]);
  kit.advanceTo(SILENT + 1000);
  return kit;
}

test("a learner's page shows profile, courses, figures and what waits", () => {
  const kit = school();
  const page = viewLearner(kit.engine, "li");
  expect(page).toMatchObject({
    id: "li",
    profile: { name: "Li" },
    attributes: { grade: 3 },
    enrolments: [{ course: "math", startAt: START, end: "open" }],
    episodes: [{ strategy: "small", tier: "watch", waiting: [{ node: "breath" }] }],
    isOptedOut: false,
    nextDueAt: SILENT + DAY_MS,
  });
  expect(Object.values(page?.facts ?? {})).toContain(START);
  expect(viewLearner(kit.engine, "nobody")).toBeNull();
  kit.log([{ is: "merge", from: "li", to: "wu" }]);
  expect(viewLearner(kit.engine, "li")?.id).toBe("wu");
  kit.log([{ is: "erase", learner: "li" }]);
  expect(viewLearner(kit.engine, "li")).toBeNull();
});

test("a page's figures do not depend on the order in which events came", () => {
  const events = [1, 2, 3].map((day) => ({
    id: `e${day}`,
    type: "session.started",
    learner: "li",
    at: START + day,
    course: `c${day % 2}`,
  }));
  const [one, other] = [events, events.toReversed()].map((list) => {
    const kit = openEngine({ at: START + DAY_MS });
    kit.publish(smallStrategy());
    for (const event of list) kit.ingest([event]);
    return viewLearner(kit.engine, "li");
  });
  expect(one?.facts).toEqual(other?.facts);
  expect(one?.enrolments).toEqual(other?.enrolments);
});

test("a preview counts who runs where and who matches, by features nobody kept before too, and changes nothing", () => {
  const kit = school();
  kit.log([{ is: "upsert", patch: { id: "new" } }]);
  const silence = smallStrategy({ id: "fresh" });
  const stall = smallStrategy({ id: "fresh" });
  const index = stall.nodes.findIndex(({ id }) => id === "silent");
  stall.nodes[index] = {
    id: "silent",
    type: "signal",
    kind: "stall",
    progress: "lesson.completed",
    per: "course",
    for: "P2D",
  };
  const changed = smallStrategy({ policy: { cooldown: "P1D" } });
  const state = () => [
    encodeBlock(kit.engine.world, 0),
    [...kit.engine.world.facts.features.keys()],
    kit.engine.log.lastSeq,
  ];
  const before = state();
  expect(previewPublish(kit.engine, silence)).toEqual({ waiting: {}, running: 0, matching: 3 });
  expect(previewPublish(kit.engine, stall)).toEqual({ waiting: {}, running: 0, matching: 1 });
  expect(previewPublish(kit.engine, changed)).toEqual({ waiting: { breath: 3 }, running: 3, matching: 0 });
  expect(previewPublish(kit.engine, smallStrategy())).toEqual({ waiting: {}, running: 0, matching: 0 });
  expect(state()).toEqual(before);
  kit.advanceTo(SILENT + 20 * DAY_MS);
  expect(viewLearner(kit.engine, "li")?.episodes).toMatchObject([{ outcome: "lost" }]);
});

test("the inbox is newest first, and reading it twice is one receipt", () => {
  const kit = school();
  const [item, ...others] = readInbox(kit.engine, "li", 10);
  expect(others).toEqual([]);
  expect(item).toMatchObject({ content: { title: "Hello", body: "Hello" }, readAt: null, actedAt: null });
  expect(kit.told).toContainEqual({ news: "inbox", learner: "li", item });
  const send = Number(item?.["send"]);
  expect(actOnInbox(kit.engine, "wu", send, "read")).toBeNull();
  const receipts = actOnInbox(kit.engine, "li", send, "read") ?? [];
  kit.log(receipts);
  expect(readInbox(kit.engine, "li", 10)).toMatchObject([
    { readAt: new Date(kit.engine.now()).toISOString(), actedAt: null },
  ]);
  expect(actOnInbox(kit.engine, "li", send, "read")).toEqual([]);
  expect(actOnInbox(kit.engine, "li", send, "act")).toMatchObject([{ is: "receipt", send, state: "acted" }]);
});

test("a tracked link leads to the message's own target, else to the next lesson; an unknown or erased send to nothing", () => {
  const kit = openEngine({ at: START });
  kit.settings({ resumeUrl: "https://learn.example/next" });
  const content = (action?: object) => ({
    "zh-CN": { title: "t", body: "b", ...(action === undefined ? {} : { action }) },
  });
  const targetOf = (id: string, action?: object) => {
    const hello = { channel: "inapp", variants: [{ id: "a", weight: 10_000, content: content(action) }] };
    const { messages } = smallStrategy();
    kit.publish(smallStrategy({ id, messages: { ...messages, hello } }));
    kit.ingest([{ id, type: "session.started", learner: id, at: kit.engine.now() }]);
    kit.advanceTo(kit.engine.now() + 3 * DAY_MS + 1000);
    kit.log([{ is: "archive", strategy: id }]);
    return sendTarget(kit.engine, Number(readInbox(kit.engine, id, 1)[0]?.["send"]));
  };
  expect(targetOf("plain")).toEqual({ learner: "plain", link: "https://learn.example/next" });
  expect(targetOf("linked", { label: "Go", link: "https://school.example/a" })?.link).toBe("https://school.example/a");
  expect(targetOf("prefer", { label: "Go", link: "preferences" })?.link).toMatch(/^https:\/\/school\.example\/l\//);
  const send = Number(readInbox(kit.engine, "linked", 1)[0]?.["send"]);
  kit.log([{ is: "erase", learner: "linked" }]);
  expect(sendTarget(kit.engine, send)).toBeNull();
  expect(sendTarget(kit.engine, 999)).toBeNull();
});
