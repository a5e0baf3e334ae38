// The engine's part of a trail: one learner's ledger rows, and what the log's part must know of who it is.
import type { Engine } from "./engine.ts";
import { eraseToken } from "./recover.ts";
import type { Steps } from "./slices.ts";
import { firstRows, type TrailPart, type TrailQuery } from "./trail-order.ts";
import { ledgerRows } from "./trail-rows.ts";

/** The engine's part; null for a learner who is not known. */
export function* readTrail(engine: Engine, query: TrailQuery): Steps<TrailPart | null> {
  const { world, db, options } = engine;
  const { facts } = world;
  const learner = facts.find(query.learner);
  if (learner === undefined) return null;
  const id = facts.ids[learner] ?? "";
  const names = [id, ...[...facts.aliases.keys()].filter((alias) => facts.find(alias) === learner)];
  const erasedAt: Record<string, number> = {};
  for (const name of names) {
    const row = db.sql("SELECT at FROM erased WHERE token = ?").get(eraseToken(options.secret, name));
    if (row !== undefined) erasedAt[name] = Number(row["at"]);
  }
  const isAboutLedgers =
    query.groups === null || query.groups.some((group) => group !== "events" && group !== "profile");
  const rows = isAboutLedgers ? yield* ledgerRows(engine, learner) : [];
  return {
    learner: id,
    names,
    erasedAt,
    settings: { zone: facts.zoneOf(learner), pauses: world.settings.pauses, holdout: null },
    now: engine.now(),
    strategies: world.program.strategies.map(({ plan }) => plan.document),
    rows: firstRows(rows, query),
  };
}
