import { expect, test } from "vitest";
import { addFatigue, fatigueOf, fatigueTrend, noFatigueSums } from "#shared/stats/fatigue.ts";
import type { KeyedCell } from "./cell.ts";
import type { ExperimentSpec } from "./experiment.ts";
import { type Looks, takeLook } from "./look.ts";
import {
  costPerRecovered,
  episodeTable,
  fatigueSign,
  learnerFunnel,
  loadHistogram,
  mondayOf,
  recoveryTrend,
  sendTable,
} from "./overview.ts";
import { buildReport } from "./report.ts";
import { cellsOf, recount } from "./rollup.ts";
import { episodeOf, exposureOf, exposuresOf, halves, sendOf } from "./testunits.ts";
import type { Unit } from "./unit.ts";

const keyed = (units: readonly Unit[]) => cellsOf(recount(units));

/** Looks at the beginning of every day from the first to the last. */
function looksTo(cells: readonly KeyedCell[], spec: ExperimentSpec, today: number): Looks | null {
  let looks: Looks | null = null;
  for (let day = spec.startedDay + 1; day <= today; day += 1) looks = takeLook(looks, cells, spec, day);
  return looks;
}

function reportOn(units: readonly Unit[], spec: ExperimentSpec, today: number) {
  const cells = keyed(units);
  return buildReport(cells, spec, looksTo(cells, spec, today), today);
}

const lively = [...exposuresOf("a", 30, 100, 10), ...exposuresOf("b", 30, 100, 18)];

test("a better variant is found early, and the last word comes at the planned end", () => {
  const early = reportOn(lively, halves, 18).comparisons[0]?.verdict;
  expect(early).toMatchObject({ kind: "better", isFinal: false, level: 0.95 });
  const end = reportOn(lively, halves, 40).comparisons[0]?.verdict;
  expect(end).toMatchObject({ kind: "better", isFinal: true, daysLeft: null });
  expect(end?.difference?.estimate).toBeCloseTo(0.08, 6);
  expect(end?.extraLearners?.estimate).toBeCloseTo(160, 6);
});

test("only learners whose window is over are counted", () => {
  const report = reportOn(lively, halves, 12);
  expect(report.arms[0]).toMatchObject({ exposed: 1200, matured: 500 });
  expect(report.arms[0]?.rates.recovered).toMatchObject({ x: 50, n: 500 });
  expect(report.health).toMatchObject({ matured: 1000, assigned: 2400, fullDays: 12 });
});

test("a second look on one day changes nothing, nor does anything after the end", () => {
  const cells = keyed(lively);
  const looks = looksTo(cells, halves, 20);
  expect(takeLook(looks, keyed([]), halves, 20)).toBe(looks);
  const end = looksTo(cells, halves, 40);
  const later = takeLook(end, cells, halves, 80);
  expect(later.comparisons).toEqual(end?.comparisons);
  expect(JSON.parse(JSON.stringify(later))).toEqual(later);
});

test("before there is enough, it says what is missing and for how long", () => {
  const { verdict } = reportOn(lively, halves, 8).comparisons[0] ?? {};
  expect(verdict).toMatchObject({ kind: "notEnough", isFinal: false });
  expect(verdict?.waits).toEqual([{ code: "successes", have: 28, need: 30 }]);
  expect(verdict?.daysLeft).toBe(19);
  expect(buildReport([], halves, null, 0).comparisons[0]?.verdict).toMatchObject({
    kind: "notEnough",
    difference: null,
    p: 1,
    daysLeft: null,
  });
});

test("equal arms end as no difference that matters", () => {
  const equal = [...exposuresOf("a", 30, 100, 10), ...exposuresOf("b", 30, 100, 10)];
  const spec = { ...halves, smallestEffect: 0.03 };
  expect(reportOn(equal, spec, 40).comparisons[0]?.verdict.kind).toBe("noDifference");
  expect(reportOn(equal, { ...halves, smallestEffect: 0.001 }, 40).comparisons[0]?.verdict).toMatchObject({
    kind: "notEnough",
    isFinal: true,
  });
});

test.each([
  ["arms not filled as planned", [...exposuresOf("a", 30, 100, 10), ...exposuresOf("b", 30, 130, 25)], "srm"],
  ["a learner in an arm without weight", [...lively, exposureOf("z", 3)], "leak"],
  [
    "learners in two arms",
    [...lively, ...exposuresOf("a", 30, 1, 0, { isCrossed: true }), ...exposuresOf("b", 30, 2, 0, { isCrossed: true })],
    "crossover",
  ],
])("no verdict on data that are not to be trusted: %s", (_, units, code) => {
  const leaky = { ...halves, spans: [{ fromDay: 0, weights: { a: 5000, b: 5000, z: 0 } }] };
  const { verdict } = reportOn(units, leaky, 40).comparisons[0] ?? {};
  expect(verdict?.kind).toBe("notTrusted");
  expect(verdict?.distrust).toContain(code);
});

test("against a holdout: unequal arms, extra learners, and a guardrail beside it", () => {
  const spec: ExperimentSpec = {
    ...halves,
    kind: "holdout",
    arms: ["holdout", "treated"],
    spans: [{ fromDay: 0, weights: { holdout: 1000, treated: 9000 } }],
  };
  const optedOut = Array.from({ length: 90 }, () => exposureOf("treated", 3, { isOptedOut: true }));
  const units = [
    ...exposuresOf("holdout", 30, 20, 2, { first: null, channel: null, sendCount: 0 }),
    ...exposuresOf("treated", 30, 177, 40),
    ...optedOut,
  ];
  const comparison = reportOn(units, spec, 40).comparisons[0];
  expect(comparison?.verdict.kind).toBe("better");
  expect(comparison?.verdict.learnersPerExtra).toBeGreaterThan(0);
  expect(comparison?.guardrails.optedOut?.state).toBe("harmful");
  expect(comparison?.guardrails.complained?.state).toBe("safe");
  expect(comparison?.lift?.low).toBeGreaterThan(0);
});

test("a bandit is judged period by period, against the weights of each", () => {
  const spec: ExperimentSpec = {
    ...halves,
    allocation: "bandit",
    plannedLearners: null,
    spans: [
      { fromDay: 0, weights: { a: 5000, b: 5000 } },
      { fromDay: 10, weights: { a: 1000, b: 9000 } },
    ],
  };
  const before = [...exposuresOf("a", 10, 100, 10), ...exposuresOf("b", 10, 100, 20)];
  const later = [...exposuresOf("a", 20, 20, 4), ...exposuresOf("b", 20, 180, 54)].map((one) => ({
    ...one,
    day: one.day + 10,
    goalDays: one.goalDays.map((day) => day + 10),
  }));
  const { comparisons, health } = reportOn([...before, ...later], spec, 40);
  expect(comparisons[0]?.verdict).toMatchObject({ kind: "better", isFinal: false, daysLeft: null });
  expect(comparisons[0]?.verdict.difference?.estimate).toBeCloseTo(0.1, 9);
  expect(health.isLeak).toBe(false);
  expect(health.srmP).toBeGreaterThan(0.01);
});

test("all sends are compared with learners as the unit", () => {
  const opened = (at: number) => ({ sendCount: 1 + (at % 4), openCount: at % 2 });
  const some = (arm: string, more: number) =>
    Array.from({ length: 200 }, (_, at) => exposureOf(arm, 1, opened(at + (at % 5 === 0 ? more : 0))));
  const { perSend } = reportOn([...some("a", 0), ...some("b", 1)], halves, 12).comparisons[0] ?? {};
  expect(perSend?.opens?.p).toBeGreaterThan(0.01);
  expect(perSend?.opens?.differenceInterval.low).toBeLessThan(0);
  expect(perSend?.acts).toBeNull();
});

test("segments stay closed while groups do not differ, and open where they do", () => {
  const small = { tier: "urgent", course: "art" };
  const alike = [...lively, ...exposuresOf("a", 30, 50, 5, small), ...exposuresOf("b", 30, 50, 9, small)];
  const segment = (units: readonly Unit[]) =>
    reportOn(units, halves, 40).comparisons[0]?.segments.find(({ cut }) => cut === "tier");
  expect(segment(alike)?.isOpen).toBe(false);
  const apart = segment([...lively, ...exposuresOf("a", 30, 50, 15, small), ...exposuresOf("b", 30, 50, 5, small)]);
  expect(apart).toMatchObject({ isOpen: true });
  expect(apart?.rows.map(({ value, isDifferent }) => [value, isDifferent])).toEqual([
    ["urgent", true],
    ["watch", true],
  ]);
  expect(apart?.postStratified?.difference).toBeLessThan(0.08);
});

test("rates of the delivered are not compared where deliveries differ", () => {
  const undelivered = {
    first: { isSent: true, isDelivered: false, isOpened: false, isMachineOpened: false, isActed: false },
  };
  const units = [...lively, ...exposuresOf("b", 30, 20, 2, undelivered), ...exposuresOf("a", 30, 20, 2)];
  const secondary = reportOn(units, halves, 40).comparisons[0]?.secondary ?? [];
  expect(secondary.find(({ metric }) => metric === "acted")?.isComparable).toBe(false);
  expect(secondary.find(({ metric }) => metric === "actedAny")?.isComparable).toBe(true);
});

test("tables: counts always, rates from 30 on, nothing where a channel has no open signal", () => {
  const units: Unit[] = [
    ...Array.from({ length: 40 }, (_, at) => sendOf(1, { channel: "sms", isActed: at < 4, state: "delivered" })),
    ...Array.from({ length: 10 }, () => sendOf(2, { channel: "push", isOpened: true, state: "opened" })),
    sendOf(9, { channel: "push" }),
    ...Array.from({ length: 40 }, (_, at) =>
      episodeOf(1, { outcome: at < 10 ? "recovered" : at < 39 ? "lost" : null }),
    ),
    { unit: "load", week: 4, sends: 3 },
    { unit: "load", week: 4, sends: 30 },
  ];
  const days = { fromDay: 0, toDay: 5 };
  const [push, sms] = sendTable(keyed(units), "three", "channel", days, (channel) => channel === "push");
  expect(push?.rates.open).toMatchObject({ x: 10, n: 10, rate: null, isMeasurable: true });
  expect(sms?.rates.open).toMatchObject({ rate: null, isMeasurable: false });
  expect(sms?.rates.action).toMatchObject({ x: 4, n: 40, rate: 0.1 });
  expect(episodeTable(keyed(units), "three", "all", days)[0]).toMatchObject({ open: 1, recovered: { x: 10, n: 39 } });
  expect(costPerRecovered(keyed(units), "three", days)).toBe(25);
  expect(loadHistogram(keyed(units), 4)).toEqual([
    { sends: 3, learners: 1 },
    { sends: 10, learners: 1 },
  ]);
});

test("the funnel is of all exposed, and weeks begin on Monday", () => {
  const cell = { exposed: 100, firstSent: 90, firstDelivered: 80, firstOpened: 40, recovered: 20 };
  expect(learnerFunnel(cell).map(({ step, shown }) => [step, shown.rate])).toEqual([
    ["sent", 0.9],
    ["delivered", 0.8],
    ["opened", 0.4],
    ["acted", 0],
    ["recovered", 0.2],
  ]);
  expect([mondayOf(0), mondayOf(4), mondayOf(10), mondayOf(11)]).toEqual([-3, 4, 4, 11]);
});

test("a falling recovery over ten weeks is seen, and fatigue is red only with both signs", () => {
  const falling = Array.from({ length: 10 }, (_, week) =>
    Array.from({ length: 50 }, (_, at) =>
      episodeOf(4 + 7 * week, { outcome: at < 25 - 2 * week ? "recovered" : "lost" }),
    ),
  ).flat();
  expect(recoveryTrend(keyed(falling), "three", { fromDay: 0, toDay: 400 }).trend?.slope).toBeCloseTo(-0.04, 9);
  const tired = Array.from({ length: 60 }, () => fatigueOf([true, true, false, false, false])).reduce(
    addFatigue,
    noFatigueSums,
  );
  const [many, usual] = [
    { x: 30, n: 1000 },
    { x: 50, n: 8000 },
  ];
  expect(fatigueSign(fatigueTrend(tired), many, usual).level).toBe("red");
  expect(fatigueSign(fatigueTrend(tired), { x: 5, n: 1000 }, usual).level).toBe("amber");
  expect(fatigueSign(null, { x: 0, n: 0 }, usual).level).toBe("none");
});
