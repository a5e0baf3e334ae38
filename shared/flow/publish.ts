// Publishing, pausing and resuming: which version new episodes take, what running ones do, and who is let in how fast.
import { draw } from "#shared/kernel/chance.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";
import { buildPlan, type Plan } from "#shared/strategy/plan.ts";
import { matchesNow } from "./assess.ts";
import type { Effect } from "./effect.ts";
import type { Episode } from "./episode.ts";
import type { Control, Running } from "./input.ts";
import { Look } from "./look.ts";
import { Passage } from "./passage.ts";
import type { LiveStrategy } from "./program.ts";
import { endEpisode, passagesOf, touch } from "./touch.ts";
import type { World } from "./world.ts";

/** Touches every learner as of `now`: after a change that may concern anyone. */
export function touchAll(world: World, now: number, out: Effect[]): void {
  for (let learner = 0; learner < world.facts.ids.length; learner += 1) {
    touch(world, learner, now, out);
  }
}

/** Versions that running episodes still use; the others are forgotten. */
function usedVersions(world: World, strategy: string): Set<string> {
  const used = new Set<string>();
  for (const episodes of world.episodes.values()) {
    for (const episode of episodes) if (episode.strategy === strategy) used.add(episode.version);
  }
  return used;
}

function versionsFor(world: World, old: LiveStrategy | undefined, plan: Plan): Map<string, Plan> {
  const used = usedVersions(world, plan.id);
  const kept = [...(old?.versions ?? [])].filter(([hash]) => used.has(hash));
  return new Map([...kept, [plan.hash, plan]]);
}

/** When each signal's meaning went live: kept where an earlier version had it, now where it is new. */
function sinceFor(old: LiveStrategy | undefined, plan: Plan, now: number): Map<string, number> {
  return new Map([...plan.signals.values()].map(({ key }) => [key, old?.since.get(key) ?? now]));
}

/** Publishes a version. The features it needs must already be caught up in the world's facts. */
export function applyPublish(
  world: World,
  input: Extract<Control, { is: "publish" }>,
  now: number,
  out: Effect[],
): void {
  const plan = buildPlan(input.document);
  const old = world.program.byId.get(plan.id);
  const strategy: LiveStrategy = {
    id: plan.id,
    state: old?.state === "paused" ? "paused" : input.state,
    resumeTo: input.state,
    plan,
    versions: versionsFor(world, old, plan),
    since: sinceFor(old, plan, now),
  };
  world.bind([...world.program.strategies.filter((one) => one.id !== plan.id), strategy]);
  if (input.running !== "finish") moveAll(world, strategy, input.running, now, out);
  if (old === undefined && input.enrolPerHour !== null) startRamp(world, strategy, input.enrolPerHour, now);
  touchAll(world, now, out);
}

/** Those who match already are let in one by one, in an order drawn by hash, at an hourly rate. */
function startRamp(world: World, strategy: LiveStrategy, perHour: number, now: number): void {
  const matching: { learner: number; order: number }[] = [];
  for (const [learner, id] of world.facts.ids.entries()) {
    if (id !== "" && matchesNow(new Look(world, learner, now), strategy))
      matching.push({ learner, order: draw(strategy.plan.hash, id) });
  }
  matching.sort((a, b) => a.order - b.order || a.learner - b.learner);
  for (const [rank, { learner }] of matching.entries()) {
    const record = world.record(learner);
    record.ramp = { ...record.ramp, [strategy.id]: now + Math.floor((rank * HOUR_MS) / perHour) };
  }
}

function moveAll(
  world: World,
  strategy: LiveStrategy,
  running: Exclude<Running, "finish">,
  now: number,
  out: Effect[],
): void {
  for (const learner of [...world.episodes.keys()].sort((a, b) => a - b)) {
    for (const episode of [...(world.episodes.get(learner) ?? [])]) {
      if (episode.strategy === strategy.id && episode.version !== strategy.plan.hash) {
        move(new Look(world, learner, now), strategy, episode, running.move, out);
      }
    }
  }
}

/** Moves one episode to the strategy's new version; where its tier is gone it finishes on its own (ruling 2). */
function move(
  look: Look,
  strategy: LiveStrategy,
  episode: Episode,
  map: Record<string, string | null>,
  out: Effect[],
): void {
  const { plan } = strategy;
  if (!plan.tiers.some((tier) => tier.id === episode.tier)) return;
  const paths = [...episode.paths];
  const from = { tier: episode.tier, version: episode.version };
  episode.version = plan.hash;
  const passage = new Passage(look, strategy, episode, out);
  for (const path of paths) {
    const target = path.node in map ? (map[path.node] ?? null) : plan.nodes.has(path.node) ? path.node : null;
    if (target === path.node) continue;
    passage.drop(path, "moved");
    if (target !== null) passage.startAt(target);
  }
  out.push({ is: "tiered", learner: look.learner, episode, from });
}

/** Pauses a strategy: it folds events, opens nothing and holds due work. */
export function applyPause(world: World, id: string, now: number, out: Effect[]): void {
  changeState(world, id, "paused");
  touchAll(world, now, out);
}

/** Takes a paused strategy up again, as the person who resumes it chose. */
export function applyResume(world: World, input: Extract<Control, { is: "resume" }>, now: number, out: Effect[]): void {
  const strategy = changeState(world, input.strategy, "resume");
  const { mode } = input;
  let rank = 0;
  for (const learner of [...world.episodes.keys()].sort((a, b) => a - b)) {
    const look = new Look(world, learner, now);
    for (const passage of passagesOf(look, out)) {
      if (passage.strategy !== strategy) continue;
      if (mode === "void") endEpisode(passage, "void", "strategyVoided");
      else rank += holdBack(passage, mode, rank);
    }
  }
  touchAll(world, now, out);
}

/** Spreads overdue paths over time, or ends them; gives how many there were. */
function holdBack(passage: Passage, mode: Exclude<ResumeMode, "void">, rank: number): number {
  const { look, episode } = passage;
  const overdue = episode.paths.filter((path) => (passage.pathDueAt(path) ?? Number.POSITIVE_INFINITY) <= look.now);
  for (const [index, path] of overdue.entries()) {
    if (mode === "skip") passage.drop(path, "skippedAtResume");
    else path.notBefore = look.now + Math.floor(((rank + index) * HOUR_MS) / mode.continueAt);
  }
  return overdue.length;
}
type ResumeMode = Extract<Control, { is: "resume" }>["mode"];

/** Archives a strategy: open episodes become void and it is forgotten. */
export function applyArchive(world: World, id: string, now: number, out: Effect[]): void {
  for (const learner of [...world.episodes.keys()].sort((a, b) => a - b)) {
    const look = new Look(world, learner, now);
    for (const passage of passagesOf(look, out))
      if (passage.strategy.id === id) endEpisode(passage, "void", "strategyStopped");
  }
  for (const record of world.records.values()) delete record.ramp?.[id];
  world.bind(world.program.strategies.filter((one) => one.id !== id));
  touchAll(world, now, out);
}

/** Changes the state of a live strategy in place; `resume` goes back to what it was, and only it ends a pause. */
export function changeState(world: World, id: string, to: "paused" | "resume" | "live"): LiveStrategy {
  const strategy = world.program.byId.get(id);
  assert(strategy !== undefined, "no such live strategy", { id });
  if (to !== "paused") strategy.resumeTo = to === "live" ? "live" : strategy.resumeTo;
  if (to !== "live" || strategy.state !== "paused") strategy.state = to === "paused" ? "paused" : strategy.resumeTo;
  return strategy;
}
