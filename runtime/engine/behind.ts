// The learners behind a number of a report: those whose unit counts in that cell. What counts is asked of the definition itself, so the
// list and the number cannot differ. Read in pieces by a cursor; a page may be short where few rows of a stretch count.
import type { Row } from "#runtime/store/engine-db.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { instantOf } from "#shared/kernel/zone.ts";
import { type CellKey, type Counter, countIn } from "#shared/report/cell.ts";
import { contributionOf } from "#shared/report/contribution.ts";
import type { EpisodeUnit, Exposure, Unit } from "#shared/report/unit.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { episodeUnit } from "./episode-units.ts";
import { isoOf } from "./ledger-columns.ts";
import type { Beginning } from "./origins.ts";
import { sendOf } from "./send.ts";
import { lastSendBefore } from "./send-place.ts";
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

/** Numbers of sends looked through at once: most counters are of few rows, which the store finds by itself. */
const SPAN = 20_000;
/** Rows read at once, and at most for one page. */
const PIECE = 500;
const MOST_READ = 20_000;

interface Read {
  key: number;
  learner: number;
  at: number;
  unit: Unit;
}

/** What a send must have to count at all, where its row tells. */
const sendMust: Partial<Record<Counter, string>> = {
  sent: "t.accepted_at IS NOT NULL",
  delivered: "(t.delivered_at IS NOT NULL OR t.opened_at IS NOT NULL OR t.acted_at IS NOT NULL)",
  opened: "(t.opened_at IS NOT NULL OR t.acted_at IS NOT NULL)",
  acted: "t.acted_at IS NOT NULL",
};

const queries = {
  exposure: "SELECT learner, data FROM exposures WHERE salt = ? AND learner > ? ORDER BY learner LIMIT ?",
  send: `SELECT t.*, o.data AS beginning FROM sends t CROSS JOIN origins o ON o.n = t.origin
         WHERE t.strategy = ? AND t.n > ?`,
  // In order of ids, not by the index of strategies, which would have all of them sorted for each page.
  episode: `SELECT t.*, o.data AS beginning FROM episodes t NOT INDEXED CROSS JOIN origins o ON o.n = t.origin
            WHERE t.strategy = ? AND t.id > ? ORDER BY t.id LIMIT ?`,
} as const;

function rowsOf({ db }: Engine, query: BehindQuery, after: number, upTo: number): Row[] {
  const { kind, id, counter, fromDay, toDay } = query;
  if (kind !== "send") return db.sql(queries[kind]).all(id, after, PIECE);
  const must = sendMust[counter] ?? "TRUE";
  const inDays = "json_extract(o.data, '$.day') BETWEEN ? AND ?";
  return db
    .sql(`${queries.send} AND t.n <= ? AND ${must} AND ${inDays} ORDER BY t.n LIMIT ?`)
    .all(id, after, upTo, fromDay, toDay, PIECE);
}

function piece(engine: Engine, query: BehindQuery, after: number, upTo: number): Read[] {
  const { kind } = query;
  return rowsOf(engine, query, after, upTo).map((row): Read => {
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

/**
 * The rows that can be of the days asked for: sends stand in order of time, so what lies before and after is not read. A day more on either
 * side, since the school may have had another zone then. Of other kinds: all.
 */
function stretchOf({ db, world }: Engine, { kind, fromDay, toDay }: BehindQuery): { after: number; upTo: number } {
  if (kind !== "send") return { after: -1, upTo: Number.POSITIVE_INFINITY };
  const { zone } = world.settings;
  const after = fromDay <= 0 ? -1 : lastSendBefore(db, instantOf(zone, fromDay - 1, 0));
  return { after, upTo: lastSendBefore(db, instantOf(zone, toDay + 2, 0)) };
}

/** A page of the learners behind a number. Expects what is gathered to be committed. Issue: `ledger.cursor`. */
export function* readBehind(engine: Engine, query: BehindQuery): Steps<BehindPage | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["number"]);
  if ("issue" in start) return start;
  const stretch = stretchOf(engine, query);
  let after = Math.max(Number(start.key?.[0] ?? -1), stretch.after);
  const rows: BehindRow[] = [];
  for (let read = 0; read < MOST_READ; read += PIECE) {
    const upTo = query.kind === "send" ? Math.min(after + SPAN, stretch.upTo) : stretch.upTo;
    const list = piece(engine, query, after, upTo);
    for (const one of list) {
      after = one.key;
      const row = counts(one.unit, query) ? rowOf(engine, one) : null;
      if (row !== null && rows.push(row) >= query.limit) return { rows, next: encodeCursor([after]) };
    }
    if (list.length < PIECE) {
      if (upTo >= stretch.upTo) return { rows, next: null };
      after = upTo;
    }
    yield;
  }
  return { rows, next: encodeCursor([after]) };
}
