// Commits that somebody else carries out: what a transaction would run is written down, given away, and found in the store a moment later.
import type { Value } from "./engine-db.ts";

/** A statement by its place, with how many values it takes. */
interface Named {
  text: string;
  width: number;
}

/** What one transaction runs: statements by number, their values one after the other. `added` are the statements named for the first time. */
export interface Batch {
  added: Named[];
  calls: number[];
  values: Value[];
}

/** Carries out batches in the order in which they are given. */
export interface Hands {
  /** Takes a batch; the one before is settled. */
  give(batch: Batch): void;
  /** Whether a batch is not committed yet. */
  readonly isBusy: boolean;
  /** Waits until what was given is committed; gives what went wrong with it. */
  settle(): Error | null;
  /** Lets go of the files. */
  close(): void;
}

/** Writes batches down. */
export class Scribe {
  readonly #numbers = new Map<string, number>();
  #batch: Batch = { added: [], calls: [], values: [] };

  /** Calls noted since the last `take`. */
  get callCount(): number {
    return this.#batch.calls.length;
  }

  /** Adds a call with so many of the values. */
  note(text: string, values: readonly Value[], from = 0, width = values.length): void {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
      this.#batch.added.push({ text, width });
    }
    this.#batch.calls.push(number);
    for (let at = from; at < from + width; at += 1) this.#batch.values.push(values[at] as Value);
  }

  /** Forgets the calls noted since the last `take`. */
  discard(): void {
    this.#batch = { added: this.#batch.added, calls: [], values: [] };
  }

  /** The batch as it stands; the next one begins. */
  take(): Batch {
    const batch = this.#batch;
    this.#batch = { added: [], calls: [], values: [] };
    return batch;
  }
}

/** Reads batches of one scribe, in their order. */
export class BatchReader {
  readonly #known: Named[] = [];

  /** Runs each call of a batch: so many of the values belong to it. */
  read(
    { added, calls, values }: Batch,
    run: (text: string, values: readonly Value[], from: number, width: number) => void,
  ): void {
    this.#known.push(...added);
    let from = 0;
    for (const call of calls) {
      const { text, width } = this.#known[call] as Named;
      run(text, values, from, width);
      from += width;
    }
  }
}

/** One's own hands, a moment later: a batch is carried out when somebody waits for it. For simulations of what else would happen meanwhile. */
export class LateHands implements Hands {
  readonly #carryOut: (batch: Batch) => void;
  #batch: Batch | null = null;

  /** `carryOut` commits a batch. */
  constructor(carryOut: (batch: Batch) => void) {
    this.#carryOut = carryOut;
  }

  get isBusy(): boolean {
    return this.#batch !== null;
  }

  give(batch: Batch): void {
    this.#batch = batch;
  }

  settle(): Error | null {
    const batch = this.#batch;
    this.#batch = null;
    if (batch === null) return null;
    try {
      this.#carryOut(batch);
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  close(): void {}
}
