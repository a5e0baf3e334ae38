// After a crash only the log is sure: what was not committed is applied again, what was is not done twice.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { readBooks } from "./books.ts";
import { examine } from "./doctor.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";
import { viewLearner } from "./view.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;

function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"], rates: { delivered: 10_000, opened: 0, acted: 0 } });
  kit.publish(smallStrategy());
  kit.log([{ is: "upsert", patch: { id: "li", addresses: { sms: "13800000000" } } }]);
  return kit;
}

const session = (id: string, at: number) => ({ id, type: "session.started", learner: "li", at });
/** A complaint an hour after the start: a task and a webhook. */
function complain(kit: EngineKit): void {
  kit.advanceTo(START + HOUR_MS);
  kit.ingest([{ id: "complaint", type: "complaint.filed", learner: "li", at: START + HOUR_MS }]);
}

const broken = (kit: EngineKit) => examine(kit.engine).filter(({ count }) => count > 0);

test("events that were answered and not committed are applied and counted once", () => {
  const kit = school();
  kit.isCommitting = false;
  kit.ingest([session("e1", START), session("e2", START + 1)]);
  const next = kit.crash();
  next.ingest([session("e2", START + 1), session("e3", START + 2)]);
  expect(readBooks(next.engine)).toMatchObject({
    events: { received: 4, applied: 3, duplicates: 1 },
    isBalanced: true,
  });
  expect(broken(next)).toEqual([]);
});

test("a learner is the same after a crash, whatever was committed", () => {
  const stories = [true, false].map((isCommitting) => {
    let kit = school();
    kit.isCommitting = isCommitting;
    for (let day = 0; day < 8; day += 1) {
      kit.ingest([session(`e${day}`, START + day * HOUR_MS)]);
      kit.advanceTo(START + day * DAY_MS);
      kit = kit.crash();
      kit.isCommitting = isCommitting;
    }
    kit.engine.commit();
    return { ...viewLearner(kit.engine, "li"), createdAt: 0 };
  });
  expect(stories[0]).toEqual(stories[1]);
  expect(stories[0]?.episodes).toHaveLength(1);
});

test("receipts that the sandbox owes come once and at the same instants, though the episode has ended", () => {
  const receiptsAfter = (restart: (kit: EngineKit) => EngineKit) => {
    let kit = school();
    kit.ingest([session("e1", START)]);
    kit.advanceTo(SILENT + DAY_MS + 8 * HOUR_MS);
    kit.ingest([session("e2", SILENT + DAY_MS), session("e3", SILENT + DAY_MS + 2 * HOUR_MS)]);
    kit.log([{ is: "archive", strategy: "small" }]);
    kit = restart(kit);
    kit.advanceTo(SILENT + 5 * DAY_MS);
    expect(broken(kit)).toEqual([]);
    return kit.engine.db.sql("SELECT send, state, at FROM receipts ORDER BY at").all();
  };
  const expected = receiptsAfter((kit) => kit);
  expect(expected.map(({ state }) => state)).toEqual(["delivered"]);
  expect(receiptsAfter((kit) => kit.reopen())).toEqual(expected);
  expect(receiptsAfter((kit) => kit.crash())).toEqual(expected);
});

test("what waits for the end of quiet hours waits on after a crash, whatever has been learned meanwhile", () => {
  const sendsAfter = (restart: (kit: EngineKit) => EngineKit) => {
    let kit = school();
    kit.settings({ quiet: { from: "22:00", to: "08:00" }, rates: { delivered: 0, opened: 0, acted: 0 } });
    kit.ingest([session("e1", START)]);
    kit.isCommitting = false;
    // The text message is decided at midnight, a day after the nudge; then the learner comes back.
    kit.advanceTo(SILENT + DAY_MS);
    kit.ingest([session("e2", SILENT + DAY_MS)]);
    kit = restart(kit);
    kit.advanceTo(SILENT + 2 * DAY_MS);
    kit.engine.commit();
    return kit.engine.db.sql("SELECT node, state, reason, settled_at FROM sends ORDER BY id").all();
  };
  const expected = sendsAfter((kit) => kit);
  expect(expected[1]).toMatchObject({ state: "suppressed", settled_at: SILENT + DAY_MS + 8 * HOUR_MS });
  expect(sendsAfter((kit) => kit.crash())).toEqual(expected);
});

test("a request under way at the crash is made again under its key, once its episode still wants it", () => {
  const kit = school();
  complain(kit);
  kit.engine.db.sql("UPDATE sends SET state = 'sending' WHERE channel = 'webhook'").run();
  const keys: string[] = [];
  const next = kit.crash();
  next.answer = (key) => {
    keys.push(key);
    return { state: "accepted", providerId: null };
  };
  next.advanceTo(START + 2 * HOUR_MS);
  expect(keys).toEqual(["small/li//1/urgent/hook"]);
});

test("a departure that was logged and not committed is known after a crash, and counts as an attempt", () => {
  const kit = school();
  kit.isCommitting = false;
  kit.answer = () => {
    throw new Error("dies under way");
  };
  expect(() => complain(kit)).toThrow("dies under way");
  const asked: string[] = [];
  const next = kit.crash();
  next.answer = (key) => {
    asked.push(key);
    return { state: "accepted", providerId: null };
  };
  const hook = () => next.engine.outbox.pending().find(({ channel }) => channel === "webhook");
  expect(hook()).toMatchObject({ attempts: 1, outcome: { state: "held", reason: "restart" } });
  next.advanceTo(START + HOUR_MS + 1000);
  const row = next.engine.db.sql("SELECT state, attempts FROM sends WHERE channel = 'webhook'").get();
  expect(row).toMatchObject({ state: "accepted", attempts: 2 });
  expect(asked).toEqual(["small/li//1/urgent/hook"]);
  expect(broken(next)).toEqual([]);
});

test("an answer whose attempt was committed is known after a crash, and the request is not made again", () => {
  const kit = school();
  kit.answer = () => {
    throw new Error("still under way");
  };
  expect(() => complain(kit)).toThrow("still under way");
  const [hook] = kit.engine.outbox.pending().filter(({ channel }) => channel === "webhook");
  kit.engine.report(hook?.id ?? 0, { state: "accepted", providerId: null });
  kit.engine.commit();
  const next = kit.crash();
  next.answer = () => {
    throw new Error("asked again");
  };
  next.advanceTo(START + 2 * HOUR_MS);
  expect(next.engine.outbox.get(hook?.id ?? 0)).toMatchObject({ attempts: 1, outcome: { state: "accepted" } });
  expect(broken(next)).toEqual([]);
});

test("a request that fails after its episode ended is given up", () => {
  const kit = school();
  const ignore = () => undefined;
  kit.answer = () => {
    const optOut = { is: "optOut", learner: "li", channel: "all" } as const;
    kit.engine.push({ kind: "inputs", inputs: [optOut], intent: null, done: ignore, fail: ignore });
    kit.engine.pump();
    return { state: "failed", reason: "http.503", retryAfterMs: null, isBeforeFirstByte: false };
  };
  complain(kit);
  kit.advanceTo(START + DAY_MS);
  expect(kit.engine.db.sql("SELECT state, reason, attempts FROM sends WHERE channel = 'webhook'").all()).toEqual([
    { state: "expired", reason: "retry:http.503", attempts: 1 },
  ]);
});

test("a task is due when its node says, not when a message would expire", () => {
  const kit = school();
  complain(kit);
  expect(kit.engine.db.sql("SELECT due_at FROM tasks").all()).toEqual([{ due_at: START + HOUR_MS + 2 * DAY_MS }]);
});
