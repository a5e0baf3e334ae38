// Streams of learners: sample ratio mismatch, windows still open, the bandit, and fatigue.
import {
  asBasisPoints,
  banditShares,
  floorOf,
  LEAST_TO_REWEIGH,
  type Period,
  periodWeighted,
} from "#shared/stats/bandit.ts";
import { addFatigue, fatigueOf, fatigueTrend, noFatigueSums } from "#shared/stats/fatigue.ts";
import { normalQuantile } from "#shared/stats/normal.ts";
import { differenceScore } from "#shared/stats/score.ts";
import { SRM_ALARM_P, srmLogFactor } from "#shared/stats/srm.ts";
import { doseTrend } from "#shared/stats/trend.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { type Line, runsOf, type Size, shareOf } from "./line.ts";
import { alarmLine } from "./peeking.ts";

const ONE_LOOK = normalQuantile(0.975);

/** After how many learners the sequential mismatch test alarms, read after each of them; null: never. */
function alarmAfter(chance: Chance, learners: number, share: number): number | null {
  const arms = [
    { count: 0, weight: 1 },
    { count: 0, weight: 1 },
  ];
  const limit = -Math.log(SRM_ALARM_P);
  for (let learner = 1; learner <= learners; learner += 1) {
    const arm = arms[chance.next() < share ? 0 : 1] as { count: number };
    arm.count += 1;
    if (srmLogFactor(arms) > limit) return learner;
  }
  return null;
}

/** 11.6: false alarms of clean streams, and how many of 48/52 are caught, after how many learners. */
export function srmLines(size: Size, learners = 20_000): Line[] {
  const runs = runsOf(size, 2000);
  const chance = chanceOf(size.seed + 70);
  const clean = shareOf(runs, () => alarmAfter(chance, learners, 0.5) !== null);
  const found: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const after = alarmAfter(chance, learners, 0.48);
    if (after !== null) found.push(after);
  }
  found.sort((a, b) => a - b);
  const median = found[found.length >> 1] ?? Number.POSITIVE_INFINITY;
  return [
    alarmLine("11.6 SRM, alarms of clean streams", clean, 0.013, runs, size),
    {
      name: "11.6 SRM, 48/52 caught",
      figure: found.length / runs,
      least: size.share >= 1 ? 0.98 : 0.9,
      most: null,
      unit: "share",
      runs,
    },
    { name: "11.6 SRM, 48/52 caught after (median)", figure: median, least: null, most: 8000, unit: "learners", runs },
  ];
}

const WINDOW_DAYS = 7;

/** Days until a learner recovers, null where not within the window: the arms' speeds differ, their final rates do not. */
function recoversAfter(chance: Chance, isFast: boolean): number | null {
  if (chance.next() >= 0.2) return null;
  return WINDOW_DAYS * chance.next() ** (isFast ? 3 : 1);
}

/** 11.8: false differences at day 8, 14 and 28 between arms of equal recovery and different speed; matured learners only, and all. */
export function maturityLines(size: Size): Line[] {
  const runs = runsOf(size, 10_000);
  const days = [8, 14, 28];
  const chance = chanceOf(size.seed + 80);
  const [matured, all] = [days.map(() => 0), days.map(() => 0)];
  for (let run = 0; run < runs; run += 1) {
    const learners = Array.from({ length: 28 * 60 }, (_, at) => {
      const anchor = Math.floor(at / 60);
      const after = recoversAfter(chance, at % 2 === 0);
      return { isTreated: at % 2 === 0, anchor, recoveredAt: after === null ? null : anchor + after };
    });
    for (const [at, day] of days.entries()) {
      const zOf = (isCounted: (anchor: number) => boolean) => {
        const pair = { treated: { x: 0, n: 0 }, control: { x: 0, n: 0 } };
        for (const { isTreated, anchor, recoveredAt } of learners) {
          if (!isCounted(anchor)) continue;
          const arm = isTreated ? pair.treated : pair.control;
          arm.n += 1;
          if (recoveredAt !== null && recoveredAt <= day) arm.x += 1;
        }
        return Math.abs(differenceScore(pair, 0));
      };
      if (zOf((anchor) => anchor + WINDOW_DAYS <= day) > ONE_LOOK) matured[at] = (matured[at] as number) + 1;
      if (zOf((anchor) => anchor < day) > ONE_LOOK) all[at] = (all[at] as number) + 1;
    }
  }
  return [
    ...days.map((day, at) =>
      alarmLine(`11.8 matured learners only, day ${day}`, (matured[at] as number) / runs, 0.059, runs, size),
    ),
    {
      name: "11.8 (all learners, day 8: the trap)",
      figure: (all[0] as number) / runs,
      least: 0.1,
      most: null,
      unit: "share",
      runs,
    },
  ];
}

/** A weekly season of -/+ 40 %. */
const season = (day: number) => 1 + 0.4 * Math.sin((2 * Math.PI * day) / 7);

interface BanditRun {
  readonly periods: readonly Period[];
  /** The true effect, each day weighed by its learners. */
  readonly truth: number;
  readonly isFloorKept: boolean;
}

/** 28 days of 200 learners over three arms, outcomes known three days later, weights set anew each day. The last arm is compared with the first. */
function runBandit(chance: Chance, rates: readonly number[]): BanditRun {
  const byDay: { x: number; n: number }[][] = [];
  let points: readonly number[] = [3334, 3333, 3333];
  let [truth, isFloorKept] = [0, true];
  for (let day = 0; day < 28; day += 1) {
    const known = rates.map((_, arm) =>
      total(byDay.slice(0, Math.max(0, day - 3)).map((one) => one[arm] as { x: number; n: number })),
    );
    if (known.every(({ n }) => n >= LEAST_TO_REWEIGH)) points = asBasisPoints(banditShares(known));
    isFloorKept = isFloorKept && points.every((point) => point >= Math.floor(floorOf(rates.length) * 10_000));
    const today = rates.map(() => ({ x: 0, n: 0 }));
    for (let learner = 0; learner < 200; learner += 1) {
      const bucket = chance.next() * 10_000;
      const arm = bucket < (points[0] as number) ? 0 : bucket < (points[0] as number) + (points[1] as number) ? 1 : 2;
      const tally = today[arm] as { x: number; n: number };
      tally.n += 1;
      if (chance.next() < (rates[arm] as number) * season(day)) tally.x += 1;
    }
    truth += (((rates[2] as number) - (rates[0] as number)) * season(day)) / 28;
    byDay.push(today);
  }
  const periods = byDay.map(([control, , treated]) => ({ control, treated, learners: 200 }) as Period);
  return { periods, truth, isFloorKept };
}

function total(tallies: readonly { x: number; n: number }[]): { x: number; n: number } {
  return tallies.reduce((sum, { x, n }) => ({ x: sum.x + x, n: sum.n + n }), { x: 0, n: 0 });
}

/** 11.9: the bandit's interval and bias under a weekly season, its floor, and the same weights from the same tallies. */
export function banditLines(size: Size): Line[] {
  const runs = runsOf(size, 1000);
  const chance = chanceOf(size.seed + 90);
  let [covered, bias, brokenFloors] = [0, 0, 0];
  for (let run = 0; run < runs; run += 1) {
    const { periods, truth, isFloorKept } = runBandit(chance, [0.1, 0.1, 0.14]);
    const compared = periodWeighted(periods, ONE_LOOK);
    if (!isFloorKept) brokenFloors += 1;
    if (compared === null) continue;
    if (compared.differenceInterval.low <= truth && truth <= compared.differenceInterval.high) covered += 1;
    bias += (compared.difference - truth) / runs;
  }
  const noise = size.share >= 1 ? 0 : 3 * Math.sqrt((0.95 * 0.05) / runs);
  const tallies = [
    { x: 40, n: 400 },
    { x: 48, n: 410 },
    { x: 61, n: 395 },
  ];
  const [first, again] = [banditShares(tallies), banditShares(tallies)];
  const apart = Math.max(...first.map((share, arm) => Math.abs(share - (again[arm] as number))));
  const tolerated = size.share >= 1 ? 0.15 : 0.15 + 300 * (0.015 / Math.sqrt(runs));
  return [
    {
      name: "11.9 bandit, coverage under a season",
      figure: covered / runs,
      least: 0.935 - noise,
      most: 0.975 + noise,
      unit: "share",
      runs,
    },
    {
      name: "11.9 bandit, bias under a season",
      figure: Math.abs(bias) * 100,
      least: null,
      most: tolerated,
      unit: "points",
      runs,
    },
    { name: "11.9 bandit, floors broken", figure: brokenFloors, least: null, most: 0, unit: "count", runs },
    {
      name: "11.9 bandit, same tallies, weights apart",
      figure: apart,
      least: null,
      most: 1e-12,
      unit: "count",
      runs: 1,
    },
  ];
}

/** Up to eight sends of a learner who opens at their own rate, falling by `decay` a send, and who leaves recovered after an opened one in 30 %. */
function sendsOf(chance: Chance, decay: number): boolean[] {
  const openness = 0.1 + 0.7 * chance.next();
  const opened: boolean[] = [];
  for (let send = 0; send < 8; send += 1) {
    const isOpened = chance.next() < openness * (1 - decay) ** send;
    opened.push(isOpened);
    if (isOpened && chance.next() < 0.3) break;
  }
  return opened;
}

/** Whether falling openness is seen at 5 %, within learners; and by the pooled trend over "n-th send". */
function seesFatigue(chance: Chance, decay: number): [within: boolean, pooled: boolean] {
  let sums = noFatigueSums;
  const doses = Array.from({ length: 8 }, (_, dose) => ({ dose, x: 0, n: 0 }));
  for (let learner = 0; learner < 2000; learner += 1) {
    const opened = sendsOf(chance, decay);
    sums = addFatigue(sums, fatigueOf(opened));
    for (const [at, isOpened] of opened.entries()) {
      const dose = doses[at] as { x: number; n: number };
      dose.n += 1;
      if (isOpened) dose.x += 1;
    }
  }
  const [within, pooled] = [fatigueTrend(sums), doseTrend(doses)];
  return [
    within !== null && Math.abs(within.z) > ONE_LOOK && (decay === 0 || within.z < 0),
    pooled !== null && Math.abs(pooled.z) > ONE_LOOK,
  ];
}

/** 11.10: alarms without fatigue, detection at 5 % decay, and the pooled test's alarms without fatigue. */
export function fatigueLines(size: Size): Line[] {
  const runs = runsOf(size, 2000);
  const chance = chanceOf(size.seed + 100);
  let pooled = 0;
  const alarms = shareOf(runs, () => {
    const [isWithin, isPooled] = seesFatigue(chance, 0);
    if (isPooled) pooled += 1;
    return isWithin;
  });
  const found = shareOf(runs, () => seesFatigue(chance, 0.05)[0]);
  return [
    alarmLine("11.10 fatigue alarms without fatigue", alarms, 0.07, runs, size),
    { name: "11.10 fatigue found at 5 % decay", figure: found, least: 0.85, most: null, unit: "share", runs },
    {
      name: "11.10 (pooled over n-th send, no fatigue: the trap)",
      figure: pooled / runs,
      least: 0.9,
      most: null,
      unit: "share",
      runs,
    },
  ];
}
