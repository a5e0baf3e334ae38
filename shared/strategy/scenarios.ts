// The ways a tier's flow can go: every choice of ports, with the touches each way makes and the earliest instant of each. What the
// reach promise can and cannot keep is read from them.

import { type FlowNode, nodeKind } from "#shared/node/all.ts";
import { atOnce, type Span } from "#shared/node/kind.ts";
import { isFlow } from "./document.ts";
import { type Drawing, targetsAt } from "./drawing.ts";
import { channelOfNode } from "./plan.ts";
import { portsOf } from "./structure.ts";

/** A touch of one way through the flow: the earliest it can come, in ms after tier entry. */
export interface Touch {
  readonly at: number;
  readonly channel: string;
  readonly node: string;
}

/** The ways through a tier's flow. */
export interface Scenarios {
  /** Ways that exist: what happens in one of them can happen. Complete unless the flow has too many. */
  readonly real: readonly (readonly Touch[])[];
  /** Ways of which no real one has more: what happens in none of them cannot happen. */
  readonly bounding: readonly (readonly Touch[])[];
}

/** The span of a node by one of its ports. */
export function spanOf(node: FlowNode, port: string): Span {
  return nodeKind(node.type)?.span(node, port) ?? atOnce;
}

/** One way to leave a node. */
interface Leave {
  readonly afterMs: number;
  readonly channel: string | null;
  readonly to: readonly string[];
}

interface Run {
  /** Arrivals to come, the earliest last. */
  readonly queue: { at: number; id: string }[];
  readonly ran: Set<string>;
  readonly touches: Touch[];
}

/** Work that one tier may cost, in nodes walked or copied; beyond it the bound is taken from all ports at once. */
const BUDGET = 200_000;

/** The ways through a tier's flow. The drawing has no cycle. */
export function scenariosOf(drawing: Drawing, tier: string): Scenarios {
  const leaves = leavesOf(drawing, tier);
  const start = (): Run => enter({ queue: [], ran: new Set(), touches: [] }, targetsAt(drawing, tier, "enter"), 0);
  const real: Touch[][] = [];
  const stack = [start()];
  let cost = 0;
  for (let run = stack.pop(); run !== undefined; run = stack.pop()) {
    const before = run.ran.size;
    const fork = walk(run, leaves);
    cost += 1 + run.ran.size - before;
    if (fork === null) real.push(run.touches);
    else {
      for (const leave of fork.ways) stack.push(depart(copy(run), fork.id, fork.at, leave));
      cost += fork.ways.length * (run.ran.size + run.queue.length);
    }
    if (cost > BUDGET) return { real: [...real, walkRichest(start(), leaves)], bounding: [walkAll(start(), leaves)] };
  }
  return { real, bounding: real };
}

/** The ways to leave each node that a tier reaches, without those that another does at least as well as: no later, to as many, as touching. */
function leavesOf(drawing: Drawing, tier: string): Map<string, Leave[]> {
  const byNode = new Map<string, Leave[]>();
  for (const id of drawing.reached.get(tier) ?? []) {
    const node = drawing.byId.get(id);
    if (node === undefined || !isFlow(node)) continue;
    const channel = touchChannel(drawing, node);
    const all = portsOf(node).map((port): Leave => {
      const { leastMs, isTouch } = spanOf(node, port);
      return { afterMs: leastMs, channel: isTouch ? channel : null, to: targetsAt(drawing, id, port) };
    });
    byNode.set(
      id,
      all.filter(
        (leave, index) =>
          !all.some((other, at) => at !== index && covers(other, leave) && (at < index || !covers(leave, other))),
      ),
    );
  }
  return byNode;
}

/** The channel by which a node touches a person; null for one that touches none. A message yet to be written counts as a channel of its own. */
function touchChannel(drawing: Drawing, node: FlowNode): string | null {
  const channel = channelOfNode(drawing.document, node);
  if (channel === null) return node.type === "send" ? `unknown ${node.message}` : null;
  return channel === "webhook" ? null : channel;
}

function covers(a: Leave, b: Leave): boolean {
  const isTouching = b.channel === null || a.channel === b.channel;
  return isTouching && a.afterMs <= b.afterMs && b.to.every((id) => a.to.includes(id));
}

/** Walks until a node that can be left in several ways, which it returns; null at the end. */
function walk(
  run: Run,
  leaves: ReadonlyMap<string, readonly Leave[]>,
): { id: string; at: number; ways: readonly Leave[] } | null {
  for (let arrival = run.queue.pop(); arrival !== undefined; arrival = run.queue.pop()) {
    const { id, at } = arrival;
    if (run.ran.has(id)) continue;
    run.ran.add(id);
    const ways = leaves.get(id) ?? [];
    if (ways.length > 1) return { id, at, ways };
    for (const leave of ways) depart(run, id, at, leave);
  }
  return null;
}

/** Walks as if every node left by all its ports at once: no real way touches more, or earlier. */
function walkAll(run: Run, leaves: ReadonlyMap<string, readonly Leave[]>): Touch[] {
  for (let fork = walk(run, leaves); fork !== null; fork = walk(run, leaves)) {
    const channel = fork.ways.find((leave) => leave.channel !== null)?.channel ?? null;
    for (const leave of fork.ways) depart(run, fork.id, fork.at, { ...leave, channel: null });
    if (channel !== null) run.touches.push({ at: fork.at, channel, node: fork.id });
  }
  return run.touches;
}

/** One real way: at each fork, the port that leads to most, a touch counting as a step. */
function walkRichest(run: Run, leaves: ReadonlyMap<string, readonly Leave[]>): Touch[] {
  const gain = (leave: Leave) => leave.to.length + (leave.channel === null ? 0 : 1);
  for (let fork = walk(run, leaves); fork !== null; fork = walk(run, leaves)) {
    const [richest] = fork.ways.toSorted((a, b) => gain(b) - gain(a));
    if (richest !== undefined) depart(run, fork.id, fork.at, richest);
  }
  return run.touches;
}

function depart(run: Run, node: string, at: number, leave: Leave): Run {
  if (leave.channel !== null) run.touches.push({ at, channel: leave.channel, node });
  return enter(run, leave.to, at + leave.afterMs);
}

function enter(run: Run, ids: readonly string[], at: number): Run {
  for (const id of ids) {
    if (run.ran.has(id)) continue;
    let place = run.queue.length;
    while (place > 0 && (run.queue[place - 1]?.at ?? 0) < at) place -= 1;
    run.queue.splice(place, 0, { at, id });
  }
  return run;
}

function copy(run: Run): Run {
  return { queue: [...run.queue], ran: new Set(run.ran), touches: [...run.touches] };
}
