// Backtests over the API, and the line they wait in.
import { expect, test } from "vitest";
import type { BacktestOrder } from "#runtime/engine/backtest-run.ts";
import type { BacktestWork } from "#runtime/engine/backtest-thread.ts";
import type { BacktestResult } from "#shared/api/backtests.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { Backtests } from "./backtests.ts";
import { createKit, type Kit, NOW } from "./testkit.ts";

const threeTier = gallery[0]?.document;
type Json = Record<string, unknown>;

/** Two learners who studied on the first day, one of whom left on the sixth; twenty days have passed. */
async function school(): Promise<Kit> {
  const kit = await createKit();
  await kit.call("POST", "/api/strategies/import", threeTier);
  await kit.call("POST", "/api/strategies/three-tier-retention/publish", {});
  const told = ["li", "wei"].map((id) => ({ id, attributes: { status: "studying" } }));
  await kit.call("POST", "/v1/learners", told);
  const happen = (id: string, type: string, learner: string, days: number) =>
    kit.call("POST", "/v1/events", [
      { id, type, learner, course: "math", at: new Date(NOW + days * DAY_MS).toISOString() },
    ]);
  await happen("a", "session.started", "li", 0);
  await happen("b", "session.started", "wei", 0);
  await kit.engine.setClock(NOW + 6 * DAY_MS);
  await happen("c", "enrolment.withdrawn", "wei", 6);
  await kit.engine.setClock(NOW + 20 * DAY_MS);
  return kit;
}

async function run(kit: Kit, body: Json): Promise<Json> {
  const started = await kit.call("POST", "/api/backtests", body);
  expect(started.status, await started.clone().text()).toBe(202);
  const { id } = (await started.json()) as { id: string };
  for (;;) {
    const job = (await (await kit.call("GET", `/api/backtests/${id}`)).json()) as Json;
    if (job["endedAt"] !== null) return job;
  }
}

test("a draft is run beside the live version and other thresholds", async () => {
  const kit = await school();
  const silent = threeTier?.nodes.find((node) => node.type === "signal" && node.kind === "absence")?.id;
  const body = {
    strategy: "three-tier-retention",
    horizonDays: 7,
    threshold: { node: silent, values: ["P3D", "P10D"] },
  };
  const job = await run(kit, body);
  expect(job).toMatchObject({ state: "done", progress: 1, code: null, strategy: "three-tier-retention" });
  expect(job["result"]).toMatchObject({
    horizonDays: 7,
    eventCount: 3,
    learners: 2,
    withdrawals: 1,
    all: { recall: { x: 1, n: 1, rate: 1 } },
    live: { version: 1, both: 2, onlyHere: 0, onlyThere: 0 },
    threshold: {
      present: "P3D",
      rows: [
        { value: "P3D", all: { recall: { x: 1 } } },
        { value: "P10D", all: { recall: { x: 0 } } },
      ],
    },
  });
  expect(kit.faults).toEqual([]);
});

test("what cannot be run is refused with the reason", async () => {
  const kit = await school();
  const code = async (body: Json) => {
    const answer = await kit.call("POST", "/api/backtests", body);
    return [answer.status, ((await answer.json()) as Json)["code"]];
  };
  const strategy = "three-tier-retention";
  expect(await code({})).toEqual([422, "backtest.nothing"]);
  expect(await code({ strategy: "nobody" })).toEqual([404, "strategy.unknown"]);
  expect(await code({ strategy, version: 9 })).toEqual([404, "version.unknown"]);
  expect(await code({ document: { id: "x" } })).toEqual([422, "strategy.invalid"]);
  expect(await code({ strategy, fromDay: "2026-13-01" })).toEqual([422, "backtest.days"]);
  expect(await code({ strategy, fromDay: "2026-03-05", toDay: "2026-03-04" })).toEqual([422, "backtest.days"]);
  expect(await code({ strategy, threshold: { node: "watch" } })).toEqual([422, "backtest.threshold"]);
  expect((await kit.call("GET", "/api/backtests/none")).status).toBe(404);
  expect((await kit.call("DELETE", "/api/backtests/none")).status).toBe(404);
});

/** Work that a test ends by hand. */
function byHand() {
  const works: { end(): void; fail(): void; move(share: number): void; isCancelled: boolean }[] = [];
  const run = async (_order: BacktestOrder, moved: (share: number) => void): Promise<BacktestWork> => {
    const hand = { end: () => {}, fail: () => {}, move: moved, isCancelled: false };
    const done = new Promise<BacktestResult>((resolve, reject) => {
      hand.end = () => resolve({} as BacktestResult);
      hand.fail = () => reject(new Error("broken"));
    });
    works.push(hand);
    const cancel = () => {
      hand.isCancelled = true;
      hand.fail();
    };
    return { done, cancel };
  };
  return { works, run };
}

const order = {} as BacktestOrder;
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("one runs, the others wait in line, and a line that is full takes no more", async () => {
  const { works, run } = byHand();
  const jobs = new Backtests({ run, now: () => NOW, failed: () => undefined });
  const first = jobs.start("a", order);
  const others = Array.from({ length: 8 }, () => jobs.start("b", order));
  expect([first?.state, others[0]?.state, jobs.start("c", order)]).toEqual(["running", "queued", null]);
  await settled();
  works[0]?.move(0.4);
  expect(jobs.get(first?.id ?? "")).toMatchObject({ state: "running", progress: 0.4 });
  works[0]?.end();
  await settled();
  expect([jobs.get(first?.id ?? "")?.state, jobs.get(others[0]?.id ?? "")?.state]).toEqual(["done", "running"]);
});

test("cancelling ends the work or leaves the line; a failure is told once", async () => {
  const { works, run } = byHand();
  const failures: unknown[] = [];
  const jobs = new Backtests({ run, now: () => NOW, failed: (job) => failures.push(job) });
  const [first, second, third] = ["a", "b", "c"].map((id) => jobs.start(id, order)?.id ?? "");
  await settled();
  expect(jobs.cancel(second ?? "")).toBe(true);
  expect(jobs.cancel(first ?? "")).toBe(true);
  await settled();
  expect([first, second, third].map((id) => jobs.get(id ?? "")?.state)).toEqual(["cancelled", "cancelled", "running"]);
  expect([works.length, works[0]?.isCancelled]).toEqual([2, true]);
  works[1]?.fail();
  await settled();
  expect(jobs.get(third ?? "")).toMatchObject({ state: "failed", code: "job.failed", result: null });
  expect(failures).toEqual([third]);
});

test("a result is kept for a day", async () => {
  const { works, run } = byHand();
  let now = NOW;
  const jobs = new Backtests({ run, now: () => now, failed: () => undefined });
  const id = jobs.start("a", order)?.id ?? "";
  await settled();
  works[0]?.end();
  await settled();
  now = NOW + DAY_MS;
  expect(jobs.get(id)?.state).toBe("done");
  now += 1;
  expect(jobs.get(id)).toBeNull();
});
