// What reports count: exposures that outlive their episodes, cells that equal a recount whatever happens, looks that are taken once a day.
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { type Counter, countIn } from "#shared/report/cell.ts";
import { examine } from "./doctor.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const text = (body: string) => ({ "zh-CN": { title: body, body } });
const halves = {
  hello: {
    channel: "inapp",
    experiment: { salt: "hello-1", metric: "recovered", allocation: "fixed", window: "P7D" },
    variants: [
      { id: "a", weight: 5000, content: text("A") },
      { id: "b", weight: 5000, content: text("B") },
    ],
  },
  "come-back": { channel: "sms", variants: [{ id: "a", weight: 10_000, content: { "zh-CN": { body: "Come back" } } }] },
};
const tested = smallStrategy({
  messages: halves,
  holdout: { salt: "left-alone", weight: 3000 },
  goal: { events: ["session.started"], days: 1, within: "P2D" },
});

function begin(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(tested);
  return kit;
}

/** Twenty learners who studied once, and then are silent for three days. */
function silence(kit: EngineKit): string[] {
  const learners = Array.from({ length: 20 }, (_, n) => `s${n}`);
  kit.ingest(learners.map((learner) => ({ id: `first-${learner}`, type: "session.started", learner, at: START })));
  kit.advanceTo(START + 3 * DAY_MS + HOUR_MS);
  return learners;
}

function total({ engine }: EngineKit, salt: string, counter: Counter): number {
  const cells = engine.measures.cells.read("exposure", salt).filter(({ key }) => key.cut === "all");
  return cells.reduce((sum, { cell }) => sum + countIn(cell, counter), 0);
}

const broken = (kit: EngineKit) => examine(kit.engine).filter(({ count }) => count > 0);

test("all arms are anchored alike, and who gets no message is in no comparison of messages", () => {
  const kit = begin();
  silence(kit);
  expect(total(kit, "left-alone", "exposed")).toBe(20);
  const cells = kit.engine.measures.cells.read("exposure", "left-alone");
  const treated = cells.filter(({ key }) => key.cut === "all" && key.arm === "treated");
  const exposed = treated.reduce((sum, { cell }) => sum + countIn(cell, "exposed"), 0);
  expect(total(kit, "hello-1", "exposed")).toBe(exposed);
  expect(broken(kit)).toEqual([]);
});

test("who comes back after the episode was lost is recovered, within the window and not after it", () => {
  const kit = begin();
  const [first = "", second = ""] = silence(kit);
  kit.advanceTo(START + 6 * DAY_MS);
  const back = (learner: string, day: number) =>
    kit.ingest([{ id: `back-${learner}`, type: "session.started", learner, at: START + day * DAY_MS }]);
  const lost = kit.engine.db.sql("SELECT count(*) AS count FROM episodes WHERE outcome = 'lost'").get();
  expect(lost?.["count"]).toBe(20);
  back(first, 4.5);
  kit.advanceTo(START + 12 * DAY_MS);
  back(second, 11);
  // The holdout's window is the goal's time, two days; the message's is seven.
  expect(total(kit, "left-alone", "recovered")).toBe(1);
  expect(broken(kit)).toEqual([]);
});

test("what comes too late counts for nobody, whether the engine was started again or not", () => {
  for (const isRestarted of [false, true]) {
    let kit = begin();
    const [first = ""] = silence(kit);
    kit.advanceTo(START + 60 * DAY_MS);
    if (isRestarted) kit = kit.reopen();
    kit.ingest([{ id: "late", type: "session.started", learner: first, at: START + 4 * DAY_MS }]);
    kit.advanceTo(START + 61 * DAY_MS);
    expect(total(kit, "left-alone", "recovered") + total(kit, "hello-1", "recovered")).toBe(0);
    expect(broken(kit)).toEqual([]);
  }
});

test("one look a day, the same after a crash", () => {
  const kit = begin();
  silence(kit);
  kit.advanceTo(START + 9 * DAY_MS + HOUR_MS);
  const looks = kit.engine.measures.experiments.looksOf("left-alone");
  expect(looks?.day).toBe(kit.engine.measures.dayOf(kit.engine.now()));
  kit.isCommitting = false;
  kit.advanceTo(START + 11 * DAY_MS + HOUR_MS);
  const after = kit.engine.measures.experiments.looksOf("left-alone");
  const again = kit.crash();
  expect(again.engine.measures.experiments.looksOf("left-alone")).toEqual(after);
  expect(broken(again)).toEqual([]);
});

test("an erased learner leaves no count behind", () => {
  const kit = begin();
  for (const learner of silence(kit)) kit.log([{ is: "erase", learner }]);
  expect(kit.engine.db.sql("SELECT count(*) AS count FROM cells").get()?.["count"]).toBe(0);
  expect(broken(kit)).toEqual([]);
});

test("an open that a machine made is none until a person opens", () => {
  const kit = begin();
  silence(kit);
  const send = Number(kit.engine.db.sql("SELECT id FROM sends WHERE accepted_at IS NOT NULL LIMIT 1").get()?.["id"]);
  const at = kit.engine.now();
  const opens = () => kit.engine.measures.cells.read("send", "small").find(({ key }) => key.cut === "all")?.cell;
  kit.log([{ is: "receipt", send, state: "opened", at, isMachine: true }]);
  expect(opens()).toMatchObject({ machineOpened: 1 });
  expect(opens()?.opened).toBeUndefined();
  kit.log([{ is: "receipt", send, state: "opened", at: at + 1 }]);
  expect(opens()).toMatchObject({ opened: 1 });
  expect(broken(kit)).toEqual([]);
});

const learners = fc.integer({ min: 0, max: 5 }).map((n) => `s${n}`);
const acts = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      act: fc.constantFrom("study" as const, "complain" as const),
      learner: learners,
      late: fc.integer({ min: 0, max: 70 }),
    }),
    fc.record({ act: fc.constantFrom("erase" as const, "leave" as const, "return" as const), learner: learners }),
    fc.record({ act: fc.constant("merge" as const), learner: learners, to: learners }),
    fc.record({ act: fc.constantFrom("crash" as const, "swap" as const, "zone" as const) }),
    fc.record({
      act: fc.constant("receipt" as const),
      nth: fc.nat({ max: 9 }),
      isMachine: fc.boolean(),
      state: fc.constantFrom("delivered" as const, "opened" as const, "acted" as const, "failed" as const),
    }),
  ),
  { minLength: 5, maxLength: 25 },
);
type Act = (typeof acts extends fc.Arbitrary<infer A> ? A : never) extends (infer One)[] ? One : never;

/** Does an act; gives the engine that is left. */
function does(kit: EngineKit, act: Act, n: number): EngineKit {
  const now = kit.engine.now();
  switch (act.act) {
    case "wait":
      kit.advanceTo(now + act.hours * HOUR_MS);
      return kit;
    case "study":
    case "complain": {
      const type = act.act === "study" ? "session.started" : "complaint.filed";
      kit.ingest([{ id: `e${n}`, type, learner: act.learner, at: now - act.late * HOUR_MS }]);
      return kit;
    }
    case "erase":
      kit.log([{ is: "erase", learner: act.learner }]);
      return kit;
    case "leave":
    case "return":
      kit.log([
        { is: act.act === "leave" ? "optOut" : "optIn", learner: act.learner, channel: n % 2 === 0 ? "all" : "sms" },
      ]);
      return kit;
    case "merge":
      kit.log([{ is: "merge", from: act.learner, to: act.to }]);
      return kit;
    case "crash":
      return kit.crash();
    case "swap":
      kit.publish(
        smallStrategy({
          ...tested,
          messages: {
            ...halves,
            hello: {
              ...halves.hello,
              variants: [...halves.hello.variants]
                .reverse()
                .slice(n % 2)
                .map((one, _at, all) => ({ ...one, weight: 10_000 / all.length })),
            },
          },
        }),
      );
      return kit;
    case "zone":
      kit.settings({ zone: n % 2 === 0 ? "Asia/Shanghai" : "UTC" });
      return kit;
    case "receipt": {
      const row = kit.engine.db
        .sql("SELECT id FROM sends WHERE accepted_at IS NOT NULL ORDER BY id LIMIT 1 OFFSET ?")
        .get(act.nth);
      if (row !== undefined)
        kit.log([{ is: "receipt", send: Number(row["id"]), state: act.state, at: now, isMachine: act.isMachine }]);
      return kit;
    }
  }
}

test("whatever happens, the cells equal a recount of all units, byte for byte", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(acts, fc.boolean(), (list, isCommitting) => {
      let kit = begin();
      kit.isCommitting = isCommitting;
      for (const [n, act] of list.entries()) {
        kit = does(kit, act, n);
        kit.isCommitting = isCommitting;
      }
      kit.engine.commit();
      expect(broken(kit)).toEqual([]);
      kit.engine.close();
    }),
    { numRuns: 25 },
  );
});

test("cells of some cuts and days are those of the whole, committed or not", () => {
  const kit = begin();
  silence(kit);
  kit.isCommitting = false;
  const learners = ["late-1", "late-2"];
  const at = START + 3 * DAY_MS + HOUR_MS;
  kit.ingest(learners.map((learner) => ({ id: `first-${learner}`, type: "session.started", learner, at })));
  kit.advanceTo(START + 7 * DAY_MS);
  const { measures } = kit.engine;
  const firstDay = START / DAY_MS;
  for (const isCommitted of [false, true]) {
    if (isCommitted) kit.engine.commit();
    measures.count();
    const whole = measures.cells.read("send", "small");
    const [fromDay, toDay] = [firstDay + 4, firstDay + 6];
    const some = measures.cells.read("send", "small", { cuts: ["all", "tier"], fromDay, toDay });
    const isMeant = ({ key }: (typeof whole)[number]) =>
      (key.cut === "all" || key.cut === "tier") && key.day >= fromDay && key.day <= toDay;
    expect(some.length).toBeGreaterThan(0);
    expect(new Set(some)).toEqual(new Set(whole.filter(isMeant)));
  }
  const whole = measures.cells.read("send", "small");
  const values = new Set(whole.map(({ key: { cut, value } }) => `${cut} ${value}`));
  expect(new Set(measures.cells.values("send", "small").map(({ cut, value }) => `${cut} ${value}`))).toEqual(values);
});
