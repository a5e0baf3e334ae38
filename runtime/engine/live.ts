// The live view of a strategy, read off the tally: nothing is counted when it is asked for.
import type { z } from "zod";
import type { liveNodeSchema, liveSchema } from "#shared/api/live.ts";
import type { Engine } from "./engine.ts";
import { isoOf } from "./ledger-columns.ts";
import type { NodeTally, VersionTally } from "./tally.ts";

/** See `liveSchema`. */
export type LiveView = z.output<typeof liveSchema>;
type LiveNode = z.output<typeof liveNodeSchema>;

/** Which figures are asked for; `since` is the revision that the asker has. */
export interface LiveQuery {
  strategy: string;
  version: string | null;
  since: number | null;
}

/** How late a thing may be before it is called stalled (ms): timers are looked at every 100 ms, and a batch may take its time. */
const LATE_MS = 5000;

/** When the first thing fell due that has not happened; null where nothing is late. */
export function overdueSince(engine: Engine): number | null {
  const first = Math.min(engine.world.nextDueAt(), engine.outbox.nextDueAt);
  return first < engine.now() - LATE_MS ? first : null;
}

/** The figures of a strategy; `same` where nothing changed since. A strategy that never ran has none. */
export function readLive(engine: Engine, { strategy, version, since }: LiveQuery): LiveView | "same" {
  const { rollup, world } = engine;
  const revision = rollup.tally.revisionOf(strategy);
  if (since === revision) return "same";
  const all = rollup.tally.versionsOf(strategy, world);
  const versions = version === null ? all : all.filter((one) => one.version === version);
  const nodes = nodesOf(versions);
  const tiers = versions.flatMap((one) => [...one.nodes].filter(([, { counts }]) => counts.has("tiered")));
  return {
    strategy,
    version,
    state: world.program.byId.get(strategy)?.state ?? "draft",
    revision,
    at: isoOf(engine.now()) ?? "",
    openEpisodes: versions.reduce((sum, { open }) => sum + open, 0),
    nodes,
    edges: edgesOf(versions),
    tiers: Object.fromEntries(tiers.map(([id]) => [id, nodes[id]?.here ?? 0])),
    promises: promisesOf(versions),
    stalled: {
      stop: engine.stop,
      overdueSince: isoOf(overdueSince(engine)),
      heldByReason: rollup.tally.waiting(strategy),
    },
  };
}

/** The counts under a prefix, with the rest of their names. */
function* under({ counts }: NodeTally, prefix: string): Iterable<[string, number]> {
  for (const [what, count] of counts) if (what.startsWith(prefix)) yield [what.slice(prefix.length), count];
}

function nodesOf(versions: readonly VersionTally[]): Record<string, LiveNode> {
  const nodes: Record<string, LiveNode> = {};
  for (const [id, tally] of versions.flatMap((one) => [...one.nodes])) {
    const node = nodes[id] ?? { entered: 0, here: null, left: {} };
    nodes[id] = node;
    const entered = tally.counts.get("entered");
    if (entered !== undefined || tally.here !== 0) node.here = (node.here ?? 0) + tally.here;
    node.entered += entered ?? 0;
    for (const [, count] of under(tally, "on ")) node.entered += count;
    for (const [port, count] of under(tally, "left ")) node.left[port] = (node.left[port] ?? 0) + count;
  }
  return nodes;
}

function edgesOf(versions: readonly VersionTally[]): LiveView["edges"] {
  const edges = new Map<string, LiveView["edges"][number]>();
  const add = (from: string, port: string, to: string | null, count: number) => {
    const key = `${from} ${port} ${to ?? ""}`;
    const edge = edges.get(key) ?? { from, port, to, count: 0 };
    edge.count += count;
    edges.set(key, edge);
  };
  for (const [id, tally] of versions.flatMap((one) => [...one.nodes])) {
    for (const [tier, count] of under(tally, "on ")) add(id, "on", tier, count);
    for (const [port, count] of under(tally, "left ")) if (port !== "") add(id, port, null, count);
    if (tally.counts.has("tiered")) add(id, "enter", null, tally.counts.get("tiered") ?? 0);
  }
  return [...edges.values()];
}

function promisesOf(versions: readonly VersionTally[]): LiveView["promises"] {
  const promises = { kept: 0, broken: 0, superseded: 0, notNeeded: 0 };
  for (const [, tally] of versions.flatMap((one) => [...one.nodes])) {
    for (const [state, count] of under(tally, "promise ")) promises[state as keyof typeof promises] += count;
  }
  return promises;
}
