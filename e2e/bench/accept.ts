// Accept: events over HTTP to a durable answer, one, a hundred and a thousand a request, against Hono doing nothing else.
import { startChild } from "./child.ts";
import { buildLoad } from "./load.ts";
import type { Row, Sample, Setting } from "./row.ts";
import { shrunk } from "./row.ts";
import { openMeasured } from "./school.ts";

const CONNECTIONS = 64;

async function measure(setting: Setting, items: number, posts: number, floorPath: string): Promise<Sample> {
  const floor = startChild("floor");
  const school = await openMeasured(setting);
  try {
    const job = {
      key: school.caller.key,
      connections: CONNECTIONS,
      posts: shrunk(posts, setting),
      items,
      learners: 100_000,
      at: new Date().toISOString(),
    };
    const events = job.posts * items;
    const floorUrl = await floor.ask<string>({ sink: null });
    const perSecond = async (url: string, path: string, prefix: string) => {
      const load = await buildLoad({ ...job, url, path, prefix });
      const { ms, statuses } = await load.run();
      await load.end();
      if (Object.keys(statuses).some((status) => Number(status) >= 300))
        throw new Error(`${path}: ${JSON.stringify(statuses)}`);
      return (events / ms) * 1000;
    };
    // Both once to warm up, at a tenth, then measured one after the other.
    for (const [url, path] of [
      [floorUrl, floorPath],
      [school.driven.url, "/v1/events"],
    ] as const) {
      const load = await buildLoad({ ...job, posts: Math.ceil(job.posts / 10), url, path, prefix: "warm" });
      await load.run();
      await load.end();
    }
    const floorRate = await perSecond(floorUrl, floorPath, "floor");
    return { value: await perSecond(school.driven.url, "/v1/events", "run"), floor: floorRate };
  } finally {
    await school.end();
    await floor.end();
  }
}

function row(items: number, posts: number, floorPath: string, must: number, aim: number): Row {
  return {
    name: `accept-${items}`,
    title: `accept, ${items} event${items === 1 ? "" : "s"} per POST, ${CONNECTIONS} connections, durable`,
    unit: "events/s",
    floor: floorPath === "/answer" ? "bare Hono answering 202" : "bare Hono parsing the same",
    target: { of: "floor", is: "atLeast", must, aim },
    run: (setting) => measure(setting, items, posts, floorPath),
  };
}

/** One, a hundred, a thousand. */
export const acceptRows: readonly Row[] = [
  row(1, 60_000, "/answer", 0.6, 0.8),
  row(100, 6000, "/parse", 0.35, 0.6),
  row(1000, 600, "/parse", 0.35, 0.6),
];
