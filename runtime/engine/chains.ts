// Hash chains of the ledgers that only grow (ruling 24): with each commit, the hash of a ledger's new rows and of the link before. Whoever
// changes a row, or takes one out, breaks the chain there; the doctor names the range.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import { bytesOf, digestOf, isBytes, rowText } from "./seal.ts";

/** A ledger that only grows, and the query for a link over some of its rows. */
export interface Chained {
  ledger: string;
  sql: string;
}

/** Rows of one link at most: what the doctor hashes again before it rests. */
const LINK_ROWS = 1000;

/** `columns` are the values that stand for good, in the order of `key`. */
function chain(ledger: string, from: string, key: string, columns: readonly string[]): Chained {
  const rows = `SELECT ${key} AS key, ${rowText(columns)} AS line, ${isBytes(columns)} AS hasBytes FROM ${from}
    WHERE ${key} > ? AND ${key} <= ? ORDER BY ${key} LIMIT ${LINK_ROWS}`;
  const sql = `SELECT max(key) AS upTo, count(*) AS count, max(hasBytes) AS hasBytes,
    CAST(? || char(30) || group_concat(line, char(30)) AS BLOB) AS text FROM (${rows})`;
  return { ledger, sql };
}

const decisionColumns = ["n", "id", "episode", "tier", "node", "kind", "variant", "at", "seq", "digest"];
const ofSend = ["episode", "strategy", "tier", "node", "channel", "message", "variant", "recipient", "withheld"];
const whenAndWhat = ["decided_at", "settled_at", "digest"];
const sendColumns = [...ofSend, ...whenAndWhat].map((name) => `s.${name}`);

/** The chained ledgers. A send's line is written when it is settled; what still changes then is under its checksum. */
export const chained: readonly Chained[] = [
  chain("decisions", "decisions", "n", decisionColumns),
  chain("decision_ends", "decision_ends", "n", ["n", "id", "port", "reason", "at", "seq"]),
  chain("receipts", "receipts", "id", ["id", "send", "state", "at", "seq"]),
  chain("send_lines", "send_lines l LEFT JOIN sends s ON s.id = l.send", "l.n", ["l.n", "l.send", ...sendColumns]),
];

/** A link computed from the rows that stand. */
export interface Link {
  upTo: number;
  count: number;
  hash: string;
  /** A value has become bytes. */
  hasBytes: boolean;
}

/** The link over the rows after `after`, up to `upTo` and so many at most; null where there are none. */
export function linkOver(db: EngineDb, one: Chained, previous: string, after: number, upTo: number): Link | null {
  const row = db.sql(one.sql).get(previous, after, upTo);
  const count = Number(row?.["count"] ?? 0);
  if (row === undefined || count === 0) return null;
  const hash = digestOf(bytesOf(row["text"]));
  return { upTo: Number(row["upTo"]), count, hash, hasBytes: row["hasBytes"] === 1 };
}

/** Adds a link to each ledger that has grown, inside the caller's transaction. */
export function extendChains(db: EngineDb): void {
  const last = db.sql("SELECT up_to, hash FROM chains WHERE ledger = ? ORDER BY up_to DESC LIMIT 1");
  const add = db.sql("INSERT INTO chains (ledger, up_to, count, hash) VALUES (?, ?, ?, ?)");
  for (const one of chained) {
    const head = last.get(one.ledger);
    let [previous, after] = [String(head?.["hash"] ?? ""), Number(head?.["up_to"] ?? 0)];
    for (;;) {
      const link = linkOver(db, one, previous, after, Number.MAX_SAFE_INTEGER);
      if (link === null) break;
      add.run(one.ledger, link.upTo, link.count, link.hash);
      [previous, after] = [link.hash, link.upTo];
    }
  }
}
