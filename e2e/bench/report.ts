// Reports over ten million sends: each view of a long history asked again and again, against the same server saying that it is well.
import { join } from "node:path";
import { Caller, end, mustStart, setUp } from "#e2e/drive/server.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { dateOfDay } from "#shared/kernel/zone.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { startChild } from "./child.ts";
import { median } from "./load.ts";
import type { Built, Task } from "./process-report.ts";
import { type Row, type Sample, type Setting, shrunk } from "./row.ts";

/** A learner gets about twelve sends in a season: ten million in all. */
const PLAYED = 2000;
const TIMES = 48;
const SEASONS = 9;
const SEASON_DAYS = 84;
const GOES = 9;

/** Each view by name. */
function viewsOf(strategy: string, salts: { holdout: string; message: string }): Record<string, string> {
  const today = Math.floor(Date.now() / DAY_MS);
  const learners = `/api/reports/learners?limit=100&id=${strategy}`;
  return {
    overview: "/api/overview",
    experiments: "/api/reports/overview",
    strategy: `/api/reports/strategies/${strategy}`,
    "strategy, all days": `/api/reports/strategies/${strategy}?from=2000-01-01&by=message`,
    "strategy, one tier": `/api/reports/strategies/${strategy}?cut=tier&value=warning&by=cause`,
    "holdout experiment": `/api/reports/experiments/${salts.holdout}`,
    "message experiment": `/api/reports/experiments/${salts.message}`,
    "learners behind sends": `${learners}&kind=send&counter=opened`,
    "learners behind sends, last weeks": `${learners}&kind=send&counter=opened&from=${dateOfDay(today - 60)}`,
    "learners behind episodes": `${learners}&kind=episode&counter=recovered`,
    "learners behind an arm": `/api/reports/learners?limit=100&id=${salts.holdout}&kind=exposure&arm=holdout&counter=recovered`,
  };
}

async function timed(caller: Caller, path: string): Promise<number> {
  const begunAt = performance.now();
  await caller.call("GET", path);
  return performance.now() - begunAt;
}

async function timedOften(caller: Caller, path: string): Promise<number[]> {
  const taken: number[] = [];
  for (let go = 0; go < GOES; go += 1) taken.push(await timed(caller, path));
  return taken;
}

/** A folder in which the strategy is live from a day on that is long past. */
async function furnish(data: string, document: { id: string }, startAt: number): Promise<string> {
  const driven = await mustStart({ data, isTest: true });
  const caller = await setUp(driven, "bench");
  await caller.call("POST", "/test/clock", { set: new Date(startAt - DAY_MS).toISOString() });
  await caller.settle({ zone: "UTC", quiet: null });
  await caller.publish(document);
  await end(driven);
  return caller.key;
}

async function measure(setting: Setting): Promise<Sample> {
  const document = gallery[0]?.document;
  if (document?.holdout === undefined) throw new Error("the first strategy of the gallery has a holdout");
  const message = Object.values(document.messages ?? {}).find(({ experiment }) => experiment !== undefined);
  const salts = { holdout: document.holdout.salt, message: message?.experiment?.salt ?? "" };
  const data = join(setting.newFolder(), "data");
  const startAt = (Math.floor(Date.now() / DAY_MS) - SEASONS * SEASON_DAYS) * DAY_MS;
  const key = await furnish(data, document, startAt);
  const builder = startChild("report");
  const task: Task = {
    folder: data,
    learners: PLAYED,
    times: shrunk(TIMES, setting),
    seasons: SEASONS,
    days: SEASON_DAYS,
    startAt,
  };
  const built = await builder.ask<Built>(task).finally(() => builder.end());
  const driven = await mustStart({ data, isTest: false });
  const caller = new Caller(driven.url);
  caller.key = key;
  try {
    return await measureViews(caller, viewsOf(document.id, salts), { ...built, "ready ms": driven.readyMs });
  } finally {
    await end(driven, "SIGKILL");
  }
}

/** The slowest view counts; the floor is a round trip to the engine and back. */
async function measureViews(
  caller: Caller,
  views: Readonly<Record<string, string>>,
  beside: Record<string, number>,
): Promise<Sample> {
  const notes: Record<string, number> = { ...beside };
  // The sign of over-notification is made at the first look of a week, and kept.
  notes["first of the week"] = await timed(caller, views["strategy"] ?? "");
  const floor = median(await timedOften(caller, "/readyz"));
  const medians: number[] = [];
  for (const [name, path] of Object.entries(views)) {
    const taken = await timedOften(caller, path);
    medians.push(median(taken));
    notes[name] = median(taken);
    notes[`${name}, worst`] = Math.max(...taken);
  }
  return { value: Math.max(...medians), floor, notes };
}

/** The row. Takes some gigabytes of disk and some minutes to build: measured by name (`--only report --runs 1`), or with the curves. */
export const report: Row = {
  name: "report",
  title: "reports over 10M sends: the slowest view",
  unit: "ms",
  floor: "a round trip to the engine",
  target: { of: "value", is: "atMost", must: 300, aim: 100 },
  isScale: true,
  run: measure,
};
