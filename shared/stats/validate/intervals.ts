// Intervals under simulation: published values, concordance of the three views, coverage, zero and full cells.
import { compare, compareAt } from "#shared/stats/comparison.ts";
import { normalQuantile } from "#shared/stats/normal.ts";
import { differenceScore, type Pair, ratioScore } from "#shared/stats/score.ts";
import { binomial, type Chance, chanceOf } from "./chance.ts";
import { type Line, runsOf, type Size, shareOf } from "./line.ts";
import { newcombeDifferences } from "./published.ts";

/** 11.1: the largest deviation from Newcombe's published ends, which have four digits. */
export function publishedLine(): Line {
  const deviations = newcombeDifferences.flatMap(([x1, n1, x0, n0, low, high]) => {
    const { differenceInterval } = compareAt({ treated: { x: x1, n: n1 }, control: { x: x0, n: n0 } });
    return [Math.abs(differenceInterval.low - low), Math.abs(differenceInterval.high - high)];
  });
  const figure = Math.max(...deviations) * 100;
  return {
    name: "11.1 Newcombe 1998, deviation",
    figure,
    least: null,
    most: 0.005,
    unit: "points",
    runs: deviations.length,
  };
}

function randomPair(chance: Chance): Pair {
  const [nT, nC] = [10 + Math.floor(chance.next() * 2000), 10 + Math.floor(chance.next() * 2000)];
  const rate = chance.next() ** 2;
  const other = Math.min(1, rate * (0.5 + chance.next()));
  return { treated: { x: binomial(chance, nT, rate), n: nT }, control: { x: binomial(chance, nC, other), n: nC } };
}

/** Whether the three views of one comparison contradict each other, or one of them is no number. */
function isContradiction(pair: Pair, c: number): boolean {
  const { differenceInterval: d, ratio, z, p } = compare(pair, c);
  const isSignificant = Math.abs(z) > c;
  const isApart = d.low > 0 || d.high < 0;
  const isRatioApart = ratio !== null && (ratio.low > 1 || (ratio.high !== null && ratio.high < 1));
  const numbers = [d.low, d.high, z, p, ratio?.low ?? 0, ratio?.high ?? 0, ratio?.estimate ?? 0];
  return isApart !== isSignificant || isRatioApart !== isSignificant || numbers.some(Number.isNaN) || p <= 0;
}

/** 11.2: contradictions between the absolute interval, the relative one and p over random tables. */
export function concordanceLine(size: Size): Line {
  const chance = chanceOf(size.seed);
  const runs = runsOf(size, 10_000);
  const c = normalQuantile(0.975);
  const figure = Math.round(shareOf(runs, () => isContradiction(randomPair(chance), c)) * runs);
  return { name: "11.2 contradictions of intervals and p", figure, least: null, most: 0, unit: "count", runs };
}

type Scenario = readonly [nT: number, nC: number, rateT: number, rateC: number];
const ample: readonly Scenario[] = [
  [500, 500, 0.1, 0.1],
  [1000, 1000, 0.05, 0.07],
  [1800, 200, 0.14, 0.1],
  [2000, 2000, 0.03, 0.02],
  [300, 300, 0.5, 0.4],
  [100, 900, 0.3, 0.2],
];
const scarce: readonly Scenario[] = [
  [100, 100, 0.05, 0.08],
  [900, 100, 0.06, 0.05],
  [200, 200, 0.03, 0.03],
  [50, 150, 0.1, 0.15],
];

function coverageOf([nT, nC, rateT, rateC]: Scenario, runs: number, chance: Chance, c: number): [number, number] {
  let [difference, ratio] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const pair = {
      treated: { x: binomial(chance, nT, rateT), n: nT },
      control: { x: binomial(chance, nC, rateC), n: nC },
    };
    if (Math.abs(differenceScore(pair, rateT - rateC)) <= c) difference += 1;
    if (pair.treated.x + pair.control.x === 0 || Math.abs(ratioScore(pair, rateT / rateC)) <= c) ratio += 1;
  }
  return [difference / runs, ratio / runs];
}

/** 11.3: coverage of 95 % intervals (a value is inside exactly where its score is within 1.96), the lowest and highest of all cells. */
export function coverageLines(size: Size): Line[] {
  const runs = runsOf(size, 20_000);
  const c = normalQuantile(0.975);
  const chance = chanceOf(size.seed + 1);
  const groups: [string, readonly Scenario[], number][] = [
    ["10 or more expected", ample, 0.96],
    ["fewer expected", scarce, 0.97],
  ];
  // What the number of runs alone may add: three standard errors.
  const noise = size.share >= 1 ? 0 : 3 * Math.sqrt((0.95 * 0.05) / runs);
  return groups.flatMap(([name, scenarios, most]) => {
    const all = scenarios.flatMap((scenario) => coverageOf(scenario, runs, chance, c));
    const bounds = { least: 0.94 - noise, most: most + noise, unit: "share", runs } as const;
    return [
      { name: `11.3 coverage, ${name}, lowest`, figure: Math.min(...all), ...bounds },
      { name: `11.3 coverage, ${name}, highest`, figure: Math.max(...all), ...bounds },
    ];
  });
}

/** 11.12: tables with empty, full, tiny and huge cells that give no number, a p of 0, or a silent 1. */
export function extremesLine(): Line {
  const sizes = [1, 2, 3, 30, 1000, 1e6, 1e9];
  const tallies = sizes.flatMap((n) =>
    [...new Set([0, 1, n >> 1, n - 1, n])].filter((x) => x >= 0 && x <= n).map((x) => ({ x, n })),
  );
  let [figure, runs] = [0, 0];
  for (const treated of tallies) {
    for (const control of tallies) {
      runs += 1;
      const { z, p, isFlat } = compareAt({ treated, control });
      const isSilent = p === 1 && !isFlat && z !== 0;
      if (isSilent || isContradiction({ treated, control }, normalQuantile(0.975))) figure += 1;
    }
  }
  return { name: "11.12 extreme cells without an answer", figure, least: null, most: 0, unit: "count", runs };
}
