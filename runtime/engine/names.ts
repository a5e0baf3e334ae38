// What the authors of strategies call things: names of strategies, tiers and nodes, in the version that is meant where it is known.
import type { z } from "zod";
import type { namesSchema } from "#shared/api/live.ts";
import type { World } from "#shared/flow/world.ts";
import type { Plan } from "#shared/strategy/plan.ts";

/** Names by language; empty where the author gave none. */
export type Names = z.output<typeof namesSchema>;

/** The plan of a version, else the one in force; null once both are gone. */
export function planOf(world: World, strategy: string, version: string | null): Plan | null {
  const live = world.program.byId.get(strategy);
  return live?.versions.get(version ?? "") ?? live?.plan ?? null;
}

/** The name of a plan's strategy. */
export function strategyName(plan: Plan | null): Names {
  return { ...plan?.document.name };
}

/** The name of a node of any type. */
export function nodeName(plan: Plan | null, id: string): Names {
  return { ...plan?.document.nodes.find((node) => node.id === id)?.name };
}
