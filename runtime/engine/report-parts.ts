// What reports are made of, read off the roll-ups: cells, experiments with their looks, weekly signs. No ledger is read for a report;
// the sign of over-notification takes one pass over four weeks of sends, in slices, once a week, and is kept.
import type { Cut } from "#shared/report/cell.ts";
import { mondayOf } from "#shared/report/overview.ts";
import type {
  ExperimentParts,
  FatigueWeek,
  ReportQuestion,
  StrategyParts,
  Where,
} from "#shared/report/strategy-report.ts";
import type { Engine } from "./engine.ts";
import type { Experiment } from "./experiments.ts";
import { fatigueWeeks } from "./fatigue.ts";
import { type Names, nodeName, planOf, strategyName } from "./names.ts";
import type { Steps } from "./slices.ts";

/** What is asked for; days that are null: the usual ones, up to today. */
export interface ReportAsk {
  readonly fromDay: number | null;
  readonly toDay: number | null;
  readonly where: Where;
  readonly by: Cut;
}

/** What a report is made of, with the school's zone and instant. */
export interface ReportParts extends StrategyParts {
  /** What was asked for, with its days. */
  readonly ask: ReportQuestion;
  readonly zone: string;
  readonly now: number;
  /** What people call the strategy and its tiers, of the live version. */
  readonly names: { readonly strategy: Names; readonly tiers: Readonly<Record<string, Names>> };
}

/** An experiment in a list. */
export interface ExperimentList {
  readonly today: number;
  readonly zone: string;
  readonly now: number;
  readonly experiments: readonly ExperimentParts[];
}

function armNamesOf(engine: Engine, { strategy, compared }: Experiment): Record<string, string> {
  const document = strategy === "" ? undefined : planOf(engine.world, strategy, null)?.document;
  if (document === undefined || compared.by !== "message") return {};
  const variants = document.messages?.[compared.message]?.variants ?? [];
  return Object.fromEntries(variants.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])));
}

function partsOf(engine: Engine, experiment: Experiment): ExperimentParts {
  const { salt, strategy, compared, spec } = experiment;
  const { measures } = engine;
  return {
    salt,
    strategy,
    compared,
    spec,
    looks: measures.experiments.looksOf(salt),
    cells: measures.cells.read("exposure", salt),
    armNames: armNamesOf(engine, experiment),
  };
}

/** Days shown where the question names none. */
const USUAL_DAYS = 90;

/**
 * The parts of a strategy's report. Expects what is gathered to be committed. Only the cells that the question is about are read, so that a
 * long history costs a report of some weeks nothing.
 */
export function* readReportParts(engine: Engine, strategy: string, asked: ReportAsk): Steps<ReportParts> {
  const { measures, world } = engine;
  const now = engine.now();
  const today = measures.dayOf(now);
  const experiments: ExperimentParts[] = [];
  for (const one of measures.experiments.all()) {
    if (one.strategy !== strategy && one.strategy !== "") continue;
    experiments.push(partsOf(engine, one));
    yield;
  }
  const { where, by } = asked;
  const ask = { where, by, fromDay: asked.fromDay ?? today - USUAL_DAYS + 1, toDay: asked.toDay ?? today };
  const cuts = [...new Set([where.cut, by])].filter((cut) => cut !== "all");
  const { fromDay, toDay } = ask;
  const sends = measures.cells.read("send", strategy, { cuts: ["all", ...cuts], fromDay, toDay });
  yield;
  const values = measures.cells.values("send", strategy);
  yield;
  // The weekly trend is of all weeks.
  const whole = measures.cells.read("episode", strategy, { cuts: ["all"] });
  yield;
  const episodes = [...whole, ...measures.cells.read("episode", strategy, { cuts, fromDay, toDay })];
  yield;
  const week = mondayOf(today) - 7;
  const loads = measures.cells.read("load", "", { fromDay: week, toDay: week });
  const fatigue: FatigueWeek[] = yield* fatigueWeeks(engine, strategy, today);
  const plan = planOf(world, strategy, null);
  const tiers = Object.fromEntries((plan?.tiers ?? []).map(({ id }) => [id, nodeName(plan, id)]));
  const names = { strategy: strategyName(plan), tiers };
  const { zone } = world.settings;
  return { ask, strategy, today, zone, now, names, sends, values, episodes, loads, experiments, fatigue };
}

/** Experiments: that of a salt, or all. */
export function* readExperiments(engine: Engine, salt: string | null): Steps<ExperimentList> {
  const { measures, world } = engine;
  const now = engine.now();
  const experiments: ExperimentParts[] = [];
  for (const one of measures.experiments.all()) {
    if (salt !== null && one.salt !== salt) continue;
    experiments.push(partsOf(engine, one));
    yield;
  }
  return { today: measures.dayOf(now), zone: world.settings.zone, now, experiments };
}
