// Long work: where it stands, kept so that it can be asked for later, also after a restart.
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { School } from "./open.ts";
import { jobs } from "./schema.ts";

/** A job. `progressBp` is 0..10000; `result` holds the answer, or `{ code }` of what went wrong. */
export interface Job {
  id: string;
  kind: string;
  state: "running" | "done" | "failed";
  progressBp: number;
  result: Record<string, unknown>;
  createdAt: number;
  endedAt: number | null;
}

/** Begins a job. */
export async function openJob(school: School, kind: string, at: number): Promise<Job> {
  const job: Job = {
    id: randomUUID(),
    kind,
    state: "running",
    progressBp: 0,
    result: {},
    createdAt: at,
    endedAt: null,
  };
  await school.db.insert(jobs).values({ ...job, result: "{}" });
  return job;
}

/** Ends a job. */
export async function endJob(
  school: School,
  id: string,
  state: "done" | "failed",
  result: Job["result"],
  at: number,
): Promise<void> {
  const progressBp = state === "done" ? { progressBp: 10_000 } : {};
  await school.db
    .update(jobs)
    .set({ state, result: JSON.stringify(result), endedAt: at, ...progressBp })
    .where(eq(jobs.id, id));
}

/** A job, null where there is none. */
export async function readJob(school: School, id: string): Promise<Job | null> {
  const [row] = await school.db.select().from(jobs).where(eq(jobs.id, id));
  return row === undefined
    ? null
    : { ...row, state: row.state as Job["state"], result: JSON.parse(row.result) as Job["result"] };
}

/** Ends what a stop of the process has cut off. */
export async function failRunningJobs(school: School, at: number): Promise<void> {
  const result = JSON.stringify({ code: "job.interrupted" });
  await school.db.update(jobs).set({ state: "failed", result, endedAt: at }).where(eq(jobs.state, "running"));
}
