// The cells of the reports: whole-number counters by key, changed with the commit of what changes them. What is not committed yet is
// kept beside the store, so that a read between two commits is whole. Cells at work stay in memory: a change of a unit then costs a
// few additions, and a commit reads nothing back.
import type { EngineDb, Row } from "#runtime/store/engine-db.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import {
  type Cell,
  type CellKey,
  type Counts,
  type Cut,
  cellOfCounts,
  cellText,
  countsOfCell,
  emptyCell,
  isEmptyCell,
  type KeyedCell,
} from "#shared/report/cell.ts";
import { keysOf } from "#shared/report/contribution.ts";
import type { PlacedChange } from "#shared/report/rollup.ts";

const KEY = "kind = ? AND id = ? AND arm = ? AND day = ? AND cut = ? AND value = ?";
/** Any day, and any cut. */
const everything: CellFilter = {};
/** Cells kept in memory between commits; more only where one commit changes more. */
const KEPT = 50_000;
/** Beyond any day. */
const FAR = 1e9;

/** Which cells of a kind and id are read: of these cuts, of these local days, both inclusive; what is absent asks for all. */
export interface CellFilter {
  readonly cuts?: readonly Cut[];
  readonly fromDay?: number;
  readonly toDay?: number;
}

/** A cell at work. */
interface Slot {
  readonly key: CellKey;
  /** As the store has it, or will once what was handed over is carried out; null until it was read. */
  stored: number[] | null;
  /** Added since the last commit; null where nothing was. */
  added: number[] | null;
}

/** The cells. */
export class Cells {
  readonly #db: EngineDb;
  /** By `cellText`, and by place of the units that count in them. */
  readonly #slots = new Map<string, Slot>();
  readonly #places = new Map<string, readonly Slot[]>();
  readonly #changed: Slot[] = [];
  /** The cells that daily looks see, by salt. */
  readonly #looked = new Map<string, Slot[]>();

  constructor(db: EngineDb) {
    this.#db = db;
  }

  /** Adds a change of a unit. */
  add(change: readonly PlacedChange[]): void {
    for (const { place, unit, counts } of change) {
      let slots = this.#places.get(place);
      if (slots === undefined) {
        slots = keysOf(unit).map((key) => this.#slotOf(key));
        this.#places.set(place, slots);
      }
      for (const slot of slots) {
        if (slot.added === null) {
          slot.added = [...counts];
          this.#changed.push(slot);
        } else addTo(slot.added, counts);
      }
    }
  }

  /** The cells of a kind and id, committed or not. */
  read(kind: CellKey["kind"], id: string, filter: CellFilter = everything): KeyedCell[] {
    return this.#read(kind, id, filter).flatMap(cellOf);
  }

  /** The values that cells of a kind and id have, by cut, on any day. Expects what was added to be committed. */
  values(kind: CellKey["kind"], id: string): Pick<CellKey, "cut" | "value">[] {
    const rows = this.#db.sql("SELECT DISTINCT cut, value FROM cells WHERE kind = ? AND id = ?").all(kind, id);
    return rows.map((row) => ({ cut: String(row["cut"]) as Cut, value: String(row["value"]) }));
  }

  /** The cells of an experiment that are not cut, committed or not. */
  readWhole(salt: string): KeyedCell[] {
    let slots = this.#looked.get(salt);
    if (slots === undefined) {
      slots = this.#read("exposure", salt, { cuts: ["all"] });
      this.#looked.set(salt, slots);
    }
    return slots.flatMap(cellOf);
  }

  /** Writes what was added, inside the caller's transaction. */
  save(): void {
    const drop = this.#db.sql(`DELETE FROM cells WHERE ${KEY}`);
    const write = this.#db.sql(
      `INSERT INTO cells (kind, id, arm, day, cut, value, counters) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (kind, id, arm, day, cut, value) DO UPDATE SET counters = excluded.counters`,
    );
    for (const slot of this.#changed) {
      const stored = this.#stored(slot);
      const wasEmpty = stored.every(isZero);
      addTo(stored, slot.added ?? []);
      slot.added = null;
      const { kind, id, arm, day, cut, value } = slot.key;
      if (!stored.every(isZero)) write.run(kind, id, arm, day, cut, value, canonicalJson(cellOfCounts(kind, stored)));
      else if (!wasEmpty) drop.run(kind, id, arm, day, cut, value);
    }
    if (this.#slots.size > KEPT) this.#forget();
    this.#changed.length = 0;
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#changed.length > 0;
  }

  /** Leaves in memory those that change now, which will change again, and those that looks see every day. */
  #forget(): void {
    const kept = [...this.#changed, ...[...this.#looked.values()].flat()];
    this.#slots.clear();
    this.#places.clear();
    for (const slot of kept) this.#slots.set(cellText(slot.key), slot);
  }

  #slotOf(key: CellKey): Slot {
    const text = cellText(key);
    const known = this.#slots.get(text);
    if (known !== undefined) return known;
    const slot: Slot = { key, stored: null, added: null };
    this.#slots.set(text, slot);
    if (key.kind === "exposure" && key.cut === "all") this.#looked.get(key.id)?.push(slot);
    return slot;
  }

  #stored(slot: Slot): number[] {
    if (slot.stored !== null) return slot.stored;
    const { kind, id, arm, day, cut, value } = slot.key;
    const row = this.#db.sql(`SELECT counters FROM cells WHERE ${KEY}`).get(kind, id, arm, day, cut, value);
    slot.stored = countsOfRow(kind, row);
    return slot.stored;
  }

  /** Those of the store and those only added yet. */
  #read(kind: CellKey["kind"], id: string, filter: CellFilter): Slot[] {
    const { cuts = null, fromDay = -FAR, toDay = FAR } = filter;
    const rows = this.#db.sql(
      `SELECT arm, day, cut, value, counters FROM cells WHERE kind = ?1 AND id = ?2 AND day BETWEEN ?3 AND ?4
       AND (?5 IS NULL OR cut IN (SELECT value FROM json_each(?5)))`,
    );
    const slots = new Set<Slot>();
    const names = cuts === null ? null : JSON.stringify(cuts);
    for (const row of rows.iterate(kind, id, fromDay, toDay, names)) {
      const slot = this.#slotOf(keyOf(kind, id, row));
      slot.stored ??= countsOfRow(kind, row);
      slots.add(slot);
    }
    for (const slot of this.#changed) {
      const { key } = slot;
      const isMeant = key.day >= fromDay && key.day <= toDay && (cuts === null || cuts.includes(key.cut));
      if (key.kind === kind && key.id === id && isMeant) slots.add(slot);
    }
    return [...slots];
  }
}

/** A cell as it stands, committed or not; none where nothing is counted. */
function cellOf({ key, stored, added }: Slot): KeyedCell[] {
  const counts = [...(stored ?? added ?? [])];
  if (stored !== null && added !== null) addTo(counts, added);
  const cell = cellOfCounts(key.kind, counts);
  return isEmptyCell(cell) ? [] : [{ key, cell }];
}

const isZero = (count: number) => count === 0;

function addTo(sum: number[], counts: Counts): void {
  for (let at = 0; at < counts.length; at += 1) sum[at] = (sum[at] ?? 0) + (counts[at] ?? 0);
}

function countsOfRow(kind: CellKey["kind"], row: Row | undefined): number[] {
  return countsOfCell(kind, row === undefined ? emptyCell() : (JSON.parse(String(row["counters"])) as Cell));
}

function keyOf(kind: CellKey["kind"], id: string, row: Row): CellKey {
  const [arm, value] = [String(row["arm"]), String(row["value"])];
  return { kind, id, arm, day: Number(row["day"]), cut: String(row["cut"]) as CellKey["cut"], value };
}
