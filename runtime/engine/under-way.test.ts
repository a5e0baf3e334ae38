// What was handed over and is not in the store yet is still known to whoever looks it up beside the commits.
import { expect, test } from "vitest";
import { EngineDb } from "#runtime/store/engine-db.ts";
import { LateHands } from "#runtime/store/hands.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { Cells } from "./cells.ts";
import { Exposures, Held } from "./exposures.ts";
import { type Beginning, Origins } from "./origins.ts";
import { Profiles } from "./profile.ts";
import { openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
/** More than any of them keeps in memory. */
const MANY = 20_100;
const lateDb = () => new EngineDb(":memory:", { hands: (db) => new LateHands((batch) => db.carryOut(batch)) });

test("a touch takes its place in the caps from dispatch on, through both of its commits", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  kit.ingest([{ id: "e1", type: "session.started", learner: "li", at: START }]);
  kit.isCommitting = false;
  kit.advanceTo(START + 3.5 * DAY_MS);
  const { engine } = kit;
  const touches = () => engine.outbox.touches(0, START, false);
  const made = touches();
  expect(made.map(({ channel }) => channel)).toEqual(["inapp"]);
  engine.handOver();
  expect(engine.db.isBusy).toBe(true);
  expect(touches()).toEqual(made);
  kit.ingest([{ id: "e2", type: "page.viewed", learner: "wu", at: START + DAY_MS }]);
  engine.handOver();
  expect(engine.db.isBusy).toBe(true);
  expect(touches()).toEqual(made);
  engine.db.settle();
  expect(touches()).toEqual(made);
});

test("a profile is as it was set, however many others are asked for", () => {
  const db = lateDb();
  const profiles = new Profiles(db);
  db.transact(() => db.sql("INSERT INTO learners (ix, id, created_at, is_erased) VALUES (0, 'li', 0, 0)").run(), true);
  profiles.set(0, { name: "Li Lei" });
  db.hand(() => profiles.save());
  for (let learner = 1; learner < MANY; learner += 1) profiles.get(learner);
  expect(db.isBusy).toBe(true);
  expect(profiles.get(0)).toEqual({ name: "Li Lei" });
  db.settle();
  expect(profiles.get(0)).toEqual({ name: "Li Lei" });
});

test("a beginning keeps its number, however many there are", () => {
  const db = lateDb();
  const origins = new Origins(db);
  const beginning = (day: number): Beginning => ({
    strategy: "s",
    version: "v",
    day,
    tier: "watch",
    causes: [],
    course: null,
    cohort: null,
    salts: [],
  });
  const ids = Array.from({ length: MANY }, (_, day) => origins.idOf(beginning(day)));
  db.hand(() => origins.save());
  expect(db.isBusy).toBe(true);
  expect(origins.idOf(beginning(7))).toBe(ids[7]);
  expect(origins.of(ids[8] as number).day).toBe(8);
  expect(db.isBusy).toBe(true);
});

test("an exposure that nothing can change any more is found, however many there are", () => {
  const db = lateDb();
  const exposures = new Exposures(db, new Cells(db));
  const later = START + 400 * DAY_MS;
  for (let learner = 0; learner < MANY; learner += 1) exposures.begin(heldOf(learner));
  db.hand(() => {
    exposures.save();
    exposures.prune(later);
  });
  expect(db.isBusy).toBe(true);
  expect(exposures.of(3).map(({ exposure }) => exposure.salt)).toEqual(["salt"]);
  db.settle();
  db.hand(() => {
    exposures.save();
    exposures.prune(later + DAY_MS);
  });
  expect(exposures.of(3).map(({ exposure }) => exposure.salt)).toEqual(["salt"]);
});

function heldOf(learner: number): Held {
  const goal = { events: ["session.started"], about: null };
  return new Held(learner, goal, {
    unit: "exposure",
    salt: "salt",
    arm: "a",
    strategy: "s",
    version: "v",
    day: 0,
    tier: "watch",
    causes: [],
    course: null,
    cohort: null,
    channel: "inapp",
    at: START,
    windowMs: DAY_MS,
    goalDays: [],
    goalNeeded: 1,
    isOptedOut: false,
    isComplained: false,
    isCrossed: false,
    first: null,
    sendCount: 0,
    openCount: 0,
    actCount: 0,
    costFen: 0,
  });
}
