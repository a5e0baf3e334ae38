// Signs of over-notification, week by week: whether the same learner opens less with every further send (28 trailing days), and whether
// opt-outs of sends rose over the eight weeks before (measurement section 9).
import { channelOf } from "#shared/channel/all.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { instantOf, localDay } from "#shared/kernel/zone.ts";
import { countIn } from "#shared/report/cell.ts";
import { fatigueSign, mondayOf } from "#shared/report/overview.ts";
import { sumBy } from "#shared/report/rollup.ts";
import type { FatigueWeek } from "#shared/report/strategy-report.ts";
import { addFatigue, type FatigueSums, fatigueOf, fatigueTrend, noFatigueSums } from "#shared/stats/fatigue.ts";
import type { Tally } from "#shared/stats/rate.ts";
import type { Engine } from "./engine.ts";
import { lastSendBefore } from "./send-place.ts";
import type { Steps } from "./slices.ts";

const TRAILING_DAYS = 28;
const BASE_DAYS = 56;
/** Rows read at once. */
const PIECE = 2000;

/** The weeks kept of a strategy; that of the last Monday is made where it is missing. */
export function* fatigueWeeks(engine: Engine, strategy: string, today: number): Steps<FatigueWeek[]> {
  const { db } = engine;
  const week = mondayOf(today);
  if (db.sql("SELECT 1 FROM fatigue WHERE week = ? AND strategy = ?").get(week, strategy) === undefined) {
    const made = yield* fatigueOfWeek(engine, strategy, week);
    db.transact(() => {
      db.sql("INSERT OR REPLACE INTO fatigue (week, strategy, data) VALUES (?, ?, ?)").run(
        week,
        strategy,
        JSON.stringify(made),
      );
    }, false);
  }
  const rows = db.sql("SELECT data FROM fatigue WHERE strategy = ? ORDER BY week").all(strategy);
  return rows.map((row) => JSON.parse(String(row["data"])) as FatigueWeek);
}

function* fatigueOfWeek(engine: Engine, strategy: string, week: number): Steps<FatigueWeek> {
  const { zone } = engine.world.settings;
  const [from, to] = [instantOf(zone, week - TRAILING_DAYS, 0), instantOf(zone, week, 0)];
  const sends = yield* openedInOrder(engine, strategy, from, to);
  let sums: FatigueSums = noFatigueSums;
  for (const opened of sends.values()) sums = addFatigue(sums, fatigueOf(opened));
  const rate = (fromDay: number, toDay: number): Tally => optOutsOf(engine, strategy, fromDay, toDay);
  const sign = fatigueSign(fatigueTrend(sums), rate(week - 7, week - 1), rate(week - 7 - BASE_DAYS, week - 8));
  return { week, sign };
}

/** By learner, the delivered sends of channels that tell of opens, in order: true where a person opened. */
function* openedInOrder(engine: Engine, strategy: string, from: number, to: number): Steps<Map<number, boolean[]>> {
  const opened = new Map<number, boolean[]>();
  const read = engine.db.sql(
    `SELECT n, id, channel, strategy, decided_at, delivered_at, opened_at, acted_at, is_machine_opened FROM sends
     WHERE n > ? ORDER BY n LIMIT ${PIECE}`,
  );
  for (let n = lastSendBefore(engine.db, from); ; ) {
    const rows = read.all(n);
    for (const row of rows) {
      const isHuman = row["acted_at"] !== null || (row["opened_at"] !== null && row["is_machine_opened"] !== 1);
      if (Number(row["decided_at"]) >= to || row["strategy"] !== strategy || row["delivered_at"] === null) continue;
      if (!channelOf(String(row["channel"]) as ChannelId).describe().canOpen) continue;
      const learner = learnerOfId(Number(row["id"]));
      opened.set(learner, [...(opened.get(learner) ?? []), isHuman]);
    }
    const last = rows.at(-1);
    if (last === undefined || Number(last["decided_at"]) >= to) return opened;
    n = Number(last["n"]);
    yield;
  }
}

/** Opt-outs of sends over days; the opt-outs are the whole school's, since nobody says which strategy they were tired of. */
function optOutsOf({ db, world, measures }: Engine, strategy: string, fromDay: number, toDay: number): Tally {
  const { zone } = world.settings;
  const sums = sumBy(
    measures.cells.read("send", strategy, { cuts: ["all"], fromDay, toDay }),
    { kind: "send", id: strategy, cut: "all", fromDay, toDay },
    () => "",
  );
  const n = countIn(sums.get("") ?? {}, "sent");
  const rows = db.sql("SELECT DISTINCT learner, at FROM opt_outs WHERE at >= ? AND at < ?");
  const list = rows.all(instantOf(zone, fromDay, 0), instantOf(zone, toDay + 1, 0));
  const x = new Set(list.map((row) => `${String(row["learner"])} ${localDay(zone, Number(row["at"]))}`)).size;
  return { x: Math.min(x, n), n };
}
