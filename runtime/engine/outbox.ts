// The outbox: sends that wait for dispatch, in memory and in the ledger; settled ones are read back when a receipt comes.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { ChannelId } from "#shared/channel/kind.ts";
import { IDS_PER_LEARNER, learnerOfId } from "#shared/flow/episode.ts";
import type { CapTouch } from "#shared/flow/gates.ts";
import type { Outcome, SendState } from "#shared/outcome/lattice.ts";
import type { Touch } from "#shared/policy/caps.ts";
import type { Counters } from "./counters.ts";
import { DueQueue } from "./due-queue.ts";
import type { Measures } from "./measures.ts";
import type { Rollup } from "./rollup.ts";
import { forgetContent, isPending, isWaiting, moveUp, type Send, saveSend, sendOf } from "./send.ts";

/** Settled sends kept in memory for their receipts. */
const SETTLED_KEPT = 10_000;

/** The sends at work. */
export class Outbox {
  readonly #db: EngineDb;
  readonly #counters: Counters;
  readonly #rollup: Rollup;
  readonly #measures: Measures;
  readonly #sends = new Map<number, Send>();
  #dirty = new Set<Send>();
  /** Sends of the last commit: the store may not have them yet. */
  #written: ReadonlySet<Send> = new Set();
  readonly #due = new DueQueue<number>();
  readonly #ofLearner = new Map<number, Set<Send>>();
  /** Sends settled lately, oldest first. */
  readonly #settled = new Map<number, Send>();
  /** Sends settled since the last commit, and learners forgotten since. */
  readonly #settling = new Set<Send>();
  readonly #forgotten: number[] = [];
  #pendingCount = 0;

  constructor(db: EngineDb, counters: Counters, rollup: Rollup, measures: Measures) {
    this.#db = db;
    this.#counters = counters;
    this.#rollup = rollup;
    this.#measures = measures;
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
    this.#count(send.channel, send.outcome, 1);
    this.#counters.add("sends");
    this.#rollup.added(send);
    this.#measures.sendChanging(send, true);
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
    this.#rollup.held(send, until, reason);
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
    const before = send.outcome;
    this.#measures.sendChanging(send, false);
    act();
    if (send.outcome.state !== before.state || send.outcome.reason !== before.reason) {
      this.#count(send.channel, before, -1);
      this.#count(send.channel, send.outcome, 1);
    }
    this.#measures.sendChanged(send);
    this.#rollup.changed(send, before);
    this.#dirty.add(send);
    this.#keep(send);
    const isNow = isPending(send);
    if (wasPending && !isNow) this.#settling.add(send);
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
      .past("SELECT id, channel, strategy, sending_at, withheld FROM sends WHERE id BETWEEN ? AND ? AND sending_at > ?")
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

  /** Forgets what a learner was sent, in memory at once and in the ledger with the commit. */
  forget(learner: number): void {
    for (const send of this.sendsOf(learner)) forgetContent(send);
    this.#forgotten.push(learner);
  }

  /** Writes what changed; settled sends leave memory once the store is sure to have them. Inside the caller's transaction. */
  save(): void {
    for (const send of this.#written) if (!isPending(send) && !this.#dirty.has(send)) this.#retire(send);
    for (const send of this.#dirty) saveSend(this.#db, send, this.#settling.has(send));
    this.#written = this.#dirty;
    this.#dirty = new Set();
    const line = this.#db.sql("INSERT INTO send_lines (send) VALUES (?)");
    for (const { id } of this.#settling) line.run(id);
    this.#settling.clear();
    this.#saveForgotten();
  }

  #saveForgotten(): void {
    const rows = this.#db.sql("SELECT * FROM sends WHERE id BETWEEN ? AND ?");
    for (const learner of this.#forgotten.splice(0)) {
      for (const row of rows.all(learner * IDS_PER_LEARNER, (learner + 1) * IDS_PER_LEARNER - 1)) {
        const id = Number(row["id"]);
        const send = this.#sends.get(id) ?? this.#settled.get(id) ?? sendOf(row);
        forgetContent(send);
        saveSend(this.#db, send);
      }
    }
  }

  /** Whether something waits to be written. */
  get isChanged(): boolean {
    return this.#dirty.size + this.#forgotten.length > 0;
  }

  /** Reads the waiting sends after a restart; totals are as saved. */
  load(): void {
    const rows = this.#db.sql("SELECT * FROM sends WHERE state IN ('decided', 'held', 'sending')").all();
    for (const send of rows.map(sendOf)) {
      this.#keep(send);
      this.#pendingCount += 1;
      this.#rollup.added(send);
      if (send.outcome.state !== "sending") this.#push(send);
    }
  }

  /** Waiting sends of one learner. */
  pendingOf(learner: number): Send[] {
    return [...(this.#ofLearner.get(learner) ?? [])].filter(isPending);
  }

  /** Sends of one learner that are in memory: waiting, changed of late, or settled lately. */
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

  #count(channel: ChannelId, { state, reason }: Outcome, by: number): void {
    this.#counters.add(`send ${channel} ${state}`, by);
    if (reason !== null && !isWaiting(state)) this.#counters.add(`reason ${state} ${reason}`, by);
  }
}
