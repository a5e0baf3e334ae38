// The report of a strategy: takes its cells and its experiments with their looks, gives everything the page shows. Of cells alone; one
// property at a time, since cells are parts by one property each.
import type { Words } from "#shared/kernel/issue.ts";
import { inEach } from "#shared/signal/words.ts";
import type { Tally } from "#shared/stats/rate.ts";
import type { TimeTrend } from "#shared/stats/trend.ts";
import { type Cell, type CellKey, type Cut, countIn, emptyCell, type KeyedCell, mergeCells } from "./cell.ts";
import { allArms, type ExperimentSpec, maturedArms } from "./experiment.ts";
import type { Looks } from "./look.ts";
import {
  costPerRecovered,
  type DayRange,
  type EpisodeRow,
  episodeTable,
  type FatigueSign,
  type FunnelStep,
  learnerFunnel,
  loadHistogram,
  mondayOf,
  recoveryTrend,
  type SendRow,
  sendTable,
} from "./overview.ts";
import { type RateShown, rateShown } from "./rate-row.ts";
import { buildReport, type ExperimentReport } from "./report.ts";
import { sumBy } from "./rollup.ts";
import { verdictSentence } from "./verdict-words.ts";

/** What an experiment compares: holding back everything, variants of a message, or ways through a split. */
export type Compared = { by: "holdout" } | { by: "message"; message: string } | { by: "split"; node: string };

/** An experiment with what is stored of it. */
export interface ExperimentParts {
  readonly salt: string;
  /** Empty for the school-wide holdout. */
  readonly strategy: string;
  readonly compared: Compared;
  readonly spec: ExperimentSpec;
  readonly looks: Looks | null;
  readonly cells: readonly KeyedCell[];
  /** What people call the arms, where they gave them names. */
  readonly armNames: Readonly<Record<string, string>>;
}

/** An experiment as the page shows it. */
export interface ExperimentView {
  readonly salt: string;
  readonly strategy: string;
  readonly compared: Compared;
  readonly spec: ExperimentSpec;
  readonly armNames: Readonly<Record<string, Words>>;
  readonly report: ExperimentReport;
  /** The verdict in words, by treated arm. */
  readonly sentences: Readonly<Record<string, Words>>;
  /** Learners who had come by the end of each day, by arm. */
  readonly assigned: readonly { readonly day: number; readonly counts: Readonly<Record<string, number>> }[];
  /** Matured learners, by arm. */
  readonly funnels: Readonly<Record<string, readonly FunnelStep[]>>;
}

const holdoutNames: Readonly<Record<string, Words>> = {
  holdout: { "zh-CN": "不发消息", en: "No message" },
  treated: { "zh-CN": "本策略", en: "This strategy" },
};

function nameOf({ spec, armNames }: ExperimentParts, arm: string): Words {
  const known = spec.kind === "holdout" ? holdoutNames[arm] : undefined;
  const text = armNames[arm] ?? arm;
  return known ?? { "zh-CN": text, en: text };
}

/** An arm's name inside a sentence: ours in lower case, an author's in quotes. */
function nameInside(parts: ExperimentParts, arm: string): Words {
  const { "zh-CN": zh, en } = nameOf(parts, arm);
  const isOurs = parts.spec.kind === "holdout" && Object.hasOwn(holdoutNames, arm);
  return isOurs ? { "zh-CN": zh, en: en.toLowerCase() } : { "zh-CN": `“${zh}”`, en: `“${en}”` };
}

function sentencesOf(parts: ExperimentParts, { metric, comparisons }: ExperimentReport): ExperimentView["sentences"] {
  const isHoldout = parts.spec.kind === "holdout";
  return Object.fromEntries(
    comparisons.map(({ arm, control, verdict }) => {
      const [treated, other] = [nameInside(parts, arm), nameInside(parts, control)];
      const names = (locale: keyof Words) => ({
        treated: treated[locale],
        control: isHoldout ? null : other[locale],
        metric,
      });
      return [arm, inEach((locale) => verdictSentence(verdict, names(locale), locale))];
    }),
  );
}

function assignedOf({ spec, cells }: ExperimentParts): ExperimentView["assigned"] {
  const days = new Map<number, Record<string, number>>();
  const sums = sumBy(cells, { kind: "exposure", id: spec.salt, cut: "all" }, ({ arm, day }) =>
    JSON.stringify([day, arm]),
  );
  for (const [name, cell] of sums) {
    const [day, arm] = JSON.parse(name) as [number, string];
    days.set(day, { ...days.get(day), [arm]: countIn(cell, "exposed") + countIn(cell, "crossed") });
  }
  const running: Record<string, number> = Object.fromEntries(spec.arms.map((arm) => [arm, 0]));
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([day, counts]) => {
      for (const [arm, count] of Object.entries(counts)) running[arm] = (running[arm] ?? 0) + count;
      return { day, counts: { ...running } };
    });
}

/** An experiment as of the beginning of local day `today`. */
export function viewExperiment(parts: ExperimentParts, today: number): ExperimentView {
  const { salt, strategy, compared, spec, looks, cells } = parts;
  const report = buildReport(cells, spec, looks, today);
  const arms = [...allArms(cells, spec, today).keys()];
  const matured = maturedArms(cells, spec, today);
  return {
    salt,
    strategy,
    compared,
    spec,
    armNames: Object.fromEntries(arms.map((arm) => [arm, nameOf(parts, arm)])),
    report,
    sentences: sentencesOf(parts, report),
    assigned: assignedOf(parts),
    funnels: Object.fromEntries([...matured].map(([arm, cell]) => [arm, learnerFunnel(cell)])),
  };
}

/** One property with a value; all where the property is `all`. */
export interface Where {
  readonly cut: Cut;
  readonly value: string;
}

/** What is asked of a strategy's report. `by`: what its tables are divided by. */
export interface ReportQuestion extends DayRange {
  readonly where: Where;
  readonly by: Cut;
}

/** What a strategy's report is made of. */
export interface StrategyParts {
  readonly strategy: string;
  readonly today: number;
  /** Those of the days and cuts asked for, and those that are not cut. */
  readonly sends: readonly KeyedCell[];
  /** The values of sends on any day, by cut. */
  readonly values: readonly Pick<CellKey, "cut" | "value">[];
  /** Those of the days and cuts asked for, and those that are not cut, of all days. */
  readonly episodes: readonly KeyedCell[];
  /** At least those of the last full week. */
  readonly loads: readonly KeyedCell[];
  readonly experiments: readonly ExperimentParts[];
  readonly fatigue: readonly FatigueWeek[];
}

/** A week's sign of over-notification. */
export interface FatigueWeek {
  /** Local day of its Monday. */
  readonly week: number;
  readonly sign: FatigueSign;
}

/** How many sends, or episodes, came so far. `of`: what the share is of. */
export interface StepShown {
  readonly step: "decided" | "sent" | "delivered" | "opened" | "acted" | "recovered";
  readonly kind: "send" | "episode";
  readonly shown: RateShown;
}

/** The report of a strategy. */
export interface StrategyReport extends ReportQuestion {
  readonly strategy: string;
  readonly today: number;
  /** Sends by how far they came (each of those sent), then episodes recovered of those ended. Descriptive. */
  readonly funnel: readonly StepShown[];
  /** Sends that were not sent, and why. */
  readonly kept: Readonly<Record<"suppressed" | "withheld" | "cancelled" | "unreachable" | "expired", number>>;
  readonly decided: number;
  readonly sends: readonly SendRow[];
  readonly episodes: readonly EpisodeRow[];
  /** Values there are, by property: what can be asked for. */
  readonly values: Readonly<Partial<Record<Cut, readonly string[]>>>;
  /** Fen per recovered episode; null where nobody recovered. */
  readonly costPerRecoveredFen: number | null;
  readonly costFen: number;
  /** Of the last full week, all strategies together. */
  readonly load: { readonly week: number; readonly bars: readonly { sends: number; learners: number }[] };
  readonly recovery: {
    readonly weeks: readonly { week: number; shown: RateShown }[];
    readonly trend: TimeTrend | null;
  };
  readonly fatigue: readonly FatigueWeek[];
  readonly experiments: readonly ExperimentView[];
}

function sumOf(cells: readonly KeyedCell[], kind: "send" | "episode", id: string, ask: ReportQuestion): Cell {
  const { where, fromDay, toDay } = ask;
  const sums = sumBy(cells, { kind, id, cut: where.cut, fromDay, toDay }, ({ value }) => value);
  if (where.cut !== "all") return sums.get(where.value) ?? emptyCell();
  return [...sums.values()].reduce(mergeCells, emptyCell());
}

function heldIn(tally: Tally): Tally {
  const n = Math.max(0, tally.n);
  return { x: Math.min(n, Math.max(0, tally.x)), n };
}

function funnelOf(sends: Cell, episodes: Cell, canOpen: boolean): StepShown[] {
  const sent = countIn(sends, "sent");
  const step = (name: StepShown["step"], x: number, n: number, isMeasurable = true): StepShown => ({
    step: name,
    kind: "send",
    shown: rateShown(heldIn({ x, n }), isMeasurable),
  });
  const [recovered, lost] = [countIn(episodes, "recovered"), countIn(episodes, "lost")];
  return [
    step("sent", sent, sent),
    step("delivered", countIn(sends, "delivered"), sent),
    step("opened", countIn(sends, "opened"), sent, canOpen),
    step("acted", countIn(sends, "acted"), sent),
    { step: "recovered", kind: "episode", shown: rateShown(heldIn({ x: recovered, n: recovered + lost })) },
  ];
}

const askable = ["version", "tier", "channel", "message", "cause", "course", "cohort", "tierChannel"] as const;

function valuesOf(list: StrategyParts["values"]): StrategyReport["values"] {
  const values = new Map<Cut, Set<string>>();
  for (const { cut, value } of list) values.set(cut, (values.get(cut) ?? new Set()).add(value));
  return Object.fromEntries(askable.map((cut) => [cut, [...(values.get(cut) ?? [])].sort()]));
}

/** The report of a strategy as of the beginning of `today`. `canOpen` says whether a channel has a signal of being opened. */
export function strategyReport(
  parts: StrategyParts,
  ask: ReportQuestion,
  canOpen: (channel: string) => boolean,
): StrategyReport {
  const { strategy, today, fatigue } = parts;
  const sends = sumOf(parts.sends, "send", strategy, ask);
  const { where, by, fromDay, toDay } = ask;
  const week = mondayOf(today) - 7;
  return {
    strategy,
    today,
    ...{ where, by, fromDay, toDay },
    funnel: funnelOf(
      sends,
      sumOf(parts.episodes, "episode", strategy, ask),
      where.cut !== "channel" || canOpen(where.value),
    ),
    kept: {
      suppressed: countIn(sends, "suppressed"),
      withheld: countIn(sends, "withheld"),
      cancelled: countIn(sends, "cancelled"),
      unreachable: countIn(sends, "unreachable"),
      expired: countIn(sends, "expired"),
    },
    decided: countIn(sends, "decided"),
    sends: sendTable(parts.sends, strategy, by, ask, canOpen),
    episodes: episodeTable(parts.episodes, strategy, by, ask),
    values: valuesOf(parts.values),
    costPerRecoveredFen: costPerRecovered([...parts.sends, ...parts.episodes], strategy, ask),
    costFen: countIn(sends, "costFen"),
    load: { week, bars: loadHistogram(parts.loads, week) },
    recovery: recoveryTrend(parts.episodes, strategy, { fromDay: Number.NEGATIVE_INFINITY, toDay: today }),
    fatigue,
    experiments: parts.experiments.map((one) => viewExperiment(one, today)),
  };
}
