// End to end: one event, one decision, one webhook at a local sink; all of them there, none twice. Beside it a relay that keeps
// nothing, and with --peers Node-RED doing the same.
import { setTimeout as pause } from "node:timers/promises";
import { type Child, startChild } from "./child.ts";
import { buildLoad } from "./load.ts";
import { startNodeRed } from "./peer.ts";
import type { Seen } from "./process-sink.ts";
import { type Row, type Sample, type Setting, shrunk } from "./row.ts";
import { oneCall, openMeasured } from "./school.ts";

const EVENTS = 20_000;
/** Longer without a new call and the rest is lost (ms). */
const PATIENCE_MS = 20_000;

interface Way {
  url: string;
  path: string;
  key: string;
}

/** Events a second from the first request to the last call at the sink. */
async function rateOf(way: Way, sink: Child, posts: number, prefix: string): Promise<number> {
  await sink.ask("clear");
  const at = new Date().toISOString();
  const type = "complaint.filed";
  const load = await buildLoad({ ...way, connections: 64, posts, items: 1, learners: posts, prefix, at, type });
  const begunAt = performance.timeOrigin + performance.now();
  await load.run();
  await load.end();
  await untilSeen(sink, posts);
  const { arrivals, againCount } = await sink.ask<Seen>("seen");
  if (againCount > 0) throw new Error(`${prefix}: ${againCount} calls came twice`);
  return (posts / (Math.max(...arrivals.values()) - begunAt)) * 1000;
}

async function untilSeen(sink: Child, count: number): Promise<void> {
  let seen = -1;
  for (let since = performance.now(); performance.now() - since < PATIENCE_MS; await pause(50)) {
    const now = await sink.ask<number>("count");
    if (now >= count) return;
    if (now !== seen) since = performance.now();
    seen = now;
  }
  throw new Error(`${seen} of ${count} calls came`);
}

async function measure(setting: Setting): Promise<Sample> {
  const posts = shrunk(EVENTS, setting);
  const sink = startChild("sink");
  const relay = startChild("floor");
  const host = await sink.ask<string>("start");
  const school = await openMeasured(setting, host);
  const peer = setting.isPeers ? await startNodeRed(host) : null;
  try {
    await school.caller.publish(oneCall(host));
    const product: Way = { url: school.driven.url, path: "/v1/events", key: school.caller.key };
    const bare: Way = { url: await relay.ask<string>({ sink: `http://${host}/` }), path: "/forward", key: "" };
    for (const [n, way] of [product, bare, ...(peer ? [peer.way] : [])].entries())
      await rateOf(way, sink, Math.ceil(posts / 10), `warm${n}`);
    const relayRate = await rateOf(bare, sink, posts, "relay");
    const peerRate = peer === null ? null : await rateOf(peer.way, sink, Math.min(posts, 5000), "peer");
    const value = await rateOf(product, sink, posts, "run");
    const notes = { "bare relay, keeps nothing": relayRate };
    return { value, floor: peerRate, notes };
  } finally {
    await peer?.end();
    await school.end();
    await relay.end();
    await sink.end();
  }
}

/** The row. */
export const endToEnd: Row = {
  name: "end-to-end",
  title: "end to end to a local webhook sink, A/B, durable, 0 lost",
  unit: "events/s",
  floor: "Node-RED doing the same (--peers)",
  target: { of: "floor", is: "atLeast", must: 10, aim: 50 },
  run: measure,
};
