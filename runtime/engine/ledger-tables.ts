// The ledgers about decisions and those they are about: decisions, episodes, promises, assignments, quarantine, learners.
import type { Row } from "#runtime/store/engine-db.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { addElapsed } from "#shared/kernel/pause.ts";
import type { Engine } from "./engine.ts";
import {
  equal,
  evidenceOf,
  flag,
  isoOf,
  keyColumns,
  keyOf,
  learnerOf,
  learnerRange,
  learnerRow,
  number,
  type PublicRow,
  type Table,
} from "./ledger-columns.ts";

const decisions: Table = {
  base: "decisions d",
  joins: `CROSS JOIN episodes e ON e.id = d.episode CROSS JOIN learners l ON l.ix = e.learner LEFT JOIN decision_ends x ON x.id = d.id`,
  select: [
    "d.id",
    "d.tier",
    "d.node",
    "d.kind",
    "d.variant",
    "d.at",
    "d.evidence",
    "d.seq",
    "e.version",
    "x.port",
    "x.reason",
    ...keyColumns,
  ],
  key: ["d.n"],
  filters: {
    id: number("d.id", true),
    learner: learnerRange("d.id"),
    strategy: equal("e.strategy"),
    version: equal("e.version"),
    subject: equal("e.subject"),
    episode: number("e.number"),
    tier: equal("d.tier"),
    node: equal("d.node"),
    kind: equal("d.kind"),
    variant: equal("d.variant"),
    port: equal("x.port"),
    reason: equal("x.reason"),
    seq: number("d.seq"),
  },
  rowOf: (row) => ({
    ...keyOf(row),
    id: String(row["id"]),
    version: row["version"],
    kind: row["kind"],
    port: row["port"] ?? null,
    variant: row["variant"],
    at: isoOf(row["at"]),
    reason: row["reason"] ?? null,
    evidence: evidenceOf(row["evidence"]),
    seq: row["seq"],
  }),
};

function episodeRow(row: Row, engine: Engine): PublicRow {
  return {
    id: String(row["id"]),
    strategy: row["strategy"],
    version: row["version"],
    learner: learnerOf(row),
    subject: row["subject"],
    number: row["number"],
    tier: row["tier"],
    tierAt: isoOf(row["tier_at"]),
    openedAt: isoOf(row["opened_at"]),
    endedAt: isoOf(row["ended_at"]),
    outcome: row["outcome"],
    reason: row["reason"],
    isHoldout: row["is_holdout"] === 1,
    seq: row["seq"],
    promises: promisesOf(engine, Number(row["id"])),
  };
}

/** The closed promises of an episode, and the open one with its deadline. */
function promisesOf({ db, world }: Engine, id: number): PublicRow[] {
  const closed = db.sql("SELECT tier, state, reason, at FROM promises WHERE episode = ?").all(id);
  const rows: PublicRow[] = closed.map((row) => ({
    tier: row["tier"],
    state: row["state"],
    reason: row["reason"],
    at: isoOf(row["at"]),
  }));
  const episode = world.episodes.get(learnerOfId(id))?.find((one) => one.id === id);
  const promise = episode?.promise;
  if (episode === undefined || promise?.isOpen !== true || episode.isHoldout) return rows;
  const plan = world.program.byId.get(episode.strategy)?.versions.get(episode.version);
  const dueAt = addElapsed(plan?.usesPauses === true ? world.settings.pauses : [], promise.madeAt, promise.withinMs);
  return [...rows, { tier: promise.tier, state: "open", reason: null, at: isoOf(promise.madeAt), dueAt: isoOf(dueAt) }];
}

const ofLearner = "CROSS JOIN learners l ON l.ix = e.learner";

const episodes: Table = {
  base: "episodes e",
  joins: ofLearner,
  select: [
    ...["id", "version", "tier", "tier_at", "opened_at", "ended_at", "outcome", "reason", "is_holdout", "seq"].map(
      (name) => `e.${name}`,
    ),
    ...keyColumns,
  ],
  key: ["e.id"],
  filters: {
    id: number("e.id", true),
    learner: learnerRange("e.id"),
    strategy: equal("e.strategy"),
    version: equal("e.version"),
    subject: equal("e.subject"),
    number: number("e.number"),
    tier: equal("e.tier"),
    outcome: equal("e.outcome"),
    reason: equal("e.reason"),
    isHoldout: flag("e.is_holdout"),
    isOpen: flag("(e.ended_at IS NULL)"),
  },
  rowOf: episodeRow,
};

const promises: Table = {
  base: "promises p",
  joins: `CROSS JOIN episodes e ON e.id = p.episode ${ofLearner}`,
  select: ["p.episode", "p.tier", "p.state", "p.reason", "p.at", ...keyColumns],
  key: ["p.episode", "p.tier"],
  filters: {
    learner: learnerRange("p.episode"),
    strategy: equal("e.strategy"),
    subject: equal("e.subject"),
    tier: equal("p.tier"),
    state: equal("p.state"),
    reason: equal("p.reason"),
  },
  rowOf: (row) => ({
    episode: String(row["episode"]),
    strategy: row["strategy"],
    learner: learnerOf(row),
    subject: row["subject"],
    number: row["number"],
    tier: row["tier"],
    state: row["state"],
    reason: row["reason"],
    at: isoOf(row["at"]),
  }),
};

const assignments: Table = {
  base: "assignments a",
  joins: "CROSS JOIN learners l ON l.ix = a.learner",
  select: ["a.salt", "a.arm", "a.strategy", "a.at", "l.id AS learner", "l.is_erased"],
  key: ["a.salt", "a.learner"],
  filters: {
    salt: equal("a.salt"),
    learner: learnerRow("a.learner"),
    arm: equal("a.arm"),
    strategy: equal("a.strategy"),
  },
  rowOf: (row) => ({
    salt: row["salt"],
    learner: learnerOf(row),
    arm: row["arm"],
    strategy: row["strategy"],
    at: isoOf(row["at"]),
  }),
};

const quarantine: Table = {
  base: "quarantine q",
  joins: "",
  select: ["q.id", "q.at", "q.kind", "q.source", "q.code", "q.path", "q.payload"],
  key: ["q.id"],
  filters: {
    id: number("q.id", true),
    kind: equal("q.kind"),
    source: equal("q.source"),
    code: equal("q.code"),
    path: equal("q.path"),
  },
  rowOf: (row) => ({
    id: String(row["id"]),
    at: isoOf(row["at"]),
    kind: row["kind"],
    source: row["source"],
    code: row["code"],
    path: row["path"],
    payload: row["payload"],
  }),
};

/** A learner who was merged into another keeps the row and is not listed. */
function learnerOfRow(row: Row, { world }: Engine): PublicRow | null {
  const [id, learner] = [String(row["id"]), Number(row["ix"])];
  if (world.facts.ixOf.get(id) !== learner) return null;
  return {
    id,
    name: row["name"] ?? null,
    createdAt: isoOf(row["created_at"]),
    isOptedOut: world.records.get(learner)?.isOptedOut === true,
    openEpisodes: world.episodes.get(learner)?.length ?? 0,
    nextDueAt: isoOf(world.dueAt.get(learner)),
  };
}

const LAST_CHARACTER = "\u{10ffff}";

const learners: Table = {
  base: "learners l",
  joins: "",
  select: ["l.ix", "l.id", "l.created_at", "json_extract(l.profile, '$.name') AS name"],
  key: ["l.id"],
  where: "l.is_erased = 0",
  filters: {
    id: { sql: "l.id >= ? AND l.id < ?", isNarrow: true, values: (text) => [text, text + LAST_CHARACTER] },
    name: {
      sql: "instr(lower(json_extract(l.profile, '$.name')), lower(?)) > 0",
      isNarrow: false,
      values: (text) => [text],
    },
  },
  rowOf: learnerOfRow,
};

/** The other ledgers of the store. Learners are searched by the start of their id and by a part of their name. */
export const tables = { decisions, episodes, promises, assignments, quarantine, learners } as const;
