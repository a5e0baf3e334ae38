// How the doctor reads large tables: piece by piece, so that it may rest in between while the school goes on. What it finds in one piece
// is judged in that piece, against a world and a store that agree.
import type { Row } from "#runtime/store/engine-db.ts";
import { IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import type { Engine } from "./engine.ts";

/** A breach as a decision id or in words; null where the doctor may rest. */
export type Breach = number | string | null;

/** Learners whose rows are read at once. */
const LEARNERS = 16;
/** Rows read at once of a ledger in its own order. */
const ROWS = 500;

/** Ranges of ids, learner by learner in order of their rows, up to those who came meanwhile. */
export function* learnerRanges({ world }: Engine): Iterable<readonly [from: number, to: number]> {
  for (let learner = 0; learner < world.facts.ids.length; learner += LEARNERS)
    yield [learner * IDS_PER_LEARNER, (learner + LEARNERS) * IDS_PER_LEARNER - 1];
}

/** The rows that a query finds in each range of ids; it takes the range as its two values. */
export function* byLearner(engine: Engine, sql: string): Iterable<Row | null> {
  for (const range of learnerRanges(engine)) {
    yield* engine.db.sql(sql).all(...range);
    yield null;
  }
}

/** The rows that a query finds in each stretch of a ledger that only grows; it takes the bounds of `key`, exclusive and inclusive. */
export function* byOrder(engine: Engine, table: string, key: string, sql: string): Iterable<Row | null> {
  const last = () => Number(engine.db.sql(`SELECT max(${key}) AS last FROM ${table}`).get()?.["last"] ?? 0);
  for (let from = 0; from < last(); from += ROWS) {
    if (from > 0) yield null;
    yield* engine.db.sql(sql).all(from, from + ROWS);
  }
}

/** The ids of rows, with the rests between. */
export function* idsOf(rows: Iterable<Row | null>): Iterable<number | null> {
  for (const row of rows) yield row === null ? null : Number(row["id"]);
}
