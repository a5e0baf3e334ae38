// Reading a whole store in pieces, as far as damage shows: a small one is checked table by table by the store itself, of a large one
// every row of every table is read, which takes as long and may rest. What only the check knows (an index that lacks a row) waits for
// the check of a store at rest.
import type { EngineDb, Value } from "./engine-db.ts";

/** Stores up to this size are checked by the store itself (bytes). */
const SMALL_BYTES = 8 * 2 ** 20;
/** Rows read at once. */
const ROWS = 200;

/** What is found wrong, in words; null where the reader may rest. */
export function* readThrough(db: EngineDb): Iterable<string | null> {
  const one = (sql: string, name: string) => Number(db.sql(sql).get()?.[name] ?? 0);
  const bytes = one("PRAGMA page_count", "page_count") * one("PRAGMA page_size", "page_size");
  const tables = db.sql(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  for (const { name } of tables.all() as { name: string }[]) {
    try {
      if (bytes <= SMALL_BYTES) yield* checked(db, name);
      else yield* read(db, name);
    } catch (error) {
      yield `${name}: ${error instanceof Error ? error.message : String(error)}`; // the driver has no other way to say that a page is damaged
    }
    yield null;
  }
}

function* checked(db: EngineDb, table: string): Iterable<string> {
  for (const row of db.sql(`PRAGMA integrity_check(${table})`).all()) {
    const text = String(row["integrity_check"]);
    if (text !== "ok") yield text;
  }
}

/** Reads every row in the order of the table's key. */
function* read(db: EngineDb, table: string): Iterable<null> {
  const columns = db.sql(`PRAGMA table_info(${table})`).all() as { name: string; pk: number }[];
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name);
  const list = key.join(", ");
  const places = key.map(() => "?").join(", ");
  let rows = db.sql(`SELECT * FROM ${table} ORDER BY ${list} LIMIT ?`).all(ROWS);
  while (rows.length === ROWS) {
    yield null;
    const last = key.map((name) => rows.at(-1)?.[name] as Value);
    rows = db.sql(`SELECT * FROM ${table} WHERE (${list}) > (${places}) ORDER BY ${list} LIMIT ?`).all(...last, ROWS);
  }
}
