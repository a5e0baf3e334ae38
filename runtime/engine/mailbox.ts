// What one thread tells another within a turn, gathered into one message and kept in order: a crossing costs by the message more than
// by what is in it.

/** How gathered items leave. `soon` runs its argument at the end of the turn; `failed` hears of an item that cannot cross. */
export interface Way<T> {
  post(items: readonly unknown[], owned: readonly ArrayBuffer[]): void;
  /** What of the items crosses, in the same order; may be fewer. */
  pack(items: readonly T[]): readonly unknown[];
  soon(flush: () => void): void;
  failed(item: T, error: unknown): void;
}

/** The items of a turn. */
export class Mailbox<T> {
  readonly #way: Way<T>;
  #items: T[] = [];
  #owned: ArrayBuffer[] = [];

  constructor(way: Way<T>) {
    this.#way = way;
  }

  /** Takes an item; what it owns changes its owner instead of being copied. */
  put(item: T, owned: readonly ArrayBuffer[] = []): void {
    if (this.#items.length === 0) this.#way.soon(() => this.flush());
    this.#items.push(item);
    for (const buffer of owned) this.#owned.push(buffer);
  }

  /** Posts what is gathered. */
  flush(): void {
    const items = this.#items;
    const owned = this.#owned;
    if (items.length === 0) return;
    this.#items = [];
    this.#owned = [];
    try {
      this.#way.post(this.#way.pack(items), owned);
    } catch {
      // One of them cannot cross; nothing has changed its owner, and the others shall not suffer for it.
      for (const item of items) this.#alone(item);
    }
  }

  #alone(item: T): void {
    try {
      this.#way.post([item], []);
    } catch (error) {
      this.#way.failed(item, error);
    }
  }
}
