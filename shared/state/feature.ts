// What a feature is: one running figure over a learner's (or enrolment's) events that signals read. Equal
// specifications are kept once, whatever number of strategies asks for them.
import type { LearnerEvent } from "#shared/event/check.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { Test } from "./test.ts";

/** Whose row the figure belongs to: the learner, or the learner in one course. */
export type Scope = "learner" | "course";

/** The specification of a feature; its canonical text is its identity. Horizons are ms or local days. */
export type FeatureSpec =
  | { kind: "last"; events: readonly string[]; scope: Scope }
  | { kind: "total"; events: readonly string[]; property: string | null; scope: Scope }
  | { kind: "firsts"; events: readonly string[]; where: Test | null; keep: number; scope: Scope }
  | { kind: "times"; events: readonly string[]; where: Test | null; horizonMs: number; scope: Scope }
  | { kind: "values"; events: readonly string[]; property: string; horizonMs: number; scope: Scope }
  | { kind: "days"; events: readonly string[]; horizonDays: number; scope: Scope }
  | { kind: "open"; opens: string; closes: string; by: string; due: string | null; scope: Scope };

/**
 * A feature's rows. `fold` is commutative and associative over events, so the final figures do not depend on arrival
 * order; it answers whether the row changed. `save` gives a JSON value (null = nothing), `load` takes it back.
 */
export interface FeatureStore {
  readonly spec: FeatureSpec;
  fold(row: number, event: LearnerEvent, day: number): boolean;
  save(row: number): unknown;
  load(row: number, saved: unknown): void;
  drop(row: number): void;
  /** Folds what one row knows into another, as if its events had been the other's. */
  merge(from: number, into: number): void;
}

/** The identity of a feature: equal meaning, equal key. */
export function featureKey(spec: FeatureSpec): string {
  return canonicalJson(spec);
}

/** The event types that a feature listens to. */
export function featureEvents(spec: FeatureSpec): readonly string[] {
  return spec.kind === "open" ? [spec.opens, spec.closes] : spec.events;
}
