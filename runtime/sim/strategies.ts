// Strategies by chance: documents over every signal kind, node kind, channel and subject that compile without an error for the
// school they are drawn for. What does not compile is drawn again.
import type { Settings } from "#runtime/engine/logged.ts";
import { compile } from "#shared/strategy/compile.ts";
import { defaultContext } from "#shared/strategy/context.ts";
import { type Strategy, strategySchema } from "#shared/strategy/document.ts";
import { drawFlow } from "./flows.ts";
import { drawMessages } from "./messages.ts";
import type { Random } from "./random.ts";
import { drawSignal } from "./signals.ts";

/** What a strategy is made of while it is drawn: nodes by id, connections "from.port > to". */
export interface Sketch {
  nodes: Map<string, Record<string, unknown> & { type: string }>;
  edges: Set<string>;
}

/** A drawing that never compiles would be drawn for ever. */
const MOST_TRIES = 200;

/** A strategy that compiles under the settings of its school; versions of one strategy share an id. */
export function drawStrategy(random: Random, id: string, startAt: number, settings: Settings): Strategy {
  for (let turn = 0; turn < MOST_TRIES; turn += 1) {
    const document = sketchStrategy(random.fork(turn), id, startAt);
    const { pauses, quiet, caps, zone, signature, smsTail, allowedHosts } = settings;
    const context = {
      ...defaultContext,
      settings: { ...defaultContext.settings, pauses, quiet, caps, zone, signature, smsTail, allowedHosts },
    };
    const isSound = !compile(document, context).diagnostics.some(({ severity }) => severity === "error");
    if (isSound) return document;
  }
  throw new Error(`no strategy compiled in ${MOST_TRIES} tries`);
}

function sketchStrategy(random: Random, id: string, startAt: number): Strategy {
  const sketch: Sketch = { nodes: new Map(), edges: new Set() };
  const signals = Array.from({ length: random.int(1, 3) }, (_, index) => `s${index}`);
  for (const signal of signals) sketch.nodes.set(signal, { type: "signal", ...drawSignal(random, startAt) });
  const entries = drawFlow(random, sketch, signals);
  drawTiers(random, sketch, signals, entries);
  return strategySchema.parse({
    format: "winback.strategy/1",
    id,
    name: { "zh-CN": "模拟" },
    purpose: "retention",
    subject: random.pick(["learner", "learner", "course", { key: "questionId" }]),
    goal: {
      events: ["session.started", "lesson.completed"],
      days: random.int(1, 3),
      within: random.pick(["P5D", "P9D"]),
    },
    nodes: [...sketch.nodes].map(([node, fields]) => ({ id: node, ...fields })),
    edges: [...sketch.edges].map((line) => {
      const [, from, port, to] = /^([^.]+)\.(\S+) > (.+)$/.exec(line) ?? [];
      return { from, port, to };
    }),
    messages: drawMessages(random, sketch, id),
    ...drawPolicy(random, id),
  });
}

const isVip = { attr: "vip", op: "eq", value: true };

function drawPolicy(random: Random, id: string): object {
  const quiet = random.chance(0.3) ? { quiet: { from: "21:00", to: "07:30" } } : {};
  const caps = random.chance(0.3) ? { caps: [{ id: "own", scope: "all", limit: 2, per: "P3D" }] } : {};
  const expires = random.chance(0.3) ? { expires: random.pick(["PT6H", "P2D"]) } : {};
  const audience = random.pick([
    null,
    null,
    { not: isVip },
    { not: { signal: "s0" } },
    { attr: "status", op: "eq", value: "studying" },
  ]);
  return {
    policy: {
      cooldown: random.pick(["P1D", "P4D"]),
      priority: random.int(0, 100),
      pauses: random.pick(["school", "none"]),
      ...quiet,
      ...caps,
      ...expires,
    },
    ...(audience === null ? {} : { audience }),
    ...(random.chance(0.4) ? { holdout: { salt: `${id}-ho`, weight: 1500 } } : {}),
    ...(random.chance(0.3) ? { churn: { events: ["order.refunded", "enrolment.withdrawn"] } } : {}),
  };
}

/** One to three tiers over the signals; a score is wired where a tier asks for one. */
function drawTiers(
  random: Random,
  { nodes, edges }: Sketch,
  signals: readonly string[],
  entries: readonly string[],
): void {
  const weights = Object.fromEntries(signals.map((signal, index) => [signal, index + 0.5]));
  let isScored = false;
  const tierCount = random.int(1, Math.min(3, entries.length));
  for (let rank = 1; rank <= tierCount; rank += 1) {
    const wired = random.some(signals);
    const enter = random.pick([
      { atLeast: 1 },
      { atLeast: Math.min(2, wired.length) },
      { all: true },
      { score: 0.5 * rank },
    ]);
    const reach = { within: "P3D", minTouches: 0, minChannels: 0, maxTouches: 12 };
    nodes.set(`t${rank}`, { type: "tier", rank, enter, ...random.pick([{}, { reach }]) });
    for (const signal of wired) edges.add(`${signal}.on > t${rank}`);
    if ("score" in enter) edges.add(`risk.on > t${rank}`);
    isScored ||= "score" in enter;
  }
  if (isScored) nodes.set("risk", { type: "signal", kind: "score", weights, atLeast: 0.5 });
  for (const [index, entry] of entries.entries()) edges.add(`t${1 + (index % tierCount)}.enter > ${entry}`);
  for (const signal of signals)
    if (![...edges].some((line) => line.startsWith(`${signal}.`))) edges.add(`${signal}.on > t1`);
}
