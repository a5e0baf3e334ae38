// Tiers that a scan of a learner's events calls for, held against those the engine came to.
import { isInAudience, lastKey } from "#shared/flow/assess.ts";
import type { Episode } from "#shared/flow/episode.ts";
import { Look } from "#shared/flow/look.ts";
import type { LiveStrategy } from "#shared/flow/program.ts";
import type { World } from "#shared/flow/world.ts";
import { addElapsed, type Pause } from "#shared/kernel/pause.ts";
import type { SignalDef } from "#shared/signal/all.ts";
import type { Plan, PlanTier } from "#shared/strategy/plan.ts";
import { holds } from "#shared/tier/tier.ts";
import type { Retold } from "./oracle.ts";
import { courseOf, isScanned, type Scanned, type Scene, scan } from "./scan-signals.ts";

/** What the engine reads otherwise than a scan does, and tiers above an episode's own that hold. */
export function* scanTiers(world: World, { facts, events, moved }: Retold): Iterable<string> {
  if (!Number.isFinite(world.now)) return; // started anew, and nothing has happened since
  for (const [learner, id] of world.facts.ids.entries()) {
    const row = facts.ixOf.get(id);
    if (id === "" || row === undefined) continue;
    const own = events.get(row) ?? [];
    const ids = [...new Set(own.map(({ course }) => course).filter((course) => course !== null))].sort();
    const courses = ids.map((course) => courseOf(course, own));
    for (const strategy of world.program.strategies)
      for (const subject of strategy.plan.document.subject === "course" ? ids : [""])
        for (const text of scanStrategy(world, learner, strategy, subject, {
          events: own,
          courses,
          now: world.now,
          pauses: [],
          zone: world.facts.zoneOf(learner),
          isMoved: moved.has(row),
        }))
          yield `${id} ${strategy.id} ${subject}: ${text}`;
  }
}

function* scanStrategy(
  world: World,
  learner: number,
  strategy: LiveStrategy,
  subject: string,
  scene: Scene,
): Iterable<string> {
  if (typeof strategy.plan.document.subject === "object") return;
  const episode = world.episodes.get(learner)?.find((one) => one.strategy === strategy.id && one.subject === subject);
  const plan = strategy.versions.get(episode?.version ?? "") ?? strategy.plan;
  const look = new Look(world, learner, world.now);
  const pauses = plan.usesPauses ? world.settings.pauses : [];
  const on = new Map<string, number>();
  for (const [id, told] of toldSignals(plan, { ...scene, pauses }, subject)) {
    const def = plan.signals.get(id)?.def;
    const read = look.reading(plan, id, subject);
    if (told.isOn) on.set(id, told.since ?? 0);
    const isSame = told.isOn === read.isOn && (told.since === null || told.since === read.since);
    if (!isSame)
      yield `${id} ${def?.kind} reads ${read.isOn} since ${read.since}, history says ${told.isOn} since ${told.since}`;
  }
  const isAwake = strategy.state !== "paused" && world.records.get(learner)?.isOptedOut !== true;
  if (!isAwake) return;
  if (episode !== undefined) yield* tiersAbove(plan, episode, on);
  else if (isInAudience(look, plan, subject)) yield* risesUnseen(look, strategy, subject, on, pauses);
}

/** What scans say of a plan's signals: of scores too, where all that they weigh is told. */
function toldSignals(plan: Plan, scene: Scene, subject: string): ReadonlyMap<string, Scanned> {
  const told = new Map<string, Scanned>();
  const scores: [string, Extract<SignalDef, { kind: "score" }>][] = [];
  for (const [id, { def }] of plan.signals) {
    if (def.kind === "score") scores.push([id, def]);
    else if (isScanned(def, scene)) told.set(id, scan(def, scene, subject));
  }
  for (const [id, { weights, atLeast }] of scores) {
    const parts = Object.entries(weights);
    if (!parts.every(([part]) => told.has(part))) continue;
    const sum = parts.reduce((total, [part, weight]) => total + (told.get(part)?.isOn === true ? weight : 0), 0);
    told.set(id, { isOn: sum >= atLeast - 1e-6, since: null });
  }
  return told;
}

/** Tiers above an episode's own whose rule holds: it should have climbed. */
function* tiersAbove(plan: Plan, episode: Episode, on: ReadonlyMap<string, number>): Iterable<string> {
  const own = plan.tiers.find(({ id }) => id === episode.tier)?.rank ?? 0;
  for (const { id, rank } of holdingTiers(plan, on)) if (rank > own) yield `${id} holds above ${episode.tier}`;
}

/** Signals of a tier that holds which rose late enough to open an episode, where there is none. */
function* risesUnseen(
  look: Look,
  strategy: LiveStrategy,
  subject: string,
  on: ReadonlyMap<string, number>,
  pauses: readonly Pause[],
): Iterable<string> {
  const openAfter = mayOpenAfter(look, strategy, subject, pauses);
  for (const { signals } of holdingTiers(strategy.plan, on))
    for (const id of signals)
      if ((on.get(id) ?? 0) > openAfter(id)) yield `${id} rose at ${on.get(id)} and opened nothing`;
}

/** Tiers whose rule the scanned signals alone make true. */
function holdingTiers(plan: Plan, on: ReadonlyMap<string, number>): readonly PlanTier[] {
  return plan.tiers.filter(({ rule, signals }) => {
    const onCount = signals.filter((id) => on.has(id)).length;
    return "atLeast" in rule && holds(rule, { onCount, wiredCount: signals.length, score: 0 });
  });
}

/** After which instant a signal must have risen to open an episode: what was seen, excused or not yet live before does not count. */
function mayOpenAfter(
  look: Look,
  strategy: LiveStrategy,
  subject: string,
  pauses: readonly Pause[],
): (signal: string) => number {
  const { plan } = strategy;
  const record = look.world.records.get(look.learner);
  const endedAt = record?.last[lastKey(strategy.id, subject)]?.endedAt ?? null;
  if (endedAt !== null && look.now < addElapsed(pauses, endedAt, plan.cooldownMs)) return () => look.now;
  const excusedAt = Math.max(endedAt ?? 0, record?.backfilledAt ?? 0);
  return (signal) => Math.max(excusedAt, strategy.since.get(plan.signals.get(signal)?.key ?? "") ?? 0);
}
