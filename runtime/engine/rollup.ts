// The roll-ups beside the ledgers: what ran through each node, what happened on each day, what waits. Fed by effects and by sends.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { Effect } from "#shared/flow/effect.ts";
import type { Outcome } from "#shared/outcome/lattice.ts";
import { Days } from "./days.ts";
import { isPending, type Send } from "./send.ts";
import { Tally } from "./tally.ts";

/** A send that waits for dispatch in this state. */
function isWaiting({ state }: Outcome): boolean {
  return state === "decided" || state === "held" || state === "sending";
}

/** The roll-ups. */
export class Rollup {
  readonly tally = new Tally();
  readonly days: Days;

  readonly #now: () => number;
  #hear: Hear | null = null;
  readonly #holds: { send: number; at: number; until: number; reason: string }[] = [];

  /** Reads the totals. `zone` is the school's, `now` the engine's instant. */
  constructor(db: EngineDb, zone: () => string, now: () => number) {
    this.days = new Days(zone);
    this.#now = now;
    this.tally.load(db);
    this.days.load(db);
  }

  /** Hears of every total that a row of an id changes, until the returned function is called. One at a time. */
  watch(hear: Hear): () => void {
    this.#hear = hear;
    return () => {
      this.#hear = null;
    };
  }

  /** Takes what `advance` asked for. */
  take(effect: Effect): void {
    if (this.#hear !== null) tellOf(effect, this.#hear);
    this.tally.take(effect);
    this.days.take(effect);
  }

  /** A send is new, or was read back at a start. */
  added(send: Send): void {
    this.#hear?.(send.id, "sends", 1);
    if (this.#hear !== null) tellOfSend(send, send.outcome, 1, this.#hear);
    if (isPending(send)) this.tally.waits(send, send.outcome.reason, 1);
  }

  /** A send's outcome changed. */
  changed(send: Send, before: Outcome): void {
    const { outcome } = send;
    if (outcome === before) return;
    if (this.#hear !== null) {
      tellOfSend(send, before, -1, this.#hear);
      tellOfSend(send, outcome, 1, this.#hear);
    }
    const [was, is] = [isWaiting(before), isWaiting(outcome)];
    if (was !== is || before.reason !== outcome.reason) {
      if (was) this.tally.waits(send, before.reason, -1);
      if (is) this.tally.waits(send, outcome.reason, 1);
    }
    this.days.sent(send, before);
  }

  /** A send is put off; only a new reason is kept. Call before the send changes. */
  held({ id, outcome }: Send, until: number, reason: string): void {
    if (outcome.reason !== reason && reason !== "providerBusy")
      this.#holds.push({ send: id, at: this.#now(), until, reason });
  }

  /** Writes what changed, inside the caller's transaction. */
  save(db: EngineDb): void {
    this.tally.save(db);
    this.days.save(db);
    const write = db.sql(
      "INSERT INTO holds (send, n, at, until, reason) SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ? FROM holds WHERE send = ?",
    );
    for (const { send, at, until, reason } of this.#holds.splice(0)) write.run(send, at, until, reason, send);
  }
}

type Hear = (id: number, key: string, by: number) => void;

function tellOf(effect: Effect, hear: Hear): void {
  if (effect.is === "promise") hear(effect.episode.id, `promise ${effect.state}`, 1);
  if (effect.is === "opened") {
    hear(effect.episode.id, "episodes", 1);
    hear(effect.episode.id, "episodes open", 1);
  }
  if (effect.is !== "ended") return;
  hear(effect.episode.id, "episodes open", -1);
  hear(effect.episode.id, `episodes ${effect.outcome}`, 1);
}

function tellOfSend({ id, channel }: Send, outcome: Outcome, by: 1 | -1, hear: Hear): void {
  hear(id, `send ${channel} ${outcome.state}`, by);
  if (outcome.reason !== null && !isWaiting(outcome)) hear(id, `reason ${outcome.state} ${outcome.reason}`, by);
}
