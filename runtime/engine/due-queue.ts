// A queue of things by instant: a typed heap over reusable slots.
import { DueHeap } from "#shared/kernel/heap.ts";

/** Things by due instant (UTC ms). */
export class DueQueue<T> {
  readonly #heap = new DueHeap();
  readonly #slots: (T | undefined)[] = [];
  readonly #free: number[] = [];

  /** The earliest instant, Infinity when empty. */
  get minAt(): number {
    return this.#heap.minAt;
  }

  /** Adds a thing. */
  push(at: number, thing: T): void {
    const slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[slot] = thing;
    this.#heap.push(at, slot);
  }

  /** Takes the earliest thing; the queue must not be empty. */
  pop(): T {
    const slot = this.#heap.pop();
    const thing = this.#slots[slot] as T;
    this.#slots[slot] = undefined;
    this.#free.push(slot);
    return thing;
  }
}
