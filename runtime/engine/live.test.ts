// The live view: kept with every effect, equal to a recount of the ledgers whatever happened, and after every restart.
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { type LiveView, readLive } from "./live.ts";
import { readPeople } from "./people.ts";
import { finish } from "./slices.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;

function live(kit: EngineKit, version: string | null = null): LiveView {
  const view = readLive(kit.engine, { strategy: "small", version, since: null });
  if (view === "same") throw new Error("asked for everything");
  return view;
}

/** Three silent learners; `li` complains, `wu` comes back. */
function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  const all = ["li", "wu", "an"];
  kit.log(all.map((id) => ({ is: "upsert", patch: { id, name: `N ${id}`, addresses: { sms: "13800000000" } } })));
  kit.ingest(all.map((learner) => ({ id: learner, type: "session.started", learner, at: START })));
  kit.advanceTo(SILENT + HOUR_MS);
  kit.ingest([{ id: "complaint", type: "complaint.filed", learner: "li", at: kit.engine.now() }]);
  return kit;
}

function people(kit: EngineKit, node: string, cursor: string | null = null, limit = 50) {
  const page = finish(readPeople(kit.engine, { strategy: "small", node, cursor, limit }));
  if ("issue" in page) throw new Error(page.issue.code);
  return page;
}

/** What the ledgers say of the same. */
function recount({ engine }: EngineKit): { entered: Record<string, number>; left: Record<string, number> } {
  const rows = (sql: string) =>
    Object.fromEntries(
      engine.db
        .sql(sql)
        .all()
        .map((row) => [String(row["key"]), Number(row["count"])]),
    );
  return {
    entered: rows("SELECT node AS key, count(*) AS count FROM decisions GROUP BY 1"),
    left: rows(
      `SELECT d.node || ' ' || coalesce(x.port, '') AS key, count(*) AS count FROM decision_ends x JOIN decisions d ON d.id = x.id
       GROUP BY 1`,
    ),
  };
}

/** The same from the live view. */
function counted(view: LiveView): ReturnType<typeof recount> {
  const flow = Object.entries(view.nodes).filter(([, node]) => node.here !== null);
  return {
    entered: Object.fromEntries(flow.map(([id, node]) => [id, node.entered])),
    left: Object.fromEntries(
      flow.flatMap(([id, node]) => Object.entries(node.left).map(([port, count]) => [`${id} ${port}`, count])),
    ),
  };
}

test("each node tells how many entered, left by which port, and are there", () => {
  const view = live(school());
  expect(view.nodes).toEqual({
    silent: { entered: 3, here: null, left: {} },
    angry: { entered: 1, here: null, left: {} },
    watch: { entered: 3, here: 2, left: {} },
    urgent: { entered: 1, here: 1, left: {} },
    nudge: { entered: 3, here: 0, left: { next: 3 } },
    breath: { entered: 3, here: 2, left: { "": 1 } },
    call: { entered: 1, here: 1, left: {} },
    hook: { entered: 1, here: 0, left: { next: 1 } },
  });
  expect(view).toMatchObject({ state: "live", openEpisodes: 3, tiers: { watch: 2, urgent: 1 } });
  expect(view.promises).toEqual({ kept: 3, broken: 0, superseded: 0, notNeeded: 0 });
  expect(view.edges).toContainEqual({ from: "silent", port: "on", to: "watch", count: 3 });
  expect(view.edges).toContainEqual({ from: "angry", port: "on", to: "urgent", count: 1 });
  expect(view.edges).toContainEqual({ from: "watch", port: "enter", to: null, count: 3 });
  expect(view.edges).toContainEqual({ from: "nudge", port: "next", to: null, count: 3 });
});

test("nothing is answered again that the asker has", () => {
  const kit = school();
  const { revision } = live(kit);
  expect(readLive(kit.engine, { strategy: "small", version: null, since: revision })).toBe("same");
  kit.ingest([{ id: "more", type: "complaint.filed", learner: "an", at: kit.engine.now() }]);
  expect(live(kit).nodes["urgent"]).toMatchObject({ entered: 2, here: 2 });
  expect(readLive(kit.engine, { strategy: "none", version: null, since: null })).toMatchObject({
    state: "draft",
    nodes: {},
  });
});

test("sends that wait are told by reason, and what is late since when", () => {
  const kit = openEngine({ at: START });
  kit.settings({ quiet: { from: "22:00", to: "08:00" } });
  kit.publish(smallStrategy());
  kit.log([{ is: "upsert", patch: { id: "li", addresses: { sms: "13800000000" } } }]);
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START }]);
  kit.advanceTo(SILENT + DAY_MS + HOUR_MS);
  expect(live(kit).stalled).toEqual({ stop: null, overdueSince: null, heldByReason: { quietHours: 1 } });
  expect(live(kit.reopen()).stalled.heldByReason).toEqual({ quietHours: 1 });
});

test("a stop is told, and what falls due under it is late", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START }]);
  kit.log([{ is: "stopSends", isStopped: true, by: "ann" }]);
  kit.clock.set(SILENT + HOUR_MS);
  kit.engine.pump();
  expect(live(kit).stalled).toEqual({
    stop: "stoppedByPerson",
    overdueSince: new Date(SILENT).toISOString(),
    heldByReason: { "": 1 },
  });
});

test("who is at a node is told page by page, with since when and what is due", () => {
  const kit = school();
  const first = people(kit, "breath", null, 1);
  expect(first.rows).toEqual([
    {
      learner: "wu",
      name: "N wu",
      subject: "",
      episode: 1,
      version: smallStrategyHash(kit),
      tier: "watch",
      since: new Date(SILENT).toISOString(),
      dueAt: new Date(SILENT + DAY_MS).toISOString(),
      isHeld: false,
      send: null,
    },
  ]);
  expect(people(kit, "breath", first.next, 1).rows).toMatchObject([{ learner: "an" }]);
  expect(people(kit, "urgent").rows).toMatchObject([{ learner: "li", tier: "urgent" }]);
  expect(people(kit, "call").rows).toMatchObject([{ learner: "li", send: { state: "accepted" } }]);
  expect(finish(readPeople(kit.engine, { strategy: "small", node: "call", cursor: "x", limit: 1 }))).toMatchObject({
    issue: { code: "ledger.cursor" },
  });
});

function smallStrategyHash({ engine }: EngineKit): string {
  return engine.world.program.byId.get("small")?.plan.hash ?? "";
}

test("episodes that moved to a new version are there, and a version is told by itself", () => {
  const kit = school();
  const old = smallStrategyHash(kit);
  kit.publish(smallStrategy({ name: { en: "Newer" }, policy: { priority: 60 } }), { running: { move: {} } });
  const view = live(kit);
  expect([view.nodes["breath"]?.here, view.nodes["watch"]?.here, view.openEpisodes]).toEqual([2, 2, 3]);
  expect(live(kit, old)).toMatchObject({ openEpisodes: 0, nodes: { nudge: { entered: 3, here: 0 } } });
  expect(live(kit, smallStrategyHash(kit))).toMatchObject({
    openEpisodes: 3,
    nodes: { breath: { entered: 0, here: 2 } },
  });
});

const act = fc.record({
  learner: fc.integer({ min: 0, max: 4 }).map((n) => `s${n}`),
  type: fc.constantFrom("session.started", "complaint.filed"),
  waitMs: fc.integer({ min: 0, max: 2 * DAY_MS }),
  next: fc.constantFrom("", "", "", "crash", "reopen", "erase", "pause", "resume"),
});

test("whatever happens, the figures equal a recount of the ledgers", () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), (acts) => {
      let kit = openEngine({ at: START });
      kit.settings();
      kit.publish(smallStrategy());
      for (const [index, { learner, type, waitMs, next }] of acts.entries()) {
        kit.isCommitting = waitMs % 2 === 0;
        kit.advanceTo(kit.engine.now() + waitMs);
        kit.ingest([{ id: `e${index}`, type, learner, at: kit.engine.now() }]);
        if (next === "crash") kit = kit.crash();
        if (next === "reopen") kit = kit.reopen();
        if (next === "erase") kit.log([{ is: "erase", learner }]);
        if (next === "pause") kit.log([{ is: "pause", strategy: "small" }]);
        if (next === "resume") kit.log([{ is: "resume", strategy: "small", mode: "skip" }]);
      }
      kit.engine.commit();
      const view = live(kit);
      expect(counted(view)).toEqual(recount(kit));
      const open = [...kit.engine.world.episodes.values()].flat();
      expect(view.openEpisodes).toBe(open.length);
      for (const [id, { here }] of Object.entries(view.nodes)) {
        const isHere = (node: string) => node === id;
        const there = open.reduce(
          (sum, one) => sum + Number(isHere(one.tier)) + one.paths.filter(({ node }) => isHere(node)).length,
          0,
        );
        expect([id, here ?? 0]).toEqual([id, there]);
      }
      const waiting = Object.values(view.stalled.heldByReason).reduce((sum, count) => sum + count, 0);
      expect(waiting).toBe(kit.engine.outbox.pendingCount);
      kit.engine.close();
    }),
    { numRuns: 10 },
  );
}, 60_000);
