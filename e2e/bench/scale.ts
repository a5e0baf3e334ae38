// Cost against work: events a second at more and more learners, and at more and more live strategies that share their signals.
import { applyEvents } from "./engine.ts";
import { type Row, type Sample, type Setting, shrunk } from "./row.ts";

const EVENTS = 300_000;
/** Too short for anybody to be missed, so that every point has the same work: what it costs is what the size costs. */
const DAYS = 2;

async function curve(
  setting: Setting,
  points: readonly number[],
  task: (point: number) => { learners: number; events: number; strategies: number },
): Promise<{ rates: number[]; notes: Record<string, number> }> {
  const rates: number[] = [];
  for (const point of points)
    rates.push((await applyEvents(setting, { do: "apply", days: DAYS, ...task(point) })).perSecond);
  return { rates, notes: Object.fromEntries(points.map((point, n) => [`at ${point}`, rates[n] ?? 0])) };
}

/** How many times slower the slowest point is than the fastest. */
function spread(rates: readonly number[]): number {
  return Math.max(...rates) / Math.min(...rates);
}

async function overLearners(setting: Setting): Promise<Sample> {
  const points = [10_000, 100_000, 1_000_000].map((count) => shrunk(count, setting));
  const events = shrunk(EVENTS, setting);
  const { rates, notes } = await curve(setting, points, (learners) => ({ learners, events, strategies: 1 }));
  return { value: spread(rates), floor: null, notes };
}

async function overStrategies(setting: Setting): Promise<Sample> {
  const [events, learners] = [shrunk(EVENTS / 3, setting), shrunk(20_000, setting)];
  const { rates, notes } = await curve(setting, [1, 10, 100], (strategies) => ({ learners, events, strategies }));
  return { value: (rates[0] ?? 0) / (rates[2] ?? 1), floor: null, notes };
}

/** Two curves. */
export const scaleRows: readonly Row[] = [
  {
    name: "scale-learners",
    title: "apply at 10k, 100k, 1M learners: slowest against fastest",
    unit: "times",
    floor: null,
    target: { of: "value", is: "atMost", must: 2, aim: 1.5 },
    isScale: true,
    run: overLearners,
  },
  {
    name: "scale-strategies",
    title: "apply at 1, 10, 100 live strategies: cost of 100 against 1 (sub-linear: under 100)",
    unit: "times",
    floor: null,
    target: { of: "value", is: "atMost", must: 100, aim: 50 },
    isScale: true,
    run: overStrategies,
  },
];
