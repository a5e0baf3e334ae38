// Running totals, kept with the commits that change them, so that books and metrics never scan a ledger.
import type { EngineDb } from "#runtime/store/engine-db.ts";

/** Named totals; changed ones are written by `save` inside the caller's transaction. */
export class Counters {
  readonly #values = new Map<string, number>();
  readonly #changed = new Set<string>();

  /** Adds to a total. */
  add(key: string, count = 1): void {
    if (count === 0) return;
    this.#values.set(key, this.get(key) + count);
    this.#changed.add(key);
  }

  /** A total, 0 where nothing was counted. */
  get(key: string): number {
    return this.#values.get(key) ?? 0;
  }

  /** Every total whose key starts so, with the rest of its key. */
  *under(prefix: string): Iterable<[string, number]> {
    for (const [key, value] of this.#values) if (key.startsWith(prefix)) yield [key.slice(prefix.length), value];
  }

  /** Reads all totals. */
  load(db: EngineDb): void {
    for (const row of db.sql("SELECT key, value FROM counters").iterate())
      this.#values.set(String(row["key"]), Number(row["value"]));
  }

  /** Writes the changed totals. */
  save(db: EngineDb): void {
    const write = db.sql(
      "INSERT INTO counters (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
    for (const key of this.#changed) write.run(key, this.get(key));
    this.#changed.clear();
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#changed.size > 0;
  }
}
