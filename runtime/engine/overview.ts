// The first page's figures, read off the roll-ups: today in the school's zone, the last fourteen days, and what is stalled.
import type { z } from "zod";
import type { daySchema, getOverview, tierDaySchema } from "#shared/api/overview.ts";
import { dateOfDay, localDay } from "#shared/kernel/zone.ts";
import type { DayCount } from "./days.ts";
import type { Engine } from "./engine.ts";
import { isoOf } from "./ledger-columns.ts";
import { overdueSince } from "./live.ts";
import { nodeName, planOf, strategyName } from "./names.ts";

/** See `getOverview`. */
export type Overview = z.output<typeof getOverview.answer>;
type Day = z.output<typeof daySchema>;
type TierDay = z.output<typeof tierDaySchema>;

const SERIES_DAYS = 14;

/** The figures as they stand. Expects what is gathered to be committed. */
export function readOverview(engine: Engine): Overview {
  const { world, rollup, counters } = engine;
  const now = engine.now();
  const { zone } = world.settings;
  const today = localDay(zone, now);
  const days = Array.from({ length: SERIES_DAYS }, (_, index) => today - SERIES_DAYS + 1 + index);
  const counts = rollup.days.of(today);
  const since = overdueSince(engine);
  return {
    zone,
    now: isoOf(now) ?? "",
    learners: world.facts.ixOf.size,
    openEpisodes: counters.get("episodes open"),
    today: { ...dayOf(today, counts), tiers: tiersOf(engine, counts), byChannel: channelsOf(counts) },
    days: days.map((day) => dayOf(day, rollup.days.of(day))),
    tasks: tasksOf(engine, now),
    quarantine: Number(
      engine.db.sql("SELECT count(*) AS count FROM quarantine WHERE state = 'open'").get()?.["count"] ?? 0,
    ),
    stalled: {
      isStalled: since !== null || engine.stop !== null,
      stop: engine.stop,
      overdueSince: isoOf(since),
      waitingByReason: rollup.tally.waiting(null),
    },
  };
}

function sumOf(counts: readonly DayCount[], what: string, name: string | null = null): number {
  return counts.reduce((sum, one) => sum + (one.what === what && (name ?? one.name) === one.name ? one.count : 0), 0);
}

/** Totals by a part of the count. */
function group(counts: readonly DayCount[], keyOf: (one: DayCount) => string | null): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of counts) {
    const key = keyOf(one);
    if (key !== null) sums[key] = (sums[key] ?? 0) + one.count;
  }
  return sums;
}

/** The state of a count of sends, null of any other. */
function stateOf({ what }: DayCount): string | null {
  return what.startsWith("send.") ? what.slice("send.".length) : null;
}

function dayOf(day: number, counts: readonly DayCount[]): Day {
  const promise = (state: string) => sumOf(counts, "promise", state);
  return {
    date: dateOfDay(day),
    opened: sumOf(counts, "opened"),
    recovered: sumOf(counts, "recovered"),
    lost: sumOf(counts, "lost"),
    void: sumOf(counts, "void"),
    entered: group(counts, ({ what, name }) => (what === "entered" ? name : null)),
    sends: group(counts, stateOf),
    tasksOpened: sumOf(counts, "send.accepted", "task"),
    tasksDone: sumOf(counts, "task.done"),
    promises: {
      kept: promise("kept"),
      broken: promise("broken"),
      superseded: promise("superseded"),
      notNeeded: promise("notNeeded"),
    },
  };
}

function channelsOf(counts: readonly DayCount[]): Record<string, Record<string, number>> {
  const channels = new Set(counts.filter((one) => stateOf(one) !== null).map(({ name }) => name));
  const ofChannel = (channel: string) => group(counts, (one) => (one.name === channel ? stateOf(one) : null));
  return Object.fromEntries([...channels].sort().map((channel) => [channel, ofChannel(channel)]));
}

const outcomes = ["opened", "entered", "recovered", "lost", "void"] as const;

/** The tiers of all live strategies, and of any other in which something happened or somebody is; highest rank first. */
function tiersOf({ world, rollup }: Engine, counts: readonly DayCount[]): TierDay[] {
  const tiers = new Map<string, TierDay>();
  const tierOf = (strategy: string, tier: string): TierDay => {
    const plan = planOf(world, strategy, null);
    const known = tiers.get(`${strategy} ${tier}`) ?? {
      strategy,
      strategyName: strategyName(plan),
      tier,
      tierName: nodeName(plan, tier),
      rank: plan?.tiers.find(({ id }) => id === tier)?.rank ?? null,
      inTier: 0,
      ...{ opened: 0, entered: 0, recovered: 0, lost: 0, void: 0 },
    };
    tiers.set(`${strategy} ${tier}`, known);
    return known;
  };
  for (const { id, plan } of world.program.strategies) for (const tier of plan.tiers) tierOf(id, tier.id);
  for (const { strategy, tier, count } of rollup.tally.openByTier(world)) tierOf(strategy, tier).inTier += count;
  for (const { strategy, what, name, count } of counts) {
    const outcome = outcomes.find((one) => one === what);
    if (outcome !== undefined) tierOf(strategy, name)[outcome] += count;
  }
  return [...tiers.values()].sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0) || (a.strategy < b.strategy ? -1 : 1));
}

function tasksOf({ db }: Engine, now: number): Overview["tasks"] {
  const tasks = { open: 0, claimed: 0, overdue: 0 };
  const rows = db
    .sql(
      `SELECT state, count(*) AS count, sum(due_at < ?) AS overdue FROM tasks INDEXED BY tasks_working
       WHERE state IN ('open', 'claimed') GROUP BY state`,
    )
    .all(now);
  for (const row of rows) {
    tasks[row["state"] as "open" | "claimed"] = Number(row["count"]);
    tasks.overdue += Number(row["overdue"]);
  }
  return tasks;
}
