// When the log's files are looked after: within a minute of an erasure however many follow, and again after a failure.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLogRounds } from "./log-rounds.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

const SECOND_MS = 1000;
const care = { erasures: [{ seq: 1, learner: 0, names: ["li"] }], compact: null };

/** An engine that always has something to be done; `fails` says whether the files can be rewritten. */
function engineOf(fails: () => boolean) {
  const done: number[] = [];
  return {
    done,
    logCare: async () => care,
    logCared: async () => void done.push(performance.now()),
    rewriteLog: async () => {
      if (fails()) throw new Error("no room on the disk");
      return { erased: 1, compacted: 0 };
    },
  };
}

test("one erasure after the other does not put the round off", async () => {
  const engine = engineOf(() => false);
  const rounds = createLogRounds(engine, () => {});
  await vi.advanceTimersByTimeAsync(61 * SECOND_MS);
  expect(engine.done).toHaveLength(1);
  for (let n = 0; n < 5; n += 1) {
    rounds.soon();
    await vi.advanceTimersByTimeAsync(20 * SECOND_MS);
  }
  expect(engine.done).toHaveLength(2);
  rounds.stop();
});

test("a round that failed is told, and tried again before the day is over", async () => {
  let isFull = true;
  const failures: unknown[] = [];
  const engine = engineOf(() => isFull);
  const rounds = createLogRounds(engine, (error) => failures.push(error));
  await vi.advanceTimersByTimeAsync(61 * SECOND_MS);
  expect([failures.length, engine.done.length]).toEqual([1, 0]);
  isFull = false;
  await vi.advanceTimersByTimeAsync(700 * SECOND_MS);
  expect([failures.length, engine.done.length]).toEqual([1, 1]);
  rounds.stop();
  await vi.advanceTimersByTimeAsync(200_000 * SECOND_MS);
  expect(engine.done).toHaveLength(1);
});
