// What reports are made of, read off the roll-ups: cells, experiments with their looks, weekly signs. No ledger is read for a report;
// the sign of over-notification takes one pass over four weeks of sends, in slices, once a week, and is kept.
import type { ExperimentParts, FatigueWeek, StrategyParts } from "#shared/report/strategy-report.ts";
import type { Engine } from "./engine.ts";
import type { Experiment } from "./experiments.ts";
import { fatigueWeeks } from "./fatigue.ts";
import { type Names, nodeName, planOf, strategyName } from "./names.ts";
import type { Steps } from "./slices.ts";

/** What a report is made of, with the school's zone and instant. */
export interface ReportParts extends StrategyParts {
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

/** The parts of a strategy's report. Expects what is gathered to be committed. */
export function* readReportParts(engine: Engine, strategy: string): Steps<ReportParts> {
  const { measures, world } = engine;
  const now = engine.now();
  const today = measures.dayOf(now);
  const experiments: ExperimentParts[] = [];
  for (const one of measures.experiments.all()) {
    if (one.strategy !== strategy && one.strategy !== "") continue;
    experiments.push(partsOf(engine, one));
    yield;
  }
  const sends = measures.cells.read("send", strategy);
  yield;
  const episodes = measures.cells.read("episode", strategy);
  yield;
  const loads = measures.cells.read("load", "");
  const fatigue: FatigueWeek[] = yield* fatigueWeeks(engine, strategy, today);
  const plan = planOf(world, strategy, null);
  const tiers = Object.fromEntries((plan?.tiers ?? []).map(({ id }) => [id, nodeName(plan, id)]));
  const names = { strategy: strategyName(plan), tiers };
  return { strategy, today, zone: world.settings.zone, now, names, sends, episodes, loads, experiments, fatigue };
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
