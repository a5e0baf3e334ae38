// Builds a store with a long history: twelve weeks that the engine itself plays, with the three-tier strategy; then many more learners who
// did the same; then this season again and again at later dates. Rows are copied, and cells become what their rows come to (so many times
// as much, at later days), so that they still equal their recount; ledgers that no report reads (decisions, receipts, chains) are not copied.
import { join } from "node:path";
import { EngineKit, type Happening } from "#runtime/engine/testkit.ts";
import { EngineDb } from "#runtime/store/engine-db.ts";
import { IDS_PER_LEARNER } from "#shared/flow/episode.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { answer } from "./child.ts";

/** What to build, on a folder in which a strategy is live. `startAt` is midnight of a day, after that folder's last frame. */
export interface Task {
  folder: string;
  /** Those that the engine plays, and how many there are in all for each of them. */
  learners: number;
  times: number;
  seasons: number;
  /** Of a season: whole weeks, and enough for every episode to be over. */
  days: number;
  startAt: number;
}

/** What was built. */
export interface Built {
  sends: number;
  episodes: number;
  cells: number;
  "of these played": number;
}

/** Days on which learners begin. */
const BEGINNING_DAYS = 28;
const ITEMS = 1000;
/** Copies get ids beyond those that a learner has from a season. */
const IDS = 1024;

function play({ folder, learners, days, startAt }: Task): void {
  const kit = new EngineKit({ at: startAt, folder });
  kit.isCommitting = false;
  for (let from = 0; from < learners; from += ITEMS)
    kit.log(
      Array.from({ length: Math.min(ITEMS, learners - from) }, (_, n) => ({
        is: "upsert",
        patch: {
          id: `learner-${from + n}`,
          attributes: { status: "studying" },
          addresses: { push: "p", sms: "13800000000", email: "li@school.example", wechat: "w" },
        },
      })),
    );
  for (let day = 0; day < days; day += 1) {
    const events = Array.from({ length: learners }, (_, n) => visitsOf(n, day, startAt)).flat();
    for (let from = 0; from < events.length; from += ITEMS) kit.ingest(events.slice(from, from + ITEMS));
    kit.advanceTo(startAt + (day + 1) * DAY_MS - MINUTE_MS);
    kit.engine.commit();
  }
  kit.engine.commit();
  kit.engine.close();
}

/** A learner is there on a first day; two of five come again on two days, from the fourth day after it on. */
function visitsOf(n: number, day: number, startAt: number): Happening[] {
  const first = n % BEGINNING_DAYS;
  const back = first + 3 + (Math.floor(n / 5) % 12);
  const isBack = n % 5 < 2 && (day === back || day === back + 1);
  if (day !== first && !isBack) return [];
  // The clock stands at the end of the day before.
  const at = startAt + day * DAY_MS - 2 * HOUR_MS - (n % 50) * MINUTE_MS;
  const base = { learner: `learner-${n}`, at, course: `course-${n % 12}` };
  return [
    { ...base, id: `session-${day}-${n}`, type: "session.started" },
    { ...base, id: `lesson-${day}-${n}`, type: "lesson.completed" },
  ];
}

/** The columns of a table, each as it is or as a copy has it. */
function columns(
  db: EngineDb,
  table: string,
  later: Readonly<Record<string, string>>,
): { names: string; values: string } {
  const names = db
    .sql(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => String(name));
  return { names: names.join(), values: names.map((name) => later[name] ?? name).join() };
}

const addMs = (...names: string[]) => Object.fromEntries(names.map((name) => [name, `${name} + :ms`]));

/** What a further learner has otherwise: `:c` of `:times`, rows `:learners` on, ids as many learners on. */
const crowds = [
  { name: "learners", from: "crowd CROSS JOIN base", later: { ix: "ix + :rows", id: "'learner-' || (ix + :rows)" } },
  { name: "episodes", from: "crowd CROSS JOIN base", later: { id: "id + :ids", learner: "learner + :rows" } },
  // Row after row in order of time.
  {
    name: "sends",
    from: "base CROSS JOIN crowd",
    later: { n: "(n - 1) * :times + :c + 1", id: "id + :ids", episode: "episode + :ids" },
  },
  { name: "loads", from: "crowd CROSS JOIN base", later: { learner: "learner + :rows" } },
  {
    name: "exposures",
    from: "base CROSS JOIN crowd",
    later: { learner: "learner + :rows", first_send: "first_send + :ids" },
  },
] as const;

/** What a season is later: `:days` and `:ms`, ids `:ids`, rows `:sends`, origins `:origins` and episodes `:season` higher. */
const seasonal = [
  {
    name: "origins",
    where: "n <= :origins",
    later: { n: "n + :season * :origins", data: "json_set(data, '$.day', json_extract(data, '$.day') + :days)" },
  },
  {
    name: "episodes",
    where: "opened_at < :end",
    later: {
      id: "id + :ids",
      number: "number + 100 * :season",
      origin: "origin + :season * :origins",
      ...addMs("opened_at", "tier_at", "ended_at"),
    },
  },
  {
    name: "sends",
    where: "n <= :sends",
    later: {
      n: "n + :season * :sends",
      id: "id + :ids",
      episode: "episode + :ids",
      origin: "origin + :season * :origins",
      ...addMs("decided_at", "due_at", "expires_at", "sending_at", "settled_at", "accepted_at"),
      ...addMs("delivered_at", "opened_at", "acted_at", "failed_at"),
    },
  },
  { name: "loads", where: "week < :endDay", later: { week: "week + :days" } },
  { name: "cells", where: "kind <> 'exposure' AND day < :endDay", later: { day: "day + :days" } },
  { name: "day_counts", where: "day < :endDay", later: { day: "day + :days" } },
] as const;

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/:(\w+)/g, (_, name: string) => String(values[name]));
}

/** Every learner so many times. */
function crowd(db: EngineDb, { learners, times }: Task): void {
  const numbers = JSON.stringify(Array.from({ length: times }, (_, n) => n));
  const values = { c: "c", times, rows: `c * ${learners}`, ids: `c * ${learners * IDS_PER_LEARNER}` };
  db.transact(() => {
    for (const { name, from, later } of crowds) {
      const { names, values: read } = columns(db, name, later);
      db.sql(`CREATE TEMP TABLE base_${name} AS SELECT * FROM ${name}`).run();
      db.sql(`DELETE FROM ${name}`).run();
      const source = from
        .replace("base", `base_${name} AS base`)
        .replace("crowd", `(SELECT value AS c FROM json_each('${numbers}')) AS crowd`);
      db.sql(`INSERT INTO ${name} (${names}) SELECT ${fill(read, values)} FROM ${source}`).run();
    }
    const write = db.sql(
      "UPDATE cells SET counters = ? WHERE kind = ? AND id = ? AND arm = ? AND day = ? AND cut = ? AND value = ?",
    );
    for (const row of db.sql("SELECT * FROM cells").all()) {
      const cell = Object.entries(JSON.parse(String(row["counters"])) as Record<string, number>);
      const counters = canonicalJson(Object.fromEntries(cell.map(([counter, count]) => [counter, count * times])));
      const key = ["kind", "id", "arm", "day", "cut", "value"].map((name) => row[name] as string | number);
      write.run(counters, ...key);
    }
    db.sql("UPDATE day_counts SET count = count * ?").run(times);
  }, false);
}

/** Every season so many times. */
function repeat(db: EngineDb, { seasons, days: seasonDays, startAt }: Task): void {
  const most = (table: string) => Number(db.sql(`SELECT max(n) AS n FROM ${table}`).get()?.["n"]);
  const [sends, origins] = [most("sends"), most("origins")];
  const endDay = startAt / DAY_MS + seasonDays;
  const end = endDay * DAY_MS;
  for (let season = 1; season < seasons; season += 1) {
    const days = season * seasonDays;
    const values = { ms: days * DAY_MS, days, ids: season * IDS, season, origins, sends, end, endDay };
    db.transact(() => {
      for (const { name, where, later } of seasonal) {
        const { names, values: read } = columns(db, name, later);
        db.sql(fill(`INSERT INTO ${name} (${names}) SELECT ${read} FROM ${name} WHERE ${where}`, values)).run();
      }
    }, false);
  }
}

function copy(task: Task): Built {
  const db = new EngineDb(join(task.folder, "engine.db"));
  const count = (what: string) => Number(db.sql(`SELECT count(*) AS count FROM ${what}`).get()?.["count"]);
  const open = count("episodes WHERE ended_at IS NULL") + count("sends WHERE settled_at IS NULL");
  if (open > 0) throw new Error(`${open} episodes or sends of the season are not over`);
  const played = count("sends");
  // Made anew at the end, which is quicker than keeping them.
  const indexes = db
    .sql(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('sends', 'episodes')",
    )
    .all();
  for (const { name } of indexes) db.sql(`DROP INDEX ${name}`).run();
  crowd(db, task);
  repeat(db, task);
  for (const { sql } of indexes) db.sql(String(sql)).run();
  const built = {
    sends: count("sends"),
    episodes: count("episodes"),
    cells: count("cells"),
    "of these played": played,
  };
  db.close();
  return built;
}

answer<Task, Built>((task) => {
  play(task);
  return copy(task);
});
