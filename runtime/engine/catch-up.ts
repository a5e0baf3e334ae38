// Catching up: the features that only a new plan asks for, filled from the log (ruling 22).
import type { Frame } from "#runtime/store/log/frame.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import { planFeatures } from "#shared/flow/program.ts";
import type { Facts } from "#shared/state/facts.ts";
import { type FeatureStore, featureEvents, featureKey } from "#shared/state/feature.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import { eventOf, linesOf } from "./lines.ts";
import type { Logged } from "./logged.ts";

/** Keeps what a plan asks for and the facts do not keep yet, and folds the events of the frames into it. `frames` reads the log anew. */
export function catchUp(facts: Facts, plan: Plan, frames: () => Iterable<Frame>): void {
  const missing = planFeatures(plan).filter((spec) => !facts.features.has(featureKey(spec)));
  if (missing.length === 0) return;
  const byType = new Map<string, FeatureStore[]>();
  for (const store of missing.map((spec) => facts.keep(spec))) {
    for (const type of featureEvents(store.spec)) byType.set(type, [...(byType.get(type) ?? []), store]);
  }
  const erased = erasures(frames());
  for (const { seq, entries } of frames()) {
    for (const [place, entry] of entries.entries()) {
      if (entry.kind !== "events") continue;
      for (const line of linesOf(entry)) {
        const event = eventOf(line);
        if (isAfter(erased.get(event.learner), seq, place)) refold(facts, event, byType);
      }
    }
  }
}

/** A place in the log: the frame and the entry in it. */
type Place = readonly [seq: number, entry: number];

function isAfter(erasedAt: Place | undefined, seq: number, entry: number): boolean {
  return erasedAt === undefined || seq > erasedAt[0] || (seq === erasedAt[0] && entry > erasedAt[1]);
}

/** Where each name was last erased: whoever came under it later is somebody else, who begins with nothing. */
function erasures(frames: Iterable<Frame>): Map<string, Place> {
  const erased = new Map<string, Place>();
  const names = new Names();
  for (const [at, input] of inputsOf(frames)) {
    if (input.is === "merge") names.merge(input.from, input.to);
    if (input.is === "erase") for (const name of names.forget(input.learner)) erased.set(name, at);
  }
  return erased;
}

/** Every input of the frames, with its place. */
function* inputsOf(frames: Iterable<Frame>): Iterable<readonly [Place, Logged]> {
  for (const { seq, entries } of frames) {
    for (const [place, entry] of entries.entries()) {
      if (entry.kind === "events") continue;
      for (const line of linesOf(entry)) yield [[seq, place], JSON.parse(line) as Logged];
    }
  }
}

/** Which names lead to which, as the facts have it. */
class Names {
  readonly #leadsTo = new Map<string, string>();

  merge(from: string, to: string): void {
    if (!this.#leadsTo.has(from) && this.#rootOf(to) !== from) this.#leadsTo.set(from, to);
  }

  /** Forgets a person; gives all their names. */
  forget(name: string): string[] {
    const root = this.#rootOf(name);
    const names = [root, ...[...this.#leadsTo.keys()].filter((one) => this.#rootOf(one) === root)];
    for (const one of names) this.#leadsTo.delete(one);
    return names;
  }

  #rootOf(name: string): string {
    const next = this.#leadsTo.get(name);
    return next === undefined ? name : this.#rootOf(next);
  }
}

function refold(facts: Facts, event: LearnerEvent, byType: ReadonlyMap<string, FeatureStore[]>): void {
  const stores = byType.get(event.type);
  const learner = stores === undefined ? undefined : facts.find(event.learner);
  if (stores === undefined || learner === undefined) return;
  facts.foldInto(stores, learner, event.course === null ? -1 : facts.enrolmentOf(learner, event.course), event);
}
