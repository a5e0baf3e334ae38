// Chance of a simulation: streams of numbers by name, so that the same seed plays the same world and what one stream
// draws moves no other.
import { draw } from "#shared/kernel/chance.ts";

/** One stream (mulberry32, Tommy Ettinger, public domain). */
export class Random {
  readonly #names: string[];
  #state: number;

  constructor(...names: (string | number)[]) {
    this.#names = names.map(String);
    this.#state = draw("sim", ...this.#names);
  }

  /** Another stream, the same whatever this one has drawn so far. */
  fork(...names: (string | number)[]): Random {
    return new Random(...this.#names, ...names);
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True so often out of 1. */
  chance(rate: number): boolean {
    return this.next() < rate;
  }

  /** One of a list. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)] as T;
  }

  /** Some of a list, in its order; at least one. */
  some<T>(list: readonly T[]): T[] {
    const taken = list.filter(() => this.chance(0.5));
    return taken.length === 0 ? [this.pick(list)] : taken;
  }

  /** The list in another order. */
  shuffle<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let index = mixed.length - 1; index > 0; index -= 1) {
      const other = this.int(0, index);
      [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
    }
    return mixed;
  }
}
