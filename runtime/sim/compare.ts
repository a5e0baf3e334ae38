// The same world with and without deaths: on transports with fixed answers every decision must come out the same (ruling 18).
import type { Engine } from "#runtime/engine/engine.ts";
import type { PlannedDeath } from "./life.ts";
import type { Tally } from "./tally.ts";
import { Violation } from "./violation.ts";
import { type Sketch, World } from "./world.ts";

/** A world that came to its end: its decisions in order of their keys, and the points it passed. */
export interface Lived {
  tally: Tally;
  decisions: string[];
  pointCount: number;
}

/** Lives a calm world, with the deaths given. Throws Violation. */
export async function live(sketch: Omit<Sketch, "isRough">): Promise<Lived> {
  const world = new World({ ...sketch, isRough: false });
  try {
    const tally = await world.run();
    return { tally, decisions: decisionsOf(world.life.process.engine), pointCount: world.life.machine.pointCount };
  } finally {
    world.close();
  }
}

/** Lives the world again with one more death, and compares. Throws Violation. */
export async function liveAgain(
  sketch: Omit<Sketch, "isRough">,
  calm: Lived,
  deaths: readonly PlannedDeath[],
): Promise<Tally> {
  const { decisions, tally } = await live({ ...sketch, deaths });
  const known = new Set(calm.decisions);
  const found = new Set(decisions);
  const more = decisions.filter((line) => !known.has(line)).map((line) => `only with deaths ${line}`);
  const less = calm.decisions.filter((line) => !found.has(line)).map((line) => `only without ${line}`);
  if (more.length + less.length === 0) return tally;
  const how = deaths.map((death) => `${death.how} at point ${death.point}`).join(", ");
  throw new Violation(how, {
    invariant: "deaths change no decision",
    examples: [...more.slice(0, 4), ...less.slice(0, 4)],
  });
}

/** The rows of ruling 18, sorted: key, kind, port, variant, instant, reason, evidence. The erased and the merged are left out (ruling 24). */
function decisionsOf({ db, world }: Engine): string[] {
  const rows = db
    .sql(
      `SELECT e.learner, e.strategy, e.subject, e.number, d.tier, d.node, d.kind, d.variant, d.at, d.evidence, x.port, x.reason
       FROM decisions d JOIN episodes e ON e.id = d.episode LEFT JOIN decision_ends x ON x.id = d.id`,
    )
    .all();
  return rows
    .flatMap(({ learner, ...rest }) => {
      const id = world.facts.ids[Number(learner)] ?? "";
      return id === "" ? [] : [[id, ...Object.values(rest)].join("|")];
    })
    .sort();
}
