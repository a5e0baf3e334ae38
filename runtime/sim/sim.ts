// Many worlds one after the other, each from its own seed; the first that breaks an invariant ends the run, with what it takes to
// see it again.
import { live, liveAgain } from "./compare.ts";
import { Random } from "./random.ts";
import { Tally } from "./tally.ts";
import { Violation } from "./violation.ts";
import { World } from "./world.ts";

/** What is to be run. */
export interface Plan {
  seed: number;
  seeds: number;
  learners: number;
  days: number;
  /** rough: everything goes wrong · deaths: calm worlds, some deaths, the same decisions · points: a death at every point. */
  mode: Mode;
  /** Of the points, every how manieth. */
  every?: number;
}

/** The modes, for the command line. */
export const modes = ["rough", "deaths", "points"] as const;
/** How worlds are run. */
export type Mode = (typeof modes)[number];

/** Deaths of one life in mode `deaths`. */
const DEATHS = 6;

/** Runs the plan; `said` hears of each world. Throws a Violation that names its seed and how to run it again. */
export async function simulate(plan: Plan, said: (line: string) => void = () => undefined): Promise<Tally> {
  const total = new Tally();
  for (let seed = plan.seed; seed < plan.seed + plan.seeds; seed += 1) {
    try {
      const tally = await runs[plan.mode]({ seed, learners: plan.learners, days: plan.days }, plan.every ?? 1);
      total.take(tally);
      said(`seed ${seed}: ${tally.learnerDays} learner-days, ${tally.steps} steps, ${tally.restarts} restarts`);
    } catch (error) {
      if (error instanceof Violation) error.message = `seed ${seed}, ${error.message}\n${replayOf(plan, seed)}`;
      throw error;
    }
  }
  return total;
}

/** The command that plays one seed of a plan again. */
function replayOf({ learners, days, mode }: Plan, seed: number): string {
  return `npm run sim -- --learners ${learners} --days ${days} --seed ${seed}${mode === "rough" ? "" : ` --mode ${mode}`}`;
}

interface Size {
  seed: number;
  learners: number;
  days: number;
}

const runs: Record<Mode, (size: Size, every: number) => Promise<Tally>> = {
  rough: async (size) => {
    const world = new World({ ...size, isRough: true });
    try {
      return await world.run();
    } finally {
      world.close();
    }
  },
  deaths: async (size) => {
    const calm = await live(size);
    const random = new Random(size.seed, "deaths");
    for (const how of ["kill", "power"] as const) {
      const points = Array.from({ length: DEATHS }, () => random.int(1, calm.pointCount)).sort((a, b) => a - b);
      calm.tally.take(
        await liveAgain(
          size,
          calm,
          points.map((point) => ({ point, how })),
        ),
      );
    }
    return calm.tally;
  },
  points: async (size, every) => {
    const calm = await live(size);
    for (let point = 1; point <= calm.pointCount; point += every)
      for (const how of ["kill", "power"] as const) calm.tally.take(await liveAgain(size, calm, [{ point, how }]));
    return calm.tally;
  },
};
