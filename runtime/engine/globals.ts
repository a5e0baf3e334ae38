// What of the world belongs to no learner: settings, strategies with their versions, cohort figures, weights, aliases.
// Saved whole whenever it changes, with the number of the frame.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { LiveStrategy, StrategyState } from "#shared/flow/program.ts";
import type { World } from "#shared/flow/world.ts";
import type { CohortFigure } from "#shared/signal/kind.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { buildPlan } from "#shared/strategy/plan.ts";
import { type Course, loadCourses } from "./courses.ts";
import { defaultSettings, type Settings } from "./logged.ts";

interface SavedStrategy {
  state: StrategyState;
  resumeTo: "live" | "observe";
  document: Strategy;
  versions: Strategy[];
  since: [string, number][];
}

interface SavedGlobals {
  settings: Settings;
  strategies: SavedStrategy[];
  cohorts: [string, CohortFigure][];
  weights: [string, Record<string, number>][];
  aliases: [string, string][];
  isStopped: boolean;
}

/** School-wide state beside the world. */
export interface Globals {
  settings: Settings;
  /** Whether somebody stopped all sends. */
  isStopped: boolean;
  /** Courses that the school described, by id. */
  courses: Map<string, Course>;
}

/** Writes the school-wide state as of a frame, inside the caller's transaction. */
export function saveGlobals(db: EngineDb, world: World, globals: Globals, seq: number): void {
  const saved: SavedGlobals = {
    settings: globals.settings,
    strategies: world.program.strategies.map((strategy) => ({
      state: strategy.state,
      resumeTo: strategy.resumeTo,
      document: strategy.plan.document,
      versions: [...strategy.versions.values()].map((plan) => plan.document),
      since: [...strategy.since],
    })),
    cohorts: [...world.cohorts],
    weights: [...world.weights],
    aliases: [...world.facts.aliases],
    isStopped: globals.isStopped,
  };
  db.sql("DELETE FROM globals WHERE seq < ?").run(seq);
  db.sql("INSERT INTO globals (seq, data) VALUES (?, ?) ON CONFLICT (seq) DO UPDATE SET data = excluded.data").run(
    seq,
    JSON.stringify(saved),
  );
}

/** Reads the school-wide state back into an empty world. */
export function loadGlobals(db: EngineDb, world: World): Globals {
  const row = db.sql("SELECT data FROM globals ORDER BY seq DESC LIMIT 1").get();
  const courses = loadCourses(db);
  if (row === undefined) return { settings: defaultSettings, isStopped: false, courses };
  const saved = JSON.parse(String(row["data"])) as SavedGlobals;
  world.settings = saved.settings;
  world.facts.schoolZone = saved.settings.zone;
  for (const [key, figure] of saved.cohorts) world.cohorts.set(key, figure);
  for (const [salt, weights] of saved.weights) world.weights.set(salt, weights);
  for (const [from, to] of saved.aliases) world.facts.aliases.set(from, to);
  world.bind(saved.strategies.map(restore));
  return { settings: saved.settings, isStopped: saved.isStopped, courses };
}

function restore(saved: SavedStrategy): LiveStrategy {
  const plan = buildPlan(saved.document);
  const versions = new Map(saved.versions.map((document) => buildPlan(document)).map((one) => [one.hash, one]));
  versions.set(plan.hash, plan);
  return { id: plan.id, state: saved.state, resumeTo: saved.resumeTo, plan, versions, since: new Map(saved.since) };
}
