// The figures of a backtest: alerts by tier against known withdrawals, the base rate they must beat, how much would be sent, and who is
// alerted by one plan and not by another. A missing figure is null.

import type { Backtest } from "#shared/flow/backtest.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { dateOfDay } from "#shared/kernel/zone.ts";
import { quantile } from "#shared/stats/quantile.ts";
import { type Interval, rateOf, wilson } from "#shared/stats/rate.ts";
import type { Alert, BacktestRecord } from "./backtest-record.ts";
import { type BacktestPeriod, type Unit, unitKey, unitsOf } from "./backtest-units.ts";

const WEEK_MS = 7 * DAY_MS;

/** x of n with its 95 % Wilson interval; both null where n is 0. Alerts of one learner are not independent: the interval is a floor. */
export interface BacktestRate {
  readonly x: number;
  readonly n: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
}

/**
 * One tier, or all of them (`tier` null: episodes opened). `precision`: alerts whose horizon is over by the period's end, and those of them
 * followed by a withdrawal of the same unit within it. `recall`: withdrawals, and those with an alert within the horizon before. `lift` is
 * precision / base rate. `leadDays`: from the first alert within the horizon to the withdrawal.
 */
export interface BacktestRow {
  readonly tier: string | null;
  readonly alerts: number;
  readonly learners: number;
  readonly alertsPerWeek: number | null;
  readonly alertsPer100Weeks: number | null;
  readonly precision: BacktestRate;
  readonly recall: BacktestRate;
  readonly lift: number | null;
  readonly leadDays: { readonly lower: number; readonly median: number; readonly upper: number } | null;
}

/** Sends of one local day (`YYYY-MM-DD`) by channel; tasks for staff are the channel `task`. */
export interface BacktestDay {
  readonly day: string;
  readonly byChannel: Readonly<Record<string, number>>;
}

/** See the head of this file. `baseRate`: of the time units were under way, the share that was within the horizon before a withdrawal. */
export interface BacktestFigures {
  readonly hash: string;
  readonly learners: number;
  readonly unitWeeks: number;
  readonly withdrawals: number;
  readonly baseRate: number | null;
  readonly all: BacktestRow;
  /** Lowest rank first. */
  readonly tiers: readonly BacktestRow[];
  readonly episodes: {
    readonly opened: number;
    readonly open: number;
    readonly recovered: number;
    readonly lost: number;
    readonly void: number;
  };
  readonly days: readonly BacktestDay[];
  /** The local day with most messages, and the one with most tasks. */
  readonly peak: { readonly day: string; readonly count: number } | null;
  readonly taskPeak: { readonly day: string; readonly count: number } | null;
  readonly messagesPerUnitWeek: number | null;
  /** Sends by channel and what became of them; by `state reason` those that did not go out; by reason how often one was put off. */
  readonly sends: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly held: Readonly<Record<string, number>>;
}

interface Scene {
  readonly units: ReadonlyMap<string, Unit>;
  readonly period: BacktestPeriod;
  readonly horizonMs: number;
  readonly baseRate: number | null;
  readonly unitWeeks: number;
  readonly keyOf: (alert: Alert) => string;
}

/** The figures of a run over a period (UTC ms) for a horizon of whole days. */
export function backtestFigures(
  run: Backtest,
  record: BacktestRecord,
  period: BacktestPeriod,
  horizonDays: number,
): BacktestFigures {
  const { plan, world } = run;
  const units = unitsOf(run, record, period);
  const horizonMs = horizonDays * DAY_MS;
  const isByCourse = plan.document.subject === "course";
  const keyOf = ({ learner, subject }: Alert) => unitKey(learner, isByCourse ? subject : null);
  const unitWeeks = [...units.values()].reduce((sum, { startAt, endAt }) => sum + endAt - startAt, 0) / WEEK_MS;
  const baseRate = baseRateOf(units.values(), period.toAt - horizonMs, horizonMs);
  const scene: Scene = { units, period, horizonMs, baseRate, unitWeeks, keyOf };
  const alerts = record.alerts.filter(({ learner, at }) => world.facts.ids[learner] !== "" && at <= period.toAt);
  const opened = alerts.filter(({ isOpening }) => isOpening);
  const [recovered, lost, ended] = (["recovered", "lost", "void"] as const).map((one) => record.ended.get(one) ?? 0);
  const days = daysOf(record);
  const messages = days.reduce((sum, { byChannel }) => sum + messagesIn(byChannel), 0);
  return {
    hash: plan.hash,
    learners: world.facts.ids.filter((id) => id !== "").length,
    unitWeeks,
    withdrawals: [...units.values()].filter(({ leftAt }) => leftAt !== null).length,
    baseRate,
    all: rowOf(null, opened, scene),
    tiers: plan.tiers.map(({ id }) =>
      rowOf(
        id,
        alerts.filter(({ tier }) => tier === id),
        scene,
      ),
    ),
    episodes: {
      opened: record.openedCount,
      open: record.openedCount - (recovered ?? 0) - (lost ?? 0) - (ended ?? 0),
      recovered: recovered ?? 0,
      lost: lost ?? 0,
      void: ended ?? 0,
    },
    days,
    peak: peakOf(days, messagesIn),
    taskPeak: peakOf(days, ({ task }) => task ?? 0),
    messagesPerUnitWeek: unitWeeks === 0 ? null : messages / unitWeeks,
    ...tables(record),
  };
}

/** Of the time before `lastAt` in which units were under way, the share within the horizon before they left; null where there was none. */
function baseRateOf(units: Iterable<Unit>, lastAt: number, horizonMs: number): number | null {
  let all = 0;
  let before = 0;
  for (const { startAt, endAt, leftAt } of units) {
    const until = Math.min(endAt, lastAt);
    if (until <= startAt) continue;
    all += until - startAt;
    if (leftAt !== null) before += Math.max(0, until - Math.max(startAt, leftAt - horizonMs));
  }
  return all === 0 ? null : before / all;
}

function rowOf(tier: string | null, alerts: readonly Alert[], scene: Scene): BacktestRow {
  const { units, period, horizonMs, baseRate, unitWeeks, keyOf } = scene;
  const weeks = (period.toAt - period.fromAt) / WEEK_MS;
  const firstBefore = new Map<string, number>();
  let judged = 0;
  let followed = 0;
  for (const alert of alerts) {
    const unit = units.get(keyOf(alert));
    if (unit === undefined || alert.at < unit.startAt || alert.at >= unit.endAt) continue;
    const isFollowed = unit.leftAt !== null && unit.leftAt - alert.at <= horizonMs;
    if (isFollowed) firstBefore.set(keyOf(alert), Math.min(firstBefore.get(keyOf(alert)) ?? alert.at, alert.at));
    if (alert.at + horizonMs > period.toAt) continue;
    judged += 1;
    if (isFollowed) followed += 1;
  }
  const left = [...units].filter(([, { leftAt }]) => leftAt !== null).length;
  const leads = [...firstBefore].map(([key, at]) => ((units.get(key)?.leftAt ?? at) - at) / DAY_MS);
  const precision = shown(followed, judged);
  return {
    tier,
    alerts: alerts.length,
    learners: new Set(alerts.map(({ learner }) => learner)).size,
    alertsPerWeek: weeks > 0 ? alerts.length / weeks : null,
    alertsPer100Weeks: unitWeeks === 0 ? null : (alerts.length / unitWeeks) * 100,
    precision,
    recall: shown(firstBefore.size, left),
    lift: precision.rate === null || baseRate === null || baseRate === 0 ? null : precision.rate / baseRate,
    leadDays: leadOf(leads),
  };
}

function shown(x: number, n: number): BacktestRate {
  return { x, n, rate: rateOf({ x, n }), interval: wilson({ x, n }) };
}

function leadOf(days: readonly number[]): BacktestRow["leadDays"] {
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((share) => quantile(days, share));
  return lower == null || median == null || upper == null ? null : { lower, median, upper };
}

function daysOf(record: BacktestRecord): BacktestDay[] {
  return [...record.days]
    .sort(([a], [b]) => a - b)
    .map(([day, counts]) => ({ day: dateOfDay(day), byChannel: Object.fromEntries(counts) }));
}

function messagesIn(byChannel: Readonly<Record<string, number>>): number {
  return Object.entries(byChannel).reduce(
    (sum, [channel, count]) => (channel === "task" || channel === "webhook" ? sum : sum + count),
    0,
  );
}

function peakOf(
  days: readonly BacktestDay[],
  countIn: (byChannel: BacktestDay["byChannel"]) => number,
): BacktestFigures["peak"] {
  let peak: { day: string; count: number } | null = null;
  for (const { day, byChannel } of days) {
    const count = countIn(byChannel);
    if (count > (peak?.count ?? 0)) peak = { day, count };
  }
  return peak;
}

function tables(record: BacktestRecord): Pick<BacktestFigures, "sends" | "reasons" | "held"> {
  const sends: Record<string, Record<string, number>> = {};
  for (const [key, count] of record.states) {
    const [channel = "", state = ""] = key.split(" ");
    sends[channel] = { ...sends[channel], [state]: count };
  }
  return { sends, reasons: Object.fromEntries(record.reasons), held: Object.fromEntries(record.held) };
}
