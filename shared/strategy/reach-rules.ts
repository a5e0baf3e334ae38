// Rules of time: what a tier's flow can keep of its reach promise (ruling 6), and flows that go on after the episode is over.
import { msOf } from "#shared/signal/fields.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import { isFlow } from "./document.ts";
import { type Drawing, pathOf, targetsAt } from "./drawing.ts";
import { spanOf, type Touch } from "./scenarios.ts";
import { portsOf } from "./structure.ts";
import { type PromisingTier, promises, type Study } from "./study.ts";

type Reach = PromisingTier["reach"];

/** Whether so many touches over so many channels come within `withinMs`; each touch may be `lateMs` of its channel later. */
export function keeps(
  touches: readonly Touch[],
  reach: Reach,
  withinMs: number,
  lateMs: (channel: string) => number = () => 0,
): boolean {
  const timely = touches.filter(({ at, channel }) => at + lateMs(channel) <= withinMs);
  return timely.length >= reach.minTouches && channelCount(timely) >= reach.minChannels;
}

/** How many channels some touches use. */
export function channelCount(touches: readonly Touch[]): number {
  return new Set(touches.map(({ channel }) => channel)).size;
}

/** Promises that no way through the tier's flow can keep: too few touches, too few channels, or too late. At most one a tier. */
export function brokenPromises(study: Study): Diagnostic[] {
  return promises(study).flatMap(({ tier, ways }) => {
    const { reach } = tier;
    const site = (field: keyof Reach) => ({ nodeId: tier.id, path: pathOf(study, tier.id, "reach", field) });
    if (reach.minTouches > reach.maxTouches || reach.minChannels > reach.maxTouches) {
      return [diagnose("reach.contradiction", site("maxTouches"), { node: tier.id, ...reach })];
    }
    const most = Math.max(0, ...ways.bounding.map((touches) => touches.length));
    if (most < reach.minTouches)
      return [diagnose("reach.tooFewTouches", site("minTouches"), { node: tier.id, needed: reach.minTouches, most })];
    const full = ways.bounding.filter((touches) => keeps(touches, reach, Number.POSITIVE_INFINITY));
    if (full.length === 0) {
      const channels = Math.max(0, ...ways.bounding.map(channelCount));
      return [
        diagnose("reach.tooFewChannels", site("minChannels"), {
          node: tier.id,
          needed: reach.minChannels,
          most: channels,
        }),
      ];
    }
    const withinMs = msOf(reach.within);
    if (full.some((touches) => keeps(touches, reach, withinMs))) return [];
    const earliestMs = Math.min(...full.map((touches) => keptAt(touches, reach)));
    return [diagnose("reach.tooLate", site("within"), { node: tier.id, withinMs, earliestMs })];
  });
}

/** The earliest that a way which keeps the promise in the end has kept it, in ms after entry. */
function keptAt(touches: readonly Touch[], reach: Reach): number {
  const times = touches.map(({ at }) => at).sort((a, b) => a - b);
  return times.find((at) => keeps(touches, reach, at)) ?? 0;
}

/** Flows that can touch more often than the promise allows: "never more than maxTouches in the tier". */
export function tooManyTouches(study: Study): Diagnostic[] {
  return promises(study).flatMap(({ tier, ways }) => {
    const most = ways.real.reduce((count, touches) => Math.max(count, touches.length), 0);
    if (most <= tier.reach.maxTouches) return [];
    const site = { nodeId: tier.id, path: pathOf(study, tier.id, "reach", "maxTouches") };
    return [diagnose("reach.tooManyTouches", site, { node: tier.id, allowed: tier.reach.maxTouches, most })];
  });
}

/** Human work that may be done after the promise it belongs to has run out. */
export function lateTasks(study: Study): Diagnostic[] {
  const told = new Set<string>();
  return promises(study).flatMap(({ tier }) => {
    const withinMs = msOf(tier.reach.within);
    return study.flow.flatMap((node) => {
      if (node.type !== "task" || told.has(node.id) || study.reached.get(tier.id)?.has(node.id) !== true) return [];
      if (msOf(node.within) <= withinMs) return [];
      told.add(node.id);
      const params = { node: node.id, taskMs: msOf(node.within), tier: tier.id, withinMs };
      return [diagnose("task.outlivesReach", { nodeId: node.id, path: pathOf(study, node.id, "within") }, params)];
    });
  });
}

/** Flows with steps that come after the goal's window: the episode has ended by then, and they never run. */
export function flowsBeyondGoal(study: Study): Diagnostic[] {
  if (study.cycle !== null) return [];
  const goalMs = msOf(study.document.goal.within);
  const lengths = flowLengths(study);
  return study.tiers.flatMap(({ id }) => {
    const flowMs = Math.max(0, ...targetsAt(study, id, "enter").map((first) => lengths.get(first) ?? 0));
    if (flowMs <= goalMs) return [];
    return [diagnose("exit.flowOutlivesGoal", { nodeId: id, path: pathOf(study, id) }, { node: id, flowMs, goalMs })];
  });
}

/** How long a path that enters a node may last at most, in ms, by node. */
function flowLengths(drawing: Drawing): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const id of drawing.order.toReversed()) {
    const node = drawing.byId.get(id);
    if (node === undefined || !isFlow(node)) continue;
    let longest = 0;
    for (const port of portsOf(node)) {
      const rest = targetsAt(drawing, id, port).reduce((most, to) => Math.max(most, lengths.get(to) ?? 0), 0);
      longest = Math.max(longest, spanOf(node, port).mostMs + rest);
    }
    lengths.set(id, longest);
  }
  return lengths;
}
