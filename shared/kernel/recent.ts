// What was asked for lately, within a bound. Two generations instead of an order of use: a hit moves nothing, so it costs one look-up.

/** Remembers about `capacity` values, never more; what was not asked for while half as many others were is forgotten. */
export class Recent<Value> {
  readonly #half: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  /** The value of a key, made where it is not remembered. */
  get(key: string, make: () => Value): Value {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? make();
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#old.delete(key);
    this.#young.set(key, value);
    return value;
  }

  /** How many it remembers. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
