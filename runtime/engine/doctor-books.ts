// Invariants of totals and files: the running counters against a recount of the tables and of the log.
import { readBooks } from "./books.ts";
import type { Examined } from "./doctor-sends.ts";

/** Totals by counter key. */
type Totals = Map<string, number>;

/** The counters that a recount gives, with the prefix under which each group stands. */
const recounts: readonly { prefix: string; sql: string }[] = [
  { prefix: "decisions", sql: "SELECT 'decisions' AS key, count(*) AS count FROM decisions" },
  { prefix: "decisions ", sql: "SELECT 'decisions ' || kind AS key, count(*) AS count FROM decisions GROUP BY 1" },
  {
    prefix: "tier ",
    sql: "SELECT 'tier ' || tier AS key, count(*) AS count FROM decisions WHERE kind = 'tier' GROUP BY 1",
  },
  { prefix: "episodes", sql: "SELECT 'episodes' AS key, count(*) AS count FROM episodes" },
  {
    prefix: "episodes ",
    sql: "SELECT 'episodes ' || coalesce(outcome, 'open') AS key, count(*) AS count FROM episodes GROUP BY 1",
  },
  { prefix: "sends", sql: "SELECT 'sends' AS key, count(*) AS count FROM sends" },
  { prefix: "send ", sql: "SELECT 'send ' || channel || ' ' || state AS key, count(*) AS count FROM sends GROUP BY 1" },
  {
    prefix: "reason ",
    sql: `SELECT 'reason ' || state || ' ' || reason AS key, count(*) AS count FROM sends
          WHERE reason IS NOT NULL AND state NOT IN ('decided', 'held', 'sending') GROUP BY 1`,
  },
  { prefix: "promise ", sql: "SELECT 'promise ' || state AS key, count(*) AS count FROM promises GROUP BY 1" },
  { prefix: "receipts ", sql: "SELECT 'receipts ' || state AS key, count(*) AS count FROM receipts GROUP BY 1" },
  {
    prefix: "events quarantined",
    sql: "SELECT 'events quarantined' AS key, count(*) AS count FROM quarantine WHERE kind = 'quarantined'",
  },
];

/** Sums of the books that do not hold (P18). */
export function* unbalanced({ engine }: Examined): Iterable<string> {
  yield* readBooks(engine).imbalances;
}

/** Counters that differ from a recount of the tables or of the log (P18). */
export function* miscounted({ engine, history }: Examined): Iterable<string> {
  const { counters, db } = engine;
  for (const { prefix, sql } of recounts) {
    const found: Totals = new Map();
    for (const row of db.sql(sql).iterate()) found.set(String(row["key"]), Number(row["count"]));
    const isGroup = prefix.endsWith(" ");
    const kept = isGroup ? [...counters.under(prefix)].map(([rest]) => prefix + rest) : [prefix];
    for (const key of new Set([...found.keys(), ...kept])) {
      if (counters.get(key) !== (found.get(key) ?? 0))
        yield `${key}: ${counters.get(key)} counted, ${found.get(key) ?? 0} found`;
    }
  }
  const applied = counters.get("events applied") + counters.get("events quarantined");
  if (applied !== history.eventCount && history.damage === null)
    yield `events: ${applied} counted, ${history.eventCount} in the log`;
}

/** What the store finds wrong with its own file (P13). */
export function* damagedStore({ engine }: Examined): Iterable<string> {
  yield* engine.db.integrity();
}

/** Where the log cannot be read (P13). */
export function* damagedLog({ history }: Examined): Iterable<string> {
  if (history.damage !== null) yield history.damage;
}

/** Frames that were logged and not applied, or the other way round (P1). */
export function* unapplied({ engine }: Examined): Iterable<string> {
  const saved = Number(engine.db.sql("SELECT value FROM meta WHERE key = 'appliedSeq'").get()?.["value"] ?? 0);
  if (saved !== engine.log.lastSeq || engine.appliedSeq !== engine.log.lastSeq)
    yield `${saved} applied of ${engine.log.lastSeq}`;
}
