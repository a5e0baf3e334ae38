// The sample school (ruling 36): a folder of its own with its own engine thread, log, secrets and clock. People are those of the real
// school; nothing else is shared, and what is sent goes nowhere. It is opened when it is first wanted.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import type { SampleDoor, SampleStanding } from "#runtime/http/sample.ts";
import type { SchoolDay } from "#runtime/main/oulad/days.ts";
import type { Core } from "./core.ts";
import { daysAfter, fillSample, passDay, readHistory, wakeUp } from "./sample-days.ts";

/** What it needs. `folder` is its own; `data` holds the learners that come with the product. */
export interface SampleOptions {
  folder: string;
  data: string;
  name: string;
  log: Logger;
  open(folder: string, onDeath: () => void): Promise<Core>;
}

/** Holds the instant of the sample's clock (UTC ms); there once the school is full. */
const CLOCK = "clock";

/** The sample school of a process. */
export class SampleSchool implements SampleDoor {
  readonly #options: SampleOptions;
  #core: Core | null = null;
  #state: SampleStanding["state"] = "none";
  #progressBp = 0;
  #days: Iterator<SchoolDay, void> | null = null;
  #isClosing = false;
  /** What is under way: filling, opening, or a day. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(options: SampleOptions) {
    this.#options = options;
  }

  /** Opens it in the background where it was filled before. */
  wake(): void {
    if (this.#state === "none" && existsSync(this.#clockFile)) this.#begin(() => this.#open());
  }

  /** The app of the sample school while it is ready. */
  get core(): Core | null {
    return this.#state === "ready" ? this.#core : null;
  }

  standing(): SampleStanding {
    return { state: this.#state, progressBp: this.#progressBp, now: this.core?.clock.now() ?? null };
  }

  fill(): void {
    if (this.#state === "none" || this.#state === "failed") this.#begin(() => this.#make());
  }

  async nextDay(): Promise<"done" | "none" | "filling" | "over"> {
    const { core } = this;
    if (core === null) return this.#state === "filling" ? "filling" : "none";
    const turn = this.#work.then(() => this.#passNext(core));
    this.#work = turn.catch(() => undefined); // its own caller hears of it
    return turn;
  }

  /** Ends it, in the middle of filling too; what is half filled is made anew the next time. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#work;
    await this.#core?.close();
  }

  #begin(work: () => Promise<boolean>): void {
    this.#state = "filling";
    this.#progressBp = 0;
    this.#work = work().then(
      (isDone) => {
        if (isDone) [this.#state, this.#progressBp] = ["ready", 10_000];
      },
      (error: unknown) => {
        this.#state = "failed";
        this.#options.log.error({ err: error }, "the sample school could not be opened");
      },
    );
  }

  async #open(): Promise<boolean> {
    const core = await this.#options.open(this.#options.folder, () => this.#die());
    this.#core = core;
    const keptAt = existsSync(this.#clockFile) ? Number(readFileSync(this.#clockFile, "utf8")) : 0;
    if (keptAt > core.clock.now()) await core.engine.setClock(keptAt);
    return true;
  }

  get #clockFile(): string {
    return join(this.#options.folder, CLOCK);
  }

  #keepClock(core: Core): void {
    writeFileSync(this.#clockFile, String(core.clock.now()));
  }

  #die(): void {
    if (!this.#isClosing) this.#state = "failed";
  }

  async #make(): Promise<boolean> {
    const { folder, data, name } = this.#options;
    await this.#core?.close();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await this.#open();
    const core = this.#core;
    if (core === null) return false;
    const isFull = await fillSample(core, await readHistory(data), name, (share) => {
      this.#progressBp = Math.min(9999, Math.floor(share * 10_000));
      return !this.#isClosing;
    });
    if (isFull) this.#keepClock(core);
    return isFull;
  }

  async #passNext(core: Core): Promise<"done" | "over"> {
    this.#days ??= daysAfter(await readHistory(this.#options.data), core.clock.now());
    const next = this.#days.next();
    if (next.done === true) return "over";
    await passDay(core, next.value);
    await wakeUp(core, next.value);
    this.#keepClock(core);
    return "done";
  }
}
