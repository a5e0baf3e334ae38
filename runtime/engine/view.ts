// One learner as known to the engine, what a publish would do before it is done, and where a tracked link leads.
import { matchesNow } from "#shared/flow/assess.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { Look } from "#shared/flow/look.ts";
import type { LiveStrategy } from "#shared/flow/program.ts";
import { World } from "#shared/flow/world.ts";
import { signToken } from "#shared/message/token.ts";
import { featureKey } from "#shared/state/feature.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { buildPlan, type Plan } from "#shared/strategy/plan.ts";
import { catchUp } from "./catch-up.ts";
import type { Engine } from "./engine.ts";
import { readLedger } from "./ledger.ts";
import { waitingOf } from "./ledger-timers.ts";
import type { LearnerView, PublishPreview } from "./protocol.ts";

/** Most episodes on a learner's page, oldest first. */
const MOST_EPISODES = 1000;

/** A learner by id, or by a name merged into it; null for one that is not known. */
export function viewLearner(engine: Engine, id: string): LearnerView | null {
  const { world, db, profiles } = engine;
  const { facts } = world;
  const learner = facts.find(id);
  if (learner === undefined) return null;
  const { enrolments } = facts;
  const startOf = (row: number) => (Number.isNaN(enrolments.startOf(row)) ? null : enrolments.startOf(row));
  const dueAt = world.dueAt.get(learner);
  return {
    id: facts.ids[learner] ?? id,
    createdAt: Number(
      db.sql("SELECT created_at FROM learners WHERE ix = ?").get(learner)?.["created_at"] ?? Number.NaN,
    ),
    profile: { ...profiles.get(learner) },
    attributes: { ...facts.attributes[learner] },
    enrolments: facts
      .enrolmentsOf(learner)
      .map((row) => ({ course: enrolments.courseOf(row), startAt: startOf(row), end: enrolments.endOf(row) })),
    episodes: episodesOf(engine, learner, facts.ids[learner] ?? id),
    isOptedOut: world.records.get(learner)?.isOptedOut === true,
    nextDueAt: Number.isNaN(dueAt) ? null : dueAt,
    facts: figuresOf(world, learner),
  };
}

/** The learner's episodes as in the ledger, each open one with the paths that wait. */
function episodesOf(engine: Engine, learner: number, id: string): Record<string, unknown>[] {
  const page = readLedger(engine, { ledger: "episodes", cursor: null, limit: MOST_EPISODES, filters: { learner: id } });
  const waiting = waitingOf(engine, learner, engine.now());
  if ("issue" in page) return [];
  return page.rows.map((row) => {
    const isTheirs = (path: Record<string, unknown>) =>
      path["strategy"] === row["strategy"] && path["subject"] === row["subject"] && path["episode"] === row["number"];
    return { ...row, waiting: waiting.filter(isTheirs) };
  });
}

/** Every running figure by the text of its specification: of the learner, or by course. */
export function figuresOf({ facts }: World, learner: number): Record<string, unknown> {
  const figures: [string, unknown][] = [];
  for (const store of facts.features.values()) {
    const key = featureKey(store.spec);
    if (store.spec.scope === "learner") figures.push([key, store.save(learner)]);
    else {
      const rows = facts.enrolmentsOf(learner).map((row) => [facts.enrolments.courseOf(row), store.save(row)]);
      figures.push([key, Object.fromEntries(rows)]);
    }
  }
  return Object.fromEntries(figures.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What publishing a document would do. The world is the same afterwards. */
export function previewPublish(engine: Engine, document: unknown): PublishPreview {
  const plan = buildPlan(document as Strategy);
  const waiting: Record<string, number> = {};
  let running = 0;
  for (const episode of [...engine.world.episodes.values()].flat()) {
    if (episode.strategy !== plan.id || episode.version === plan.hash) continue;
    running += 1;
    for (const node of new Set(episode.paths.map((path) => path.node))) waiting[node] = (waiting[node] ?? 0) + 1;
  }
  return { waiting, running, matching: matchingCount(engine, plan) };
}

/** Learners without an episode of the strategy who match now. Features that only this plan asks for are built, used and forgotten. */
function matchingCount(engine: Engine, plan: Plan): number {
  const { world } = engine;
  const { facts } = world;
  const kept = new Set(facts.features.keys());
  try {
    catchUp(facts, plan, () => engine.log.read(1));
    const { world: shadow, strategy } = shadowOf(world, plan);
    const now = engine.now();
    let count = 0;
    for (const [learner, id] of facts.ids.entries()) {
      const isRunning = world.episodes.get(learner)?.some((episode) => episode.strategy === plan.id) === true;
      if (id !== "" && !isRunning && matchesNow(new Look(shadow, learner, now), strategy)) count += 1;
    }
    return count;
  } finally {
    facts.keepOnly(kept);
  }
}

/** A world over the same facts with the plan live; what looks write (latches) stays in it. */
function shadowOf(world: World, plan: Plan): { world: World; strategy: LiveStrategy } {
  const { facts, cohorts, weights, settings } = world;
  const shadow = Object.assign(new World(), { facts, cohorts, weights, settings });
  const old = world.program.byId.get(plan.id);
  const versions = new Map([...(old?.versions ?? []), [plan.hash, plan] as const]);
  const strategy: LiveStrategy = { id: plan.id, state: "live", resumeTo: "live", plan, versions, since: new Map() };
  shadow.bind([...world.program.strategies.filter(({ id }) => id !== plan.id), strategy]);
  return { world: shadow, strategy };
}

/** The learner behind a send and where its link leads: the message's own target, else the learner's next lesson. Null for an unknown or erased one. */
export function sendTarget(engine: Engine, send: number): { learner: string; link: string | null } | null {
  const learner = engine.world.facts.ids[learnerOfId(send)] ?? "";
  const known = learner === "" ? null : engine.outbox.get(send);
  if (known === null) return null;
  const { action, link: own } = (known.content ?? {}) as { action?: { link?: string }; link?: string };
  const link = action?.link ?? own ?? "resume";
  if (link === "resume") return { learner, link: engine.globals.settings.resumeUrl };
  const { publicUrl, secret } = engine.options;
  return {
    learner,
    link: link === "preferences" ? `${publicUrl}/l/${signToken(secret, { k: "l", s: learner })}` : link,
  };
}
