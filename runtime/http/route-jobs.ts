// A job as a live stream: an event whenever it has moved, until it ends.
import { setTimeout as pause } from "node:timers/promises";
import { readJob } from "#runtime/store/school/jobs.ts";
import { streamJob } from "#shared/api/ingest.ts";
import { plainJob } from "./jobs.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { stream } from "./stream.ts";

const LOOK_EVERY_MS = 200;

/** Adds `/api/jobs/{id}/stream`. */
export function mountJobs(routes: Routes): void {
  const { deps } = routes;
  mount(routes, streamJob, async ({ params }, c) => {
    if ((await readJob(deps.school, params.id)) === null) return refuse(404, "job.unknown");
    return stream(c, deps, async (outlet) => {
      const over = new AbortController();
      void outlet.ended.then(() => over.abort());
      for (let last = ""; !over.signal.aborted; ) {
        const job = await readJob(deps.school, params.id);
        const data = JSON.stringify(job === null ? null : plainJob(job));
        if (data !== last) await outlet.send({ event: "job", data });
        if (job?.state !== "running") return;
        last = data;
        await pause(LOOK_EVERY_MS, undefined, { signal: over.signal }).catch(() => {}); // aborted: the loop ends
      }
    });
  });
}
