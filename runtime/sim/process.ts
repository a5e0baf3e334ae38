// One life of the engine's process: the production engine on a simulated machine, with the clocks of a simulated world, driven
// as its worker drives it.

import { SystemClock } from "#runtime/engine/clock.ts";
import { Engine } from "#runtime/engine/engine.ts";
import type { Waiting } from "#runtime/engine/intake.ts";
import { EngineRefused } from "#runtime/engine/protocol.ts";
import { StoreFull } from "#runtime/store/engine-db.ts";
import type { SendRequest } from "#runtime/transport/kind.ts";
import { Killed, type Machine } from "./machine.ts";

/** The time of the world (UTC ms), and how far the machine's own clock is off. */
export class Time {
  now: number;
  offsetMs = 0;

  constructor(now: number) {
    this.now = now;
  }

  /** The clock of a process that begins now. */
  clock(): SystemClock {
    const bootAt = this.now;
    return new SystemClock(
      () => this.now + this.offsetMs,
      () => this.now - bootAt,
    );
  }
}

/** Something handed to the intake. Neither answered nor refused: the process died over it. */
export interface Handed<T> {
  answer: T | null;
  isRefused: boolean;
}

/** How often the worker looks at the time (ms). */
const TICK_MS = 100;
/** How often it is worth a look while time stands still for the engine (ms). */
const WATCH_MS = 60_000;

/** A running process. Its calls throw Killed where the machine dies, and otherwise what stopped the engine. */
export class Process {
  readonly engine: Engine;
  readonly #machine: Machine;
  readonly #time: Time;
  readonly #grainMs: number;
  readonly #requests: { id: number; request: SendRequest }[] = [];
  #fault: unknown = null;
  /** Since when something waits for its commit; null: nothing does. */
  dirtyAt: number | null = null;

  /** Starts on a machine; instants within `grainMs` are reached in one step, as under load. */
  constructor(machine: Machine, time: Time, grainMs: number) {
    this.#machine = machine;
    this.#time = time;
    this.#grainMs = Math.max(grainMs, TICK_MS);
    this.engine = new Engine({
      folder: machine.folder,
      clock: time.clock(),
      secret: new Uint8Array(32).fill(7),
      publicUrl: "https://school.example",
      store: machine.open(),
      tell: (news) => {
        if (news.news === "send") this.#requests.push(news);
      },
      failed: (error) => {
        this.#fault = error;
      },
    });
    this.pump();
  }

  /** Whether the engine stopped for want of room in its store: it goes on once it is started again. */
  get isFull(): boolean {
    return this.#fault instanceof StoreFull;
  }

  /** Does what there is to do. */
  pump(): void {
    this.dirtyAt ??= this.#time.now;
    this.engine.safely(() => this.engine.pump());
    this.#check();
  }

  /** Has what is gathered committed. */
  commit(): void {
    this.dirtyAt = null;
    this.engine.safely(() => this.engine.handOver());
    this.#check();
  }

  /** Ends as a shutdown does. */
  close(): void {
    this.engine.close();
  }

  /** Hands something to the intake; the next pump takes it. */
  hand<T>(make: (done: (value: T) => void, fail: (error: unknown) => void) => Waiting): Handed<T> {
    const handed: Handed<T> = { answer: null, isRefused: false };
    this.engine.push(
      make(
        (value) => {
          handed.answer = value;
        },
        (error) => {
          if (!(error instanceof EngineRefused)) throw error;
          // The dead answer nobody.
          handed.isRefused = !this.#machine.isDead;
        },
      ),
    );
    return handed;
  }

  /** Pumps until what was handed in is answered or refused; whoever was answered before a death has the answer. */
  await<T>(handed: Handed<T>): T | null {
    try {
      this.pump();
    } catch (error) {
      if (handed.answer === null || !(error instanceof Killed)) throw error;
    }
    return handed.answer;
  }

  /** The requests handed out since this was last asked. */
  takeRequests(): { id: number; request: SendRequest }[] {
    return this.#requests.splice(0);
  }

  /** When there is next something to do by time alone (UTC ms of the world). */
  wakeAt(): number {
    const { now } = this.#time;
    const { engine } = this;
    if (engine.options.clock.isSuspect) return now + WATCH_MS;
    const nextAt = engine.nextAt();
    if (nextAt === Number.POSITIVE_INFINITY) return nextAt;
    if (nextAt <= engine.now()) return now + TICK_MS;
    const due = now + nextAt - engine.options.clock.now();
    return Math.max(now + TICK_MS, Math.ceil(due / this.#grainMs) * this.#grainMs);
  }

  #check(): void {
    if (this.#machine.isDead) throw new Killed("the process is dead");
    if (this.#fault !== null) throw this.#fault;
  }
}
