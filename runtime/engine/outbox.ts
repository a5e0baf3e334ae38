// The outbox: sends that wait for dispatch, in memory and in the ledger; settled ones are read back when a receipt comes.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import { IDS_PER_LEARNER, learnerOfId } from "#shared/flow/episode.ts";
import type { SendState } from "#shared/outcome/lattice.ts";
import type { Touch } from "#shared/policy/caps.ts";
import type { Counters } from "./counters.ts";
import { DueQueue } from "./due-queue.ts";
import { isPending, moveUp, type Send, saveSend, sendOf } from "./send.ts";

/** A touch that takes a cap place, with its strategy, for caps of one strategy. */
export interface CapTouch extends Touch {
  strategy: string;
}

/** Settled sends kept in memory for their receipts. */
const SETTLED_KEPT = 10_000;

/** The sends at work. */
export class Outbox {
  readonly #db: EngineDb;
  readonly #counters: Counters;
  readonly #sends = new Map<number, Send>();
  readonly #dirty = new Set<Send>();
  readonly #due = new DueQueue<number>();
  readonly #ofLearner = new Map<number, Set<Send>>();
  /** Sends settled lately, oldest first. */
  readonly #settled = new Map<number, Send>();
  #pendingCount = 0;

  constructor(db: EngineDb, counters: Counters) {
    this.#db = db;
    this.#counters = counters;
  }

  /** Sends that wait for dispatch. */
  get pendingCount(): number {
    return this.#pendingCount;
  }

  /** When the first waiting send is due (may be early, never late); Infinity when none waits. */
  get nextDueAt(): number {
    return this.#due.minAt;
  }

  /** Takes a new send. */
  add(send: Send): void {
    this.#keep(send);
    this.#pendingCount += 1;
    this.#count(send, 1);
    this.#counters.add("sends");
    this.#dirty.add(send);
    this.#push(send);
  }

  /** The send of an id, waiting or settled; null if there is none. */
  get(id: number): Send | null {
    const known = this.#sends.get(id) ?? this.#settled.get(id);
    if (known !== undefined) return known;
    const row = this.#db.sql("SELECT * FROM sends WHERE id = ?").get(id);
    return row === undefined ? null : sendOf(row);
  }

  /** Whether a send has taken its place and its result is not known to the world yet. */
  isUnderWay(id: number): boolean {
    const send = this.#sends.get(id);
    return send !== undefined && send.sendingAt !== null;
  }

  /** Takes all waiting sends due by `now`, in order of id within an instant. Those put off again must be `hold`ed. */
  takeDue(now: number): Send[] {
    const taken = new Map<number, Send>();
    while (this.#due.minAt <= now) {
      const send = this.#sends.get(this.#due.pop());
      if (send !== undefined && isPending(send) && send.outcome.state !== "sending" && send.dueAt <= now)
        taken.set(send.id, send);
    }
    return [...taken.values()];
  }

  /** Puts a send off until an instant, with the reason. */
  hold(send: Send, until: number, reason: string): void {
    this.change(send, () => {
      if (send.outcome.state === "sending") send.outcome = { ...send.outcome, state: "held", reason };
      else {
        moveUp(send, "held", until, reason);
        send.outcome = { ...send.outcome, reason };
      }
      send.dueAt = until;
    });
    this.#push(send);
  }

  /** Changes a send and keeps totals and the waiting set right. */
  change(send: Send, act: () => void): void {
    const wasPending = this.#sends.has(send.id) && isPending(send);
    this.#count(send, -1);
    act();
    this.#count(send, 1);
    this.#dirty.add(send);
    this.#keep(send);
    const isNow = isPending(send);
    if (wasPending !== isNow) this.#pendingCount += isNow ? 1 : -1;
  }

  /** Moves a send up the lattice. */
  settle(send: Send, state: SendState, at: number, reason: string | null): void {
    this.change(send, () => {
      moveUp(send, state, at, reason);
      if (send.settledAt === null && !isPending(send)) send.settledAt = at;
    });
  }

  /** Touches of a learner that take cap places: those sending, unknown or accepted since `since`. Ghosts: the withheld ones. */
  touches(learner: number, since: number, isGhost: boolean): CapTouch[] {
    const from = learner * IDS_PER_LEARNER;
    const touches = new Map<number, CapTouch>();
    const rows = this.#db
      .sql("SELECT id, channel, strategy, sending_at, withheld FROM sends WHERE id BETWEEN ? AND ? AND sending_at > ?")
      .all(from, from + IDS_PER_LEARNER - 1, since);
    for (const row of rows) {
      if ((row["withheld"] !== null) !== isGhost || this.#sends.has(Number(row["id"]))) continue;
      const [at, id] = [Number(row["sending_at"]), Number(row["id"])];
      touches.set(id, {
        at,
        channel: row["channel"] as Touch["channel"],
        id: String(id),
        strategy: String(row["strategy"]),
      });
    }
    for (const send of this.#ofLearner.get(learner) ?? []) {
      if (send.sendingAt === null || send.sendingAt <= since || (send.withheld !== null) !== isGhost) continue;
      touches.set(send.id, { at: send.sendingAt, channel: send.channel, id: String(send.id), strategy: send.strategy });
    }
    return [...touches.values()];
  }

  /** Writes what changed; settled sends leave memory. Inside the caller's transaction. */
  save(): void {
    for (const send of this.#dirty) {
      saveSend(this.#db, send);
      if (!isPending(send)) this.#retire(send);
    }
    this.#dirty.clear();
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#dirty.size > 0;
  }

  /** Reads the waiting sends after a restart; totals are as saved. Gives those that were `sending`: nobody knows what became of them. */
  load(): Send[] {
    const rows = this.#db.sql("SELECT * FROM sends WHERE state IN ('decided', 'held', 'sending')").all();
    const sends = rows.map(sendOf);
    for (const send of sends) {
      this.#keep(send);
      this.#pendingCount += 1;
      if (send.outcome.state !== "sending") this.#push(send);
    }
    return sends.filter((send) => send.outcome.state === "sending");
  }

  /** Waiting sends of one learner. */
  pendingOf(learner: number): Send[] {
    return [...(this.#ofLearner.get(learner) ?? [])].filter(isPending);
  }

  /** Sends of one learner that are in memory: waiting, changed since the last commit, or settled lately. */
  sendsOf(learner: number): Send[] {
    const settled = [...this.#settled.values()].filter((send) => learnerOfId(send.id) === learner);
    return [...new Set([...(this.#ofLearner.get(learner) ?? []), ...settled])];
  }

  /** Every send that waits. */
  pending(): Send[] {
    return [...this.#sends.values()].filter(isPending);
  }

  #keep(send: Send): void {
    this.#sends.set(send.id, send);
    const learner = learnerOfId(send.id);
    const list = this.#ofLearner.get(learner);
    if (list === undefined) this.#ofLearner.set(learner, new Set([send]));
    else list.add(send);
  }

  /** A settled send leaves the waiting ones; its receipts are likely to come soon, so it is not read back for them. */
  #retire(send: Send): void {
    this.#settled.delete(send.id);
    if (this.#settled.size >= SETTLED_KEPT) {
      const oldest = this.#settled.keys().next().value;
      if (oldest !== undefined) this.#settled.delete(oldest);
    }
    this.#settled.set(send.id, send);
    this.#sends.delete(send.id);
    const learner = learnerOfId(send.id);
    const list = this.#ofLearner.get(learner);
    list?.delete(send);
    if (list?.size === 0) this.#ofLearner.delete(learner);
  }

  #push(send: Send): void {
    this.#due.push(send.dueAt, send.id);
  }

  #count(send: Send, by: number): void {
    this.#counters.add(`send ${send.channel} ${send.outcome.state}`, by);
    if (send.outcome.reason !== null && !isPending(send))
      this.#counters.add(`reason ${send.outcome.state} ${send.outcome.reason}`, by);
  }
}
