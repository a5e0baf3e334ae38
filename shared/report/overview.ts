// The descriptive side: funnels, tables by any cut, weekly series, the notifications a learner gets, and signs of fatigue. It
// compares no variants: that is an experiment's work.
import { FATIGUE_ALARM_P, type FatigueTrend, isFatigueAlarm } from "#shared/stats/fatigue.ts";
import { LEAST_SHOWN, type Tally, wilson } from "#shared/stats/rate.ts";
import { type TimeTrend, timeTrend } from "#shared/stats/trend.ts";
import { type Cell, type Cut, countIn, emptyCell, type KeyedCell, mergeCells } from "./cell.ts";
import { type SendMetric, sendMetrics, tallyOf } from "./metric.ts";
import { type RateShown, rateShown } from "./rate-row.ts";
import { sumBy } from "./rollup.ts";

/** Days from and to, inclusive, local days of the school. */
export interface DayRange {
  readonly fromDay: number;
  readonly toDay: number;
}

/** A strategy's sends in one value of a cut (a tier, a channel, a message and its variant in `arm`). */
export interface SendRow {
  readonly value: string;
  readonly arm: string;
  readonly cell: Cell;
  readonly rates: Readonly<Record<SendMetric, RateShown>>;
}

function ratesOf(cell: Cell, canOpen: boolean): SendRow["rates"] {
  const rates = Object.entries(sendMetrics).map(([name, metric]) => {
    const isOfOpens = name === "open" || name === "actionOfOpened";
    return [name, rateShown(tallyOf(metric, cell), canOpen || !isOfOpens)] as const;
  });
  return Object.fromEntries(rates) as SendRow["rates"];
}

/** The sends of a strategy by a cut, rows by value and arm. `canOpen` says whether a channel has an open signal; asked for cuts that name one. */
export function sendTable(
  cells: readonly KeyedCell[],
  strategy: string,
  cut: Cut,
  days: DayRange,
  canOpen: (channel: string) => boolean,
): SendRow[] {
  const sums = sumBy(cells, { kind: "send", id: strategy, cut, ...days }, ({ value, arm }) =>
    JSON.stringify([value, arm]),
  );
  const rows = [...sums].map(([name, cell]) => {
    const [value, arm] = JSON.parse(name) as [string, string];
    const channel = cut === "channel" ? value : cut === "tierChannel" ? value.slice(value.indexOf("\n") + 1) : null;
    return { value, arm, cell, rates: ratesOf(cell, channel === null || canOpen(channel)) };
  });
  return rows.sort((a, b) => (a.value === b.value ? (a.arm < b.arm ? -1 : 1) : a.value < b.value ? -1 : 1));
}

/** One step of the funnel: of so many sent, so many came so far, with the interval of that share. */
export interface FunnelStep {
  readonly step: "sent" | "delivered" | "opened" | "acted" | "recovered";
  readonly shown: RateShown;
}

/** The funnel of learners' exposures: first send sent, delivered, opened, acted on, learner recovered; all of the learners exposed. */
export function learnerFunnel(cell: Cell): FunnelStep[] {
  const n = countIn(cell, "exposed");
  const steps = [
    ["sent", "firstSent"],
    ["delivered", "firstDelivered"],
    ["opened", "firstOpened"],
    ["acted", "firstActed"],
    ["recovered", "recovered"],
  ] as const;
  return steps.map(([step, counter]) => ({ step, shown: rateShown({ x: Math.min(n, countIn(cell, counter)), n }) }));
}

/** Episodes of a strategy by a cut: opened, recovered, lost, void, still open, and the share recovered of ended (ruling 26, operations). */
export interface EpisodeRow {
  readonly value: string;
  readonly cell: Cell;
  readonly open: number;
  readonly recovered: RateShown;
}

/** The episode table; those void count in neither part of the rate. */
export function episodeTable(cells: readonly KeyedCell[], strategy: string, cut: Cut, days: DayRange): EpisodeRow[] {
  const sums = sumBy(cells, { kind: "episode", id: strategy, cut, ...days }, ({ value }) => value);
  const rows = [...sums].map(([value, cell]) => {
    const [recovered, lost] = [countIn(cell, "recovered"), countIn(cell, "lost")];
    const open = countIn(cell, "episodes") - recovered - lost - countIn(cell, "void");
    return { value, cell, open, recovered: rateShown({ x: recovered, n: recovered + lost }) };
  });
  return rows.sort((a, b) => (a.value < b.value ? -1 : 1));
}

/** Fen per recovered episode of a strategy: all its sends' costs over its recovered episodes; null where nobody recovered. Descriptive: some would have come back anyway. */
export function costPerRecovered(cells: readonly KeyedCell[], strategy: string, days: DayRange): number | null {
  const total = (kind: "send" | "episode") =>
    [...sumBy(cells, { kind, id: strategy, cut: "all", ...days }, () => "").values()].reduce(mergeCells, emptyCell());
  const recovered = countIn(total("episode"), "recovered");
  return recovered === 0 ? null : countIn(total("send"), "costFen") / recovered;
}

/** How many learners got so many accepted sends in that week (Monday's local day); "10" stands for ten and more. Learners without any are not counted. */
export function loadHistogram(cells: readonly KeyedCell[], week: number): { sends: number; learners: number }[] {
  const sums = sumBy(cells, { kind: "load", cut: "load", fromDay: week, toDay: week }, ({ value }) => value);
  return [...sums]
    .map(([value, cell]) => ({ sends: Number(value), learners: countIn(cell, "learners") }))
    .sort((a, b) => a.sends - b.sends);
}

/** Weekly share of recovered of ended episodes, weeks in order, those under 30 left out; and whether it moves (from eight weeks on). */
export function recoveryTrend(
  cells: readonly KeyedCell[],
  strategy: string,
  days: DayRange,
): { weeks: { week: number; shown: RateShown }[]; trend: TimeTrend | null } {
  const sums = sumBy(cells, { kind: "episode", id: strategy, cut: "all", ...days }, ({ day }) => String(mondayOf(day)));
  const weeks = [...sums]
    .map(([week, cell]) => {
      const recovered = countIn(cell, "recovered");
      return { week: Number(week), shown: rateShown({ x: recovered, n: recovered + countIn(cell, "lost") }) };
    })
    .filter(({ shown }) => shown.n >= LEAST_SHOWN)
    .sort((a, b) => a.week - b.week);
  return { weeks, trend: timeTrend(weeks.map(({ shown }) => shown.x / shown.n)) };
}

/** Local day of the Monday of a day's week: 1970-01-01 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/** One week's sign of over-notification. */
export interface FatigueSign {
  /** The within-learner trend of 28 trailing days; null where too few learners say anything. */
  readonly trend: FatigueTrend | null;
  readonly alarmP: number;
  readonly isTrendAlarm: boolean;
  /** Opt-outs of sends in the week, and whether its whole interval lies above the rate of the eight weeks before. */
  readonly optOuts: Tally;
  readonly isOptOutAlarm: boolean;
  /** Both: "consistent with fatigue", red. One: amber. */
  readonly level: "none" | "amber" | "red";
}

/** The week's sign. `before`: opt-outs of sends over the eight weeks before. Never a cause: that needs an experiment with caps. */
export function fatigueSign(trend: FatigueTrend | null, optOuts: Tally, before: Tally): FatigueSign {
  const isTrendAlarm = isFatigueAlarm(trend);
  const interval = wilson(optOuts);
  const isOptOutAlarm = interval !== null && before.n > 0 && interval.low > before.x / before.n;
  const level = isTrendAlarm && isOptOutAlarm ? "red" : isTrendAlarm || isOptOutAlarm ? "amber" : "none";
  return { trend, alarmP: FATIGUE_ALARM_P, isTrendAlarm, optOuts, isOptOutAlarm, level };
}
