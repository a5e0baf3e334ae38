// How long from the answer to an event until its call is at the sink, at a thousand events a second.
import { setTimeout as pause } from "node:timers/promises";
import { startChild } from "./child.ts";
import { percentile, runLoad } from "./load.ts";
import type { Seen } from "./process-sink.ts";
import { type Row, type Sample, type Setting, shrunk } from "./row.ts";
import { oneCall, openMeasured } from "./school.ts";

const PER_SECOND = 1000;
const EVENTS = 10_000;
/** Until what runs all the time is compiled. */
const WARM = 4000;

async function measure(setting: Setting): Promise<Sample> {
  const posts = shrunk(EVENTS, setting);
  const sink = startChild("sink");
  const host = await sink.ask<string>("start");
  const school = await openMeasured(setting, host);
  try {
    await school.caller.publish(oneCall(host));
    const job = {
      url: school.driven.url,
      path: "/v1/events",
      key: school.caller.key,
      connections: 64,
      items: 1,
      learners: posts,
      type: "complaint.filed",
      at: new Date().toISOString(),
    };
    await runLoad({ ...job, posts: WARM, prefix: "warm", perSecond: PER_SECOND });
    const { answeredAt } = await runLoad({ ...job, posts, prefix: "run", perSecond: PER_SECOND });
    for (let tries = 0; tries < 400 && (await sink.ask<number>("count")) < posts + WARM; tries += 1) await pause(50);
    const { arrivals } = await sink.ask<Seen>("seen");
    // A call may overtake the answer on its way to the client: then nobody waited.
    const waits = [...answeredAt].map((at, n) =>
      Math.max(0, (arrivals.get(`run-${n}`) ?? Number.POSITIVE_INFINITY) - at),
    );
    return { value: percentile(waits, 0.99), floor: null, notes: { "p50 ms": percentile(waits, 0.5) } };
  } finally {
    await school.end();
    await sink.end();
  }
}

/** The row; its p50 has to be 5 ms at most. */
export const latency: Row = {
  name: "latency",
  title: `accepted to sink at ${PER_SECOND} events/s, p99`,
  unit: "ms",
  floor: null,
  target: { of: "value", is: "atMost", must: 50, aim: 20 },
  run: measure,
};
