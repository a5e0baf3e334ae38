// Flows by chance: steps of every node kind, each port leading to a later step or nowhere, so that no flow has a cycle and every
// step is reached.
import { flowNodeSchema } from "#shared/node/all.ts";
import { portsOf } from "#shared/strategy/structure.ts";
import type { Random } from "./random.ts";
import { hosts } from "./school.ts";
import type { Sketch } from "./strategies.ts";

type Step = Record<string, unknown> & { type: string };

const isVip = { attr: "vip", op: "eq", value: true };

/** Adds a flow and gives the steps that tiers lead to: those that no other step leads to. */
export function drawFlow(random: Random, { nodes, edges }: Sketch, signals: readonly string[]): string[] {
  const count = random.int(2, 9);
  const isReached = new Set<string>();
  const ids = Array.from({ length: count }, (_, index) => `n${index}`);
  for (const [index, id] of ids.entries()) {
    const sends = [...nodes].filter(([, node]) => node.type === "send").map(([name]) => name);
    const step = drawStep(random, id, sends, signals);
    nodes.set(id, step);
    const later = ids.slice(index + 1);
    for (const port of portsOf(flowNodeSchema.parse({ id, ...step }))) {
      if (later.length === 0 || random.chance(0.2)) continue;
      const to = random.chance(0.6) ? (later[0] as string) : random.pick(later);
      edges.add(`${id}.${port} > ${to}`);
      isReached.add(to);
    }
  }
  return ids.filter((id) => !isReached.has(id));
}

/** A step of any kind; a waitFor may wait for a send before it. */
function drawStep(random: Random, id: string, sends: readonly string[], signals: readonly string[]): Step {
  return random.pick<() => Step>([
    () => drawSend(random, id),
    () => drawSend(random, id),
    () => drawSend(random, id),
    () => ({ type: "wait", ...drawWait(random) }),
    () => ({ type: "window", from: random.pick(["08:00", "18:00"]), to: random.pick(["12:00", "21:00"]) }),
    () => ({ type: "waitFor", ...drawAwaited(random, sends) }),
    () => ({ type: "branch", cases: [{ port: "x", when: drawCondition(random, signals) }] }),
    () => ({
      type: "split",
      salt: `split-${id}`,
      arms: [
        { port: "x", weight: 4000 },
        { port: "y", weight: 6000 },
      ],
    }),
    () => ({
      type: "task",
      group: "coach",
      title: { "zh-CN": "回访" },
      within: random.pick(["PT20H", "P2D"]),
      outcomes: ["talked", "missed"],
    }),
    () => ({
      type: "update",
      ...random.pick<object>([{ set: { vip: true } }, { set: { vip: null }, addTags: ["won"] }]),
    }),
    () => ({ type: "webhook", url: `https://${random.pick(hosts)}/${id}`, fields: { who: "{{learner.id}}" } }),
    () => ({ type: "webhook", url: `https://${random.pick(hosts)}/${id}` }),
    () => ({ type: "end" }),
  ])();
}

function drawSend(random: Random, id: string): Step {
  const channel = random.pick(["inapp", "push", "sms", "wechat", "email"]);
  const recipient = random.chance(0.15) ? { to: "guardian" } : {};
  return { type: "send", message: `${channel}-${id}`, ...recipient, ...random.pick([{}, { recheck: false }]) };
}

function drawWait(random: Random): object {
  return random.pick<object>([
    { for: random.pick(["PT1H", "PT7H", "P1D", "P2D"]) },
    { until: { time: random.pick(["09:00", "18:30"]) } },
    { until: { time: "10:00", weekdays: [1, 4] } },
  ]);
}

function drawAwaited(random: Random, sends: readonly string[]): object {
  if (sends.length === 0 || random.chance(0.3)) return { events: ["forum.posted", "checkin.done"], timeout: "P1D" };
  return {
    outcome: random.pick(["delivered", "opened", "acted"]),
    of: random.pick(sends),
    timeout: random.pick(["PT12H", "P1D"]),
  };
}

function drawCondition(random: Random, signals: readonly string[]): object {
  const signal = { signal: random.pick(signals) };
  return random.pick<object>([isVip, signal, { not: signal }, { cause: "content" }, { any: [isVip, signal] }]);
}
