// The search for learners: by the start of an id or of a name through the store's indexes, else row after row through the world;
// either way in small pieces, so that no school is too large for it.
import type { z } from "zod";
import type { Value } from "#runtime/store/engine-db.ts";
import type { learnerRowSchema } from "#shared/api/trail.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { encodeCursor, keyOfCursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { isoOf } from "./ledger-columns.ts";
import { planOf } from "./names.ts";
import type { Steps } from "./slices.ts";

/** A learner in a list. */
export type LearnerRow = z.output<typeof learnerRowSchema>;

/** Whom to look for; absent: anyone. */
export interface SearchQuery {
  q?: string;
  tier?: string;
  strategy?: string;
  course?: string;
  state?: "atRisk" | "calm" | "optedOut";
  cursor: string | null;
  limit: number;
}

/** A page of learners. */
export interface LearnerPage {
  rows: LearnerRow[];
  next: string | null;
}

/** A learner found, with the key of the place in the order: 0 rows, 1 ids, 2 names. */
interface Found {
  learner: number;
  key: Value[];
}

/** Rows of the world looked at between two chances to rest. */
const STEP = 2000;
/** Rows of the store read at once. */
const PIECE = 100;
/** Most open episodes shown with a learner. */
const MOST_TIERS = 20;
const LAST_CHARACTER = "\u{10ffff}";

/** Reads a page. Issue: `ledger.cursor`. */
export function* searchLearners(engine: Engine, query: SearchQuery): Steps<LearnerPage | { issue: Issue }> {
  const start = keyOfCursor(query.cursor, ["number", "string", "number"]);
  if ("issue" in start) return start;
  const rows: LearnerRow[] = [];
  for (const found of candidates(engine, query, start.key)) {
    if (found === null || !isWanted(engine, query, found)) {
      yield;
      continue;
    }
    rows.push(learnerRow(engine, found.learner));
    yield;
    if (rows.length >= query.limit) return { rows, next: encodeCursor(found.key) };
  }
  return { rows, next: null };
}

/** The learners in order, each once; null where the search may rest. */
function* candidates(engine: Engine, query: SearchQuery, after: Value[] | null): Iterable<Found | null> {
  const q = query.q?.trim() ?? "";
  // Few have an open episode: they are looked through whatever the text is.
  if (q === "" || isAboutOpen(query)) yield* inOrder(engine, query, Number(after?.[2] ?? -1));
  else {
    const phase = Number(after?.[0] ?? 1);
    if (phase === 1) yield* byId(engine, q, String(after?.[1] ?? ""));
    const isWithin = phase === 2 && after !== null;
    yield* byName(engine, q, isWithin ? [String(after[1]), Number(after[2])] : ["", -1]);
  }
}

function isAboutOpen({ tier, strategy, state }: SearchQuery): boolean {
  return tier !== undefined || strategy !== undefined || state === "atRisk";
}

function* inOrder({ world }: Engine, query: SearchQuery, after: number): Iterable<Found | null> {
  const isOpen = isAboutOpen(query);
  for (let learner = after + 1; learner < world.facts.ids.length; learner += 1) {
    if (learner % STEP === 0) yield null;
    if (!isOpen || world.episodes.has(learner)) yield { learner, key: [0, "", learner] };
  }
}

function* byId({ db }: Engine, q: string, after: string): Iterable<Found | null> {
  let last = after;
  for (;;) {
    const rows = db
      .sql("SELECT ix, id FROM learners WHERE is_erased = 0 AND id >= ? AND id < ? AND id > ? ORDER BY id LIMIT ?")
      .all(q, q + LAST_CHARACTER, last, PIECE);
    for (const row of rows) yield { learner: Number(row["ix"]), key: [1, String(row["id"]), 0] };
    if (rows.length < PIECE) return;
    last = String(rows.at(-1)?.["id"]);
    yield null;
  }
}

/** Names that begin so, whatever the case of Latin letters; those whose id begins so came before. */
function* byName({ db, world }: Engine, q: string, after: [string, number]): Iterable<Found | null> {
  const name = "lower(json_extract(profile, '$.name'))";
  let last = after;
  for (;;) {
    const rows = db
      .sql(
        `SELECT ix, ${name} AS name FROM learners INDEXED BY learners_name WHERE profile IS NOT NULL AND is_erased = 0
           AND ${name} >= lower(?) AND ${name} < lower(?) || ? AND (${name}, ix) > (?, ?) ORDER BY ${name}, ix LIMIT ?`,
      )
      .all(q, q, LAST_CHARACTER, ...last, PIECE);
    for (const row of rows) {
      const learner = Number(row["ix"]);
      if (world.facts.ids[learner]?.startsWith(q) !== true) yield { learner, key: [2, String(row["name"]), learner] };
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < PIECE) return;
    last = [String(end["name"]), Number(end["ix"])];
    yield null;
  }
}

/** Whether a learner's id or name begins so; of names the case of Latin letters does not matter, as in the store's index. */
function begins({ world, profiles }: Engine, learner: number, q: string): boolean {
  if (world.facts.ids[learner]?.startsWith(q) === true) return true;
  const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return lower(profiles.get(learner).name ?? "").startsWith(lower(q));
}

function isWanted(engine: Engine, query: SearchQuery, { learner }: Found): boolean {
  const { world } = engine;
  const { facts } = world;
  // One who was erased has no name any more, one who was merged is another.
  if (facts.ixOf.get(facts.ids[learner] ?? "") !== learner) return false;
  if (query.course !== undefined && facts.enrolmentOf(learner, query.course) === -1) return false;
  const open = world.episodes.get(learner) ?? [];
  const { tier, strategy, state } = query;
  const isIn = open.some((one) => (strategy ?? one.strategy) === one.strategy && (tier ?? one.tier) === one.tier);
  if (isAboutOpen(query) && !isIn) return false;
  const q = query.q?.trim() ?? "";
  if (q !== "" && isAboutOpen(query) && !begins(engine, learner, q)) return false;
  const isOptedOut = world.records.get(learner)?.isOptedOut === true;
  if (state === "optedOut") return isOptedOut;
  return state !== "calm" || (open.length === 0 && !isOptedOut);
}

/** A learner as lists show one. */
export function learnerRow({ world, db, profiles }: Engine, learner: number): LearnerRow {
  const { facts } = world;
  const open = world.episodes.get(learner) ?? [];
  const tiers = open.map(({ strategy, version, subject, tier, tierAt, isHoldout }) => ({
    strategy,
    subject,
    tier,
    rank: planOf(world, strategy, version)?.tiers.find(({ id }) => id === tier)?.rank ?? 0,
    since: isoOf(tierAt) ?? "",
    isHoldout,
  }));
  const created = db.sql("SELECT created_at FROM learners WHERE ix = ?").get(learner)?.["created_at"];
  return {
    id: facts.ids[learner] ?? "",
    name: profiles.get(learner).name ?? null,
    createdAt: isoOf(created),
    isOptedOut: world.records.get(learner)?.isOptedOut === true,
    courses: facts.enrolmentsOf(learner).map((row) => facts.enrolments.courseOf(row)),
    openEpisodes: open.length,
    tiers: tiers.sort((a, b) => b.rank - a.rank).slice(0, MOST_TIERS),
    lastActivityAt: isoOf(facts.lastAt.get(learner)),
    nextDueAt: isoOf(world.dueAt.get(learner)),
  };
}
