// The columns of ledgers: instants as ISO-8601, ids as decimal text, decision keys, and the filters over them.
import type { Row, Value } from "#runtime/store/engine-db.ts";
import { IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import type { Engine } from "./engine.ts";
import { keyText } from "./keys.ts";

/** A row as the outside sees it. */
export type PublicRow = Record<string, unknown>;

/** One column a ledger can be filtered by. `values` gives null where nothing can match. */
export interface Filter {
  sql: string;
  /** Whether it leads to few rows by an index; any other filter makes the reader stop after a bounded number of rows. */
  isNarrow: boolean;
  values(text: string, world: World): Value[] | null;
}

/** One ledger over a table. `from` names the table that is paged first and joins the others to it, in that order. */
export interface Table {
  base: string;
  joins: string;
  /** Columns, each named after its last word: `e.strategy`, `l.id AS learner`. */
  select: readonly string[];
  key: readonly string[];
  where?: string;
  filters: Readonly<Record<string, Filter>>;
  /** The row as the outside sees it, null to leave it out. */
  rowOf(row: Row, engine: Engine): PublicRow | null;
}

/** The largest instant that a date can show (UTC ms); what is held for ever lies beyond it. */
const LAST_INSTANT = 8.64e15;

/** ISO-8601 of an instant in UTC ms; null where there is none, or none that will come. */
export function isoOf(at: unknown): string | null {
  return typeof at === "number" && Math.abs(at) <= LAST_INSTANT ? new Date(at).toISOString() : null;
}

/** A text column. */
export function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** A column of JSON. */
export function jsonOf(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : null;
}

/** Evidence with its instants (`since`, `…At`) as ISO-8601. */
export function evidenceOf(value: unknown): unknown {
  if (typeof value !== "string") return null;
  return JSON.parse(value, (name: string, part: unknown) =>
    name === "since" || name.endsWith("At") ? (isoOf(part) ?? part) : part,
  );
}

/** What every ledger of sends and decisions selects for its key. */
export const keyColumns = ["e.strategy", "e.subject", "e.number", "l.id AS learner", "l.is_erased"] as const;

/** The learner of a row, null once erased. */
export function learnerOf(row: Row): string | null {
  return row["is_erased"] === 1 ? null : textOf(row["learner"]);
}

/** The decision key of a row that selects `keyColumns`, tier and node, as parts and as one text. */
export function keyOf(row: Row): { key: PublicRow; keyText: string } {
  const [strategy, subject, tier, node] = ["strategy", "subject", "tier", "node"].map((name) => String(row[name])) as [
    string,
    string,
    string,
    string,
  ];
  const learner = learnerOf(row);
  const episode = Number(row["number"]);
  return {
    key: { strategy, learner, subject, episode, tier, node },
    keyText: keyText({ strategy, learner: learner ?? "", subject, episode, tier, node }),
  };
}

/** The key text of a decision, null where there is none. */
export function keyTextOf(engine: Engine, decision: number): string | null {
  const row = engine.db
    .sql(
      `SELECT ${keyColumns.join(", ")}, d.tier, d.node FROM decisions d JOIN episodes e ON e.id = d.episode
       JOIN learners l ON l.ix = e.learner WHERE d.id = ?`,
    )
    .get(decision);
  return row === undefined ? null : keyOf(row).keyText;
}

/** Columns as one JSON text a row: the driver hands over one value several times as fast as a wide row. */
export function jsonColumns(select: readonly string[]): string {
  const parts = select.map((column) => {
    const [value = column, name = column.slice(column.indexOf(".") + 1)] = column.split(" AS ");
    return `'${name}', ${value}`;
  });
  return `json_object(${parts.join(", ")})`;
}

/** A filter by equal text. */
export function equal(column: string): Filter {
  return { sql: `${column} = ?`, isNarrow: false, values: (text) => [text] };
}

/** A filter by equal number. */
export function number(column: string, isNarrow = false): Filter {
  return { sql: `${column} = ?`, isNarrow, values: (text) => (/^\d{1,16}$/.test(text) ? [Number(text)] : null) };
}

/** A filter by `true` or `false`. */
export function flag(column: string): Filter {
  const bits: Record<string, Value[]> = { true: [1], false: [0] };
  return { sql: `${column} = ?`, isNarrow: false, values: (text) => bits[text] ?? null };
}

/** A filter by learner id, on a column of ids that lie together by learner. */
export function learnerRange(column: string): Filter {
  return {
    sql: `${column} BETWEEN ? AND ?`,
    isNarrow: true,
    values: (text, world) => {
      const learner = world.facts.find(text);
      return learner === undefined ? null : [learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1];
    },
  };
}

/** A filter by learner id, on an indexed column of learner rows. */
export function learnerRow(column: string): Filter {
  return {
    sql: `${column} = ?`,
    isNarrow: true,
    values: (text, world) => {
      const learner = world.facts.find(text);
      return learner === undefined ? null : [learner];
    },
  };
}
