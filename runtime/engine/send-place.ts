// Where in the ledgers of sends an instant is: their rows stand in order of time.
import type { EngineDb } from "#runtime/store/engine-db.ts";

/** The number of the last row decided before an instant (UTC ms); a row after it was decided then or later. */
export function lastSendBefore(db: EngineDb, at: number): number {
  return lastBefore(db, "sends", "SELECT decided_at AS at FROM sends WHERE n > ? ORDER BY n LIMIT 1", at);
}

/** The number of the last line settled before an instant (UTC ms). */
export function lastLineBefore(db: EngineDb, at: number): number {
  const next =
    "SELECT s.settled_at AS at FROM send_lines l JOIN sends s ON s.id = l.send WHERE l.n > ? ORDER BY l.n LIMIT 1";
  return lastBefore(db, "send_lines", next, at);
}

/** Halves the ledger until the row is found; `next` gives the instant of the first row after a number. */
function lastBefore(db: EngineDb, table: string, next: string, at: number): number {
  let [low, high] = [0, Number(db.sql(`SELECT max(n) AS last FROM ${table}`).get()?.["last"] ?? 0)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = db.sql(next).get(middle);
    if (typeof row?.["at"] === "number" && row["at"] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
