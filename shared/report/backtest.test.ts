// The figures of a backtest over small histories whose answers are worked out by hand.
import { expect, test } from "vitest";
import { Backtest, type BacktestInput } from "#shared/flow/backtest.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { quantile } from "#shared/stats/quantile.ts";
import { type Strategy, strategySchema } from "#shared/strategy/document.ts";
import { type BacktestFigures, backtestFigures } from "./backtest.ts";
import { alertedBy, difference } from "./backtest-difference.ts";
import { BacktestRecord } from "./backtest-record.ts";

const START = Date.UTC(2026, 2, 2);
const day = (n: number) => START + n * DAY_MS;

function silence(days: number, more: object = {}): Strategy {
  return strategySchema.parse({
    format: "winback.strategy/1",
    id: "quiet",
    name: { en: "Quiet" },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["session.started"], days: 1, within: "P30D" },
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: `P${days}D` },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "call", type: "task", group: "coach", title: { en: "Call" }, within: "P2D", outcomes: ["talked"] },
    ],
    edges: [
      { from: "silent", port: "on", to: "watch" },
      { from: "watch", port: "enter", to: "call" },
    ],
    ...more,
  });
}

/** Plays lines such as `3 li session.started math`; the period ends on day `to`. */
function play(
  document: Strategy,
  lines: string,
  to: number,
): { run: Backtest; record: BacktestRecord; figures: BacktestFigures } {
  const record: BacktestRecord = new BacktestRecord(() => "UTC");
  const run = new Backtest(document, (news) => record.take(news));
  run.start(START);
  for (const [index, line] of lines.trim().split("\n").entries()) {
    const [n = "", learner = "", type = "", course = null] = line.trim().split(/\s+/);
    const event = { id: `e${index}`, type, learner, at: day(Number(n)), course, data: null };
    const input: BacktestInput = { is: "event", event, isBackfill: false };
    run.take(event.at, [input]);
  }
  run.passTo(day(to));
  return { run, record, figures: backtestFigures(run, record, { fromAt: START, toAt: day(to) }, 7) };
}

test("one is alerted and leaves, one is alerted and stays, one leaves unseen", () => {
  const { figures } = play(
    silence(3),
    `0 li session.started math
     0 wei session.started math
     0 hao session.started math
     1 hao enrolment.withdrawn math
     8 li enrolment.withdrawn math`,
    30,
  );
  expect(figures).toMatchObject({ learners: 3, withdrawals: 2, episodes: { opened: 2, lost: 1, open: 1 } });
  expect(figures.all).toMatchObject({
    alerts: 2,
    learners: 2,
    precision: { x: 1, n: 2, rate: 0.5 },
    recall: { x: 1, n: 2 },
  });
  expect(figures.all.leadDays).toEqual({ lower: 5, median: 5, upper: 5 });
  // Up to day 23 (30 - 7): 8 days of li of which 7 count, all of hao's day, 23 of wei.
  expect(figures.baseRate).toBeCloseTo((7 + 1) / (8 + 1 + 23), 10);
  expect(figures.all.lift).toBeCloseTo(0.5 / (8 / 32), 10);
  expect(figures.taskPeak).toEqual({ day: "2026-03-05", count: 2 });
  expect([figures.peak, figures.messagesPerUnitWeek]).toEqual([null, 0]);
});

test("an alert whose horizon is not over is not judged, a withdrawal within it is caught all the same", () => {
  const { figures } = play(silence(3), "0 li session.started math\n5 li enrolment.withdrawn math", 6);
  expect(figures.all).toMatchObject({
    alerts: 1,
    precision: { x: 0, n: 0, rate: null },
    recall: { x: 1, n: 1 },
    lift: null,
  });
});

test("who goes on in another course, or enrols again, has not left; one who finished is no longer at risk", () => {
  const lines = `0 li session.started math
    0 li session.started art
    2 li enrolment.withdrawn math
    0 wei session.started math
    2 wei enrolment.withdrawn math
    3 wei enrolment.created math
    0 hao session.started math
    2 hao course.completed math`;
  const sorted = lines
    .split("\n")
    .map((line) => line.trim())
    .sort()
    .join("\n");
  const { figures } = play(silence(10), sorted, 20);
  expect(figures.withdrawals).toBe(0);
  expect(figures.unitWeeks).toBeCloseTo((20 + 17 + 2) / 7, 10);
});

test("where the subject is a course, each course is left on its own", () => {
  const document = silence(3, { subject: "course" });
  const perCourse = {
    ...document,
    nodes: document.nodes.map((node) => (node.id === "silent" ? { ...node, per: "course" } : node)),
  };
  const { figures } = play(
    strategySchema.parse(perCourse),
    "0 li session.started math\n0 li session.started art\n6 li enrolment.withdrawn math",
    20,
  );
  expect(figures.all).toMatchObject({ alerts: 2, learners: 1, precision: { x: 1, n: 2 }, recall: { x: 1, n: 1 } });
});

test("two plans are compared by the learners that they alert", () => {
  const lines = "0 li session.started math\n0 wei session.started math\n5 wei session.started math";
  const [early, late] = [3, 6].map((days) => play(silence(days), lines, 9));
  if (early === undefined || late === undefined) throw new Error("two were played");
  const told = difference(alertedBy(early.run, early.record, day(9)), alertedBy(late.run, late.record, day(9)));
  expect(told).toMatchObject({ both: 1, onlyHere: 1, onlyThere: 0 });
  expect(told.examples.here).toEqual([{ learner: "wei", at: day(3), tier: "watch" }]);
});

test("a quantile lies between the values beside it, and of nothing there is none", () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 1.75, 2.5, 4]);
  expect(quantile([], 0.5)).toBeNull();
});
