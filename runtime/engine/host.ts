// Keeps an engine at work. One whose store ran out of disk refuses everything, and is made anew from its files, as after a
// crash, as soon as there is room: what it had answered stands in the log.
import { statfsSync } from "node:fs";
import { StoreBusy, StoreFull } from "#runtime/store/engine-db.ts";
import { LogFull } from "#runtime/store/log/fault.ts";
import { TestClock } from "./clock.ts";
import { Engine } from "./engine.ts";
import { watchLag } from "./lag.ts";
import { type EngineOptions, openStore } from "./open.ts";
import { createService, type Service } from "./service.ts";

/** Room on the disk from which a new start is tried (bytes). */
const ROOM_BYTES = 8 * 2 ** 20;

/** One engine after the other on the same folder. */
export class Host {
  readonly #options: EngineOptions;
  readonly #lag = watchLag();
  #engine: Engine;
  #service: Service;
  #onWork: () => void = () => {};

  /** Opens the first engine. Throws as `Engine`. */
  constructor(options: EngineOptions) {
    this.#options = options;
    this.#engine = open(options);
    this.#service = this.#serve();
  }

  /** The engine now. */
  get engine(): Engine {
    return this.#engine;
  }

  /** Its calls. */
  get service(): Service {
    return this.#service;
  }

  /** Hears of work, whichever engine does it. */
  onWork(listener: () => void): void {
    this.#onWork = listener;
    this.#service.onWork(listener);
  }

  /** Starts anew where the disk was full and has room again; to be asked now and then. */
  retry(): void {
    if (this.#engine.stop !== "diskFull") return;
    const { bavail, bsize } = statfsSync(this.#options.folder);
    if (bavail * bsize < ROOM_BYTES) return;
    if (this.#engine.isLogFull) {
      // Only the log had no room: nothing in memory is lost.
      this.#engine.isLogFull = false;
      this.#service.pumpSoon();
      if (this.#engine.stop !== "diskFull") return;
    }
    this.#engine.abandon();
    try {
      this.#engine = open(this.#options);
    } catch (error) {
      // Full again, or the old lock is not gone yet: the old engine goes on refusing.
      if (error instanceof StoreFull || error instanceof LogFull || error instanceof StoreBusy) return;
      throw error;
    }
    this.#service = this.#serve();
    this.#service.pumpSoon();
  }

  #serve(): Service {
    const { clock } = this.#options;
    const service = createService(this.#engine, clock instanceof TestClock ? clock : null);
    service.onWork(this.#onWork);
    return { ...service, status: async () => ({ ...(await service.status()), lag: this.#lag() }) };
  }
}

function open(options: EngineOptions): Engine {
  const store = openStore(options);
  try {
    return new Engine({ ...options, store });
  } catch (error) {
    store.log.close();
    store.db.abandon();
    throw error;
  }
}
