// The doctor finds nothing in a school that ran its course, and each violation planted by hand by its own invariant.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Value } from "#runtime/store/engine-db.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { readBooks } from "./books.ts";
import { examine, invariants } from "./doctor.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;

/** Three silent learners: all are nudged, wait and get a text; `li` complains (a task and a webhook), `wu` comes back. */
function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({
    allowedHosts: ["crm.example"],
    quiet: { from: "22:00", to: "08:00" },
    caps: [{ id: "day", scope: "all", limit: 2, per: "day" }],
  });
  kit.publish(smallStrategy({ holdout: { salt: "small.holdout", weight: 1 } }));
  const all = ["li", "wu", "an"];
  kit.log(all.map((id) => ({ is: "upsert", patch: { id, addresses: { sms: "13800000000" } } })));
  kit.ingest(all.map((learner) => ({ id: learner, type: "session.started", learner, at: START })));
  kit.advanceTo(SILENT + 2 * DAY_MS);
  kit.ingest([{ id: "complaint", type: "complaint.filed", learner: "li", at: kit.engine.now() }]);
  kit.advanceTo(SILENT + 3 * DAY_MS);
  kit.ingest(
    [1, 2].map((day) => ({ id: `back${day}`, type: "session.started", learner: "wu", at: SILENT + day * DAY_MS })),
  );
  kit.advanceTo(SILENT + 3 * DAY_MS + HOUR_MS);
  return kit;
}

let kit: EngineKit;
beforeAll(() => {
  kit = school();
});

/** The invariants that something breaks, with the first example of each. */
function broken(): Record<string, string | undefined> {
  return Object.fromEntries(
    examine(kit.engine)
      .filter(({ count }) => count > 0)
      .map(({ invariant, examples }) => [invariant, examples[0]]),
  );
}

/** Ids of the small story by learner and node. */
function idOf(learner: string, node: string): number {
  const row = kit.engine.world.facts.find(learner) ?? -1;
  const found = kit.engine.db
    .sql("SELECT d.id FROM decisions d JOIN episodes e ON e.id = d.episode WHERE e.learner = ? AND d.node = ?")
    .get(row, node);
  return Number(found?.["id"]);
}

/** Plants a violation, looks, and takes it back. */
function planted(
  statements: readonly (readonly [sql: string, ...values: Value[]])[],
): Record<string, string | undefined> {
  const { db } = kit.engine;
  db.sql("SAVEPOINT planted").run();
  try {
    for (const [sql, ...values] of statements) db.sql(sql).run(...values);
    return broken();
  } finally {
    db.sql("ROLLBACK TO planted").run();
    db.sql("RELEASE planted").run();
  }
}

const quietAt = Date.UTC(2026, 2, 6, 23);

test("a school that ran its course is healthy, and every invariant is looked at", () => {
  const findings = examine(kit.engine);
  expect(findings.filter(({ count }) => count > 0)).toEqual([]);
  expect(findings.map(({ invariant }) => invariant)).toEqual(invariants.map(({ name }) => name));
  expect(readBooks(kit.engine).sends.byChannel).toEqual({
    inapp: { accepted: 3 },
    sms: { accepted: 3 },
    task: { accepted: 1 },
    webhook: { accepted: 1 },
  });
});

test("a second decision of one key is found", () => {
  const found = planted([
    ["DROP INDEX decisions_key"],
    [
      `INSERT INTO decisions (id, episode, tier, node, kind, variant, at, evidence, seq)
       SELECT id + 1000, episode, tier, node, kind, variant, at, evidence, seq FROM decisions WHERE id = ?`,
      idOf("li", "breath"),
    ],
  ]);
  expect(found["a decision key is decided once"]).toBe("small/li//1/watch/breath");
});

test("an end before its decision is found, and an end of nothing", () => {
  const early = planted([["UPDATE decision_ends SET at = 1 WHERE id = ?", idOf("li", "nudge")]]);
  expect(early["a decision ends once and never before it is made"]).toBe("small/li//1/watch/nudge");
  const orphan = planted([["INSERT INTO decision_ends (id, port, reason, at, seq) VALUES (999, 'next', NULL, 1, 1)"]]);
  expect(orphan["a decision ends once and never before it is made"]).toBe("decision 999");
});

test("a second end of one decision is found", () => {
  const found = planted([
    ["DROP INDEX decision_ends_id"],
    [
      "INSERT INTO decision_ends (id, port, at, seq) SELECT id, port, at, seq FROM decision_ends WHERE id = ?",
      idOf("li", "nudge"),
    ],
  ]);
  expect(found["a decision ends once and never before it is made"]).toBe("small/li//1/watch/nudge");
});

test("a step that got lost is found", () => {
  const lost = planted([["DELETE FROM decision_ends WHERE id = ?", idOf("li", "nudge")]]);
  expect(lost["a decision has ended or an open episode waits at it"]).toBe("small/li//1/watch/nudge");
  const ended = planted([
    [
      "INSERT INTO decision_ends (id, port, reason, at, seq) VALUES (?, 'talked', NULL, ?, 1)",
      idOf("li", "call"),
      SILENT + 3 * DAY_MS,
    ],
  ]);
  expect(ended["a decision has ended or an open episode waits at it"]).toBe("small/li//1/urgent/call");
});

test("a send without its decision is found, and a decision without its send", () => {
  const name = "a send is a decision to send, and the other way round";
  expect(planted([["DELETE FROM sends WHERE id = ?", idOf("li", "text")]])[name]).toBe("small/li//1/watch/text");
  expect(planted([["UPDATE decisions SET kind = 'wait' WHERE id = ?", idOf("li", "text")]])[name]).toBe(
    "small/li//1/watch/text",
  );
});

test("a send accepted twice is found", () => {
  const found = planted([
    [
      "INSERT INTO attempts (send, n, at, transport, result) VALUES (?, 2, ?, 'webhook', 'accepted')",
      idOf("li", "hook"),
      SILENT,
    ],
  ]);
  expect(found["a send is accepted once"]).toBe("small/li//1/urgent/hook");
});

test("a send that waits for nobody is found", () => {
  const found = planted([["UPDATE sends SET state = 'held' WHERE id = ?", idOf("li", "nudge")]]);
  expect(found["a send that waits has a path that waits for it"]).toBe("small/li//1/watch/nudge");
});

test("a text message in quiet hours is found, an in-app message is not", () => {
  const name = "nothing is sent in quiet hours";
  expect(planted([["UPDATE sends SET sending_at = ? WHERE id = ?", quietAt, idOf("li", "text")]])[name]).toBe(
    "small/li//1/watch/text",
  );
  expect(
    Object.keys(planted([["UPDATE sends SET sending_at = ? WHERE id = ?", quietAt, idOf("li", "nudge")]])),
  ).toEqual(["no row of the send ledger has changed by itself"]);
});

test("a send above a cap is found", () => {
  const { sending_at: at } =
    kit.engine.db.sql("SELECT sending_at FROM sends WHERE id = ?").get(idOf("li", "text")) ?? {};
  const found = planted([
    ["UPDATE sends SET sending_at = ? WHERE id = ?", Number(at), idOf("li", "nudge")],
    ["UPDATE sends SET sending_at = ?, channel = 'sms' WHERE id = ?", Number(at), idOf("li", "hook")],
  ]);
  expect(found["nothing is sent above a cap"]).toBe("small/li//1/urgent/hook");
});

test("a send after an opt-out is found, of another channel or after an opt-in is not", () => {
  const name = "nothing is sent after an opt-out";
  const learner = kit.engine.world.facts.find("li") ?? -1;
  const out = (channel: string, at: number) =>
    planted([["INSERT INTO opt_outs (learner, channel, at, seq) VALUES (?, ?, ?, 1)", learner, channel, at]]);
  expect(out("all", START)[name]).toBe("small/li//1/watch/nudge");
  expect(out("sms", START)[name]).toBe("small/li//1/watch/text");
  expect(out("email", START)).toEqual({});
  expect(out("all", SILENT + 4 * DAY_MS)).toEqual({});
});

test("a send to a holdout is found, and one that was withheld and left", () => {
  const learner = kit.engine.world.facts.find("li") ?? -1;
  const held = planted([["UPDATE assignments SET arm = 'holdout' WHERE learner = ?", learner]]);
  expect(held["nothing is sent to a holdout"]).toBe("small/li//1/watch/nudge");
  const withheld = planted([["UPDATE sends SET withheld = 'holdout' WHERE id = ?", idOf("li", "hook")]]);
  expect(withheld["nothing that is withheld leaves"]).toBe("small/li//1/urgent/hook");
});

test("an episode that nothing will move is found", () => {
  const { world } = kit.engine;
  const learner = world.facts.find("li") ?? -1;
  const due = world.dueAt.get(learner);
  world.setDue(learner, null);
  const found = broken();
  world.setDue(learner, due);
  expect(found["an open episode has a next thing"]).toBe(`episode ${world.episodes.get(learner)?.[0]?.id}`);
});

test("an episode open in the ledger alone is found, and one open in the world alone", () => {
  const name = "the world and the ledger agree on open episodes";
  const episodeOf = (learner: string) => {
    const row = kit.engine.world.facts.find(learner) ?? -1;
    return Number(kit.engine.db.sql("SELECT id FROM episodes WHERE learner = ?").get(row)?.["id"]);
  };
  expect(planted([["UPDATE episodes SET ended_at = 1 WHERE id = ?", episodeOf("li")]])[name]).toBe(
    `episode ${episodeOf("li")}`,
  );
  expect(planted([["UPDATE episodes SET ended_at = NULL WHERE id = ?", episodeOf("wu")]])[name]).toBe(
    `episode ${episodeOf("wu")}`,
  );
});

test("a timer that fired early is found: a wait, a tier, a lost episode", () => {
  const name = "no timer fires early";
  expect(planted([["UPDATE decision_ends SET at = at - 1 WHERE id = ?", idOf("li", "breath")]])[name]).toBe(
    "small/li//1/watch/breath",
  );
  expect(planted([["UPDATE decisions SET at = at - 1 WHERE id = ?", idOf("li", "watch")]])[name]).toBe(
    "small/li//1/watch/watch",
  );
  const lost = planted([
    ["UPDATE episodes SET reason = 'windowPassed' WHERE learner = ?", kit.engine.world.facts.find("wu") ?? -1],
  ]);
  expect(lost["no episode is lost early"]).toMatch(/^episode \d+$/);
});

test("books that do not add up are found, and counters that differ from tables and log", () => {
  const { counters } = kit.engine;
  counters.add("events applied");
  const found = broken();
  counters.add("events applied", -1);
  expect(found["the books balance"]).toBe("events: 6 in all, 7 in parts");
  expect(found["the books equal a recount"]).toBe("events: 7 counted, 6 in the log");
  const row = planted([["UPDATE sends SET state = 'delivered' WHERE id = ?", idOf("li", "nudge")]]);
  expect(row["the books equal a recount"]).toMatch(/^send inapp /);
});

test("frames that are logged and not applied are found", () => {
  const found = planted([["UPDATE meta SET value = '1' WHERE key = 'appliedSeq'"]]);
  expect(found["all that is logged is applied"]).toBe(`1 applied of ${kit.engine.log.lastSeq}`);
});

test("a damaged table is found", () => {
  const found = planted([
    ["PRAGMA ignore_check_constraints = ON"],
    ["CREATE TABLE plant (a INTEGER NOT NULL CHECK (a > 0))"],
    ["INSERT INTO plant VALUES (-1)"],
    ["PRAGMA ignore_check_constraints = OFF"],
  ]);
  expect(found["the store is whole"]).toBe("CHECK constraint failed in plant");
});

test("a flipped byte in the log is found", () => {
  const folder = join(kit.folder, "log");
  const file = join(folder, readdirSync(folder).sort()[0] ?? "");
  const bytes = readFileSync(file);
  const flipped = Buffer.from(bytes);
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  writeFileSync(file, flipped);
  const found = broken();
  writeFileSync(file, bytes);
  expect(found["the log is whole"]).toMatch(/is damaged at byte/);
});
