// Reading a whole store in pieces, as far as damage shows: a small one is checked table by table by the store itself, of a large one
// every row of every table is read, which takes as long and may rest. What only the check knows (an index that lacks a row) waits for
// the check of a store at rest.
import type { EngineDb, Row, Value } from "./engine-db.ts";

/** Stores up to this size are checked by the store itself (bytes). */
const SMALL_BYTES = 8 * 2 ** 20;
/** Rows read at once. */
const ROWS = 1000;

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

/** Has the store read every value in the order of the table's key. Only lengths leave it: what is damaged need not be text any more. */
function* read(db: EngineDb, table: string): Iterable<null> {
  const columns = db.sql(`PRAGMA table_info(${table})`).all() as { name: string; pk: number }[];
  const key = columns
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name);
  const list = key.join(", ");
  const whole = columns.map(({ name }) => `total(length(${name}))`).join(" + ");
  const isPast = `(${list}) > (${key.map(() => "?").join(", ")})`;
  const isUpTo = `(${list}) <= (${key.map(() => "?").join(", ")})`;
  const keyOf = (row: Row | undefined) => (row === undefined ? null : key.map((name) => row[name] as Value));
  const nextOf = (where: string) => db.sql(`SELECT ${list} FROM ${table} ${where} ORDER BY ${list} LIMIT 1 OFFSET ?`);
  let to = keyOf(nextOf("").get(ROWS));
  if (to === null) db.sql(`SELECT ${whole} FROM ${table}`).get();
  else db.sql(`SELECT ${whole} FROM ${table} WHERE ${isUpTo}`).get(...to);
  while (to !== null) {
    yield null;
    const from: Value[] = to;
    to = keyOf(nextOf(`WHERE ${isPast}`).get(...from, ROWS));
    if (to === null) db.sql(`SELECT ${whole} FROM ${table} WHERE ${isPast}`).get(...from);
    else db.sql(`SELECT ${whole} FROM ${table} WHERE ${isPast} AND ${isUpTo}`).get(...from, ...to);
  }
}
