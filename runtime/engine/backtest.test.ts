// A backtest is what the engine did: the live plan over the log of a school gives the same episodes, tiers and sends as that school had.
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Row } from "#runtime/store/engine-db.ts";
import { Backtest, type BacktestNews } from "#shared/flow/backtest.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { withThreshold } from "#shared/strategy/threshold.ts";
import { logHistory } from "./backtest-log.ts";
import { type BacktestOrder, replayHistory, runBacktest } from "./backtest-run.ts";
import { type EngineKit, type Happening, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const DAYS = 45;
const learners = ["li", "wei", "hao", "min", "fang"];
const threeTier = gallery[0]?.document as Strategy;
const addresses = { sms: "13800000000", push: "device", wechat: "openid", email: "li@school.example" };

/** Half of the learners are held out, caps are tight, and a course's pace counts: everything that decides is asked. */
const careful = smallStrategy({
  id: "careful",
  holdout: { salt: "h", weight: 5000 },
  policy: {
    cooldown: "P3D",
    caps: [{ id: "two", scope: "all", limit: 1, per: "P2D" }],
    quiet: { from: "20:00", to: "09:00" },
  },
});
const paced = smallStrategy({
  id: "paced",
  subject: "course",
  nodes: smallStrategy().nodes.map((node) =>
    node.id === "silent"
      ? {
          id: "silent",
          type: "signal",
          kind: "behind",
          progress: "lesson.completed",
          per: "course",
          by: 0.5,
          minLearners: 2,
        }
      : node,
  ),
  goal: { events: ["lesson.completed"], days: 1, within: "P7D" },
});

const types = [
  ...["session.started", "session.started", "lesson.completed", "lesson.completed", "complaint.filed"],
  ...["enrolment.created", "enrolment.withdrawn", "course.completed", "homework.submitted", "order.refunded"],
];

interface Step {
  learner: number;
  type: number;
  gapHours: number;
  lateHours: number;
  course: number;
}

const steps = fc.array(
  fc.record({
    learner: fc.nat(learners.length - 1),
    type: fc.nat(types.length - 1),
    gapHours: fc.nat(40),
    lateHours: fc.constantFrom(0, 0, 0, 5, 60),
    course: fc.nat(1),
  }),
  { minLength: 10, maxLength: 60 },
);

function live(document: Strategy): EngineKit {
  const kit = openEngine({ at: START });
  onTestFinished(() => rmSync(kit.folder, { recursive: true, force: true }));
  kit.isCommitting = false;
  kit.settings({ allowedHosts: ["crm.example"], quiet: { from: "22:00", to: "08:00" } });
  kit.publish(document);
  const attributes = { status: "studying" };
  kit.log(
    learners.map((id) => ({ is: "upsert", patch: { id, attributes, addresses, consent: { sms: id !== "wei" } } })),
  );
  return kit;
}

/** Lets the steps happen in the engine; one that comes late is dated before it comes in. */
function happen(kit: EngineKit, list: readonly Step[]): void {
  let at = START;
  for (const [index, { learner, type, gapHours, lateHours, course }] of list.entries()) {
    at += gapHours * HOUR_MS;
    kit.advanceTo(at);
    const event: Happening = {
      id: `e${index}`,
      type: types[type] ?? "",
      learner: learners[learner] ?? "",
      at: Math.max(START, at - lateHours * HOUR_MS),
      course: course === 0 ? "math" : "art",
    };
    kit.ingest([event]);
    if (index === 20) kit.log([{ is: "optOut", learner: "min", channel: "sms" }]);
  }
  kit.advanceTo(Math.max(at, START + DAYS * DAY_MS));
  kit.engine.commit();
}

/** What the engine wrote down: tiers entered, how episodes ended, what became of sends. */
function recorded(kit: EngineKit): string[] {
  const { world, db } = kit.engine;
  const who = (row: Row) => world.facts.ids[Number(row["learner"])];
  const tiers = db
    .sql(
      "SELECT e.learner, e.subject, e.number, d.tier, d.at FROM decisions d JOIN episodes e ON e.id = d.episode WHERE d.kind = 'tier'",
    )
    .all()
    .map((row) => `${who(row)}/${row["subject"]}/${row["number"]} ${row["tier"]} ${row["at"]}`);
  const ends = db
    .sql("SELECT id, outcome, reason, ended_at FROM episodes WHERE ended_at IS NOT NULL")
    .all()
    .map((row) => `${row["id"]} ${row["outcome"]} ${row["reason"]} ${row["ended_at"]}`);
  const sends = db
    .sql(
      "SELECT s.channel, s.tier, s.state, s.reason, e.learner, s.settled_at FROM sends s JOIN episodes e ON e.id = s.episode WHERE s.settled_at IS NOT NULL",
    )
    .all()
    .map((row) => `${who(row)} ${row["channel"]} ${row["tier"]} ${row["state"]} ${row["reason"]} ${row["settled_at"]}`);
  return [...tiers, ...ends, ...sends].sort();
}

/** What a backtest says of the same. */
function tested(kit: EngineKit, document: Strategy): string[] {
  const news: BacktestNews[] = [];
  const run = new Backtest(document, (one) => news.push(one));
  const now = kit.clock.now();
  replayHistory(run, logHistory(join(kit.folder, "log"), kit.engine.log.lastSeq, now), null, now);
  const who = (learner: number) => run.world.facts.ids[learner];
  return news
    .flatMap((one) => {
      if (one.is === "entered") return [`${who(one.learner)}/${one.subject}/${one.number} ${one.tier} ${one.at}`];
      if (one.is === "ended") return [`${one.episode} ${one.outcome} ${one.reason} ${one.at}`];
      if (one.is !== "settled") return [];
      return [`${who(one.learner)} ${one.channel} ${one.tier} ${one.state} ${one.reason} ${one.at}`];
    })
    .sort();
}

test.each([
  ["three tiers", threeTier],
  ["a holdout, caps and quiet hours", careful],
  ["a course's pace", paced],
])("the live plan in a backtest does what the engine did: %s", (_, document) => {
  let alerts = 0;
  fc.assert(
    fc.property(steps, (list) => {
      const kit = live(document);
      happen(kit, list);
      const was = recorded(kit);
      expect(tested(kit, document)).toEqual(was);
      alerts += was.length;
      kit.engine.close();
    }),
    { numRuns: 12, seed: 7, endOnFailure: true },
  );
  expect(alerts).toBeGreaterThan(50);
});

const order = (document: Strategy, more: Partial<BacktestOrder> = {}): BacktestOrder => ({
  document,
  live: null,
  threshold: null,
  fromAt: null,
  toAt: null,
  horizonDays: 7,
  ...more,
});

/** Li stays, Wei falls silent and leaves, Hao falls silent and comes back. */
function classroom(): EngineKit {
  const kit = live(threeTier);
  const day = (n: number) => START + n * DAY_MS;
  const list: [number, string, string][] = [
    ...learners.slice(0, 3).map((who): [number, string, string] => [0, who, "enrolment.created"]),
    ...learners.slice(0, 3).map((who): [number, string, string] => [1, who, "session.started"]),
    ...Array.from({ length: 40 }, (_, n): [number, string, string] => [n + 2, "li", "session.started"]),
    [9, "wei", "enrolment.withdrawn"],
    [12, "hao", "session.started"],
    [13, "hao", "session.started"],
  ];
  for (const [index, [n, learner, type]] of list.toSorted((a, b) => a[0] - b[0]).entries()) {
    kit.advanceTo(day(n));
    kit.ingest([{ id: `e${index}`, type, learner, at: day(n), course: "math" }]);
  }
  kit.advanceTo(day(DAYS));
  kit.engine.commit();
  return kit;
}

const historyOf = (kit: EngineKit) => logHistory(join(kit.folder, "log"), kit.engine.log.lastSeq, kit.clock.now());

test("alerts are held against who left: precision, recall, base rate and lead time", () => {
  const kit = classroom();
  const { all, withdrawals, baseRate, learners: seen, episodes } = runBacktest(order(threeTier), historyOf(kit));
  expect({ seen, withdrawals, opened: episodes.opened }).toEqual({ seen: 5, withdrawals: 1, opened: all.alerts });
  // Wei was silent from day 1 and left on day 9: alerted on day 4, five days ahead.
  expect(all.recall).toMatchObject({ x: 1, n: 1, rate: 1 });
  expect(all.leadDays).toEqual({ lower: 5, median: 5, upper: 5 });
  expect(all.precision.n).toBeGreaterThan(all.precision.x);
  expect(all.lift).toBeCloseTo((all.precision.rate ?? 0) / (baseRate ?? 1), 10);
  // Of three learners' time only the last seven days of Wei's nine lie before a withdrawal.
  expect(baseRate).toBeCloseTo(7 / (9 + 2 * (DAYS - 7)), 10);
});

test("a later alert catches fewer; thresholds are told beside the present one, and against the live version", () => {
  const kit = classroom();
  const late = withThreshold(threeTier, "silent3", "for", "P14D") as Strategy;
  const variants = [
    { value: "P3D", document: threeTier },
    { value: "P14D", document: late },
  ];
  const threshold = { node: "silent3", field: "for", present: "P3D", variants };
  const shares: number[] = [];
  const result = runBacktest(
    order(late, { live: { version: 3, document: threeTier }, threshold }),
    historyOf(kit),
    (share) => shares.push(share),
  );
  expect(result.live).toMatchObject({ version: 3, onlyHere: 0 });
  expect(result.threshold?.rows.map(({ value, all }) => [value, all.recall.x])).toEqual([
    ["P3D", 1],
    ["P14D", result.all.recall.x],
  ]);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("a school without history has figures that are missing, not wrong", () => {
  const kit = openEngine({ at: START });
  onTestFinished(() => rmSync(kit.folder, { recursive: true, force: true }));
  const result = runBacktest(order(threeTier), logHistory(join(kit.folder, "log"), 0, START));
  expect(result).toMatchObject({ eventCount: 0, learners: 0, baseRate: null, peak: null, messagesPerUnitWeek: null });
  expect(result.all).toMatchObject({ alerts: 0, alertsPerWeek: null, lift: null, leadDays: null });
  expect(result.all.precision).toEqual({ x: 0, n: 0, rate: null, interval: null });
  expect(JSON.stringify(result)).not.toContain("NaN");
});

test("what was imported counts where it happened", () => {
  const kit = openEngine({ at: START + 90 * DAY_MS });
  onTestFinished(() => rmSync(kit.folder, { recursive: true, force: true }));
  kit.settings();
  kit.log([{ is: "upsert", patch: { id: "li", attributes: { status: "studying" } } }]);
  const past = [0, 1, 2].map((n) => ({ id: `e${n}`, type: "session.started", learner: "li", at: START + n * DAY_MS }));
  const last = { id: "last", type: "session.started", learner: "wei", at: START + 9 * DAY_MS };
  kit.ingest([last, ...past.toReversed()], { isBackfill: true });
  const result = runBacktest(order(smallStrategy()), historyOf(kit));
  expect(result).toMatchObject({
    backfilledCount: 4,
    eventCount: 4,
    period: { from: new Date(START).toISOString(), to: new Date(START + 9 * DAY_MS).toISOString() },
  });
  expect(result.days[0]?.day).toBe("2026-03-07");
});

test("a period folds what came before it and counts what lies in it", () => {
  const kit = classroom();
  const fromAt = START + 20 * DAY_MS;
  const result = runBacktest(order(threeTier, { fromAt, toAt: START + 30 * DAY_MS }), historyOf(kit));
  expect(result.period).toEqual({
    from: new Date(fromAt).toISOString(),
    to: new Date(START + 30 * DAY_MS).toISOString(),
  });
  expect(result.withdrawals).toBe(0);
  expect(result.days.every(({ day }) => day >= "2026-03-22" && day <= "2026-04-01")).toBe(true);
});
