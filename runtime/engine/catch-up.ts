// Catching up: the features that only a new plan asks for, filled from the log (ruling 22).
import type { Frame } from "#runtime/store/log/frame.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import { planFeatures } from "#shared/flow/program.ts";
import type { Facts } from "#shared/state/facts.ts";
import { type FeatureStore, featureEvents, featureKey } from "#shared/state/feature.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { eventOf, linesOf } from "./lines.ts";

/** Keeps what a plan asks for and the facts do not keep yet, and folds the events of the frames into it. */
export function catchUp(facts: Facts, plan: Plan, frames: Iterable<Frame>): void {
  const missing = planFeatures(plan).filter((spec) => !facts.features.has(featureKey(spec)));
  if (missing.length === 0) return;
  const byType = new Map<string, FeatureStore[]>();
  for (const store of missing.map((spec) => facts.keep(spec))) {
    for (const type of featureEvents(store.spec)) byType.set(type, [...(byType.get(type) ?? []), store]);
  }
  for (const { entries } of frames) {
    for (const entry of entries) {
      if (entry.kind === "events") for (const line of linesOf(entry)) refold(facts, eventOf(line), byType);
    }
  }
}

function refold(facts: Facts, event: LearnerEvent, byType: ReadonlyMap<string, FeatureStore[]>): void {
  const stores = byType.get(event.type);
  const learner = stores === undefined ? undefined : facts.find(event.learner);
  if (stores === undefined || learner === undefined) return;
  facts.foldInto(stores, learner, event.course === null ? -1 : facts.enrolmentOf(learner, event.course), event);
}
