// The feature kinds, one store each: numbers in typed columns, the rest in sparse maps. All folds commute.
import type { LearnerEvent } from "#shared/event/check.ts";
import { NumberColumn } from "#shared/kernel/column.ts";
import type { FeatureSpec, FeatureStore } from "./feature.ts";
import { OpenItems } from "./open-items.ts";
import { passes } from "./test.ts";

type Spec<K extends FeatureSpec["kind"]> = Extract<FeatureSpec, { kind: K }>;

/** The instant of the latest event (UTC ms). */
export class LastEvent implements FeatureStore {
  readonly spec: Spec<"last">;
  readonly #at = new NumberColumn();
  constructor(spec: Spec<"last">) {
    this.spec = spec;
  }
  /** The latest instant, NaN where there is none. */
  at(row: number): number {
    return this.#at.get(row);
  }
  fold(row: number, event: LearnerEvent): boolean {
    return this.#at.raise(row, event.at);
  }
  save(row: number): unknown {
    const at = this.#at.get(row);
    return Number.isNaN(at) ? null : at;
  }
  load(row: number, saved: unknown): void {
    this.#at.set(row, saved as number);
  }
  drop(row: number): void {
    this.#at.set(row, Number.NaN);
  }
  merge(from: number, into: number): void {
    this.#at.raise(into, this.#at.get(from));
  }
}

/** How many events there were, or the largest value of a numeric property: a learner's progress. */
export class Total implements FeatureStore {
  readonly spec: Spec<"total">;
  readonly #value = new NumberColumn();
  constructor(spec: Spec<"total">) {
    this.spec = spec;
  }
  /** The figure, 0 where no event has come. */
  value(row: number): number {
    return this.#value.get(row) || 0;
  }
  fold(row: number, event: LearnerEvent): boolean {
    if (this.spec.property === null) {
      this.#value.set(row, this.value(row) + 1);
      return true;
    }
    const value = event.data?.[this.spec.property];
    return typeof value === "number" && this.#value.raise(row, value);
  }
  save(row: number): unknown {
    return this.value(row) || null;
  }
  load(row: number, saved: unknown): void {
    this.#value.set(row, saved as number);
  }
  drop(row: number): void {
    this.#value.set(row, Number.NaN);
  }
  merge(from: number, into: number): void {
    const value = this.value(from);
    if (value > 0)
      this.#value.set(into, this.spec.property === null ? this.value(into) + value : Math.max(this.value(into), value));
  }
}

/** Base of the stores that keep one small JSON value a row, for few rows. */
abstract class SparseStore<T> {
  protected readonly rows = new Map<number, T>();
  save(row: number): unknown {
    return this.rows.get(row) ?? null;
  }
  load(row: number, saved: unknown): void {
    this.rows.set(row, saved as T);
  }
  drop(row: number): void {
    this.rows.delete(row);
  }
  merge(from: number, into: number): void {
    const [a, b] = [this.rows.get(from), this.rows.get(into)];
    if (a !== undefined) this.rows.set(into, b === undefined ? structuredCopy(a) : this.join(a, b));
  }
  /** Both rows' values as one. */
  protected abstract join(a: T, b: T): T;
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Puts a number into an ascending list. */
function insertSorted(list: number[], value: number): void {
  let index = list.length;
  while (index > 0 && (list[index - 1] as number) > value) index -= 1;
  list.splice(index, 0, value);
}

/** The earliest `keep` instants, ascending: when the n-th was reached. */
export class FirstTimes extends SparseStore<number[]> implements FeatureStore {
  readonly spec: Spec<"firsts">;
  constructor(spec: Spec<"firsts">) {
    super();
    this.spec = spec;
  }
  /** The earliest instants, at most `keep`. */
  times(row: number): readonly number[] {
    return this.rows.get(row) ?? [];
  }
  fold(row: number, event: LearnerEvent): boolean {
    if (!passes(this.spec.where, event.data)) return false;
    const list = this.rows.get(row) ?? [];
    if (list.length === this.spec.keep && (list[list.length - 1] as number) <= event.at) return false;
    insertSorted(list, event.at);
    if (list.length > this.spec.keep) list.pop();
    this.rows.set(row, list);
    return true;
  }
  protected join(a: number[], b: number[]): number[] {
    return [...a, ...b].sort((x, y) => x - y).slice(0, this.spec.keep);
  }
}

/** The instants inside the horizon before the latest of them, ascending. */
export class EventTimes extends SparseStore<number[]> implements FeatureStore {
  readonly spec: Spec<"times">;
  constructor(spec: Spec<"times">) {
    super();
    this.spec = spec;
  }
  /** Instants kept; the reader cuts them to its own window. */
  times(row: number): readonly number[] {
    return this.rows.get(row) ?? [];
  }
  fold(row: number, event: LearnerEvent): boolean {
    if (!passes(this.spec.where, event.data)) return false;
    const list = this.rows.get(row) ?? [];
    insertSorted(list, event.at);
    const edge = (list[list.length - 1] as number) - this.spec.horizonMs;
    while ((list[0] as number) <= edge) list.shift();
    this.rows.set(row, list);
    return true;
  }
  protected join(a: number[], b: number[]): number[] {
    const all = [...a, ...b].sort((x, y) => x - y);
    const edge = (all[all.length - 1] as number) - this.spec.horizonMs;
    return all.filter((at) => at > edge);
  }
}

/** (instant, value) pairs of a numeric property inside the horizon before the latest, ascending by instant then value. */
export class EventValues extends SparseStore<[number, number][]> implements FeatureStore {
  readonly spec: Spec<"values">;
  constructor(spec: Spec<"values">) {
    super();
    this.spec = spec;
  }
  /** Pairs kept; the reader cuts them to its own window. */
  pairs(row: number): readonly (readonly [number, number])[] {
    return this.rows.get(row) ?? [];
  }
  fold(row: number, event: LearnerEvent): boolean {
    const value = event.data?.[this.spec.property];
    if (typeof value !== "number") return false;
    const list = this.rows.get(row) ?? [];
    this.rows.set(row, this.join(list, [[event.at, value]]));
    return true;
  }
  protected join(a: [number, number][], b: [number, number][]): [number, number][] {
    const all = [...a, ...b].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
    const edge = (all[all.length - 1]?.[0] ?? 0) - this.spec.horizonMs;
    return all.filter(([at]) => at > edge);
  }
}

/** Counts by local day (days since 1970-01-01) inside the horizon before the latest day. */
export class DayCounts extends SparseStore<Record<string, number>> implements FeatureStore {
  readonly spec: Spec<"days">;
  constructor(spec: Spec<"days">) {
    super();
    this.spec = spec;
  }
  /** Events on a local day. */
  on(row: number, day: number): number {
    return this.rows.get(row)?.[day] ?? 0;
  }
  /** The latest day with an event, null where there is none. */
  lastDay(row: number): number | null {
    const days = this.rows.get(row);
    return days === undefined ? null : Math.max(...Object.keys(days).map(Number));
  }
  fold(row: number, _event: LearnerEvent, day: number): boolean {
    const last = this.lastDay(row);
    const counts = this.rows.get(row) ?? {};
    const latest = last === null ? day : Math.max(last, day);
    counts[day] = (counts[day] ?? 0) + 1;
    if (latest !== last || day <= latest - this.spec.horizonDays) {
      for (const key of Object.keys(counts)) if (Number(key) <= latest - this.spec.horizonDays) delete counts[key];
    }
    this.rows.set(row, counts);
    return true;
  }
  protected join(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
    const sum: Record<string, number> = { ...b };
    for (const [day, count] of Object.entries(a)) sum[day] = (sum[day] ?? 0) + count;
    const edge = Math.max(...Object.keys(sum).map(Number)) - this.spec.horizonDays;
    return Object.fromEntries(Object.entries(sum).filter(([day]) => Number(day) > edge));
  }
}

const makers: { [K in FeatureSpec["kind"]]: (spec: Spec<K>) => FeatureStore } = {
  last: (spec) => new LastEvent(spec),
  total: (spec) => new Total(spec),
  firsts: (spec) => new FirstTimes(spec),
  times: (spec) => new EventTimes(spec),
  values: (spec) => new EventValues(spec),
  days: (spec) => new DayCounts(spec),
  open: (spec) => new OpenItems(spec),
};

/** An empty store for a specification. */
export function createFeature(spec: FeatureSpec): FeatureStore {
  return (makers[spec.kind] as (spec: FeatureSpec) => FeatureStore)(spec);
}
