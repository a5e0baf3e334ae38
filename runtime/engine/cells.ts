// The cells of the reports: whole-number counters by key, changed with the commit of what changes them. What is not committed yet is
// kept beside the store, so that a read between two commits is whole.
import type { EngineDb, Row } from "#runtime/store/engine-db.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { addInto, type Cell, type CellKey, cellText, type KeyedCell, type OpenCell } from "#shared/report/cell.ts";

const KEY = "kind = ? AND id = ? AND arm = ? AND day = ? AND cut = ? AND value = ?";

/** The cells. */
export class Cells {
  readonly #db: EngineDb;
  /** What was added since the last commit, by `cellText`. */
  readonly #added = new Map<string, { key: CellKey; cell: OpenCell }>();

  constructor(db: EngineDb) {
    this.#db = db;
  }

  /** Adds a change of units. */
  add(change: readonly KeyedCell[]): void {
    for (const { key, cell } of change) {
      const text = cellText(key);
      const sum = this.#added.get(text) ?? { key, cell: {} };
      addInto(sum.cell, cell);
      this.#added.set(text, sum);
    }
  }

  /** All cells of a kind and id, or those of one cut, committed or not. */
  read(kind: CellKey["kind"], id: string, cut: CellKey["cut"] | null = null): KeyedCell[] {
    const cells = new Map<string, { key: CellKey; cell: OpenCell }>();
    const rows = this.#db
      .sql("SELECT arm, day, cut, value, counters FROM cells WHERE kind = ? AND id = ? AND cut = coalesce(?, cut)")
      .iterate(kind, id, cut);
    for (const row of rows) {
      const key = keyOf(kind, id, row);
      cells.set(cellText(key), { key, cell: JSON.parse(String(row["counters"])) as OpenCell });
    }
    for (const [text, { key, cell: added }] of this.#added) {
      if (key.kind !== kind || key.id !== id || (cut !== null && key.cut !== cut)) continue;
      const known = cells.get(text) ?? { key, cell: {} };
      addInto(known.cell, added);
      cells.set(text, known);
    }
    return [...cells.values()].filter(({ cell }) => Object.keys(cell).length > 0);
  }

  /** Writes what was added, inside the caller's transaction. */
  save(): void {
    if (this.#added.size === 0) return;
    const read = this.#db.sql(`SELECT counters FROM cells WHERE ${KEY}`);
    const drop = this.#db.sql(`DELETE FROM cells WHERE ${KEY}`);
    const write = this.#db.sql(
      `INSERT INTO cells (kind, id, arm, day, cut, value, counters) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id, arm, day, cut, value) DO UPDATE SET counters = excluded.counters`,
    );
    for (const { key: place, cell: added } of this.#added.values()) {
      const { kind, id, arm, day, cut, value } = place;
      const key = [kind, id, arm, day, cut, value] as const;
      const row = read.get(...key);
      const sum: OpenCell = row === undefined ? {} : (JSON.parse(String(row["counters"])) as Cell);
      addInto(sum, added);
      if (Object.keys(sum).length > 0) write.run(...key, canonicalJson(sum));
      else if (row !== undefined) drop.run(...key);
    }
    this.#added.clear();
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#added.size > 0;
  }
}

function keyOf(kind: CellKey["kind"], id: string, row: Row): CellKey {
  const [arm, value] = [String(row["arm"]), String(row["value"])];
  return { kind, id, arm, day: Number(row["day"]), cut: String(row["cut"]) as CellKey["cut"], value };
}
