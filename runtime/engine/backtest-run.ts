// A whole backtest: the draft over a history, then the live version over the same, then the draft with other thresholds, one pass each, so
// that one world at a time is in memory.
import type { BacktestResult } from "#shared/api/backtests.ts";
import { Backtest, type BacktestInput } from "#shared/flow/backtest.ts";
import { type BacktestFigures, backtestFigures } from "#shared/report/backtest.ts";
import { type Alerted, alertedBy, difference } from "#shared/report/backtest-difference.ts";
import { BacktestRecord } from "#shared/report/backtest-record.ts";
import type { BacktestPeriod } from "#shared/report/backtest-units.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import type { ThresholdValue } from "#shared/strategy/threshold.ts";
import { isoOf } from "./ledger-columns.ts";

/** What is asked. Instants are UTC ms; null: from where history begins, to where it ends. Every document has been checked. */
export interface BacktestOrder {
  readonly document: Strategy;
  /** The version in force, to compare with; null where there is none. */
  readonly live: { readonly version: number; readonly document: Strategy } | null;
  /** A signal's field with its values, each with the document it makes. */
  readonly threshold: {
    readonly node: string;
    readonly field: string;
    readonly present: ThresholdValue;
    readonly variants: readonly { readonly value: ThresholdValue; readonly document: Strategy }[];
  } | null;
  readonly fromAt: number | null;
  readonly toAt: number | null;
  readonly horizonDays: number;
}

/** What came in together. `at` (UTC ms) never goes back; `share` (0..1) is how much of the history lies behind. */
export interface BacktestMoment {
  readonly at: number;
  readonly share: number;
  inputs(run: Backtest): Iterable<BacktestInput>;
}

/** A history that can be gone through again and again. */
export interface BacktestHistory {
  moments(): Iterable<BacktestMoment>;
  /** When the first event came in, null where there is none; and until when nothing more came (UTC ms). */
  readonly firstAt: number | null;
  readonly endAt: number;
  readonly eventCount: number;
  /** Events that were imported later, and stand here where they happened. */
  readonly backfilledCount: number;
}

/** Carries an order out. `moved` hears the share done (0..1). */
export function runBacktest(
  order: BacktestOrder,
  history: BacktestHistory,
  moved: (share: number) => void = () => undefined,
): BacktestResult {
  const period = periodOf(order, history);
  const others = order.threshold?.variants.filter(({ document }) => document !== order.document).length ?? 0;
  const passes = 1 + (order.live === null ? 0 : 1) + others;
  let done = 0;
  const pass = (document: Strategy) => {
    const ran = runOne(document, order, history, period, (share) => moved((done + share) / passes));
    done += 1;
    return ran;
  };
  const own = pass(order.document);
  const live = order.live === null ? null : comparedWith(own.alerted, order.live.version, pass(order.live.document));
  const rows = order.threshold?.variants.map(({ value, document }) => {
    const { all, tiers } = document === order.document ? own.figures : pass(document).figures;
    return { value, all, tiers };
  });
  return {
    ...own.figures,
    period: { from: isoOf(period.fromAt) ?? "", to: isoOf(period.toAt) ?? "" },
    horizonDays: order.horizonDays,
    receipts: "acceptedNeverOpened",
    eventCount: history.eventCount,
    backfilledCount: history.backfilledCount,
    live,
    threshold:
      order.threshold === null || rows === undefined
        ? null
        : { node: order.threshold.node, field: order.threshold.field, present: order.threshold.present, rows },
  };
}

function periodOf(order: BacktestOrder, { firstAt, endAt }: BacktestHistory): BacktestPeriod {
  const toAt = Math.min(order.toAt ?? endAt, endAt);
  const fromAt = Math.max(order.fromAt ?? Number.NEGATIVE_INFINITY, firstAt ?? toAt);
  return { fromAt: Math.min(fromAt, toAt), toAt };
}

interface Ran {
  readonly figures: BacktestFigures;
  readonly alerted: Map<string, Alerted>;
}

function runOne(
  document: Strategy,
  order: BacktestOrder,
  history: BacktestHistory,
  period: BacktestPeriod,
  moved: (share: number) => void,
): Ran {
  const record: BacktestRecord = new BacktestRecord(() => run.world.settings.zone);
  const run = new Backtest(document, (news) => record.take(news));
  replayHistory(run, history, order.fromAt, period.toAt, moved);
  const figures = backtestFigures(run, record, period, order.horizonDays);
  return { figures, alerted: alertedBy(run, record, period.toAt) };
}

/** Takes a run through a history up to an instant; the plan comes into force at `fromAt`, by default before everything (UTC ms). */
export function replayHistory(
  run: Backtest,
  history: BacktestHistory,
  fromAt: number | null,
  toAt: number,
  moved: (share: number) => void = () => undefined,
): void {
  let isStarted = false;
  const start = (at: number) => {
    if (!isStarted) run.start(at);
    isStarted = true;
  };
  for (const moment of history.moments()) {
    if (moment.at > toAt) break;
    if (moment.at >= (fromAt ?? Number.NEGATIVE_INFINITY)) start(fromAt ?? moment.at);
    run.take(moment.at, moment.inputs(run));
    moved(moment.share);
  }
  start(Math.min(fromAt ?? toAt, toAt));
  run.passTo(toAt);
}

function comparedWith(own: ReadonlyMap<string, Alerted>, version: number, { figures, alerted }: Ran) {
  const { hash, all, tiers } = figures;
  const { both, onlyHere, onlyThere, examples } = difference(own, alerted);
  const plain = (list: readonly Alerted[]) => list.map((one) => ({ ...one, at: isoOf(one.at) ?? "" }));
  const shown = { here: plain(examples.here), there: plain(examples.there) };
  return { version, hash, all, tiers, both, onlyHere, onlyThere, examples: shown };
}
