// Exposures: learners in experiments, from the first anchor until no event can change them any more (rulings 26 and 27). They go on
// after the episode has ended, so goal events, opt-outs and receipts are matched against them and not against episodes.
import type { EngineDb, Row } from "#runtime/store/engine-db.ts";
import type { LearnerEvent } from "#shared/event/check.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { changeOf } from "#shared/report/rollup.ts";
import { type Exposure, isSettled, withGoal, withHarm } from "#shared/report/unit.ts";
import type { Cells } from "./cells.ts";

/** What counts as coming back: the events, and the course or key they must name where the strategy is about one. */
export interface Goal {
  readonly events: readonly string[];
  readonly about: { readonly field: "course" | { readonly key: string }; readonly value: string } | null;
}

/** A learner's exposure under a salt. `firstSend`: the first of its sends, null before it. */
export class Held {
  readonly learner: number;
  readonly goal: Goal;
  exposure: Exposure;
  firstSend: number | null;

  constructor(learner: number, goal: Goal, exposure: Exposure, firstSend: number | null = null) {
    this.learner = learner;
    this.goal = goal;
    this.exposure = exposure;
    this.firstSend = firstSend;
  }

  /** A send of the exposure was decided. */
  joined(send: number): void {
    this.firstSend ??= send;
  }
}

/** As long as an event may be late after the window (ruling 21). */
const LATE_MS = 35 * DAY_MS;
/** So many learners' exposures may stay in memory whatever their age: who falls silent again is not read back for it. */
const FEW_LEARNERS = 20_000;
/** What a learner files against the school; more of it under a variant is a harm. */
const COMPLAINT = "complaint.filed";

/** The exposures that may still change in memory, all of them in the store. */
export class Exposures {
  readonly #db: EngineDb;
  readonly #cells: Cells;
  readonly #held = new Map<number, Held[]>();
  /** Changed ones, with what was counted of them. */
  readonly #changed = new Map<Held, Exposure | null>();
  /** Counted ones whose rows are still to be written. */
  #unsaved = new Set<Held>();
  /** Those of the last commit: the store may not have them yet. */
  #written: ReadonlySet<Held> = new Set();
  readonly #goals = new Map<string, Goal>();
  #prunedAt = 0;

  constructor(db: EngineDb, cells: Cells) {
    this.#db = db;
    this.#cells = cells;
  }

  /** Reads those that may still change at `now`. */
  load(now: number): void {
    for (const row of this.#db.sql("SELECT * FROM exposures WHERE until >= ?").iterate(now)) this.#put(this.#read(row));
  }

  /** All exposures of a learner. That there are none is remembered too, until the next `prune`. */
  of(learner: number): readonly Held[] {
    const known = this.#held.get(learner);
    if (known !== undefined) return known;
    const held = this.#db.past("SELECT * FROM exposures WHERE learner = ?").all(learner);
    const list = held.map((row) => this.#read(row));
    this.#held.set(learner, list);
    return list;
  }

  /** The exposure of a learner under a salt; null where there is none. */
  find(learner: number, salt: string): Held | null {
    return this.of(learner).find(({ exposure }) => exposure.salt === salt) ?? null;
  }

  /** A learner came into an experiment. */
  begin(held: Held): void {
    // Those that have left memory come back with the new one, so that a learner's are together.
    this.of(held.learner);
    this.#put(held);
    this.#changed.set(held, null);
  }

  /** Replaces an exposure by its next state. */
  change(held: Held, next: Exposure): void {
    if (next === held.exposure) return;
    if (!this.#changed.has(held)) this.#changed.set(held, held.exposure);
    held.exposure = next;
  }

  /** An event of a learner taken in at `now`, on that local day of theirs. One that is too late counts for nobody, in memory or not. */
  event(learner: number, event: LearnerEvent, now: number, localDay: () => number): void {
    for (const held of this.#held.get(learner) ?? []) {
      if (isSettled(held.exposure, now)) continue;
      if (event.type === COMPLAINT) this.change(held, withHarm(held.exposure, "complaint", event.at));
      if (held.goal.events.includes(event.type) && isAbout(held.goal, event))
        this.change(held, withGoal(held.exposure, event.at, localDay()));
    }
  }

  /** A learner opted out, of one channel or of all. */
  optedOut(learner: number, at: number): void {
    for (const held of this.#held.get(learner) ?? []) this.change(held, withHarm(held.exposure, "optOut", at));
  }

  /** Takes back all that was counted of a learner. */
  forget(learner: number): void {
    for (const held of this.of(learner)) {
      const counted = this.#changed.has(held) ? (this.#changed.get(held) ?? null) : held.exposure;
      this.#cells.add(changeOf(counted, null));
      this.#changed.delete(held);
      this.#unsaved.delete(held);
    }
    this.#held.delete(learner);
  }

  /** Brings the cells up to what changed. */
  count(): void {
    for (const [held, counted] of this.#changed) {
      this.#cells.add(changeOf(counted, held.exposure));
      this.#unsaved.add(held);
    }
    this.#changed.clear();
  }

  /** Writes what changed, inside the caller's transaction. */
  save(): void {
    this.count();
    for (const held of this.#unsaved) saveExposure(this.#db, held);
    this.#written = this.#unsaved;
    this.#unsaved = new Set();
  }

  /** Whether nobody has one in memory: whether events may matter at all. */
  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#changed.size + this.#unsaved.size > 0;
  }

  /** Once a day, where they are many, those that no event can change any more leave memory. */
  prune(now: number): void {
    if (now < this.#prunedAt + DAY_MS || this.#held.size < FEW_LEARNERS) return;
    this.#prunedAt = now;
    const isAtRest = (held: Held) =>
      isSettled(held.exposure, now) && !this.#changed.has(held) && !this.#unsaved.has(held) && !this.#written.has(held);
    for (const [learner, list] of this.#held) if (list.every(isAtRest)) this.#held.delete(learner);
  }

  #put(held: Held): void {
    const list = this.#held.get(held.learner);
    if (list === undefined) this.#held.set(held.learner, [held]);
    else list.push(held);
  }

  #read(row: Row): Held {
    const text = String(row["goal"]);
    const goal = this.#goals.get(text) ?? (JSON.parse(text) as Goal);
    this.#goals.set(text, goal);
    const firstSend = row["first_send"] === null ? null : Number(row["first_send"]);
    const exposure = JSON.parse(String(row["data"])) as Exposure;
    return new Held(Number(row["learner"]), goal, exposure, firstSend);
  }
}

/** Writes an exposure's row, inside the caller's transaction. */
function saveExposure(db: EngineDb, { learner, firstSend, goal, exposure }: Held): void {
  const until = exposure.at + exposure.windowMs + LATE_MS;
  db.sql(
    `INSERT INTO exposures (salt, learner, until, first_send, goal, data) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (salt, learner) DO UPDATE SET first_send = excluded.first_send, data = excluded.data`,
  ).run(exposure.salt, learner, until, firstSend, JSON.stringify(goal), JSON.stringify(exposure));
}

function isAbout({ about }: Goal, event: LearnerEvent): boolean {
  if (about === null) return true;
  if (about.field === "course") return event.course === null || event.course === about.value;
  const named = event.data?.[about.field.key];
  return named === undefined || String(named) === about.value;
}
