// Asks the load generator.
import { type Child, startChild } from "./child.ts";
import type { Job, Outcome } from "./process-load.ts";

/** A load that is built and waits. */
export interface Load {
  run(): Promise<Outcome>;
  end(): Promise<void>;
}

/** Builds a load in a process of its own. */
export async function buildLoad(job: Job): Promise<Load> {
  const child: Child = startChild("load");
  await child.ask({ build: job });
  return { run: () => child.ask<Outcome>("run"), end: () => child.end() };
}

/** Builds, runs and ends a load; every answer has to be a 2xx. */
export async function runLoad(job: Job): Promise<Outcome> {
  const load = await buildLoad(job);
  const outcome = await load.run();
  await load.end();
  const bad = Object.keys(outcome.statuses).filter((status) => Number(status) >= 300);
  if (bad.length > 0) throw new Error(`${job.path} answered ${JSON.stringify(outcome.statuses)}`);
  return outcome;
}

/** A percentile, 0..1, of figures in any order. */
export function percentile(figures: Float64Array | readonly number[], part: number): number {
  const sorted = Float64Array.from(figures).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** The median. */
export function median(figures: readonly number[]): number {
  return percentile(figures, 0.5);
}
