// Episodes as reports count them: opened, held out, ended. Open ones in memory, so that an end never reads the store.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { EpisodeOutcome } from "#shared/flow/effect.ts";
import { type Episode, IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import { changeOf } from "#shared/report/rollup.ts";
import type { EpisodeUnit } from "#shared/report/unit.ts";
import type { Cells } from "./cells.ts";
import type { Beginning, Origins } from "./origins.ts";

interface Open {
  readonly origin: number;
  isHoldout: boolean;
}

/** The unit of an episode. */
export function episodeUnit(beginning: Beginning, isHoldout: boolean, outcome: EpisodeUnit["outcome"]): EpisodeUnit {
  const { salts: _salts, ...origin } = beginning;
  return { unit: "episode", ...origin, isHoldout, outcome };
}

/** The open episodes that are counted. */
export class EpisodeUnits {
  readonly #db: EngineDb;
  readonly #cells: Cells;
  readonly #origins: Origins;
  readonly #open = new Map<number, Open>();
  /** Ended since the last commit: their rows do not say so yet. */
  readonly #ended = new Map<number, Open & { outcome: EpisodeOutcome }>();

  constructor(db: EngineDb, cells: Cells, origins: Origins) {
    this.#db = db;
    this.#cells = cells;
    this.#origins = origins;
  }

  /** Reads the open ones. */
  load(): void {
    const rows = this.#db.sql(
      "SELECT id, origin, is_holdout FROM episodes INDEXED BY episodes_open WHERE ended_at IS NULL AND origin IS NOT NULL",
    );
    for (const row of rows.iterate())
      this.#open.set(Number(row["id"]), { origin: Number(row["origin"]), isHoldout: row["is_holdout"] === 1 });
  }

  /** The number of what an episode began with that is open or ended lately; null where it is not counted. */
  originOf(id: number): number | null {
    return (this.#open.get(id) ?? this.#ended.get(id))?.origin ?? null;
  }

  /** An episode opened. */
  opened({ id }: Episode, origin: number): void {
    this.#open.set(id, { origin, isHoldout: false });
    this.#cells.add(changeOf(null, episodeUnit(this.#origins.of(origin), false, null)));
  }

  /** An episode turned out to be held out. */
  heldOut(id: number): void {
    const open = this.#open.get(id);
    if (open === undefined || open.isHoldout) return;
    const beginning = this.#origins.of(open.origin);
    this.#cells.add(changeOf(episodeUnit(beginning, false, null), episodeUnit(beginning, true, null)));
    open.isHoldout = true;
  }

  /** An episode ended. */
  ended({ id, isHoldout }: Episode, outcome: EpisodeOutcome): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    const beginning = this.#origins.of(open.origin);
    this.#cells.add(changeOf(episodeUnit(beginning, open.isHoldout, null), episodeUnit(beginning, isHoldout, outcome)));
    this.#open.delete(id);
    this.#ended.set(id, { origin: open.origin, isHoldout, outcome });
  }

  /** The ends are written. */
  saved(): void {
    this.#ended.clear();
  }

  /** Takes back the episodes of a learner. */
  forget(learner: number): void {
    const [from, to] = [learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1];
    const isTheirs = (id: number) => id >= from && id <= to;
    const units = new Map<number, EpisodeUnit>();
    const rows = this.#db
      .sql("SELECT id, origin, is_holdout, outcome FROM episodes WHERE id BETWEEN ? AND ? AND origin IS NOT NULL")
      .all(from, to);
    for (const row of rows) {
      const outcome = row["outcome"] === null ? null : (String(row["outcome"]) as EpisodeOutcome);
      units.set(
        Number(row["id"]),
        episodeUnit(this.#origins.of(Number(row["origin"])), row["is_holdout"] === 1, outcome),
      );
    }
    for (const [id, { origin, isHoldout }] of this.#open)
      if (isTheirs(id)) units.set(id, episodeUnit(this.#origins.of(origin), isHoldout, null));
    for (const [id, { origin, isHoldout, outcome }] of this.#ended)
      if (isTheirs(id)) units.set(id, episodeUnit(this.#origins.of(origin), isHoldout, outcome));
    for (const [id, unit] of units) {
      this.#cells.add(changeOf(unit, null));
      this.#open.delete(id);
      this.#ended.delete(id);
    }
  }
}
