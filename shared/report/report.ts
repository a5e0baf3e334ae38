// The report of one experiment: takes its cells, what was fixed and the stored looks, gives everything a page shows. It reads and
// decides nothing: the verdict is the last look's.
import { type ArmOdds, armOdds } from "#shared/stats/bayes.ts";
import { budgetStart } from "#shared/stats/budget.ts";
import { compareAt } from "#shared/stats/comparison.ts";
import { holm } from "#shared/stats/families.ts";
import { type Gates, gatesOf } from "#shared/stats/gates.ts";
import { type Guardrail, guardrail, USUAL_MARGIN } from "#shared/stats/margin.ts";
import { normalQuantile } from "#shared/stats/normal.ts";
import type { Interval, Tally } from "#shared/stats/rate.ts";
import { clusterEstimates, compareEstimates, type NormalCompared } from "#shared/stats/ratio-of-sums.ts";
import { type ArmCount, SRM_CLASSIC_P, srmClassicP } from "#shared/stats/srm.ts";
import { type Verdict, verdictOf } from "#shared/stats/verdict.ts";
import { type Cell, countIn, emptyCell, type KeyedCell } from "./cell.ts";
import { allArms, armCounts, type ExperimentSpec, maturedArms, totalOf } from "./experiment.ts";
import { budgetFor, type LookPoint, type Looks } from "./look.ts";
import { type ExposureMetric, exposureMetrics, sendSumsOf, tallyOf } from "./metric.ts";
import { type RateShown, rateShown } from "./rate-row.ts";
import { type Segment, segmentCuts, segmentOf } from "./segment.ts";

/** The health strip, shown before any number. */
export interface Health {
  /** The sequential test's running minimum; below 0.01 every verdict is withdrawn. */
  readonly srmP: number;
  /** The classic test of the first span, beside it; null where it does not apply. Below the line it is marked, and decides nothing. */
  readonly srmClassicP: number | null;
  readonly srmClassicLine: number;
  readonly isLeak: boolean;
  readonly srmPoints: Looks["srmPoints"];
  /** By span of weights: learners who came, by arm, with its weight. */
  readonly spans: readonly (readonly ArmCount[])[];
  readonly crossed: number;
  readonly assigned: number;
  readonly matured: number;
  readonly fullDays: number;
  /** Local day at whose beginning the verdict was made; null before the first look. */
  readonly lookedDay: number | null;
}

/** One arm in the table. */
export interface ArmRow {
  readonly arm: string;
  readonly isControl: boolean;
  /** All who came in, matured or not. */
  readonly exposed: number;
  readonly matured: number;
  readonly rates: Readonly<Record<ExposureMetric, RateShown>>;
  readonly odds: ArmOdds;
  /** Fen per recovered learner (all costs over recoveries of the arm); null where nobody recovered. */
  readonly costPerRecoveredFen: number | null;
}

/** A metric beside the primary one: its interval holds 95 % for it alone, its p is adjusted over all such metrics (Holm). */
export interface SecondaryRow {
  readonly metric: ExposureMetric;
  readonly difference: number;
  readonly interval: Interval;
  readonly p: number;
  readonly adjustedP: number;
  /** The arms differ in the share of sends delivered (p < 0.01): what is counted only of the delivered is not comparable. */
  readonly isComparable: boolean;
}

/** One comparison with the control. */
export interface Comparison {
  readonly arm: string;
  readonly control: string;
  readonly verdict: Verdict;
  /** Relative to the control's rate at the last look; null where undefined. */
  readonly lift: { readonly estimate: number; readonly low: number; readonly high: number | null } | null;
  readonly points: readonly LookPoint[];
  readonly guardrails: Readonly<Record<"optedOut" | "complained", Guardrail | null>>;
  readonly secondary: readonly SecondaryRow[];
  /** Opens and actions of all delivered sends, learners being the unit. Descriptive: those who recover leave, so a better arm looks worse here. */
  readonly perSend: Readonly<Record<"opens" | "acts", NormalCompared | null>>;
  readonly segments: readonly Segment[];
}

/** The report. */
export interface ExperimentReport {
  readonly salt: string;
  readonly metric: ExperimentSpec["metric"];
  readonly today: number;
  readonly health: Health;
  readonly arms: readonly ArmRow[];
  readonly comparisons: readonly Comparison[];
}

/** Where arms differ so clearly in deliveries, rates of the delivered compare different people. */
const DELIVERY_P = 0.01;

const secondaryMetrics = [
  "acted",
  "actedOfOpened",
  "openedAny",
  "actedAny",
] as const satisfies readonly ExposureMetric[];

function healthOf(cells: readonly KeyedCell[], spec: ExperimentSpec, looks: Looks | null, today: number): Health {
  const spans = armCounts(cells, spec, today);
  const all = totalOf(allArms(cells, spec, today).values());
  const crossed = countIn(all, "crossed");
  return {
    srmP: looks?.srm.minP ?? 1,
    srmClassicP: srmClassicP(spans[0] ?? []),
    srmClassicLine: SRM_CLASSIC_P,
    isLeak: looks?.srm.isLeak ?? false,
    srmPoints: looks?.srmPoints ?? [],
    spans,
    crossed,
    assigned: countIn(all, "exposed") + crossed,
    matured: countIn(totalOf(maturedArms(cells, spec, today).values()), "exposed"),
    fullDays: Math.max(0, today - spec.startedDay),
    lookedDay: looks?.day ?? null,
  };
}

function armRows(cells: readonly KeyedCell[], spec: ExperimentSpec, today: number): ArmRow[] {
  const matured = maturedArms(cells, spec, today);
  const all = allArms(cells, spec, today);
  const odds = armOdds([...matured.values()].map((cell) => tallyOf(exposureMetrics[spec.metric], cell)));
  return [...matured].map(([arm, cell], at) => {
    const rates = Object.entries(exposureMetrics).map(
      ([name, metric]) => [name, rateShown(tallyOf(metric, cell))] as const,
    );
    const recovered = countIn(cell, "recovered");
    return {
      arm,
      isControl: at === 0,
      exposed: countIn(all.get(arm) ?? emptyCell(), "exposed"),
      matured: countIn(cell, "exposed"),
      rates: Object.fromEntries(rates) as ArmRow["rates"],
      odds: odds[at] as ArmOdds,
      costPerRecoveredFen: recovered === 0 ? null : countIn(cell, "costFen") / recovered,
    };
  });
}

function pairOf(metric: ExposureMetric, treated: Cell, control: Cell): { treated: Tally; control: Tally } | null {
  const pair = {
    treated: tallyOf(exposureMetrics[metric], treated),
    control: tallyOf(exposureMetrics[metric], control),
  };
  return pair.treated.n === 0 || pair.control.n === 0 ? null : pair;
}

function secondaryRows(treated: Cell, control: Cell, primary: ExposureMetric): SecondaryRow[] {
  const delivery = pairOf("delivered", treated, control);
  const isDeliveryAlike = delivery !== null && compareAt(delivery).p >= DELIVERY_P;
  const compared = secondaryMetrics.flatMap((metric) => {
    const pair = metric === primary ? null : pairOf(metric, treated, control);
    return pair === null ? [] : [{ metric, ...compareAt(pair) }];
  });
  const adjusted = holm(compared.map(({ p }) => p));
  return compared.map(({ metric, difference, differenceInterval: interval, p }, at) => {
    const isComparable = !exposureMetrics[metric].isConditional || isDeliveryAlike;
    return { metric, difference, interval, p, adjustedP: adjusted[at] ?? 1, isComparable };
  });
}

function guardrailsOf(treated: Cell, control: Cell, margin: number): Comparison["guardrails"] {
  const judge = (metric: "optedOut" | "complained") => {
    const pair = pairOf(metric, treated, control);
    return pair === null ? null : guardrail(pair, margin);
  };
  return { optedOut: judge("optedOut"), complained: judge("complained") };
}

function perSend(what: "opens" | "acts", treated: Cell, control: Cell): NormalCompared | null {
  const estimates = clusterEstimates(sendSumsOf(what, treated), sendSumsOf(what, control));
  return estimates === null ? null : compareEstimates(estimates, normalQuantile(0.975));
}

/** Learners of the two arms who come in a day, over the days so far: what matures in a day, about. */
function perDay(health: Health, arms: readonly ArmRow[], arm: string): number {
  const both = arms.filter((row) => row.isControl || row.arm === arm).reduce((sum, { exposed }) => sum + exposed, 0);
  return health.fullDays === 0 ? 0 : both / health.fullDays;
}

function gatesFor(health: Health, looks: Looks | null, treated: Tally, control: Tally): Gates {
  return gatesOf({
    arms: [treated.n, control.n],
    successes: treated.x + control.x,
    fullDays: health.fullDays,
    srm: looks?.srm ?? { minP: 1, isLeak: false },
    crossed: health.crossed,
    assigned: health.assigned,
  });
}

/**
 * The report as of the beginning of local day `today`. `cells`: those of the experiment (kind `exposure`, id its salt), no others needed. `looks`: what
 * `takeLook` gave last; null before the first. The verdict and its interval are the looks', everything beside it is as of today.
 */
export function buildReport(
  cells: readonly KeyedCell[],
  spec: ExperimentSpec,
  looks: Looks | null,
  today: number,
): ExperimentReport {
  const health = healthOf(cells, spec, looks, today);
  const arms = armRows(cells, spec, today);
  const matured = maturedArms(cells, spec, today);
  const [controlArm = "", ...variants] = spec.arms;
  const control = matured.get(controlArm) ?? emptyCell();
  const comparisons = variants.map((arm): Comparison => {
    const treated = matured.get(arm) ?? emptyCell();
    const kept = looks?.comparisons[arm] ?? null;
    const budget = budgetFor(spec, arm);
    const metric = exposureMetrics[spec.metric];
    const gates = gatesFor(health, looks, tallyOf(metric, treated), tallyOf(metric, control));
    const state = kept?.state ?? budgetStart;
    return {
      arm,
      control: controlArm,
      verdict: verdictOf({
        budget,
        state,
        gates,
        difference: kept?.difference ?? null,
        treatedCount: kept?.treatedCount ?? 0,
        learnersPerDay: perDay(health, arms, arm),
      }),
      lift: liftOf(kept),
      points: kept?.points ?? [],
      guardrails: guardrailsOf(treated, control, spec.margin ?? USUAL_MARGIN),
      secondary: secondaryRows(treated, control, spec.metric),
      perSend: { opens: perSend("opens", treated, control), acts: perSend("acts", treated, control) },
      segments: segmentCuts.map((cut) => segmentOf(cells, spec, arm, cut, today)),
    };
  });
  return { salt: spec.salt, metric: spec.metric, today, health, arms, comparisons };
}

function liftOf(kept: Looks["comparisons"][string] | null): Comparison["lift"] {
  const ratio = kept?.state.ends?.ratio ?? null;
  if (kept === null || kept.lift === null || ratio === null) return null;
  return { estimate: kept.lift, low: ratio.low - 1, high: ratio.high === null ? null : ratio.high - 1 };
}
