// Chance from a seed: numbered draws under a name, so that a run is replayed by its seed whatever else is drawn beside.
import { draw } from "#shared/kernel/chance.ts";

/** A source of draws. */
export class Chance {
  readonly #seed: string;
  #count = 0;

  constructor(...seed: string[]) {
    this.#seed = seed.join("/");
  }

  /** 0 up to, not including, 1. */
  next(): number {
    this.#count += 1;
    return draw(this.#seed, String(this.#count)) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** One of a list. */
  one<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }
}
