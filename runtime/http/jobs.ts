// Long work in the background: kept in school.db, so that it can be asked for by its id.
import { EngineRefused } from "#runtime/engine/protocol.ts";
import { endJob, type Job, openJob } from "#runtime/store/school/jobs.ts";
import type { Deps } from "./deps.ts";
import { iso, isoOrNull } from "./iso.ts";

/** A job as answers show it. */
export function plainJob({ createdAt, endedAt, ...job }: Job) {
  return { ...job, createdAt: iso(createdAt), endedAt: isoOrNull(endedAt) };
}

/** Starts work and gives the id of its job; what it throws ends the job as failed and is logged. */
export async function startJob(deps: Deps, kind: string, work: () => Promise<Job["result"]>): Promise<string> {
  const { school, clock, log } = deps;
  const job = await openJob(school, kind, clock.now());
  const run = async () => {
    try {
      await endJob(school, job.id, "done", await work(), clock.now());
    } catch (error) {
      log.error({ job: job.id, kind, error }, "a job failed");
      const code = error instanceof EngineRefused ? `engine.${error.reason}` : "job.failed";
      await endJob(school, job.id, "failed", { code }, clock.now());
    }
  };
  run().catch((error: unknown) => log.error({ job: job.id, error }, "a job could not be ended"));
  return job.id;
}
