// Ledgers in pages by key: a question to a ledger becomes one bounded query. A page stops after so many rows looked at, full
// or not, so that no filter makes the engine stand still; its cursor goes on from there.
import type { Row, Value } from "#runtime/store/engine-db.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import type { Engine } from "./engine.ts";
import { jsonColumns, type Table } from "./ledger-columns.ts";
import { sendTables } from "./ledger-sends.ts";
import { tables } from "./ledger-tables.ts";
import { readTimers } from "./ledger-timers.ts";
import type { LedgerName, LedgerQuery, Page } from "./protocol.ts";

/** Most rows of a page. */
const MAX_LIMIT = 1000;
/** Rows looked at for one page where a filter has no index. */
const SCAN_ROWS = 5000;

const byName: Readonly<Record<Exclude<LedgerName, "timers">, Table>> = { ...tables, ...sendTables };

/** Reads a page. Issues: `ledger.unknown`, `ledger.limit` (1 to 1000), `ledger.filter` (no such column), `ledger.cursor`. */
export function readLedger(engine: Engine, query: LedgerQuery): Page | { issue: Issue } {
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
  return readTable(engine, table, query, cursor);
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

function readTable(engine: Engine, table: Table, { limit, filters }: LedgerQuery, cursor: Value[] | null): Page {
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
    if (values === null) return { rows: [], next: null };
    all.sql.push(filter.sql);
    all.values.push(...values);
  }
  const isScan = given.length > 0 && !given.some(({ filter }) => filter.isNarrow);
  const bound = isScan ? keyAfter(engine, table, base, SCAN_ROWS) : null;
  if (bound !== null) addKey(all, table, "<=", bound);
  const keys = table.key.map((column, index) => `${column} AS key${index}`).join(", ");
  const sql = `SELECT ${jsonColumns(table.select)} AS data, ${keys} FROM ${table.base} ${table.joins} ${whereOf(all)} ORDER BY ${table.key.join(", ")} LIMIT ?`;
  const found = engine.db.sql(sql).all(...all.values, limit);
  const last = found.length < limit ? bound : (table.key.map((_, index) => found.at(-1)?.[`key${index}`]) as Value[]);
  return {
    rows: found.map((row) => table.rowOf(JSON.parse(String(row["data"])) as Row, engine)).filter((row) => row !== null),
    next: last === null ? null : encodeCursor(last),
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

function encodeCursor(key: readonly Value[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The key in a cursor, null where the text is none of ours. */
function decodeCursor(text: string): Value[] | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const isKey =
      Array.isArray(key) && key.length > 0 && key.every((part) => typeof part === "number" || typeof part === "string");
    return isKey ? (key as Value[]) : null;
  } catch {
    return null;
  }
}
