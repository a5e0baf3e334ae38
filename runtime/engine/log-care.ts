// What the files of the log wait for, and that it was done: the tombstones of erased learners (ruling 24), and the compaction of what is
// older than the school keeps it (ruling 22). The work itself is another thread's (log-keeper.ts).
import { DAY_MS } from "#shared/kernel/duration.ts";
import type { Engine } from "./engine.ts";

/** An erased learner whose items still stand in sealed files, up to the erasure's own frame. */
export interface Erasure {
  seq: number;
  learner: number;
  names: string[];
}

/** What is to be done. Files whose frames all lie after frame `after`, up to frame `to`, are to be compacted; null: none. */
export interface LogCare {
  erasures: Erasure[];
  compact: { after: number; to: number } | null;
}

/** Where the last compacted file ends. */
const COMPACTED = "compactedTo";

/**
 * What waits; what it is about lies in sealed files from now on. The store is synced first: were it thrown back to before an erasure by a
 * power cut, the log, which says nothing more of it by then, could not erase again.
 */
export function readLogCare(engine: Engine): LogCare {
  engine.commit();
  const rows = engine.db.sql("SELECT seq, learner, names FROM erasures ORDER BY seq, learner").all();
  const compact = compactable(engine);
  if (rows.length > 0 || compact !== null) engine.flush();
  if (rows.length > 0) engine.log.roll();
  const erasures = rows.map((row) => ({
    seq: Number(row["seq"]),
    learner: Number(row["learner"]),
    names: JSON.parse(String(row["names"])) as string[],
  }));
  return { erasures, compact };
}

/** It was done. */
export function noteLogCare(engine: Engine, { erasures, compact }: LogCare): void {
  const drop = engine.db.sql("DELETE FROM erasures WHERE seq = ? AND learner = ?");
  const write = engine.db.sql(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  engine.db.transact(() => {
    for (const { seq, learner } of erasures) drop.run(seq, learner);
    if (compact !== null) write.run(COMPACTED, String(compact.to));
  }, true);
}

/** The stretch of the log that is old enough, applied, written as state, and not compacted yet. */
function compactable(engine: Engine): LogCare["compact"] {
  const { logDays } = engine.globals.settings;
  if (logDays === null || logDays === undefined) return null;
  const meta = (key: string) => Number(engine.db.sql("SELECT value FROM meta WHERE key = ?").get(key)?.["value"] ?? 0);
  const before = engine.now() - Math.max(logDays * DAY_MS, longestWindow(engine));
  const files = engine.log.files();
  const old = files.filter(
    ({ isSealed, lastSeq, lastReceivedAt }) =>
      isSealed && lastReceivedAt < before && lastSeq < Math.min(meta("replayFrom"), engine.appliedSeq),
  );
  const [after, to] = [meta(COMPACTED), old.at(-1)?.lastSeq ?? 0];
  return to > after ? { after, to } : null;
}

/** As far back as any figure of a live plan looks (ms). */
function longestWindow({ world }: Engine): number {
  const windows = [...world.facts.features.values()].map(({ spec }) => {
    if ("horizonMs" in spec) return spec.horizonMs;
    return "horizonDays" in spec ? spec.horizonDays * DAY_MS : 0;
  });
  return Math.max(0, ...windows);
}
