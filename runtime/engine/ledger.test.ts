// What the ledgers show of a small story, and that their pages lose and repeat nothing.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { readLedger } from "./ledger.ts";
import { type LedgerName, type LedgerQuery, ledgerNames, type Page } from "./protocol.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const SILENT = START + 3 * DAY_MS;
const iso = (at: number) => new Date(at).toISOString();

/** Two learners fall silent; `li` complains, gets a call and a webhook; `wu` has no phone. */
function story(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy({ holdout: { salt: "small.holdout", weight: 1 } }));
  kit.log([
    { is: "upsert", patch: { id: "li", name: "Li Lei", addresses: { sms: "13800000000" } } },
    { is: "upsert", patch: { id: "wu", name: "Wu Di" } },
  ]);
  const events = ["li", "wu"].map((learner) => ({ id: learner, type: "session.started", learner, at: START }));
  kit.ingest(events, { refused: [{ index: 2, code: "event.type", path: "type", payload: "{}" }] });
  kit.advanceTo(SILENT + DAY_MS + 10 * HOUR_MS);
  kit.ingest([{ id: "c1", type: "complaint.filed", learner: "li", at: kit.engine.now() }]);
  return kit;
}

function read(kit: EngineKit, ledger: LedgerName, more: Partial<LedgerQuery> = {}): Page {
  const page = readLedger(kit.engine, { ledger, cursor: null, limit: 1000, filters: {}, ...more });
  if ("issue" in page) throw new Error(page.issue.code);
  return page;
}

/** Every row, page after page. */
function readAll(
  kit: EngineKit,
  ledger: LedgerName,
  limit: number,
  filters: Record<string, string> = {},
): Page["rows"] {
  const rows: Page["rows"] = [];
  let cursor: string | null = null;
  do {
    const page: Page = read(kit, ledger, { cursor, limit, filters });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

const kit = story();

test("a decision names its key, its end and what it saw", () => {
  const [first, second] = read(kit, "decisions", { filters: { learner: "li" } }).rows;
  expect(first).toMatchObject({
    key: { strategy: "small", learner: "li", subject: "", episode: 1, tier: "watch", node: "watch" },
    keyText: "small/li//1/watch/watch",
    kind: "tier",
    port: null,
    variant: null,
    reason: null,
    at: iso(SILENT),
    evidence: { silent: { days: 3, lastAt: iso(START), since: iso(SILENT) } },
  });
  expect(second).toMatchObject({
    keyText: "small/li//1/watch/nudge",
    kind: "send",
    port: "next",
    variant: "a",
    evidence: null,
  });
  expect(first?.["id"]).toMatch(/^\d+$/);
});

test("a send shows how far it came, a suppression why it was not sent", () => {
  const [nudge] = read(kit, "sends", { filters: { learner: "li", node: "nudge" } }).rows;
  expect(nudge).toMatchObject({
    channel: "inapp",
    state: "accepted",
    sendingAt: iso(SILENT),
    acceptedAt: iso(SILENT),
    openedAt: null,
    transport: "own",
    attempts: 0,
    winner: null,
  });
  expect(read(kit, "suppressions").rows).toMatchObject([
    { keyText: "small/wu//1/watch/text", state: "unreachable", reason: "address" },
  ]);
  expect(read(kit, "attempts").rows).toMatchObject([
    { keyText: "small/li//1/urgent/hook", n: 1, result: "accepted", transport: "webhook" },
  ]);
});

test("episodes, promises, assignments, tasks, inbox, quarantine and learners show their rows", () => {
  expect(read(kit, "episodes", { filters: { learner: "li" } }).rows).toMatchObject([
    {
      strategy: "small",
      learner: "li",
      number: 1,
      tier: "urgent",
      openedAt: iso(SILENT),
      endedAt: null,
      promises: [{ tier: "watch", state: "kept" }],
    },
  ]);
  expect(read(kit, "promises").rows.map(({ learner, state }) => [learner, state])).toEqual([
    ["li", "kept"],
    ["wu", "kept"],
  ]);
  expect(read(kit, "assignments").rows).toMatchObject([
    { learner: "li", arm: "treated" },
    { learner: "wu", arm: "treated" },
  ]);
  expect(read(kit, "tasks").rows).toMatchObject([
    {
      learner: "li",
      team: "coach",
      state: "open",
      content: { title: "Call" },
      dueAt: iso(kit.engine.now() + 2 * DAY_MS),
    },
  ]);
  expect(read(kit, "inbox").rows.map(({ learner, content }) => [learner, content])).toEqual([
    ["li", { title: "Hello", body: "Hello" }],
    ["wu", { title: "Hello", body: "Hello" }],
  ]);
  expect(read(kit, "quarantine").rows).toMatchObject([{ kind: "rejected", code: "event.type", source: "test" }]);
  expect(read(kit, "learners").rows).toMatchObject([
    { id: "li", name: "Li Lei", openEpisodes: 1 },
    { id: "wu", name: "Wu Di" },
  ]);
});

test("learners are found by the start of their id or a part of their name", () => {
  expect(read(kit, "learners", { filters: { id: "w" } }).rows.map(({ id }) => id)).toEqual(["wu"]);
  expect(read(kit, "learners", { filters: { name: "lei" } }).rows.map(({ id }) => id)).toEqual(["li"]);
});

test("a timer shows when a learner is next looked at and what waits", () => {
  const [timer, ...others] = read(kit, "timers", { filters: { learner: "li" } }).rows;
  expect(others).toEqual([]);
  expect(timer).toMatchObject({
    learner: "li",
    waiting: [{ strategy: "small", node: "call", dueAt: iso(kit.engine.now() + 2 * DAY_MS) }],
  });
  expect(timer?.["dueAt"]).toBe(iso(kit.engine.now() + 2 * DAY_MS));
});

test.each(ledgerNames)("pages of %s, however small, are the whole ledger", (ledger) => {
  const whole = read(kit, ledger);
  expect(whole.next).toBeNull();
  for (const limit of [1, 2, 3]) expect(readAll(kit, ledger, limit)).toEqual(whole.rows);
});

test("every ledger of keys is filtered by its columns", () => {
  for (const ledger of ["decisions", "sends"] as const) {
    const { rows } = read(kit, ledger);
    for (const [name, value] of [
      ["node", "nudge"],
      ["tier", "watch"],
      ["strategy", "small"],
      ["learner", "wu"],
      ["learner", "nobody"],
    ] as const) {
      const isKept = (row: Page["rows"][number]) => (row["key"] as Record<string, unknown>)[name] === value;
      expect(read(kit, ledger, { filters: { [name]: value } }).rows).toEqual(rows.filter(isKept));
    }
  }
});

test("a question that cannot be answered says why", () => {
  const ask = (query: Partial<LedgerQuery>) => {
    const answer = readLedger(kit.engine, { ledger: "sends", cursor: null, limit: 10, filters: {}, ...query });
    return "issue" in answer ? answer.issue.code : null;
  };
  expect(ask({ limit: 0 })).toBe("ledger.limit");
  expect(ask({ limit: 1001 })).toBe("ledger.limit");
  expect(ask({ filters: { colour: "red" } })).toBe("ledger.filter");
  expect(ask({ cursor: "???" })).toBe("ledger.cursor");
  expect(ask({ cursor: Buffer.from("[1,2]").toString("base64url") })).toBe("ledger.cursor");
  expect(ask({ ledger: "secrets" as LedgerName })).toBe("ledger.unknown");
  expect(ask({ ledger: "constructor" as LedgerName })).toBe("ledger.unknown");
});

test("a page over a rare value stops after so many rows and goes on from there", () => {
  const own = openEngine({ at: START });
  const { db } = own.engine;
  const add = db.sql("INSERT INTO quarantine (at, kind, source, code) VALUES (1, 'rejected', 'x', ?)");
  db.transact(() => {
    for (let row = 0; row < 12_000; row += 1) add.run(row % 4000 === 3999 ? "rare" : "common");
  }, false);
  const first = read(own, "quarantine", { filters: { code: "rare" } });
  expect(first.rows).toHaveLength(1);
  expect(first.next).not.toBeNull();
  expect(readAll(own, "quarantine", 1000, { code: "rare" }).map(({ id }) => id)).toEqual(["4000", "8000", "12000"]);
});

test("a send held by a paused strategy has no instant at which it is due", () => {
  const own = openEngine({ at: START });
  own.settings();
  own.publish(smallStrategy());
  own.log([{ is: "upsert", patch: { id: "li", addresses: { sms: "13800000000" } } }]);
  own.ingest([{ id: "li", type: "session.started", learner: "li", at: START }]);
  own.advanceTo(SILENT + DAY_MS + HOUR_MS);
  const text = () => read(own, "sends", { filters: { node: "text" } }).rows;
  expect(text()).toMatchObject([{ state: "held", reason: "quietHours", dueAt: iso(SILENT + DAY_MS + 8 * HOUR_MS) }]);
  own.log([{ is: "pause", strategy: "small" }]);
  own.advanceTo(SILENT + DAY_MS + 9 * HOUR_MS);
  expect(text()).toMatchObject([{ state: "held", reason: "strategyPaused", dueAt: null }]);
});

test("an arbitration names the send that won; the erased have no name", () => {
  const own = openEngine({ at: START });
  own.settings({ caps: [{ id: "day", scope: "all", limit: 1, per: "day" }] });
  own.publish(smallStrategy());
  own.publish(smallStrategy({ id: "other", policy: { priority: 90 } }));
  own.ingest(["li", "wu"].map((learner) => ({ id: learner, type: "session.started", learner, at: START })));
  own.log([{ is: "erase", learner: "wu" }]);
  own.advanceTo(SILENT);
  expect(read(own, "suppressions").rows).toMatchObject([
    { keyText: "small/li//1/watch/nudge", reason: "arbitration", winner: "other/li//1/watch/nudge" },
  ]);
  own.log([{ is: "erase", learner: "li" }]);
  expect(read(own, "suppressions").rows).toMatchObject([{ key: { learner: null }, keyText: "small///1/watch/nudge" }]);
  expect(read(own, "learners").rows).toEqual([]);
});
