// Things opened and closed by a key (a question, a homework): when each was opened, falls due, and was closed.
import type { LearnerEvent } from "#shared/event/check.ts";
import { parseInstant } from "#shared/event/instant.ts";
import type { FeatureSpec, FeatureStore } from "./feature.ts";

type Spec = Extract<FeatureSpec, { kind: "open" }>;

/** One item. All three instants are minima over their events (UTC ms), so that arrival order does not matter. */
export interface OpenItem {
  openedAt: number | null;
  dueAt: number | null;
  closedAt: number | null;
}

/** How many items of one row are remembered; past it the oldest closed ones go first. */
const MAX_ITEMS = 500;

function earlier(a: number | null, b: number): number {
  return a === null ? b : Math.min(a, b);
}

/** The items of each row, by key. */
export class OpenItems implements FeatureStore {
  readonly spec: Spec;
  readonly #rows = new Map<number, Map<string, OpenItem>>();
  constructor(spec: Spec) {
    this.spec = spec;
  }

  /** The items of a row, by key. */
  items(row: number): ReadonlyMap<string, OpenItem> {
    return this.#rows.get(row) ?? new Map();
  }

  fold(row: number, event: LearnerEvent): boolean {
    const raw = event.data?.[this.spec.by];
    if (typeof raw !== "string" && typeof raw !== "number") return false;
    const items = this.#rows.get(row) ?? new Map<string, OpenItem>();
    const item = items.get(String(raw)) ?? { openedAt: null, dueAt: null, closedAt: null };
    if (event.type === this.spec.opens) {
      item.openedAt = earlier(item.openedAt, event.at);
      const due = this.#dueOf(event);
      if (due !== null) item.dueAt = earlier(item.dueAt, due);
    } else item.closedAt = earlier(item.closedAt, event.at);
    items.set(String(raw), item);
    if (items.size > MAX_ITEMS) forgetOldest(items);
    this.#rows.set(row, items);
    return true;
  }

  save(row: number): unknown {
    const items = this.#rows.get(row);
    return items === undefined ? null : [...items];
  }
  load(row: number, saved: unknown): void {
    this.#rows.set(row, new Map(saved as [string, OpenItem][]));
  }
  drop(row: number): void {
    this.#rows.delete(row);
  }
  merge(from: number, into: number): void {
    const items = this.#rows.get(into) ?? new Map<string, OpenItem>();
    for (const [key, item] of this.items(from)) {
      const known = items.get(key);
      items.set(key, {
        openedAt: earliest(item.openedAt, known?.openedAt),
        dueAt: earliest(item.dueAt, known?.dueAt),
        closedAt: earliest(item.closedAt, known?.closedAt),
      });
    }
    if (items.size > 0) this.#rows.set(into, items);
  }

  #dueOf(event: LearnerEvent): number | null {
    if (this.spec.due === null) return null;
    const value = event.data?.[this.spec.due];
    if (typeof value === "number") return value;
    return typeof value === "string" ? parseInstant(value) : null;
  }
}

function earliest(a: number | null, b: number | null | undefined): number | null {
  return a === null ? (b ?? null) : earlier(b ?? null, a);
}

function forgetOldest(items: Map<string, OpenItem>): void {
  const age = ({ openedAt, closedAt }: OpenItem) => (closedAt === null ? 1e15 : 0) + (openedAt ?? 0);
  const oldest = [...items].reduce((a, b) => (age(b[1]) < age(a[1]) ? b : a));
  items.delete(oldest[0]);
}
