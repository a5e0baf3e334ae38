// The contract of a signal kind: a boolean over a learner (or a learner in a course) with `since` and evidence. One
// kind is one file and one line in all.ts; compiler, engine, palette and form read that list.
import type { z } from "zod";
import type { LearnerEvent } from "#shared/event/check.ts";
import type { Form } from "#shared/kernel/form.ts";
import type { Words } from "#shared/kernel/issue.ts";
import type { Pause } from "#shared/kernel/pause.ts";
import type { Facts } from "#shared/state/facts.ts";
import type { FeatureSpec, FeatureStore, Scope } from "#shared/state/feature.ts";

/** Figures a message and the learner page can print; instants are UTC ms, named `…At`. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

/** What a signal says of one row at one instant. */
export interface Reading {
  isOn: boolean;
  /** When it rose (UTC ms); null where only the engine, which watched it, can know. */
  since: number | null;
  /** The next instant at which time alone may change the answer; null: never. */
  nextAt: number | null;
  evidence: Evidence | null;
  /** The other courses, keys or parts that hold the signal up beside the one it tells of; absent where there is none. */
  also?: readonly Also[];
}

/** What else holds a signal up, and since when (UTC ms; null where only the engine can know). */
export interface Also {
  since: number | null;
  evidence: Evidence;
}

/** The reading of a row about which nothing is known. */
export const offReading: Reading = { isOn: false, since: null, nextAt: null, evidence: null };

/** A cohort's figure: learners of one course who started in one week. */
export interface CohortFigure {
  median: number;
  learners: number;
  at: number;
}

/** What a signal may look at: facts as folded so far, at one instant, for one row. */
export interface SignalView {
  readonly now: number;
  readonly facts: Facts;
  readonly learner: number;
  /** The enrolment row of a per-course reading, -1 of a reading per learner. */
  readonly enrolment: number;
  /** The key value of a per-key reading (subject by key), else null: any key. */
  readonly key: string | null;
  readonly zone: string;
  readonly pauses: readonly Pause[];
  attr(name: string): unknown;
  /** The latest logged figure of the enrolment's cohort for a feature, null where none was logged. */
  cohort(featureKey: string): CohortFigure | null;
  /** What another signal of the same strategy says of the same subject, by node id; absent where there is no strategy. */
  readingOf?(signalId: string): Reading;
}

/** The row a store keeps for this reading; -1 where there is none. */
export function rowOf(view: SignalView, scope: Scope): number {
  return scope === "course" ? view.enrolment : view.learner;
}

/** A kind of signal over its definition `D` (the node as drawn, without id and type). */
export interface SignalKind<D> {
  readonly kind: string;
  readonly schema: z.ZodType<D>;
  readonly label: Words;
  /** What the inspector asks, in its order. */
  readonly form: Form<D>;
  /** A sensible node of the kind, with which a new one begins. */
  readonly fresh: D;
  /** One sentence with the node's own numbers, as the canvas shows it. */
  sentence(def: D): Words;
  /** Whether one reading is for each course of the learner. */
  scope(def: D): Scope;
  features(def: D): FeatureSpec[];
  read(def: D, stores: readonly FeatureStore[], view: SignalView): Reading;
  /** Event types of the features that can only lower the signal: they need no reading, only an alarm `ms` later. */
  lowering?(def: D): { events: readonly string[]; ms: number };
  /** Whether an event dated before an episode's opening makes the signal, as then seen, untrue. */
  disproves?(def: D, evidence: Evidence, event: LearnerEvent, openedAt: number, pauses: readonly Pause[]): boolean;
  /** The events by key, for a strategy whose subject is that key. */
  keyOf?(def: D): string | null;
}
