// Rows by id, without keeping the ids a second time.

const EMPTY = -1;
const GONE = -2;
const LEAST_SLOTS = 1024;

/** FNV-1a over the code units, mixed so that neighbours among ids do not become neighbours in the table. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * The row of each id: an open-addressed table of row numbers over a list of ids by row, some eight bytes an id where a Map takes fifty. The
 * list belongs to somebody else; an id stands in it from before its `set` until after its `delete`.
 */
export class IdIndex {
  readonly #ids: readonly string[];
  #slots = new Int32Array(LEAST_SLOTS).fill(EMPTY);
  /** Slots that hold a row or once did. */
  #usedCount = 0;
  #size = 0;

  constructor(ids: readonly string[]) {
    this.#ids = ids;
  }

  /** How many ids there are. */
  get size(): number {
    return this.#size;
  }

  /** The row of an id, undefined where there is none. */
  get(id: string): number | undefined {
    const slot = this.#slotOf(id);
    return slot === EMPTY ? undefined : this.#slots[slot];
  }

  /** Gives an id, which has none, its row. */
  set(id: string, row: number): void {
    if ((this.#usedCount + 1) * 4 > this.#slots.length * 3) this.#rebuild();
    this.#place(id, row);
    this.#size += 1;
  }

  /** Takes an id out, where it is in. */
  delete(id: string): void {
    const slot = this.#slotOf(id);
    if (slot === EMPTY) return;
    this.#slots[slot] = GONE;
    this.#size -= 1;
  }

  /** The slot that holds an id's row, EMPTY where none does. */
  #slotOf(id: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
      const row = this.#slots[slot] as number;
      if (row === EMPTY) return EMPTY;
      if (row !== GONE && this.#ids[row] === id) return slot;
    }
  }

  #place(id: string, row: number): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(id) & mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = row;
    this.#usedCount += 1;
  }

  /** A table twice as large as what is in needs, without what is gone. */
  #rebuild(): void {
    const rows = this.#slots.filter((row) => row >= 0);
    let length = LEAST_SLOTS;
    while (length < (rows.length + 1) * 2) length *= 2;
    this.#slots = new Int32Array(length).fill(EMPTY);
    this.#usedCount = 0;
    for (const row of rows) this.#place(this.#ids[row] as string, row);
  }
}
