// Running the installation: setup, keys, settings, stop, audit, backup, jobs.

import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { listAudit, recordAct } from "#runtime/store/school/audit.ts";
import { readJob } from "#runtime/store/school/jobs.ts";
import type { ApiKey } from "#runtime/store/school/keys.ts";
import { redeemSetupToken } from "#runtime/store/school/setup.ts";
import { getJob } from "#shared/api/ingest.ts";
import { getSettings, putSettings, settingsSchema } from "#shared/api/settings.ts";
import * as api from "#shared/api/system.ts";
import { slug } from "#shared/event/text.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { perform } from "./acts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { settingsOf } from "./drafts.ts";
import { iso, isoOrNull } from "./iso.ts";
import { plainJob, startJob } from "./jobs.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { revisionOf } from "./route-strategies.ts";

const SETUP_TRIES = 5;
const MINUTE_MS = 60_000;

/** Adds the routes of the installation. */
export function mountSystem(routes: Routes): void {
  const { deps } = routes;
  const { engine, school } = deps;
  mountSetup(routes);
  mountKeys(routes);
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
  mount(routes, api.listAudit, async ({ query }) => {
    const before = query.cursor === undefined ? null : Number(query.cursor);
    if (before !== null && !Number.isSafeInteger(before)) return refuse(422, "request.cursor");
    const rows = await listAudit(school.db, before, query.limit);
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => ({ ...row, at: iso(row.at) })),
      next: rows.length === query.limit && last !== undefined && last.seq > 1 ? String(last.seq) : null,
    };
  });
  mount(routes, api.postBackup, ({ body }, c) => startBackup(deps, c, body.folder));
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

function mountSetup(routes: Routes): void {
  const { school, clock } = routes.deps;
  let failures: number[] = [];
  mount(routes, api.postSetup, async ({ body }) => {
    const now = clock.now();
    failures = failures.filter((at) => at > now - MINUTE_MS && at <= now);
    if (failures.length >= SETUP_TRIES) return refuse(429, "setup.tooMany", [], { "Retry-After": "60" });
    failures.push(now); // counted before the answer is known, so that a burst counts as well
    const made = await redeemSetupToken(school, body.token, body.name, now);
    if (made === null) return refuse(403, "setup.token");
    return new Answer({ key: made.text, id: made.key.id, prefix: made.key.prefix }, { "Cache-Control": "no-store" });
  });
}

function plain(key: ApiKey) {
  return { ...key, scopes: [...key.scopes], createdAt: iso(key.createdAt), revokedAt: isoOrNull(key.revokedAt) };
}

function mountKeys(routes: Routes): void {
  const { school, clock } = routes.deps;
  const { keys } = school;
  mount(routes, api.listKeys, () => ({ items: keys.list().map(plain) }));
  mount(routes, api.createKey, async ({ body }, c) => {
    const at = clock.now();
    const wanted = {
      name: body.name,
      source: body.source ?? (slug(body.name) || "default"),
      scopes: [...new Set(body.scopes)],
    };
    const { key, text } = await keys.create(wanted, at, (tx, made) =>
      recordAct(tx, {
        at,
        actor: actorOf(c),
        act: "key.create",
        object: `key/${made.prefix}`,
        detail: { name: made.name, scopes: made.scopes },
      }),
    );
    return new Answer({ ...plain(key), key: text }, { "Cache-Control": "no-store" });
  });
  mount(routes, api.revokeKey, async ({ params }, c) => {
    const at = clock.now();
    const admins = keys.list().filter((key) => key.revokedAt === null && key.scopes.includes("admin"));
    if (admins.length === 1 && admins[0]?.id === params.id) return refuse(409, "key.last");
    const isDone = await keys.revoke(params.id, at, (tx, key) =>
      recordAct(tx, { at, actor: actorOf(c), act: "key.revoke", object: `key/${key.prefix}`, detail: {} }),
    );
    return isDone ? undefined : refuse(404, "key.unknown");
  });
}
