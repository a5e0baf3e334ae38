// One learner's time line: everything that happened and why, in the order of the world, page by page, in either direction.
import { expect, test } from "vitest";
import type { TrailRow } from "#shared/api/trail.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { finish } from "./slices.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";
import { readTrail } from "./trail.ts";
import { TrailLog } from "./trail-log.ts";
import { joinTrail, type TrailKey, type TrailPage, type TrailQuery } from "./trail-order.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;
const all: TrailQuery = {
  learner: "li",
  order: "oldest",
  after: null,
  limit: 200,
  groups: null,
  strategy: null,
  from: null,
  to: null,
};

function page(kit: EngineKit, query: Partial<TrailQuery> = {}): TrailPage | null {
  const asked = { ...all, ...query };
  kit.engine.log.sync();
  const part = finish(readTrail(kit.engine, asked));
  return part === null ? null : joinTrail(part, finish(new TrailLog(kit.folder).read(part, asked)), asked);
}

function trail(kit: EngineKit, query: Partial<TrailQuery> = {}): TrailRow[] {
  return page(kit, query)?.rows ?? [];
}

const kinds = (rows: readonly TrailRow[]) => rows.map(({ kind }) => kind);

/** `li` falls silent, is nudged, waits a day, has a text held by quiet hours and sent; complains, gets a task that is done, and comes back. */
function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({
    allowedHosts: ["crm.example"],
    quiet: { from: "22:00", to: "10:00" },
    rates: { delivered: 10_000, opened: 0, acted: 0 },
  });
  kit.publish(smallStrategy());
  kit.log([
    { is: "upsert", patch: { id: "li", name: "Li", addresses: { sms: "13800000000" }, attributes: { grade: 3 } } },
  ]);
  kit.ingest([
    { id: "e1", type: "session.started", learner: "li", at: START, course: "math", data: { device: "pad" } },
  ]);
  kit.advanceTo(SILENT + DAY_MS + 12 * HOUR_MS);
  kit.ingest([{ id: "e2", type: "complaint.filed", learner: "li", at: kit.engine.now() }]);
  const [task] = kit.engine.db.sql("SELECT send FROM tasks").all();
  const send = Number(task?.["send"]);
  kit.log([{ is: "claim", send, by: "Ms Wang" }]);
  kit.log([{ is: "taskNote", send, by: "Ms Wang", note: "called" }]);
  kit.log([{ is: "outcome", send, outcome: "talked", by: "Ms Wang", note: "back soon" }]);
  kit.advanceTo(SILENT + 2 * DAY_MS);
  kit.log([{ is: "optOut", learner: "li", channel: "sms" }]);
  kit.ingest([1, 2].map((n) => ({ id: `b${n}`, type: "session.started", learner: "li", at: SILENT + n * DAY_MS })));
  return kit;
}

test("a trail tells the whole story in order, each cause before what it caused", () => {
  const rows = trail(school(), { to: SILENT + HOUR_MS });
  expect(kinds(rows)).toEqual([
    "profile",
    "event",
    "signal.rose",
    "episode.opened",
    "tier.entered",
    "step.entered",
    "send.decided",
    "send.settled",
    "step.left",
    "step.entered",
    "promise",
  ]);
  expect(rows[1]).toMatchObject({
    at: new Date(START).toISOString(),
    params: { type: "session.started", course: "math", data: { device: "pad" }, source: "test" },
    refs: { event: "e1" },
  });
  expect(rows.find(({ kind }) => kind === "profile")?.params).toEqual({
    fields: ["name", "addresses", "attributes"],
    attributes: { grade: 3 },
  });
});

test("messages are told as they were sent, also by the sandbox, with what held them and until when", () => {
  const rows = trail(school(), { groups: ["messages"] }).filter(({ refs }) => refs.node === "text");
  expect(kinds(rows)).toEqual(["send.decided", "send.held", "send.settled", "send.receipt"]);
  expect(rows[1]).toMatchObject({
    at: new Date(SILENT + DAY_MS).toISOString(),
    params: {
      channel: "sms",
      reason: "quietHours",
      until: new Date(SILENT + DAY_MS + 10 * HOUR_MS).toISOString(),
    },
  });
  expect(rows[1]?.params["windows"]).toContainEqual({ of: "school", from: "22:00", to: "10:00" });
  expect(rows[2]?.params).toMatchObject({ state: "accepted", transport: "sandbox", content: { body: "Come back" } });
  expect(rows[3]?.params["state"]).toBe("delivered");
});

test("tiers tell the evidence, tasks who did what, and the end why", () => {
  const rows = trail(school(), { groups: ["tiers", "tasks", "profile"] });
  const tiers = rows.filter(({ kind }) => kind === "tier.entered");
  expect(tiers.map(({ params }) => [params["tier"], params["isClimb"], params["rank"]])).toEqual([
    ["watch", false, 1],
    ["urgent", true, 2],
  ]);
  expect(tiers[0]?.params["signals"]).toMatchObject([{ id: "silent", evidence: { days: 3 } }]);
  expect(kinds(rows.filter(({ kind }) => kind.startsWith("task.")))).toEqual([
    "task.opened",
    "task.claimed",
    "task.note",
    "task.done",
  ]);
  expect(rows.find(({ kind }) => kind === "task.done")?.params).toEqual({
    by: "Ms Wang",
    outcome: "talked",
    note: "back soon",
  });
  expect(rows.find(({ kind }) => kind === "consent")?.params).toEqual({ channel: "sms", isGiven: false });
  expect(rows.find(({ kind }) => kind === "episode.ended")?.params).toMatchObject({
    outcome: "recovered",
    reason: "goal",
  });
});

test("signals rise with their evidence and fall", () => {
  const rows = trail(school(), { groups: ["signals"] });
  expect(rows.map(({ kind, at, params }) => [kind, params["signal"], at])).toEqual([
    ["signal.rose", "silent", new Date(SILENT).toISOString()],
    ["signal.fell", "silent", new Date(SILENT + DAY_MS).toISOString()],
    ["signal.rose", "angry", new Date(SILENT + DAY_MS + 12 * HOUR_MS).toISOString()],
  ]);
  expect(rows[0]?.params["evidence"]).toMatchObject({ days: 3, since: new Date(SILENT).toISOString() });
});

test("pages in both directions give the whole trail without a gap or a repeat", () => {
  const kit = school();
  const whole = trail(kit).map(({ id }) => id);
  expect(whole.length).toBeGreaterThan(30);
  expect(new Set(whole).size).toBe(whole.length);
  for (const order of ["oldest", "newest"] as const) {
    const found: string[] = [];
    let after: TrailKey | null = null;
    do {
      const next: TrailPage | null = page(kit, { order, after, limit: 3 });
      found.push(...(next?.rows ?? []).map(({ id }) => id));
      after = next?.next ?? null;
    } while (after !== null);
    expect(found).toEqual(order === "oldest" ? whole : whole.toReversed());
  }
});

test("a trail can be narrowed to a strategy, to groups and to a stretch of time", () => {
  const kit = school();
  expect(kinds(trail(kit, { strategy: "other", groups: ["messages", "signals"] }))).toEqual([]);
  expect(new Set(kinds(trail(kit, { groups: ["events"] })))).toEqual(new Set(["event"]));
  const [first] = trail(kit, { from: SILENT });
  expect(first?.at).toBe(new Date(SILENT).toISOString());
});

test("events under a merged name are of the one they became, and nothing of an erased person shows under a name used again", () => {
  const kit = school();
  kit.ingest([{ id: "anon", type: "lesson.completed", learner: "visitor", at: START }]);
  kit.log([{ is: "merge", from: "visitor", to: "li" }]);
  expect(trail(kit, { groups: ["events"] }).map(({ refs }) => refs.event)).toContain("anon");
  expect(kinds(trail(kit, { groups: ["profile"] }))).toContain("merge");
  kit.log([{ is: "erase", learner: "li" }]);
  expect(page(kit)).toBeNull();
  kit.advanceTo(kit.engine.now() + HOUR_MS);
  kit.ingest([{ id: "new", type: "session.started", learner: "li", at: kit.engine.now() }]);
  expect(trail(kit).map(({ refs }) => refs.event)).toEqual(["new"]);
});

test("a holdout's trail tells the arm and what was withheld", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy({ holdout: { salt: "small.holdout", weight: 10_000 } }));
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START }]);
  kit.advanceTo(SILENT + HOUR_MS);
  const rows = trail(kit, { groups: ["experiments", "messages"] });
  expect(rows.find(({ kind }) => kind === "arm")).toMatchObject({
    params: { salt: "small.holdout", arm: "holdout", isHoldout: true },
    refs: { strategy: "small" },
  });
  expect(rows.find(({ kind }) => kind === "send.settled")?.params).toMatchObject({
    state: "withheld",
    reason: "holdout",
  });
});
