// Invariants of totals and files: the running counters against a recount of the tables and of the log.
import { readThrough } from "#runtime/store/read-through.ts";
import { readBooks } from "./books.ts";
import type { Counters } from "./counters.ts";
import { type Breach, byOrder, learnerRanges } from "./doctor-pieces.ts";
import type { Examined } from "./doctor-sends.ts";
import type { Engine } from "./engine.ts";

/** Totals by counter key. */
type Totals = Map<string, number>;

/**
 * One recount: which counters (all under a prefix that ends in a space, else the one), and the query that gives them over a stretch of
 * a table. What only grows is counted in its own order; what also changes is counted learner by learner, and changes to those counted
 * already are heard of meanwhile.
 */
interface Recount {
  prefix: string;
  sql: string;
  over: { table: string; key: string } | "learners";
}

const decisions = { table: "decisions", key: "n" };
const sent = "FROM sends WHERE id BETWEEN ? AND ?";

/** The counters that a recount gives. */
const recounts: readonly Recount[] = [
  {
    prefix: "decisions",
    over: decisions,
    sql: "SELECT 'decisions' AS key, count(*) AS count FROM decisions WHERE n > ? AND n <= ?",
  },
  {
    prefix: "decisions ",
    over: decisions,
    sql: "SELECT 'decisions ' || kind AS key, count(*) AS count FROM decisions WHERE n > ? AND n <= ? GROUP BY 1",
  },
  {
    prefix: "tier ",
    over: decisions,
    sql: "SELECT 'tier ' || tier AS key, count(*) AS count FROM decisions WHERE n > ? AND n <= ? AND kind = 'tier' GROUP BY 1",
  },
  {
    prefix: "episodes",
    over: "learners",
    sql: "SELECT 'episodes' AS key, count(*) AS count FROM episodes WHERE id BETWEEN ? AND ?",
  },
  {
    prefix: "episodes ",
    over: "learners",
    sql: "SELECT 'episodes ' || coalesce(outcome, 'open') AS key, count(*) AS count FROM episodes WHERE id BETWEEN ? AND ? GROUP BY 1",
  },
  { prefix: "sends", over: "learners", sql: `SELECT 'sends' AS key, count(*) AS count ${sent}` },
  {
    prefix: "send ",
    over: "learners",
    sql: `SELECT 'send ' || channel || ' ' || state AS key, count(*) AS count ${sent} GROUP BY 1`,
  },
  {
    prefix: "reason ",
    over: "learners",
    sql: `SELECT 'reason ' || state || ' ' || reason AS key, count(*) AS count ${sent}
          AND reason IS NOT NULL AND state NOT IN ('decided', 'held', 'sending') GROUP BY 1`,
  },
  {
    prefix: "promise ",
    over: "learners",
    sql: "SELECT 'promise ' || state AS key, count(*) AS count FROM promises WHERE episode BETWEEN ? AND ? GROUP BY 1",
  },
  {
    prefix: "receipts ",
    over: { table: "receipts", key: "id" },
    sql: "SELECT 'receipts ' || state AS key, count(*) AS count FROM receipts WHERE id > ? AND id <= ? GROUP BY 1",
  },
  {
    prefix: "events quarantined",
    over: { table: "quarantine", key: "id" },
    sql: `SELECT 'events quarantined' AS key, count(*) AS count FROM quarantine
          WHERE id > ? AND id <= ? AND kind = 'quarantined'`,
  },
];

/** Sums of the books that do not hold (P18). */
export function* unbalanced({ engine }: Examined): Iterable<string> {
  yield* readBooks(engine).imbalances;
}

/** Counters that differ from a recount of the tables or of the log (P18). */
export function* miscounted({ engine, history }: Examined): Iterable<Breach> {
  for (const recount of recounts) {
    const found: Totals = new Map();
    yield* count(engine, recount, found);
    yield* differences(engine.counters, recount.prefix, found);
    yield null;
  }
  for (const _rest of history.catchUp());
  const applied = engine.counters.get("events applied") + engine.counters.get("events quarantined");
  if (applied !== history.eventCount && history.damage === null)
    yield `events: ${applied} counted, ${history.eventCount} in the log`;
}

/** Counts a table into `found`. No rest follows the last piece: the counters are compared as of it. */
function* count(engine: Engine, { prefix, sql, over }: Recount, found: Totals): Iterable<null> {
  const add = (key: string, by: number) => found.set(key, (found.get(key) ?? 0) + by);
  if (over !== "learners") {
    for (const row of byOrder(engine, over.table, over.key, sql)) {
      if (row === null) yield null;
      else add(String(row["key"]), Number(row["count"]));
    }
    return;
  }
  let countedTo = -1;
  const isGroup = prefix.endsWith(" ");
  const stop = engine.rollup.watch((id, key, by) => {
    if (id <= countedTo && (isGroup ? key.startsWith(prefix) : key === prefix)) add(key, by);
  });
  try {
    for (const range of learnerRanges(engine)) {
      if (countedTo >= 0) yield null;
      for (const row of engine.db.sql(sql).all(...range)) add(String(row["key"]), Number(row["count"]));
      countedTo = range[1];
    }
  } finally {
    stop();
  }
}

function* differences(counters: Counters, prefix: string, found: Totals): Iterable<string> {
  const kept = prefix.endsWith(" ") ? [...counters.under(prefix)].map(([rest]) => prefix + rest) : [prefix];
  for (const key of new Set([...found.keys(), ...kept])) {
    if (counters.get(key) !== (found.get(key) ?? 0))
      yield `${key}: ${counters.get(key)} counted, ${found.get(key) ?? 0} found`;
  }
}

/** What the store finds wrong with its own file (P13). */
export function* damagedStore({ engine, isStill }: Examined): Iterable<Breach> {
  if (isStill) yield* engine.db.integrity();
  else yield* readThrough(engine.db);
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
