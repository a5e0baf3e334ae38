// When cohort figures are looked at: on the hour. The hour of the last look is kept, so that a restart looks no sooner.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { World } from "#shared/flow/world.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import type { Journal } from "./journal.ts";

const KEY = "cohortsAt";

/** The first full hour after an instant (UTC ms). */
export function nextHour(at: number): number {
  return (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
}

/** When the next look is, as the store and the figures logged last tell; 0 where there was none yet. */
export function loadCohortsAt(db: EngineDb, world: World): number {
  const kept = Number(db.sql("SELECT value FROM meta WHERE key = ?").get(KEY)?.["value"] ?? 0);
  return Math.max(kept, ...[...world.cohorts.values()].map(({ at }) => nextHour(at)));
}

/** Keeps when the next look is, with the commit of what this one found. */
export function keepCohortsAt(journal: Journal, at: number): void {
  journal.add(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    KEY,
    String(at),
  );
}
