// Looking while it runs, under no effect and under a true one: the hybrid budget, families of variants, clustered sends.
import { type Budget, type BudgetState, budgetOf, budgetStart, lookAtBudget } from "#shared/stats/budget.ts";
import { normalQuantile } from "#shared/stats/normal.ts";
import { type ClusterSums, clusterEstimates, compareEstimates } from "#shared/stats/ratio-of-sums.ts";
import { controlSize } from "#shared/stats/sample-size.ts";
import { differenceScore } from "#shared/stats/score.ts";
import { sequenceBoundary } from "#shared/stats/sequence.ts";
import { type Chance, chanceOf, gaussian, poisson } from "./chance.ts";
import { type Line, runsOf, type Size, shareOf } from "./line.ts";

const DAYS = 28;
const ONE_LOOK = normalQuantile(0.975);
// The intervals are judged elsewhere; here only the decision counts, and a million of them.
const anyEnds = () => ({ difference: { low: -1, high: 1 }, ratio: null });

function look(state: BudgetState, budget: Budget, n: number, z: number): BudgetState {
  return lookAtBudget(state, budget, { n, z, endsAt: anyEnds, mayEnd: true });
}

interface Arms {
  treated: { x: number; n: number };
  control: { x: number; n: number };
}

const emptyArms = (): Arms => ({ treated: { x: 0, n: 0 }, control: { x: 0, n: 0 } });

function admit(arms: Arms, chance: Chance, share: number, rateT: number, rateC: number): void {
  const isTreated = chance.next() < share;
  const arm = isTreated ? arms.treated : arms.control;
  arm.n += 1;
  if (chance.next() < (isTreated ? rateT : rateC)) arm.x += 1;
}

/** One experiment looked at after every learner: whether the running boundary or the final one was ever crossed. */
function isEverCrossed(chance: Chance, share: number, boundaries: readonly number[]): boolean {
  const arms = emptyArms();
  for (const boundary of boundaries) {
    admit(arms, chance, share, 0.1, 0.1);
    if (arms.treated.n > 0 && arms.control.n > 0 && Math.abs(differenceScore(arms, 0)) > boundary) return true;
  }
  return false;
}

/** 11.4 read after every learner; the boundaries are those of the budget, its final one the last. */
export function everyLearnerLines(size: Size, learners = 4000): Line[] {
  const runs = runsOf(size, 10_000);
  const budget = budgetOf(learners, null);
  const last = normalQuantile(1 - (budget.finalAlpha ?? 0) / 2);
  const boundaries = Array.from({ length: learners }, (_, at) =>
    at + 1 === learners ? last : sequenceBoundary(at + 1, budget.sequenceAlpha, learners),
  );
  return [0.5, 0.1].map((share, index) => {
    const chance = chanceOf(size.seed + 10 + index);
    const figure = shareOf(runs, () => isEverCrossed(chance, share, boundaries));
    return alarmLine(`11.4 hybrid A/A, every learner, ${split(share)}`, figure, 0.054, runs, size);
  });
}

const split = (share: number) => `${Math.round(share * 100)}/${Math.round(100 - share * 100)}`;

/** A line with a highest share; a small run is given the three standard errors that its size costs. */
export function alarmLine(name: string, figure: number, most: number, runs: number, size: Size): Line {
  const noise = size.share >= 1 ? 0 : 3 * Math.sqrt((most * (1 - most)) / runs);
  return { name, figure, least: null, most: most + noise, unit: "share", runs };
}

interface Seen {
  readonly latched: BudgetState["latched"];
  readonly naive: boolean;
  readonly single: boolean;
}

/** One experiment of 28 daily looks: what the budget decided, what naive daily looks would have, and one look at the end alone. */
function runDaily(chance: Chance, budget: Budget, share: number, rateT: number, rateC: number): Seen {
  const arms = emptyArms();
  const perDay = (budget.planned as number) / DAYS;
  let state = budgetStart;
  let [naive, z] = [false, 0];
  for (let day = 1; day <= DAYS; day += 1) {
    while (arms.treated.n + arms.control.n < Math.round(perDay * day)) admit(arms, chance, share, rateT, rateC);
    if (Math.min(arms.treated.n, arms.control.n) === 0) continue;
    z = differenceScore(arms, 0);
    naive = naive || Math.abs(z) > ONE_LOOK;
    state = look(state, budget, arms.treated.n + arms.control.n, z);
  }
  return { latched: state.latched, naive, single: Math.abs(z) > ONE_LOOK };
}

/** 11.4 with 28 daily looks, and what looking daily at 95 % would do. */
export function dailyLines(size: Size): Line[] {
  const runs = runsOf(size, 10_000);
  const budget = budgetOf(4000, null);
  return [0.5, 0.1].flatMap((share, index) => {
    const chance = chanceOf(size.seed + 20 + index);
    let naive = 0;
    const figure = shareOf(runs, () => {
      const seen = runDaily(chance, budget, share, 0.1, 0.1);
      if (seen.naive) naive += 1;
      return seen.latched !== null;
    });
    const wrong = { least: 0.2, most: null, unit: "share", runs } as const;
    return [
      alarmLine(`11.4 hybrid A/A, 28 looks, ${split(share)}`, figure, 0.054, runs, size),
      { name: `11.4 (naive 95 % daily, ${split(share)}: the trap)`, figure: naive / runs, ...wrong },
    ];
  });
}

/** 11.5: power against one look with the whole error, and how often a true effect ends it early. 10 % against 12 %, sized for 90 %. */
export function powerLines(size: Size): Line[] {
  const runs = runsOf(size, 4000);
  const planned = 2 * controlSize({ baselineRate: 0.1, treatedRate: 0.12, ratio: 1, alpha: 0.05, power: 0.9 });
  const budget = budgetOf(planned, null);
  const chance = chanceOf(size.seed + 30);
  let [hybrid, single, early] = [0, 0, 0];
  for (let run = 0; run < runs; run += 1) {
    const seen = runDaily(chance, budget, 0.5, 0.12, 0.1);
    if (seen.latched?.direction === 1) hybrid += 1;
    if (seen.latched?.by === "sequence") early += 1;
    if (seen.single) single += 1;
  }
  return [
    {
      name: "11.5 hybrid's power, of one look's",
      figure: hybrid / single,
      least: 0.97,
      most: null,
      unit: "share",
      runs,
    },
    { name: "11.5 true effects found early", figure: early / runs, least: 0.35, most: null, unit: "share", runs },
  ];
}

/** 11.11: four variants and a control, each comparison with its part of the error; any false finding. */
export function familyLine(size: Size): Line {
  const runs = runsOf(size, 10_000);
  const variants = 4;
  const budget = budgetOf(1600, null, variants);
  const chance = chanceOf(size.seed + 40);
  const figure = shareOf(runs, () => isAnyFound(chance, budget, variants));
  return alarmLine("11.11 four variants, any false finding", figure, 0.054, runs, size);
}

function isAnyFound(chance: Chance, budget: Budget, variants: number): boolean {
  const arms = Array.from({ length: variants + 1 }, () => ({ x: 0, n: 0 }));
  const states = Array.from({ length: variants }, () => budgetStart);
  const perDay = (budget.planned as number) / 2 / DAYS;
  for (let day = 1; day <= DAYS; day += 1) {
    for (const arm of arms) {
      for (; arm.n < Math.round(perDay * day); arm.n += 1) if (chance.next() < 0.1) arm.x += 1;
    }
    const [control, ...treated] = arms as [Arms["control"], ...Arms["treated"][]];
    for (const [at, arm] of treated.entries())
      states[at] = look(
        states[at] as BudgetState,
        budget,
        arm.n + control.n,
        differenceScore({ treated: arm, control }, 0),
      );
  }
  return states.some(({ latched }) => latched !== null);
}

/** A learner's sends and those opened: each learner has an openness of their own, so sends of one learner hang together. */
function addLearner(sums: { -readonly [K in keyof ClusterSums]: number }, chance: Chance): void {
  const openness = 1 / (1 + Math.exp(-(-1 + 1.8 * gaussian(chance))));
  const n = 1 + poisson(chance, 5);
  let y = 0;
  for (let send = 0; send < n; send += 1) if (chance.next() < openness) y += 1;
  sums.learners += 1;
  sums.y += y;
  sums.n += n;
  sums.yy += y * y;
  sums.yn += y * n;
  sums.nn += n * n;
}

const noSums = () => ({ learners: 0, y: 0, n: 0, yy: 0, yn: 0, nn: 0 });

/** Learners of a clustered experiment in all: 50 a day. */
const CLUSTERED = 1400;

/** One experiment on per-send rates, looked at daily from 20 learners in both arms: whether anything was decided. */
function isClusteredFound(chance: Chance, budget: Budget, share: number): boolean {
  const [treated, control] = [noSums(), noSums()];
  let state = budgetStart;
  for (let learner = 1; learner <= CLUSTERED; learner += 1) {
    addLearner(chance.next() < share ? treated : control, chance);
    if (learner % (CLUSTERED / DAYS) !== 0 || Math.min(treated.learners, control.learners) < 20) continue;
    const estimates = clusterEstimates(treated, control);
    const compared = estimates === null ? null : compareEstimates(estimates, 1);
    if (compared !== null) state = look(state, budget, learner, compared.z);
  }
  return state.latched !== null;
}

/** 11.4 for per-send rates of assigned learners: 28 looks at the linearised statistic. */
export function clusteredPeekLines(size: Size): Line[] {
  const runs = runsOf(size, 10_000);
  const budget = budgetOf(CLUSTERED, null);
  return [0.5, 0.1].map((share, index) => {
    const chance = chanceOf(size.seed + 50 + index);
    const figure = shareOf(runs, () => isClusteredFound(chance, budget, share));
    return alarmLine(`11.4 clustered A/A, 28 looks, ${split(share)}`, figure, 0.06, runs, size);
  });
}

/** 11.7: one look at per-send rates of assigned learners, linearised over learners; and the per-send binomial test beside it. */
export function clusteredLines(size: Size): Line[] {
  const runs = runsOf(size, 10_000);
  const chance = chanceOf(size.seed + 60);
  let perSend = 0;
  const figure = shareOf(runs, () => {
    const [treated, control] = [noSums(), noSums()];
    for (let learner = 0; learner < 300; learner += 1) addLearner(learner % 2 === 0 ? treated : control, chance);
    const pair = { treated: { x: treated.y, n: treated.n }, control: { x: control.y, n: control.n } };
    if (Math.abs(differenceScore(pair, 0)) > ONE_LOOK) perSend += 1;
    const estimates = clusterEstimates(treated, control);
    const compared = estimates === null ? null : compareEstimates(estimates, 1);
    return compared !== null && Math.abs(compared.z) > ONE_LOOK;
  });
  const noise = size.share >= 1 ? 0 : 3 * Math.sqrt((0.05 * 0.95) / runs);
  return [
    { name: "11.7 clustered A/A, linearised", figure, least: 0.04 - noise, most: 0.06 + noise, unit: "share", runs },
    {
      name: "11.7 (per-send binomial test: the trap)",
      figure: perSend / runs,
      least: 0.2,
      most: null,
      unit: "share",
      runs,
    },
  ];
}
