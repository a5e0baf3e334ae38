// How long the API takes while events come in at half of what the server can take, and while it idles.
import { setTimeout as pause } from "node:timers/promises";
import { Connection } from "#e2e/drive/connection.ts";
import { buildLoad, percentile, runLoad } from "./load.ts";
import { type Row, type Sample, type Setting, shrunk } from "./row.ts";
import { openMeasured } from "./school.ts";

const ITEMS = 100;
const POSTS = 12_000;
const EVERY_MS = 5;

/** Latencies of health checks until `isOver`. */
async function watch(connection: Connection, isOver: () => boolean): Promise<number[]> {
  const taken: number[] = [];
  while (!isOver()) {
    const begunAt = performance.now();
    const answer = await connection.send({ method: "GET", path: "/healthz" });
    if (!answer.isAnswer || answer.status !== 200) throw new Error("the health check failed");
    taken.push(performance.now() - begunAt);
    await pause(EVERY_MS);
  }
  return taken;
}

async function measure(setting: Setting): Promise<Sample> {
  const school = await openMeasured(setting);
  const { url } = school.driven;
  const job = { url, path: "/v1/events", key: school.caller.key, connections: 16, items: ITEMS, learners: 100_000 };
  const at = new Date().toISOString();
  const connection = new Connection(url, school.caller.key);
  try {
    const posts = shrunk(POSTS, setting);
    const full = await runLoad({ ...job, posts: Math.ceil(posts / 3), prefix: "full", at });
    const perSecond = (posts / 3 / full.ms) * 1000 * 0.5;
    const idleUntil = performance.now() + 1000;
    const idle = await watch(connection, () => performance.now() > idleUntil);
    const load = await buildLoad({ ...job, posts, prefix: "half", at, perSecond });
    let isOver = false;
    const running = load.run().finally(() => {
      isOver = true;
    });
    const busy = await watch(connection, () => isOver);
    const outcome = await running;
    await load.end();
    const notes = {
      "idle p99 ms": percentile(idle, 0.99),
      "busy p50 ms": percentile(busy, 0.5),
      "events/s meanwhile": (posts * ITEMS * 1000) / outcome.ms,
    };
    return { value: percentile(busy, 0.99), floor: null, notes };
  } finally {
    connection.close();
    await school.end();
  }
}

/** The row. */
export const busy: Row = {
  name: "busy",
  title: "health p99 while ingesting at half the maximum",
  unit: "ms",
  floor: null,
  target: { of: "value", is: "atMost", must: 50, aim: 20 },
  run: measure,
};
