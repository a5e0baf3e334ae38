// Growable typed columns: one number a row, NaN (or the given filler) where nothing is known yet.

/** A growable column of 64-bit floats. Rows never written read as NaN. */
export class NumberColumn {
  #data = new Float64Array(0);

  /** The value of a row, NaN where none was written. */
  get(row: number): number {
    return row < this.#data.length ? (this.#data[row] as number) : Number.NaN;
  }

  /** Writes a row, growing the column by doubling. */
  set(row: number, value: number): void {
    if (row >= this.#data.length) {
      const next = new Float64Array(Math.max(256, this.#data.length * 2, row + 1)).fill(Number.NaN);
      next.set(this.#data);
      this.#data = next;
    }
    this.#data[row] = value;
  }

  /** Raises a row to `value` if that is larger or nothing was known; says whether it changed. */
  raise(row: number, value: number): boolean {
    if (Number.isNaN(value) || this.get(row) >= value) return false;
    this.set(row, value);
    return true;
  }

  /** Lowers a row to `value` if that is smaller or nothing was known; says whether it changed. */
  lower(row: number, value: number): boolean {
    if (Number.isNaN(value) || this.get(row) <= value) return false;
    this.set(row, value);
    return true;
  }
}

/** A growable column of 32-bit integers with a filler for rows never written. */
export class IntColumn {
  #data = new Int32Array(0);
  readonly #filler: number;

  constructor(filler: number) {
    this.#filler = filler;
  }

  /** The value of a row, the filler where none was written. */
  get(row: number): number {
    return row < this.#data.length ? (this.#data[row] as number) : this.#filler;
  }

  /** Writes a row, growing the column by doubling. */
  set(row: number, value: number): void {
    if (row >= this.#data.length) {
      const next = new Int32Array(Math.max(256, this.#data.length * 2, row + 1)).fill(this.#filler);
      next.set(this.#data);
      this.#data = next;
    }
    this.#data[row] = value;
  }
}
