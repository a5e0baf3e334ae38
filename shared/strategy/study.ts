// The study of a document: its drawing and, of a sound one, the ways each tier's flow can go. Made once per compile.
import type { Strategy, TierNode } from "./document.ts";
import { type Drawing, draw, targetsAt } from "./drawing.ts";
import { type Scenarios, scenariosOf } from "./scenarios.ts";

/** A drawing with what follows from it. */
export interface Study extends Drawing {
  /** By tier id; empty where the drawing has a cycle or more tiers than there are ranks. */
  readonly scenarios: ReadonlyMap<string, Scenarios>;
}

/** A tier with its reach promise. */
export type PromisingTier = TierNode & { reach: NonNullable<TierNode["reach"]> };

const MOST_TIERS = 9;

/** Studies a document that `parseStrategy` has let through. */
export function studyOf(document: Strategy): Study {
  const drawing = draw(document);
  const isSound = drawing.cycle === null && drawing.tiers.length <= MOST_TIERS;
  const scenarios = isSound ? drawing.tiers.map((tier) => [tier.id, scenariosOf(drawing, tier.id)] as const) : [];
  return { ...drawing, scenarios: new Map(scenarios) };
}

/** The tiers that promise reach and have a flow to keep it, each with its ways. */
export function promises(study: Study): { tier: PromisingTier; ways: Scenarios }[] {
  return study.tiers.flatMap((tier) => {
    const ways = study.scenarios.get(tier.id);
    const isWired = targetsAt(study, tier.id, "enter").length > 0;
    return tier.reach === undefined || ways === undefined || !isWired
      ? []
      : [{ tier: { ...tier, reach: tier.reach }, ways }];
  });
}
