// Backtests as jobs: one at a time, the others wait in line; what has ended is kept for a day, and not too much of it.
import { randomUUID } from "node:crypto";
import type { BacktestOrder } from "#runtime/engine/backtest-run.ts";
import type { BacktestWork } from "#runtime/engine/backtest-thread.ts";
import type { BacktestResult } from "#shared/api/backtests.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";

/** A job; instants are UTC ms, `progress` 0..1. `code` says why it failed. */
export interface BacktestJob {
  readonly id: string;
  readonly strategy: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly progress: number;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly code: string | null;
  readonly result: BacktestResult | null;
}

/** What jobs need: a way to start the work, a clock (UTC ms), and somebody who hears of failures. */
export interface BacktestsSetting {
  run(order: BacktestOrder, moved: (share: number) => void): Promise<BacktestWork>;
  now(): number;
  failed(job: string, error: unknown): void;
}

const MOST_WAITING = 8;
const MOST_KEPT = 20;
const KEPT_MS = DAY_MS;

/** The jobs of one school. */
export class Backtests {
  readonly #setting: BacktestsSetting;
  readonly #jobs = new Map<string, BacktestJob>();
  readonly #line: { id: string; order: BacktestOrder }[] = [];
  #atWork: { id: string; work: BacktestWork | null } | null = null;

  constructor(setting: BacktestsSetting) {
    this.#setting = setting;
  }

  /** Puts a backtest in line; null where too many wait. */
  start(strategy: string, order: BacktestOrder): BacktestJob | null {
    if (this.#line.length >= MOST_WAITING) return null;
    this.#forgetOld();
    const base = { id: randomUUID(), strategy, progress: 0, createdAt: this.#setting.now() };
    const job: BacktestJob = { ...base, state: "queued", endedAt: null, code: null, result: null };
    this.#jobs.set(job.id, job);
    this.#line.push({ id: job.id, order });
    this.#next();
    return this.#jobs.get(job.id) ?? job;
  }

  /** A job; null for one that is not known or no longer kept. */
  get(id: string): BacktestJob | null {
    this.#forgetOld();
    return this.#jobs.get(id) ?? null;
  }

  /** Cancels a job that has not ended, forgets one that has; false for one that is not known. */
  cancel(id: string): boolean {
    const job = this.get(id);
    if (job === null) return false;
    if (job.endedAt !== null) return this.#jobs.delete(id);
    this.#end(id, { state: "cancelled" });
    const place = this.#line.findIndex((one) => one.id === id);
    if (place !== -1) this.#line.splice(place, 1);
    if (this.#atWork?.id === id) this.#atWork.work?.cancel();
    return true;
  }

  /** Ends everything. */
  close(): void {
    this.#line.length = 0;
    for (const id of [...this.#jobs.keys()]) this.#end(id, { state: "cancelled" });
    this.#atWork?.work?.cancel();
  }

  #next(): void {
    const first = this.#atWork === null ? this.#line.shift() : undefined;
    if (first === undefined) return;
    this.#atWork = { id: first.id, work: null };
    this.#change(first.id, { state: "running" });
    void this.#run(first.id, first.order).finally(() => {
      this.#atWork = null;
      this.#next();
    });
  }

  async #run(id: string, order: BacktestOrder): Promise<void> {
    try {
      const work = await this.#setting.run(order, (progress) => this.#change(id, { progress }));
      if (this.#atWork?.id === id) this.#atWork.work = work;
      if (this.#jobs.get(id)?.state !== "running") work.cancel();
      this.#end(id, { state: "done", progress: 1, result: await work.done });
    } catch (error) {
      // A thread that was ended on purpose has nothing to say.
      if (this.#jobs.get(id)?.state !== "running") return;
      this.#setting.failed(id, error);
      this.#end(id, { state: "failed", code: "job.failed" });
    }
  }

  #change(id: string, change: Partial<BacktestJob>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined && job.endedAt === null) this.#jobs.set(id, { ...job, ...change });
  }

  #end(id: string, change: Partial<BacktestJob>): void {
    this.#change(id, { ...change, endedAt: this.#setting.now() });
  }

  #forgetOld(): void {
    const ended = [...this.#jobs.values()].filter(({ endedAt }) => endedAt !== null);
    const since = this.#setting.now() - KEPT_MS;
    for (const [place, { id, createdAt }] of ended.entries())
      if (createdAt < since || place < ended.length - MOST_KEPT) this.#jobs.delete(id);
  }
}
