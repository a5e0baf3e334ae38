// The first page and the shell of every page: today's figures, and the state of the installation.
import { statfs } from "node:fs/promises";
import { lastActOn } from "#runtime/store/school/last-act.ts";
import { getOverview, getSystem } from "#shared/api/overview.ts";
import type { Deps } from "./deps.ts";
import { iso } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";

/** Below this share of free room the disk is called low (ruling 38). */
const LOW_RATE = 0.1;

/** Adds the overview and the state of the installation. */
export function mountOverview(routes: Routes): void {
  const { deps } = routes;
  mount(routes, getOverview, () => deps.engine.overview());
  mount(routes, getSystem, async () => {
    const [status, sizes] = await Promise.all([deps.engine.status(), deps.engine.sizes()]);
    const { bavail, bsize, blocks } = await statfs(sizes.folder);
    const [freeBytes, totalBytes] = [bavail * bsize, blocks * bsize];
    return {
      version: deps.version,
      node: process.versions.node,
      isTest: deps.isTest,
      isReady: status.isReady,
      now: iso(status.now),
      clock: { isSuspect: status.isClockSuspect },
      stop: await stopOf(deps, status.stop),
      disk: { freeBytes, totalBytes, isLow: freeBytes < totalBytes * LOW_RATE },
      log: {
        bytes: sizes.logBytes,
        files: sizes.logFiles,
        lastSeq: status.lastSeq,
        appliedSeq: status.appliedSeq,
      },
      store: { bytes: sizes.storeBytes },
      memory: status.memory,
      learners: status.learnerCount,
      openEpisodes: status.openEpisodeCount,
      pendingSends: status.pendingSendCount,
      strategies: sizes.strategies,
    };
  });
}

/** Why nothing is sent, and who did it; the audit log knows a person's part. */
async function stopOf({ school }: Deps, reason: string | null) {
  if (reason === null) return null;
  const act = reason === "stoppedByPerson" ? await lastActOn(school.db, "sends") : null;
  return { reason, by: act?.actor ?? null, at: act === null ? null : iso(act.at) };
}
