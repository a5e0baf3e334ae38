// The engine: one thread's worth of log, world, ledgers and dispatch. Everything synchronous: a pump gathers, logs,
// answers, applies, dispatches and commits; the worker and the tests decide when to pump.
import { join } from "node:path";
import { EngineDb } from "#runtime/store/engine-db.ts";
import { LogFull } from "#runtime/store/log/fault.ts";
import { type Log, openLog } from "#runtime/store/log/log.ts";
import type { SendResult } from "#runtime/transport/kind.ts";
import { changedCohorts } from "#shared/flow/cohort.ts";
import { World } from "#shared/flow/world.ts";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { Applier } from "./apply.ts";
import type { Clock } from "./clock.ts";
import { Counters } from "./counters.ts";
import { Dispatcher } from "./dispatcher.ts";
import { type Globals, loadGlobals } from "./globals.ts";
import { countIn, type Gathered, Intake, inputsEntry, type Waiting } from "./intake.ts";
import { Journal } from "./journal.ts";
import { keyOfSend } from "./keys.ts";
import { countOf } from "./lines.ts";
import { linkFor } from "./links.ts";
import type { Logged, Settlement } from "./logged.ts";
import { Outbox } from "./outbox.ts";
import { Profiles } from "./profile.ts";
import { type EngineNews, EngineRefused } from "./protocol.ts";
import { eraseToken, recover } from "./recover.ts";
import { Writer } from "./writer.ts";

/** What an engine is made of. */
export interface EngineOptions {
  /** The data folder; the log and engine.db live in it. */
  folder: string;
  clock: Clock;
  /** Signs links and tokens; the first signs, all verify. */
  secret: Uint8Array;
  /** Where links in messages lead: the runtime's public address, without a final slash. */
  publicUrl: string;
  tell(news: EngineNews): void;
  /** Hears of the bug that stopped the engine. */
  failed?(error: unknown): void;
}

/** Items and rows that may wait for a commit: the log has them already, and a replay of its tail makes the rest again. */
const COMMIT_AFTER = 20_000;

/** The engine. Its parts are open to the reading side (ledger.ts, books.ts, doctor.ts). */
export class Engine {
  readonly options: EngineOptions;
  readonly db: EngineDb;
  readonly log: Log;
  readonly world = new World();
  readonly counters = new Counters();
  readonly outbox: Outbox;
  readonly profiles: Profiles;
  readonly dispatcher: Dispatcher;
  readonly globals: Globals;
  readonly journal: Journal;
  readonly #applier: Applier;
  readonly #writer: Writer;
  readonly #intake: Intake;
  #items = 0;
  #cohortsAt = 0;
  #fault: string | null = null;

  /** Opens the store, loads the state and replays the tail. Throws StoreBusy, StoreDamaged, LogDamaged. */
  constructor(options: EngineOptions) {
    this.options = options;
    this.db = new EngineDb(join(options.folder, "engine.db"));
    this.log = openLog(join(options.folder, "log"));
    this.counters.load(this.db);
    this.outbox = new Outbox(this.db, this.counters);
    this.profiles = new Profiles(this.db);
    this.globals = loadGlobals(this.db, this.world);
    this.journal = new Journal(this.db, this.world, this.outbox, this.counters);
    this.dispatcher = new Dispatcher({
      world: this.world,
      outbox: this.outbox,
      profiles: this.profiles,
      settings: () => this.globals.settings,
      keyOf: (send) => keyOfSend(this.world, this.db, send),
      linkFor: (learner, send, kind) => linkFor(options, learner, send, kind),
      attempted: (send, at, result, reason) =>
        this.journal.add(
          "INSERT INTO attempts (send, n, at, transport, result, reason) VALUES (?, ?, ?, ?, ?, ?)",
          send.id,
          send.attempts,
          at,
          send.transport ?? "",
          result,
          reason,
        ),
    });
    this.#applier = new Applier({
      ...this,
      history: (before) => this.#history(before),
      erasedToken: (learner) => eraseToken(options.secret, learner),
    });
    this.#writer = new Writer(this);
    this.#intake = new Intake(this.log, Math.max(options.clock.now(), this.log.lastReceivedAt));
    recover(this, this.#applier, this.#writer);
    for (const { at } of this.world.cohorts.values()) this.#cohortsAt = Math.max(this.#cohortsAt, nextHour(at));
  }

  /** The engine's instant: never before the last frame's. */
  now(): number {
    return Math.max(this.options.clock.now(), this.log.lastReceivedAt);
  }

  /** Why nothing is dispatched, null while it is. */
  get stop(): string | null {
    if (this.#fault !== null) return this.#fault;
    if (this.options.clock.isSuspect) return "clockJumped";
    return this.globals.isStopped ? "stoppedByPerson" : null;
  }

  /** Bytes of batches that wait, for backpressure, and of the dedup window. */
  get load(): { waitingBytes: number; dedupBytes: number } {
    return { waitingBytes: this.#intake.waitingBytes, dedupBytes: this.#intake.dedupBytes };
  }

  /** The last frame whose consequences are committed. */
  get appliedSeq(): number {
    return this.#writer.appliedSeq;
  }

  /** When there is next something to do by time alone; Infinity once the engine has stopped for good. */
  nextAt(): number {
    if (this.#fault !== null) return Number.POSITIVE_INFINITY;
    return Math.min(this.world.nextDueAt(), this.dispatcher.nextAt(this.stop !== null), this.#cohortsDueAt());
  }

  /** Cohort figures are looked at on the hour, where some strategy compares with them. */
  #cohortsDueAt(): number {
    return this.world.program.cohortFeatures.size === 0 ? Number.POSITIVE_INFINITY : this.#cohortsAt;
  }

  #refreshCohorts(now: number): void {
    if (this.#cohortsDueAt() > now) return;
    this.#cohortsAt = nextHour(now);
    const figures = changedCohorts(this.world);
    if (figures.length > 0) this.#settleNow([{ is: "cohorts", figures }]);
  }

  /** Queues a batch or inputs; a pump will take it. */
  push(waiting: Waiting): void {
    if (this.#fault !== null) waiting.fail(new EngineRefused("stopped"));
    else this.#intake.push(waiting);
  }

  /** Logs and applies what waits, without firing or dispatching anything. */
  takeIn(): void {
    while (!this.#intake.isEmpty) this.#frame(this.#intake.gather(this.now()));
  }

  get #isFull(): boolean {
    return this.#items + this.journal.rowCount > COMMIT_AFTER;
  }

  /** Does everything there is to do now. What nobody outside has seen may be committed later, by `commit`. */
  pump(): void {
    this.takeIn();
    const now = this.now();
    if (this.#fault !== null || this.options.clock.isSuspect) return;
    if (this.world.nextDueAt() <= now) this.#append({ entries: [], batches: [], inputs: [] }, now);
    this.#refreshCohorts(now);
    this.#dispatch(now);
    const requests = this.dispatcher.takeRequests();
    if (requests.length > 0) this.commit(true);
    else if (this.#isFull || this.#applier.isSchoolChanged) this.commit();
    for (const request of requests) this.options.tell(request);
  }

  /** Pumps; a bug stops the engine and says so instead of taking the process down with what it holds. */
  pumpSafely(): void {
    this.#safely(() => this.pump());
  }

  /** Commits; fails as `pumpSafely`. */
  commitSafely(): void {
    this.#safely(() => this.commit());
  }

  #safely(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fault ??= `bug: ${error instanceof Error ? error.message : String(error)}`;
      this.#intake.refuseAll(new EngineRefused("stopped"));
      this.options.failed?.(error);
    }
  }

  /** Writes all state behind the log. */
  flush(): void {
    if (this.#fault !== null) return;
    this.log.sync();
    this.#writer.flushAll();
  }

  /** A transport's report on a request. */
  report(id: number, result: SendResult): void {
    const settlement = this.dispatcher.report(id, result, this.now());
    if (settlement !== null) this.#settleNow([settlement]);
    this.pump();
  }

  /** Logs inputs that come from inside (settlements, receipts); false where the disk is full. */
  #settleNow(inputs: Logged[]): boolean {
    const isWritten = this.#append({ entries: [inputsEntry(inputs, "dispatch")], batches: [], inputs: [] }, this.now());
    if (!isWritten) this.dispatcher.undo(inputs, this.now() + 1000);
    return isWritten;
  }

  #dispatch(now: number): void {
    for (;;) {
      const inputs = this.dispatcher.run(now, this.stop !== null);
      if (inputs.length === 0 || !this.#settleNow(inputs)) return;
    }
  }

  #frame(gathered: Gathered): void {
    if (gathered.entries.length > 0) {
      if (!this.#append(gathered, this.now())) return;
    } else for (const { waiting, result } of gathered.batches) waiting.done(result);
    countIn(gathered, this.counters, this.journal, this.now());
    for (const waiting of gathered.inputs) waiting.done(this.log.lastSeq);
    if (this.#isFull) this.commit();
  }

  /** Appends a frame, answers its batches, applies it. On a full disk everything in it is refused. */
  #append(gathered: Gathered, receivedAt: number): boolean {
    let seq: number;
    try {
      const isAwaited = gathered.batches.length + gathered.inputs.length > 0;
      seq = isAwaited
        ? this.log.append(receivedAt, gathered.entries)
        : this.log.appendLazily(receivedAt, gathered.entries);
    } catch (error) {
      this.#intake.refuse(gathered, error);
      if (error instanceof LogFull) return false;
      this.#fault = "logStopped";
      throw error;
    }
    for (const { waiting, result } of gathered.batches) waiting.done({ ...result, seq });
    const count = countOf(gathered.entries);
    this.#items += count;
    this.#applier.apply({ seq, receivedAt, entries: gathered.entries });
    for (const { intent } of gathered.inputs) {
      if (intent !== null) this.journal.add("INSERT OR IGNORE INTO intents (id, seq) VALUES (?, ?)", intent, seq);
    }
    this.#writer.applied(seq, count);
    return true;
  }

  /** Commits whatever is gathered; the log goes first, so that the store is never ahead of it. */
  commit(isSynced = false): void {
    this.#items = 0;
    this.log.sync();
    this.#writer.commit(this.#applier.isSchoolChanged, isSynced);
    this.#applier.isSchoolChanged = false;
    for (const news of this.#applier.takeNews()) this.options.tell(news);
  }

  /** Applies a settlement found at recovery. */
  settle(settlements: Settlement[]): void {
    if (settlements.length > 0) this.#settleNow(settlements);
  }

  /** Commits, flushes all state and lets go of the files. */
  close(): void {
    this.#intake.refuseAll(new EngineRefused("stopping"));
    this.flush();
    this.log.close();
    this.db.close();
  }

  *#history(before: number) {
    for (const frame of this.log.read(1)) {
      if (frame.seq >= before) return;
      yield frame;
    }
  }
}

function nextHour(at: number): number {
  return (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;
}
