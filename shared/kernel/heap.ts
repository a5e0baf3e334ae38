// A binary heap of (instant, row) pairs in typed arrays: the due instants of a million learners in 12 bytes each.

/** A growable min-heap ordered by instant (UTC ms). Entries may be stale: the owner compares with its own column on pop. */
export class DueHeap {
  #at = new Float64Array(64);
  #row = new Int32Array(64);
  #size = 0;

  /** Entries held, stale ones included. */
  get size(): number {
    return this.#size;
  }

  /** The earliest instant, or Infinity when empty. */
  get minAt(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#at[0] as number);
  }

  /** The row of the earliest entry; the heap must not be empty. */
  get minRow(): number {
    return this.#row[0] as number;
  }

  /** Adds an entry. */
  push(at: number, row: number): void {
    if (this.#size === this.#at.length) this.#grow();
    let index = this.#size;
    this.#size += 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const parentAt = this.#at[parent] as number;
      if (parentAt <= at) break;
      this.#at[index] = parentAt;
      this.#row[index] = this.#row[parent] as number;
      index = parent;
    }
    this.#at[index] = at;
    this.#row[index] = row;
  }

  /** Removes the earliest entry and gives its row; the heap must not be empty. */
  pop(): number {
    const top = this.#row[0] as number;
    this.#size -= 1;
    if (this.#size > 0) this.#sink(this.#at[this.#size] as number, this.#row[this.#size] as number);
    return top;
  }

  #sink(at: number, row: number): void {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && (this.#at[child + 1] as number) < (this.#at[child] as number)) child += 1;
      if ((this.#at[child] as number) >= at) break;
      this.#at[index] = this.#at[child] as number;
      this.#row[index] = this.#row[child] as number;
      index = child;
    }
    this.#at[index] = at;
    this.#row[index] = row;
  }

  #grow(): void {
    const at = new Float64Array(this.#at.length * 2);
    const row = new Int32Array(this.#row.length * 2);
    at.set(this.#at);
    row.set(this.#row);
    this.#at = at;
    this.#row = row;
  }
}
