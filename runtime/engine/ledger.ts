// Ledgers in pages by key: a question to a ledger becomes one bounded query. A page stops after so many rows looked at, full
// or not, so that no filter makes the engine stand still; its cursor goes on from there.
import type { Row, Value } from "#runtime/store/engine-db.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { jsonColumns, type Table } from "./ledger-columns.ts";
import { sendTables } from "./ledger-sends.ts";
import { tables } from "./ledger-tables.ts";
import { readTimers } from "./ledger-timers.ts";
import type { LedgerName, LedgerQuery, Page } from "./protocol.ts";
import { finish, type Steps } from "./slices.ts";

/** Most rows of a page. */
const MAX_LIMIT = 1000;
/** Rows looked at for one page where a filter has no index. */
const SCAN_ROWS = 5000;
/** Rows given, and rows looked at, before the read may rest. */
const PIECE_ROWS = 100;
const PIECE_SCAN = 1000;

const byName: Readonly<Record<Exclude<LedgerName, "timers">, Table>> = { ...tables, ...sendTables };

/** Reads a page at once; see `ledgerSteps`. */
export function readLedger(engine: Engine, query: LedgerQuery): Page | { issue: Issue } {
  return finish(ledgerSteps(engine, query));
}

/** Reads a page in pieces. Issues: `ledger.unknown`, `ledger.limit` (1 to 1000), `ledger.filter` (no such column), `ledger.cursor`. */
export function* ledgerSteps(engine: Engine, query: LedgerQuery): Steps<Page | { issue: Issue }> {
  const { ledger, limit, filters } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    return { issue: errorIssue("ledger.limit", ["limit"], { most: MAX_LIMIT }) };
  const known = ledger === "timers" ? ["learner"] : Object.keys(byName[ledger]?.filters ?? {});
  if (known.length === 0) return { issue: errorIssue("ledger.unknown", ["ledger"], { ledger }) };
  const stranger = Object.keys(filters).find((name) => !known.includes(name));
  if (stranger !== undefined) return { issue: errorIssue("ledger.filter", [stranger], { ledger, filter: stranger }) };
  const cursor = query.cursor === null ? null : decodeCursor(query.cursor);
  if (query.cursor !== null && cursor === null) return { issue: errorIssue("ledger.cursor", ["cursor"]) };
  if (ledger === "timers") return timers(engine, query, cursor);
  const table = byName[ledger];
  if (cursor !== null && cursor.length !== table.key.length) return { issue: errorIssue("ledger.cursor", ["cursor"]) };
  return yield* readPieces(engine, table, query, cursor);
}

/** A page put together from pieces that each hold the thread shortly. */
function* readPieces(engine: Engine, table: Table, query: LedgerQuery, cursor: Value[] | null): Steps<Page> {
  const rows: Page["rows"] = [];
  let at = cursor;
  for (let scanned = PIECE_SCAN; ; scanned += PIECE_SCAN) {
    const limit = Math.min(PIECE_ROWS, query.limit - rows.length);
    const piece = readTable(engine, table, { ...query, limit }, at);
    rows.push(...piece.rows);
    at = piece.last;
    if (at === null || rows.length >= query.limit || (piece.isScan && scanned >= SCAN_ROWS))
      return { rows, next: at === null ? null : encodeCursor(at) };
    yield;
  }
}

function timers(engine: Engine, { limit, filters }: LedgerQuery, cursor: Value[] | null): Page {
  const id = filters["learner"];
  const only = id === undefined ? null : engine.world.facts.find(id);
  if (only === undefined) return { rows: [], next: null };
  const { rows, last } = readTimers(engine, cursor === null ? -1 : Number(cursor[0]), limit, only);
  return { rows, next: last === null ? null : encodeCursor([last]) };
}

/** Conditions with their values. */
interface Conditions {
  sql: string[];
  values: Value[];
}

/** One piece, and the key that it ends at: null at the end of the ledger. */
function readTable(
  engine: Engine,
  table: Table,
  { limit, filters }: LedgerQuery,
  cursor: Value[] | null,
): { rows: Page["rows"]; last: Value[] | null; isScan: boolean } {
  // In the table's own order: the same filters are one prepared statement, however they are asked for.
  const given = Object.entries(table.filters).flatMap(([name, filter]) => {
    const text = filters[name];
    return text === undefined ? [] : [{ filter, text }];
  });
  const base: Conditions = { sql: table.where === undefined ? [] : [table.where], values: [] };
  if (cursor !== null) addKey(base, table, ">", cursor);
  const all: Conditions = { sql: [...base.sql], values: [...base.values] };
  for (const { filter, text } of given) {
    const values = filter.values(text, engine.world);
    if (values === null) return { rows: [], last: null, isScan: false };
    all.sql.push(filter.sql);
    all.values.push(...values);
  }
  const isScan = given.length > 0 && !given.some(({ filter }) => filter.isNarrow);
  const bound = isScan ? keyAfter(engine, table, base, PIECE_SCAN) : null;
  if (bound !== null) addKey(all, table, "<=", bound);
  const keys = table.key.map((column, index) => `${column} AS key${index}`).join(", ");
  const sql = `SELECT ${jsonColumns(table.select)} AS data, ${keys} FROM ${table.base} ${table.joins} ${whereOf(all)} ORDER BY ${table.key.join(", ")} LIMIT ?`;
  const found = engine.db.sql(sql).all(...all.values, limit);
  const last = found.length < limit ? bound : (table.key.map((_, index) => found.at(-1)?.[`key${index}`]) as Value[]);
  return {
    rows: found.map((row) => table.rowOf(JSON.parse(String(row["data"])) as Row, engine)).filter((row) => row !== null),
    last,
    isScan,
  };
}

/** The key that so many rows lie before, null where there are not so many. */
function keyAfter(engine: Engine, table: Table, conditions: Conditions, rows: number): Value[] | null {
  const keys = table.key.map((column, index) => `${column} AS key${index}`).join(", ");
  const sql = `SELECT ${keys} FROM ${table.base} ${whereOf(conditions)} ORDER BY ${table.key.join(", ")} LIMIT 1 OFFSET ?`;
  const row = engine.db.sql(sql).get(...conditions.values, rows);
  return row === undefined ? null : (table.key.map((_, index) => row[`key${index}`]) as Value[]);
}

function addKey(conditions: Conditions, { key }: Table, comparison: ">" | "<=", values: readonly Value[]): void {
  conditions.sql.push(`(${key.join(", ")}) ${comparison} (${key.map(() => "?").join(", ")})`);
  conditions.values.push(...values);
}

function whereOf({ sql }: Conditions): string {
  return sql.length === 0 ? "" : `WHERE ${sql.join(" AND ")}`;
}
