// The thread that commits, as the engine's thread sees it: it takes a batch at a time, and can be waited for without a turn of the loop.
import { Worker } from "node:worker_threads";
import type { CrashAt } from "#runtime/store/crash-point.ts";
import { StoreFull } from "#runtime/store/engine-db.ts";
import type { Batch, Hands } from "#runtime/store/hands.ts";
import { type Ended, faultOf, isEnded, sharedMemory, waitFor } from "./store-signal.ts";

/** What the thread is started with. */
export interface StoreStart {
  file: string;
  crashAt: CrashAt | null;
  memory: SharedArrayBuffer;
}

/** What it is told. */
export type StoreCall = { batch: Batch } | { close: true };

/** Starts the thread over a store that its owner has opened; `script` is its built file. */
export class StoreThread implements Hands {
  readonly #worker: Worker;
  readonly #memory = sharedMemory();
  #given = 0;

  constructor(script: URL, file: string, crashAt: CrashAt | null, failed: () => void) {
    this.#worker = new Worker(script, { workerData: { file, crashAt, memory: this.#memory } satisfies StoreStart });
    this.#worker.unref();
    // What it says of itself is in the shared memory by then.
    this.#worker.on("message", failed);
    this.#worker.on("error", failed);
  }

  get isBusy(): boolean {
    return !isEnded(this.#memory, this.#given);
  }

  give(batch: Batch): void {
    this.#given += 1;
    this.#worker.postMessage({ batch } satisfies StoreCall);
  }

  settle(): Error | null {
    const ended: Ended = waitFor(this.#memory, this.#given);
    if (ended === "done") return null;
    const { isFull, text } = faultOf(this.#memory);
    return isFull ? new StoreFull(text) : new Error(text);
  }

  close(): void {
    this.#given += 1;
    this.#worker.postMessage({ close: true } satisfies StoreCall);
    waitFor(this.#memory, this.#given);
  }
}
