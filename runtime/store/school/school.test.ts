// school.db under load, restart and a second opener.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StoreBusy, StoreDamaged } from "#runtime/store/engine-db.ts";
import { brokenAudit, listAudit, recordAct } from "./audit.ts";
import { failRunningJobs, openJob, readJob } from "./jobs.ts";
import { openSchool } from "./open.ts";
import { createDraft, listStrategies, replaceDraft } from "./strategies.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "school-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const act = (n: number) => ({ at: n, actor: "a", act: "test", object: `o/${n}`, detail: { n } });

test("hundreds of acts, transactions and reads at once all succeed and keep the chain whole", async () => {
  const school = await openSchool(join(folder, "school.db"));
  const work = Array.from({ length: 300 }, async (_, n) => {
    await school.db.transaction((tx) => recordAct(tx, act(n)));
    if (n % 3 === 0) await createDraft(school.db, { id: `s${n}`, document: "{}", at: n, by: "a" });
    if (n % 5 === 0) await listStrategies(school.db);
  });
  await Promise.all(work);
  expect([(await listStrategies(school.db)).length, (await listAudit(school.db, null, 1000)).length]).toEqual([
    100, 300,
  ]);
  expect(await brokenAudit(school.db)).toBeNull();
  await school.close();
}, 30_000); // each act is synced to a disk that others use too

test("a transaction that throws leaves nothing behind and blocks nobody", async () => {
  const school = await openSchool(":memory:");
  const bad = school.db.transaction(async (tx) => {
    await recordAct(tx, act(1));
    throw new Error("no");
  });
  await expect(bad).rejects.toThrow("no");
  expect(await listAudit(school.db, null, 10)).toEqual([]);
  await school.db.transaction((tx) => recordAct(tx, act(2)));
  expect((await listAudit(school.db, null, 10)).length).toBe(1);
});

test("of two editors at the same revision one wins", async () => {
  const school = await openSchool(":memory:");
  const draft = { id: "s", document: "{}", at: 1, by: "a" };
  await createDraft(school.db, draft);
  const next = await Promise.all([replaceDraft(school.db, draft, 1), replaceDraft(school.db, draft, 1)]);
  expect(next.sort()).toEqual([2, null]);
});

test("what was written is there after a restart, keys included, and revoked ones stay revoked", async () => {
  const file = join(folder, "school 学校.db");
  const first = await openSchool(file);
  const wanted = { name: "n", source: "s", scopes: ["read", "ingest"] as const };
  const kept = await first.keys.create(wanted, 5, async () => {});
  const gone = await first.keys.create(wanted, 6, async () => {});
  await first.keys.revoke(gone.key.id, 7, async () => {});
  const job = await openJob(first, "backup", 8);
  await first.close();
  const second = await openSchool(file);
  expect(second.keys.find(kept.text)).toEqual(kept.key);
  expect(second.keys.find(gone.text)).toBeNull();
  await failRunningJobs(second, 9);
  expect(await readJob(second, job.id)).toMatchObject({
    state: "failed",
    result: { code: "job.interrupted" },
    endedAt: 9,
  });
  await second.close();
});

test("a copy from inside is whole", async () => {
  const school = await openSchool(join(folder, "school.db"));
  await createDraft(school.db, { id: "s", document: "{}", at: 1, by: "a" });
  await school.vacuumInto(join(folder, "copy.db"));
  await school.close();
  const copy = await openSchool(join(folder, "copy.db"));
  expect(await listStrategies(copy.db)).toMatchObject([{ id: "s" }]);
  await copy.close();
});

test("a second opener is refused, and so is a file that is no database", async () => {
  const file = join(folder, "school.db");
  const school = await openSchool(file);
  await expect(openSchool(file)).rejects.toThrow(StoreBusy);
  expect(await listStrategies(school.db)).toEqual([]);
  await school.close();
  writeFileSync(join(folder, "bad.db"), "not a database at all".repeat(500));
  await expect(openSchool(join(folder, "bad.db"))).rejects.toThrow(StoreDamaged);
});
