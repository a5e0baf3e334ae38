// Running the installation: settings, stop, backup, jobs.

import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { recordAct } from "#runtime/store/school/audit.ts";
import { readJob } from "#runtime/store/school/jobs.ts";
import { getJob } from "#shared/api/ingest.ts";
import { getSettings, putSettings, settingsSchema } from "#shared/api/settings.ts";
import * as api from "#shared/api/system.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { perform } from "./acts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { settingsOf } from "./drafts.ts";
import { plainJob, startJob } from "./jobs.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { revisionOf } from "./route-strategies.ts";

/** Adds the routes of the installation. */
export function mountSystem(routes: Routes): void {
  const { deps } = routes;
  const { engine, school } = deps;
  mount(routes, getSettings, async () => {
    const { revision, settings } = await settingsOf(deps);
    return new Answer({ revision, settings: settingsSchema.parse(settings) }, { ETag: `"${revision}"` });
  });
  mount(routes, putSettings, async ({ body }, c) => {
    const { revision } = await settingsOf(deps);
    const wanted = revisionOf(c);
    if (wanted !== null && wanted !== revision) return refuse(412, "settings.revision");
    const effect = { do: "settings", document: canonicalJson(body) } as const;
    const seq = await perform(deps, { actor: actorOf(c), inputs: [{ is: "settings", settings: body }], effect });
    return { revision: (await settingsOf(deps)).revision, seq };
  });
  mount(routes, api.postStop, async ({ body }, c) => {
    const by = actorOf(c);
    const effect = {
      do: "note",
      act: body.isStopped ? "sends.stop" : "sends.go",
      object: "sends",
      detail: {},
    } as const;
    return {
      seq: await perform(deps, { actor: by, inputs: [{ is: "stopSends", isStopped: body.isStopped, by }], effect }),
    };
  });
  mount(routes, api.postBackup, ({ body }, c) => startBackup(deps, c, body.folder));
  mount(routes, api.postLogRound, async () => ({
    job: await startJob(deps, "logRound", async () => ({ ...(await deps.keepLog()) })),
  }));
  mount(routes, api.getExport, async () => ({ ...(await engine.export()) }));
  mount(routes, api.getStatus, async () => ({ ...(await engine.status()), version: deps.version }));
  mount(routes, api.confirmClock, async () => {
    await engine.confirmClock();
    return undefined;
  });
  mount(routes, getJob, async ({ params }) => {
    const job = await readJob(school, params.id);
    return job === null ? refuse(404, "job.unknown") : plainJob(job);
  });
}

async function startBackup(deps: Deps, c: AppContext, folder: string) {
  if (!isAbsolute(folder) || existsSync(folder)) return refuse(422, "backup.folder");
  const { school, engine, clock } = deps;
  const entry = { at: clock.now(), actor: actorOf(c), act: "backup", object: "school", detail: { folder } };
  await school.db.transaction((tx) => recordAct(tx, entry));
  const job = await startJob(deps, "backup", async () => {
    const { pauseMs } = await engine.backup(folder);
    await school.vacuumInto(join(folder, "school.db"));
    return { folder, pauseMs };
  });
  return { job };
}
