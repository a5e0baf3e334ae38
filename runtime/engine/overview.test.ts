// The first page: today by the school's own calendar, the last fourteen days, and the days equal to a recount of the ledgers.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { readOverview } from "./overview.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;

/** `li` climbs and gets a task, `wu` recovers, `an` is lost to a withdrawal; seen from a zone where the day began eight hours ago. */
function school(zone = "UTC"): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ zone, allowedHosts: ["crm.example"], rates: { delivered: 1, opened: 0, acted: 0 } });
  kit.publish(smallStrategy());
  const all = ["li", "wu", "an"];
  kit.log(all.map((id) => ({ is: "upsert", patch: { id, addresses: { sms: "13800000000" } } })));
  kit.ingest(all.map((learner) => ({ id: learner, type: "session.started", learner, at: START })));
  kit.advanceTo(SILENT + HOUR_MS);
  kit.ingest([{ id: "complaint", type: "complaint.filed", learner: "li", at: kit.engine.now() }]);
  kit.advanceTo(SILENT + DAY_MS + HOUR_MS);
  kit.ingest([
    { id: "b1", type: "session.started", learner: "wu", at: SILENT + 2 * HOUR_MS },
    { id: "b2", type: "session.started", learner: "wu", at: SILENT + DAY_MS },
    { id: "gone", type: "enrolment.withdrawn", learner: "an", at: kit.engine.now() },
  ]);
  return kit;
}

test("today tells tiers, sends by channel, tasks and promises; the day before what it was", () => {
  const overview = readOverview(school().engine);
  expect(overview).toMatchObject({ zone: "UTC", learners: 3, openEpisodes: 1, quarantine: 0 });
  expect(overview.today).toMatchObject({ date: "2026-03-06", opened: 0, recovered: 1, lost: 1, tasksDone: 0 });
  expect(overview.today.byChannel).toMatchObject({ sms: { cancelled: 2 } });
  expect(overview.days).toHaveLength(14);
  expect(overview.days.at(-2)).toMatchObject({
    date: "2026-03-05",
    opened: 3,
    entered: { watch: 3, urgent: 1 },
    tasksOpened: 1,
    promises: { kept: 3, broken: 0 },
  });
  expect(overview.days.at(-2)?.sends).toMatchObject({ accepted: 5 });
  expect(overview.days[0]).toMatchObject({ date: "2026-02-21", opened: 0, sends: {} });
  expect(overview.tasks).toEqual({ open: 1, claimed: 0, overdue: 0 });
  const tier = { strategy: "small", strategyName: { en: "Small" } };
  expect(overview.today.tiers).toMatchObject([
    { ...tier, tier: "urgent", rank: 2, inTier: 1, entered: 0 },
    { ...tier, tier: "watch", rank: 1, inTier: 0, recovered: 1, lost: 1 },
  ]);
});

test("a day is a day of the school's own calendar", () => {
  const { days } = readOverview(school("Asia/Shanghai").engine);
  expect(days.at(-2)).toMatchObject({ date: "2026-03-05", opened: 3 });
  const kit = openEngine({ at: START });
  kit.settings({ zone: "America/New_York" });
  kit.publish(smallStrategy());
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START }]);
  kit.advanceTo(SILENT + 1000);
  expect(readOverview(kit.engine).today).toMatchObject({ date: "2026-03-04", opened: 1 });
});

test("a task that nobody took in time is overdue until its episode moves on, and one that is claimed stays so", () => {
  const kit = school();
  const [task] = kit.engine.db.sql("SELECT send FROM tasks").all();
  kit.log([{ is: "claim", send: Number(task?.["send"]), by: "Ms Wang" }]);
  kit.advanceTo(SILENT + 3 * DAY_MS);
  expect(readOverview(kit.engine).tasks).toEqual({ open: 0, claimed: 1, overdue: 1 });
});

test("the days equal a recount of the ledgers, also after a restart and a crash", () => {
  for (const again of [(kit: EngineKit) => kit, (kit: EngineKit) => kit.reopen(), (kit: EngineKit) => kit.crash()]) {
    const kit = again(school());
    const found = new Map<string, number>();
    const add = (at: unknown, what: string) => {
      if (typeof at !== "number") return;
      const key = `${new Date(at).toISOString().slice(0, 10)} ${what}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    };
    const { db } = kit.engine;
    for (const row of db.sql("SELECT opened_at, ended_at, outcome FROM episodes").all()) {
      add(row["opened_at"], "opened");
      add(row["ended_at"], String(row["outcome"]));
    }
    for (const row of db.sql("SELECT * FROM sends").all()) {
      for (const state of ["accepted", "delivered", "opened", "acted", "failed"])
        add(row[`${state}_at`], `send.${state}`);
      const isReached = ["accepted", "delivered", "opened", "acted", "failed"].includes(String(row["state"]));
      if (!isReached) add(row["settled_at"], `send.${row["state"]}`);
    }
    const told = new Map<string, number>();
    for (const { date, opened, recovered, lost, void: ended, sends } of readOverview(kit.engine).days) {
      const states = Object.entries(sends).map(([state, count]): [string, number] => [`send.${state}`, count]);
      const all: [string, number][] = [
        ["opened", opened],
        ["recovered", recovered],
        ["lost", lost],
        ["void", ended],
        ...states,
      ];
      for (const [what, count] of all) if (count > 0) told.set(`${date} ${what}`, count);
    }
    expect([...told].sort()).toEqual([...found].sort());
  }
});

test("what is stalled is told: a stop, and work that is late", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START }]);
  expect(readOverview(kit.engine).stalled).toEqual({
    isStalled: false,
    stop: null,
    overdueSince: null,
    waitingByReason: {},
  });
  kit.log([{ is: "stopSends", isStopped: true, by: "ann" }]);
  kit.clock.set(SILENT + HOUR_MS);
  kit.engine.pump();
  expect(readOverview(kit.engine).stalled).toMatchObject({
    isStalled: true,
    stop: "stoppedByPerson",
    waitingByReason: { "": 1 },
  });
});
