// Values that change by themselves: one byte anywhere in a ledger is found, erasing is not taken for it, and a ledger cut short is seen.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { examine } from "./doctor.ts";
import { brokenChains, changedSends } from "./doctor-chains.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);

/** Two silent learners of whom one complains. The transport's id of a send is not quite text, and the same bytes in the store. */
function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.answer = () => ({ state: "accepted", providerId: "a\u0000b\ud800c挽回" });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  kit.log(["li", "wu"].map((id) => ({ is: "upsert", patch: { id, addresses: { sms: "13800000000" } } })));
  kit.ingest(["li", "wu"].map((learner) => ({ id: learner, type: "session.started", learner, at: START })));
  kit.advanceTo(START + 5 * DAY_MS);
  kit.ingest([{ id: "c", type: "complaint.filed", learner: "li", at: kit.engine.now() }]);
  kit.advanceTo(START + 6 * DAY_MS);
  for (const { id } of kit.engine.db.sql("SELECT id FROM sends WHERE channel = 'sms'").all())
    kit.log([{ is: "receipt", send: Number(id), state: "delivered", at: kit.engine.now() }]);
  return kit;
}

/** What chains, digests and checksums say. */
function found({ engine }: EngineKit): (number | string)[] {
  const view = { engine, isStill: true } as Parameters<typeof brokenChains>[0];
  return [...brokenChains(view), ...changedSends(view)].filter((breach) => breach !== null);
}

/** Does something in the store that is taken back. */
function planted(kit: EngineKit, sql: string): (number | string)[] {
  const { db } = kit.engine;
  db.sql("SAVEPOINT planted").run();
  try {
    db.sql(sql).run();
    return found(kit);
  } finally {
    db.sql("ROLLBACK TO planted").run();
    db.sql("RELEASE planted").run();
  }
}

/** A value with its end changed, also into what is no text; what is empty is left alone. */
const flipped = (column: string) => `CASE typeof(${column}) WHEN 'integer' THEN ${column} + 1 WHEN 'text'
  THEN CAST(substr(CAST(${column} AS BLOB), 1, length(CAST(${column} AS BLOB)) - 1) || x'ff' AS TEXT) END`;

/** The place of a send's row, which no other row knows it by. */
const free: ReadonlySet<string> = new Set(["sends.n"]);

test("one byte that changed is found, whichever column of a ledger it is in", () => {
  const kit = school();
  const { db } = kit.engine;
  expect(found(kit)).toEqual([]);
  for (const table of ["decisions", "decision_ends", "receipts", "sends", "send_lines", "chains"]) {
    const rows = Number(db.sql(`SELECT count(*) AS count FROM ${table}`).get()?.["count"]);
    expect(rows).toBeGreaterThan(1);
    const columns = db
      .sql(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name));
    const unseen = columns.filter((column) => {
      const filled = db.sql(`SELECT max(${column}) AS value FROM ${table}`).get()?.["value"];
      if (filled === null || free.has(`${table}.${column}`)) return false;
      const greatest = `${column} = (SELECT max(${column}) FROM ${table})`;
      return planted(kit, `UPDATE ${table} SET ${column} = ${flipped(column)} WHERE ${greatest}`).length === 0;
    });
    expect({ table, unseen }).toEqual({ table, unseen: [] });
  }
});

test("a value that became nothing or bytes is found", () => {
  const kit = school();
  expect(planted(kit, "UPDATE decisions SET evidence = NULL WHERE evidence IS NOT NULL")).toHaveLength(3);
  expect(planted(kit, "UPDATE decisions SET salt = NULL WHERE evidence IS NOT NULL")).toHaveLength(3);
  expect(planted(kit, "UPDATE decisions SET kind = CAST(kind AS BLOB) WHERE n = 1")).toEqual(["decisions 1..6"]);
  expect(planted(kit, "UPDATE sends SET state = CAST(state AS BLOB) WHERE n = 1")).toHaveLength(1);
  expect(planted(kit, "UPDATE sends SET reason = '' WHERE n = 1")).toHaveLength(1);
});

test("a row that was taken out, put in or never linked is found, and the range named", () => {
  const kit = school();
  const ends = kit.engine.db.sql("SELECT up_to FROM chains WHERE ledger = 'decision_ends' ORDER BY up_to").all();
  const [first, second, last] = [ends[0], ends[1], ends.at(-1)].map((row) => Number(row?.["up_to"]));
  const range = `decision_ends ${Number(first) + 1}..${second}`;
  expect(planted(kit, `DELETE FROM decision_ends WHERE n = ${second}`)).toEqual([range]);
  expect(planted(kit, `DELETE FROM decision_ends WHERE n = ${last}`)).toHaveLength(1);
  expect(planted(kit, "INSERT INTO decision_ends (id, at, seq) VALUES (1, 1, 1)")).toEqual([
    `decision_ends ${Number(last) + 1}..`,
  ]);
  expect(planted(kit, "DELETE FROM send_lines WHERE n = 2")).toHaveLength(1);
  expect(planted(kit, "DELETE FROM sends WHERE n = 1")).toHaveLength(1);
  expect(planted(kit, "DELETE FROM chains WHERE ledger = 'receipts'")).toEqual(["receipts 1.."]);
  expect(planted(kit, `DELETE FROM chains WHERE ledger = 'decision_ends' AND up_to = ${first}`)).toEqual([
    `decision_ends 1..${second}`,
  ]);
});

test("erasing keeps the chains whole and leaves no way back to the payload", () => {
  const kit = school();
  const digests = () => kit.engine.db.sql("SELECT digest FROM decisions UNION ALL SELECT digest FROM sends").all();
  const before = digests().map(({ digest }) => digest);
  kit.log([{ is: "erase", learner: "li" }]);
  expect(found(kit)).toEqual([]);
  const left = kit.engine.db.sql("SELECT count(salt) AS salts, count(content) AS contents FROM sends").get();
  expect(left).toMatchObject({ salts: 2, contents: 2 });
  expect(digests().map(({ digest }) => digest)).toEqual(before);
  const next = kit.crash();
  next.advanceTo(START + 30 * DAY_MS);
  expect(examine(next.engine).filter(({ count }) => count > 0)).toEqual([]);
});

test("a link is over a thousand rows at most, also where a store has grown without", () => {
  const kit = openEngine({ at: START });
  const { db } = kit.engine;
  const many = "WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 2500)";
  db.sql(`${many} INSERT INTO receipts (id, send, state, at, seq) SELECT n, n, 'opened', n, 1 FROM many`).run();
  kit.settings();
  const links = db.sql("SELECT up_to, count FROM chains WHERE ledger = 'receipts' ORDER BY up_to").all();
  expect(links.map((row) => [row["up_to"], row["count"]])).toEqual([
    [1000, 1000],
    [2000, 1000],
    [2500, 500],
  ]);
  expect(found(kit)).toEqual([]);
  expect(planted(kit, "UPDATE receipts SET at = 7 WHERE id = 1500")).toEqual(["receipts 1001..2000"]);
});
