// What is known of every learner: ids, enrolments, attributes and the features that live plans read. Typed columns
// hold the numbers (a silent learner costs a few dozen bytes), sparse maps the rest.
import type { LearnerEvent } from "#shared/event/check.ts";
import { parseInstant } from "#shared/event/instant.ts";
import { IntColumn, NumberColumn } from "#shared/kernel/column.ts";
import { localDay } from "#shared/kernel/zone.ts";
import { AttributeSets } from "./attribute-sets.ts";
import { type FeatureSpec, type FeatureStore, featureEvents, featureKey } from "./feature.ts";
import { createFeature } from "./features.ts";
import { IdIndex } from "./id-index.ts";

/** A learner attribute: what schools send and `update` nodes write. */
export type Attribute = string | number | boolean | readonly string[];
/** A learner's attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** How an enrolment stands: `open` also before its start. */
export type EnrolmentEnd = "open" | "withdrawn" | "completed";
const ends: readonly EnrolmentEnd[] = ["open", "withdrawn", "completed"];

/** Enrolments by row: learner, course, start and end, in typed columns chained per learner. */
export class Enrolments {
  readonly learner = new IntColumn(-1);
  readonly course = new IntColumn(-1);
  readonly next = new IntColumn(-1);
  /** First event seen in the course (UTC ms), the start where no enrolment event says another. */
  readonly firstAt = new NumberColumn();
  /** Start as the enrolment event says it: the later of its instant and `data.startAt`. */
  readonly startAt = new NumberColumn();
  /** The latest enrolment event itself (UTC ms); a withdrawal before it is undone by it. */
  readonly enrolledAt = new NumberColumn();
  readonly withdrawnAt = new NumberColumn();
  readonly completedAt = new NumberColumn();
  readonly courses: string[] = [];
  readonly courseIx = new Map<string, number>();
  count = 0;

  /** The instant from which silence in the course counts (UTC ms). */
  startOf(row: number): number {
    const start = this.startAt.get(row);
    return Number.isNaN(start) ? this.firstAt.get(row) : start;
  }

  /** How the enrolment stands; a later enrolment event opens a withdrawn course again. */
  endOf(row: number): EnrolmentEnd {
    if (!Number.isNaN(this.completedAt.get(row))) return ends[2] as EnrolmentEnd;
    const withdrawn = this.withdrawnAt.get(row);
    if (Number.isNaN(withdrawn) || this.enrolledAt.get(row) > withdrawn) return ends[0] as EnrolmentEnd;
    return ends[1] as EnrolmentEnd;
  }

  /** Folds one row into another of the same course, as if its events had been the other's. */
  merge(from: number, into: number): void {
    this.firstAt.lower(into, this.firstAt.get(from));
    this.startAt.raise(into, this.startAt.get(from));
    this.enrolledAt.raise(into, this.enrolledAt.get(from));
    this.withdrawnAt.raise(into, this.withdrawnAt.get(from));
    this.completedAt.lower(into, this.completedAt.get(from));
  }

  /** The course id of a row. */
  courseOf(row: number): string {
    return this.courses[this.course.get(row)] as string;
  }
}

/** Everything known of the learners of a school. Owned by one world; `fold` changes it in place, deterministically. */
export class Facts {
  readonly ids: string[] = [];
  readonly ixOf = new IdIndex(this.ids);
  readonly enrolments = new Enrolments();
  readonly firstEnrolment = new IntColumn(-1);
  readonly attributes: (Attributes | undefined)[] = [];
  readonly zones = new Map<number, string>();
  /** The latest event of each learner, of whatever type (UTC ms). */
  readonly lastAt = new NumberColumn();
  /** Ids that were merged into another learner. */
  readonly aliases = new Map<string, string>();
  readonly features = new Map<string, FeatureStore>();
  readonly #sets = new AttributeSets();
  readonly #byType = new Map<string, FeatureStore[]>();
  schoolZone = "Asia/Shanghai";

  /** The row of a learner, made on first sight; an id that was merged leads to the learner it became. */
  learner(id: string): number {
    const known = this.find(id);
    if (known !== undefined) return known;
    const row = this.ids.length;
    this.ids.push(id);
    this.ixOf.set(id, row);
    return row;
  }

  /** Replaces a learner's attributes. */
  describe(learner: number, attributes: Attributes): void {
    this.attributes[learner] = this.#sets.of(attributes);
  }

  /** The row of a known learner. */
  find(id: string): number | undefined {
    const known = this.ixOf.get(id);
    if (known !== undefined || this.aliases.size === 0) return known;
    const target = this.aliases.get(id);
    return target === undefined ? undefined : this.find(target);
  }

  /** The learner's zone, else the school's. */
  zoneOf(learner: number): string {
    return this.zones.get(learner) ?? this.schoolZone;
  }

  /** The row of a learner's enrolment, -1 where there is none. */
  enrolmentOf(learner: number, course: string): number {
    const ix = this.enrolments.courseIx.get(course);
    if (ix === undefined) return -1;
    let row = this.firstEnrolment.get(learner);
    while (row !== -1 && this.enrolments.course.get(row) !== ix) row = this.enrolments.next.get(row);
    return row;
  }

  /** The row of a learner's enrolment, made on first sight. */
  enrol(learner: number, course: string): number {
    const known = this.enrolmentOf(learner, course);
    if (known !== -1) return known;
    const table = this.enrolments;
    let ix = table.courseIx.get(course);
    if (ix === undefined) {
      ix = table.courses.length;
      table.courses.push(course);
      table.courseIx.set(course, ix);
    }
    const row = table.count;
    table.count += 1;
    table.learner.set(row, learner);
    table.course.set(row, ix);
    table.next.set(row, this.firstEnrolment.get(learner));
    this.firstEnrolment.set(learner, row);
    return row;
  }

  /** The enrolment rows of a learner, in an order independent of arrival (by course id). */
  enrolmentsOf(learner: number): number[] {
    const rows: number[] = [];
    for (let row = this.firstEnrolment.get(learner); row !== -1; row = this.enrolments.next.get(row)) rows.push(row);
    return rows.length < 2
      ? rows
      : rows.sort((a, b) => (this.enrolments.courseOf(a) < this.enrolments.courseOf(b) ? -1 : 1));
  }

  /** Keeps a feature from now on; gives the store, new and empty if the specification was not kept yet. */
  keep(spec: FeatureSpec): FeatureStore {
    const key = featureKey(spec);
    const known = this.features.get(key);
    if (known !== undefined) return known;
    const store = createFeature(spec);
    this.features.set(key, store);
    for (const type of featureEvents(spec)) this.#byType.set(type, [...(this.#byType.get(type) ?? []), store]);
    return store;
  }

  /** Forgets the features whose key is not wanted any more. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of [...this.features.keys()]) if (!keys.has(key)) this.features.delete(key);
    this.#byType.clear();
    for (const store of this.features.values()) {
      for (const type of featureEvents(store.spec)) this.#byType.set(type, [...(this.#byType.get(type) ?? []), store]);
    }
  }

  /** Folds one event into the enrolment and the features that listen to its type; gives the enrolment row or -1. */
  fold(learner: number, event: LearnerEvent): number {
    this.lastAt.raise(learner, event.at);
    const enrolment = event.course === null ? -1 : this.#foldEnrolment(learner, event.course, event);
    const stores = this.#byType.get(event.type);
    if (stores !== undefined) this.foldInto(stores, learner, enrolment, event);
    return enrolment;
  }

  /** Folds one event into the given stores only (the catching up of a new feature). */
  foldInto(stores: readonly FeatureStore[], learner: number, enrolment: number, event: LearnerEvent): void {
    let day = Number.NaN;
    for (const store of stores) {
      const row = store.spec.scope === "learner" ? learner : enrolment;
      if (row === -1) continue;
      if (store.spec.kind === "days" && Number.isNaN(day)) day = localDay(this.zoneOf(learner), event.at);
      store.fold(row, event, day);
    }
  }

  #foldEnrolment(learner: number, course: string, event: LearnerEvent): number {
    const table = this.enrolments;
    const row = this.enrol(learner, course);
    table.firstAt.lower(row, event.at);
    if (event.type === "enrolment.created") {
      const starts = event.data?.["startAt"];
      const at = typeof starts === "string" ? parseInstant(starts) : null;
      table.startAt.raise(row, at === null ? event.at : Math.max(at, event.at));
      table.enrolledAt.raise(row, event.at);
    } else if (event.type === "enrolment.withdrawn") table.withdrawnAt.raise(row, event.at);
    else if (event.type === "course.completed") table.completedAt.lower(row, event.at);
    return row;
  }
}
