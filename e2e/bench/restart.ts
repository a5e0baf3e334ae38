// From kill -9 to ready with a million learners and a million events in the log, against reading the same files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endSignal } from "#e2e/drive/profile.ts";
import { end, mustStart } from "#e2e/drive/server.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { runLoad } from "./load.ts";
import { type Row, type Sample, type Setting, shrunk } from "./row.ts";
import { openMeasured } from "./school.ts";

const ITEMS = 1000;

async function measure(setting: Setting): Promise<Sample> {
  const school = await openMeasured(setting);
  const document = gallery[0]?.document;
  if (document === undefined) throw new Error("the gallery is empty");
  // For everybody: these learners have no attributes.
  const { audience: _, ...everybody } = document;
  await school.caller.publish(everybody);
  const learners = shrunk(1_000_000, setting);
  const { url } = school.driven;
  const at = new Date().toISOString();
  const posts = Math.ceil(learners / ITEMS);
  const job = { url, path: "/v1/events", key: school.caller.key, connections: 4, items: ITEMS, learners, at };
  await runLoad({ ...job, posts, prefix: "fill" });
  await end(school.driven, "SIGKILL");
  const floor = readAll(school.data);
  const again = await mustStart({ data: school.data, isTest: false });
  const value = again.readyMs;
  await end(again, endSignal());
  return { value: value / 1000, floor: floor.ms / 1000, notes: { "megabytes read": floor.bytes / 2 ** 20 } };
}

function readAll(folder: string): { ms: number; bytes: number } {
  const begunAt = performance.now();
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) bytes += readFileSync(join(entry.parentPath, entry.name)).length;
  return { ms: performance.now() - begunAt, bytes };
}

/** The row. */
export const restart: Row = {
  name: "restart",
  title: "restart after kill -9, 1M learners, 1M events in the log",
  unit: "s",
  floor: "read of the files",
  target: { of: "value", is: "atMost", must: 5, aim: 2 },
  run: measure,
};
