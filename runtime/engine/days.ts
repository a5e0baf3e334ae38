// The days: what happened on each day of the school's own calendar, by strategy, kept with the commits that change it. An instant
// belongs to the day that the school's zone gave it when it was counted.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { Effect } from "#shared/flow/effect.ts";
import { localDay } from "#shared/kernel/zone.ts";
import type { Outcome } from "#shared/outcome/lattice.ts";
import type { Send } from "./send.ts";

/** One total of a day. `what`: opened, entered, recovered, lost, void (name: tier) · send.<state> (channel) · task.done · promise (state). */
export interface DayCount {
  strategy: string;
  what: string;
  name: string;
  count: number;
}

/** Days kept in memory before the last one; older ones stay in the store. */
const KEPT_DAYS = 60;

/** The instants of a send that say what happened to it. */
const reached = ["accepted", "delivered", "opened", "acted", "failed"] as const;

/** The totals by day. */
export class Days {
  readonly #zone: () => string;
  readonly #days = new Map<number, Map<string, DayCount>>();
  readonly #changes = new Map<number, Map<string, DayCount>>();

  constructor(zone: () => string) {
    this.#zone = zone;
  }

  /** Takes what `advance` asked for. */
  take(effect: Effect): void {
    if (effect.is === "opened")
      this.add(effect.episode.openedAt, effect.episode.strategy, "opened", effect.episode.tier);
    else if (effect.is === "ended") this.add(effect.at, effect.episode.strategy, effect.outcome, effect.episode.tier);
    else if (effect.is === "promise") this.add(effect.at, effect.episode.strategy, "promise", effect.state);
    else if (effect.is === "decided" && effect.kind === "tier")
      this.add(effect.at, effect.episode.strategy, "entered", effect.tier);
  }

  /** A send's outcome changed: each instant counts on its day, a settling that reached nobody on the day it settled. */
  sent({ strategy, channel, outcome, settledAt }: Send, before: Outcome): void {
    if (outcome === before) return;
    for (const state of reached) {
      const [was, is] = [before[`${state}At`], outcome[`${state}At`]];
      if (was === is) continue;
      if (was !== null) this.add(was, strategy, `send.${state}`, channel, -1);
      if (is !== null) this.add(is, strategy, `send.${state}`, channel);
    }
    if (outcome.state !== before.state && settledAt !== null && !(reached as readonly string[]).includes(outcome.state))
      this.add(settledAt, strategy, `send.${outcome.state}`, channel);
  }

  /** Counts something on the day of an instant. */
  add(at: number, strategy: string, what: string, name: string, by = 1): void {
    const day = localDay(this.#zone(), at);
    const one = { strategy, what, name, count: by };
    put(this.#changes, day, one);
    put(this.#days, day, one);
  }

  /** What happened on a day (days since 1970-01-01). */
  of(day: number): DayCount[] {
    return [...(this.#days.get(day)?.values() ?? [])].filter(({ count }) => count !== 0);
  }

  /** Reads the last days. */
  load(db: EngineDb): void {
    const last = db.sql("SELECT max(day) AS day FROM day_counts").get()?.["day"];
    if (typeof last !== "number") return;
    const rows = db.sql("SELECT day, strategy, what, name, count FROM day_counts WHERE day > ?").all(last - KEPT_DAYS);
    for (const row of rows) {
      const [strategy, what, name] = [String(row["strategy"]), String(row["what"]), String(row["name"])];
      put(this.#days, Number(row["day"]), { strategy, what, name, count: Number(row["count"]) });
    }
  }

  /** Writes what changed, inside the caller's transaction; days long past leave memory. */
  save(db: EngineDb): void {
    if (this.#changes.size === 0) return;
    const write = db.sql(
      `INSERT INTO day_counts (day, strategy, what, name, count) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (day, strategy, what, name) DO UPDATE SET count = count + excluded.count`,
    );
    for (const [day, counts] of this.#changes)
      for (const { strategy, what, name, count } of counts.values())
        if (count !== 0) write.run(day, strategy, what, name, count);
    this.#changes.clear();
    if (this.#days.size <= 2 * KEPT_DAYS) return;
    const last = Math.max(...this.#days.keys());
    for (const day of this.#days.keys()) if (day <= last - KEPT_DAYS) this.#days.delete(day);
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#changes.size > 0;
  }
}

/** Adds to a total of a day. */
function put(days: Map<number, Map<string, DayCount>>, day: number, one: DayCount): void {
  let counts = days.get(day);
  if (counts === undefined) {
    counts = new Map();
    days.set(day, counts);
  }
  const key = `${one.strategy} ${one.what} ${one.name}`;
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { ...one });
  else known.count += one.count;
}
