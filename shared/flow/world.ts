// The world: everything `advance` may look at and change. One owner, no clock, no I/O; the same inputs in the same
// order give the same world and the same effects in the engine, in the browser, in a backtest and in a replay.
import { NumberColumn } from "#shared/kernel/column.ts";
import { DueHeap } from "#shared/kernel/heap.ts";
import type { Pause } from "#shared/kernel/pause.ts";
import type { CohortFigure } from "#shared/signal/kind.ts";
import { Facts } from "#shared/state/facts.ts";
import { createRecord, type Episode, type LearnerRecord } from "./episode.ts";
import { type LiveStrategy, Program } from "./program.ts";

/** School settings that decisions depend on; a logged input. */
export interface WorldSettings {
  zone: string;
  pauses: readonly Pause[];
  /** The school-wide holdout: a new season is a new salt (ruling 27). */
  holdout: { salt: string; weight: number } | null;
}

/** Settings of a school that has set none. */
export const defaultWorldSettings: WorldSettings = { zone: "Asia/Shanghai", pauses: [], holdout: null };

/** The world. */
export class World {
  readonly facts = new Facts();
  readonly episodes = new Map<number, Episode[]>();
  readonly records = new Map<number, LearnerRecord>();
  readonly cohorts = new Map<string, CohortFigure>();
  /** Logged allocation weights by salt; they replace the document's for assignments from then on. */
  readonly weights = new Map<string, Record<string, number>>();
  readonly dueAt = new NumberColumn();
  readonly heap = new DueHeap();
  settings: WorldSettings = defaultWorldSettings;
  program: Program = new Program([], this.facts);
  /** Rows known by name whose first input is still to come: a replay after a crash starts with some. */
  readonly unborn = new Set<number>();
  /** Pages of 256 learners that changed; the owner of the store empties it. */
  readonly changedPages = new Set<number>();
  /** The instant as of which the world stands (UTC ms); never goes back. */
  now = Number.NEGATIVE_INFINITY;

  /** The record of a learner, made on first need. */
  record(learner: number): LearnerRecord {
    let record = this.records.get(learner);
    if (record === undefined) {
      record = createRecord();
      this.records.set(learner, record);
    }
    return record;
  }

  /** Says that something about a learner changed. */
  changed(learner: number): void {
    this.changedPages.add(learner >> 8);
  }

  /** Brings a learner's due instant forward to `at` if it is later; never moves it back. */
  arm(learner: number, at: number): void {
    const due = this.dueAt.get(learner);
    if (due <= at) return;
    this.dueAt.set(learner, at);
    this.heap.push(at, learner);
  }

  /** Sets a learner's due instant as just computed; null: nothing will ever be due by time alone. */
  setDue(learner: number, at: number | null): void {
    const due = at ?? Number.NaN;
    if (Object.is(this.dueAt.get(learner), due)) return;
    this.dueAt.set(learner, due);
    if (at !== null) this.heap.push(at, learner);
  }

  /** When a learner is next due (UTC ms), Infinity where none is. Entries of the heap that no longer hold are dropped on the way. */
  nextDueAt(): number {
    while (this.heap.size > 0 && this.dueAt.get(this.heap.minRow) !== this.heap.minAt) this.heap.pop();
    return this.heap.minAt;
  }

  /** Replaces the set of live strategies. */
  bind(strategies: Iterable<LiveStrategy>): void {
    this.program = new Program(strategies, this.facts);
  }
}

/** The key of a cohort: a feature, a course, and the week in which its learners started (weeks since 1970-01-05). */
export function cohortKey(feature: string, course: string, week: number): string {
  return `${feature}\n${course}\n${week}`;
}
