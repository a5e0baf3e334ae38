// Under --test, requests may be sent side by side and still be carried out one after the other: each names its run and its number in it,
// as `X-Test-Turn: <run>/<number>`, from 0. They are read and checked while those before them are carried out.
import { EngineRefused } from "#runtime/engine/protocol.ts";
import type { Sent } from "./body.ts";

/** A request's turn. */
export interface Turn {
  /** Settles when all before it are over. Rejects with EngineRefused where one of them failed, or does not come. */
  readonly come: Promise<void>;
  /** Those after it may go on: what it asked of the engine is on its way there, or it asks for nothing. */
  over(): void;
  /** It was not carried out, and may be sent again: none after it is carried out in this run. */
  fail(): void;
}

interface Run {
  next: number;
  hasFailed: boolean;
  readonly over: Set<number>;
  readonly waiting: Map<number, () => void>;
}

/** How long a request waits for those before it (ms). */
const PATIENCE_MS = 60_000;
/** Runs that are remembered. */
const MOST_RUNS = 16;
const STATED = /^(\w{1,40})\/(\d{1,12})$/;

/** The turn of a request that waits for nobody. */
export const noTurn: Turn = { come: Promise.resolve(), over: () => {}, fail: () => {} };

/** The turns of all runs. */
export class Turns {
  readonly #runs = new Map<string, Run>();

  /** The turn that a request states; one that states none waits for nobody. */
  of({ header }: Pick<Sent, "header">): Turn {
    const [, name = "", digits = ""] = STATED.exec(header("x-test-turn") ?? "") ?? [];
    if (name === "") return noTurn;
    const number = Number(digits);
    const run = this.#runOf(name);
    const come = new Promise<void>((resolve, reject) => {
      const look = () => {
        if (run.hasFailed) reject(new EngineRefused("overloaded"));
        else if (number <= run.next) resolve();
        else return;
        clearTimeout(timer);
        run.waiting.delete(number);
      };
      const timer = setTimeout(() => fail(run), PATIENCE_MS);
      run.waiting.set(number, look);
      look();
    });
    // A request that is refused while it waits has nobody who listens.
    come.catch(() => {});
    return { come, over: () => end(run, number), fail: () => fail(run) };
  }

  #runOf(name: string): Run {
    const known = this.#runs.get(name);
    if (known !== undefined) return known;
    const run: Run = { next: 0, hasFailed: false, over: new Set(), waiting: new Map() };
    this.#runs.set(name, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > MOST_RUNS && oldest !== undefined) this.#runs.delete(oldest);
    return run;
  }
}

function end(run: Run, number: number): void {
  if (number < run.next) return;
  run.over.add(number);
  while (run.over.delete(run.next)) run.next += 1;
  run.waiting.get(run.next)?.();
}

function fail(run: Run): void {
  run.hasFailed = true;
  for (const look of [...run.waiting.values()]) look();
}

/** Does what a request asks in its turn; where that fails, so do those after it. */
export async function inTurn<T>(turn: Turn, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    turn.fail();
    throw error;
  } finally {
    turn.over();
  }
}
