// The learners behind a number of a report: those whose unit counts in that cell. What counts is asked of the definition itself, so the
// list and the number cannot differ. Read in pieces by a cursor; a page may be short where few rows of a stretch count.
import type { Value } from "#runtime/store/engine-db.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { type CellKey, type Counter, countIn } from "#shared/report/cell.ts";
import { contributionOf } from "#shared/report/contribution.ts";
import type { EpisodeUnit, Exposure, Unit } from "#shared/report/unit.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { episodeUnit } from "./episode-units.ts";
import { isoOf } from "./ledger-columns.ts";
import type { Beginning } from "./origins.ts";
import { sendOf } from "./send.ts";
import { countedOf, sendUnit } from "./send-units.ts";
import type { Steps } from "./slices.ts";

/** Which number. Days are local days of the school, inclusive; an absent arm, or one that is null, is any. */
export interface BehindQuery {
  kind: "exposure" | "send" | "episode";
  id: string;
  arm: string | null;
  cut: CellKey["cut"];
  value: string;
  counter: Counter;
  fromDay: number;
  toDay: number;
  cursor: string | null;
  limit: number;
}

/** A learner behind a number. */
export interface BehindRow {
  learner: string;
  at: string;
  day: number;
  arm: string;
  tier: string;
  channel: string | null;
  message: string | null;
  state: string | null;
}

/** A page of them; `next` is where to go on, null at the end. */
export interface BehindPage {
  rows: BehindRow[];
  next: string | null;
}

/** Rows read at once, and at most for one page. */
const PIECE = 500;
const MOST_READ = 20_000;

interface Read {
  key: number;
  learner: number;
  at: number;
  unit: Unit;
}

const queries = {
  exposure: "SELECT learner, data FROM exposures WHERE salt = ? AND learner > ? ORDER BY learner LIMIT ?",
  send: `SELECT t.*, o.data AS beginning FROM sends t JOIN origins o ON o.n = t.origin
         WHERE t.strategy = ? AND t.n > ? ORDER BY t.n LIMIT ?`,
  episode: `SELECT t.*, o.data AS beginning FROM episodes t JOIN origins o ON o.n = t.origin
            WHERE t.strategy = ? AND t.id > ? ORDER BY t.id LIMIT ?`,
} as const;

function piece({ db }: Engine, { kind, id }: BehindQuery, after: number): Read[] {
  return db
    .sql(queries[kind])
    .all(id, after, PIECE)
    .map((row): Read => {
      if (kind === "exposure") {
        const unit = JSON.parse(String(row["data"])) as Exposure;
        return { key: Number(row["learner"]), learner: Number(row["learner"]), at: unit.at, unit };
      }
      const beginning = JSON.parse(String(row["beginning"])) as Beginning;
      const learner = learnerOfId(Number(row["id"]));
      if (kind === "send") {
        const send = sendOf(row);
        const unit = sendUnit(send, beginning, countedOf(send));
        return { key: Number(row["n"]), learner, at: send.decidedAt, unit };
      }
      const unit = episodeUnit(beginning, row["is_holdout"] === 1, row["outcome"] as EpisodeUnit["outcome"]);
      return { key: Number(row["id"]), learner, at: Number(row["opened_at"]), unit };
    });
}

function counts(unit: Unit, { arm, cut, value, counter, fromDay, toDay }: BehindQuery): boolean {
  const { keys, cell } = contributionOf(unit);
  const isAsked = (key: CellKey) =>
    (arm === null || key.arm === arm) &&
    key.cut === cut &&
    key.value === value &&
    key.day >= fromDay &&
    key.day <= toDay;
  return countIn(cell, counter) > 0 && keys.some(isAsked);
}

function rowOf({ world }: Engine, { learner, at, unit }: Read): BehindRow | null {
  if (unit.unit === "load") return null;
  const id = world.facts.ids[learner] ?? "";
  const base = { learner: id, at: isoOf(at) ?? "", day: unit.day, tier: unit.tier };
  if (unit.unit === "exposure") return { ...base, arm: unit.arm, channel: unit.channel, message: null, state: null };
  if (unit.unit === "episode") return { ...base, arm: "", channel: null, message: null, state: unit.outcome };
  return { ...base, arm: unit.variant, channel: unit.channel, message: unit.message, state: unit.state };
}

/** A page of the learners behind a number. Expects what is gathered to be committed. Issue: `ledger.cursor`. */
export function* readBehind(engine: Engine, query: BehindQuery): Steps<BehindPage | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["number"]);
  if ("issue" in start) return start;
  let after: Value = start.key?.[0] ?? -1;
  const rows: BehindRow[] = [];
  for (let read = 0; read < MOST_READ; read += PIECE) {
    const list = piece(engine, query, Number(after));
    for (const one of list) {
      after = one.key;
      const row = counts(one.unit, query) ? rowOf(engine, one) : null;
      if (row !== null && rows.push(row) >= query.limit) return { rows, next: encodeCursor([after]) };
    }
    if (list.length < PIECE) return { rows, next: null };
    yield;
  }
  return { rows, next: encodeCursor([after]) };
}
