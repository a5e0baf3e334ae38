// The engine: one thread's worth of log, world, ledgers and dispatch. Everything synchronous: a pump gathers, logs,
// answers, applies, dispatches and commits; the worker and the tests decide when to pump.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import { LogFull } from "#runtime/store/log/fault.ts";
import type { Log } from "#runtime/store/log/log.ts";
import type { SendResult } from "#runtime/transport/kind.ts";
import { changedCohorts } from "#shared/flow/cohort.ts";
import { World } from "#shared/flow/world.ts";
import { Applier } from "./apply.ts";
import { keepCohortsAt, loadCohortsAt, nextHour } from "./cohort-hours.ts";
import { Counters } from "./counters.ts";
import { Dispatcher } from "./dispatcher.ts";
import { faultOf } from "./fault.ts";
import { type Globals, loadGlobals } from "./globals.ts";
import { countIn, type Gathered, INSIDE, Intake, inputsEntry, type Waiting } from "./intake.ts";
import { Journal } from "./journal.ts";
import { keyOfSend } from "./keys.ts";
import { countOf, framesBefore } from "./lines.ts";
import { linkFor } from "./links.ts";
import type { Logged, Settlement } from "./logged.ts";
import { Measures } from "./measures.ts";
import { type EngineOptions, openStore, openWindow } from "./open.ts";
import { Outbox } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { Profiles } from "./profile.ts";
import { EngineRefused } from "./protocol.ts";
import { eraseToken, recover } from "./recover.ts";
import { Rollup } from "./rollup.ts";
import { Writer } from "./writer.ts";

/** The engine. Its parts are open to the reading side (ledger.ts, books.ts, doctor.ts). */
export class Engine {
  readonly options: EngineOptions;
  readonly db: EngineDb;
  readonly log: Log;
  readonly world = new World();
  readonly counters = new Counters();
  readonly rollup: Rollup;
  readonly measures: Measures;
  readonly outbox: Outbox;
  readonly profiles: Profiles;
  readonly dispatcher: Dispatcher;
  readonly globals: Globals;
  readonly journal: Journal;
  readonly #applier: Applier;
  readonly #writer: Writer;
  readonly #intake: Intake;
  readonly pace = new Pace();
  /** What transports said since the last pump. */
  #reported: Settlement[] = [];
  #cohortsAt = 0;
  #fault: string | null = null;
  /** Set while the doctor last found a file that is not whole: nothing is sent by it (P13). */
  isDamaged = false;
  /** Set while the log could not be written for want of room: nothing is sent that could not be recorded (P12). */
  isLogFull = false;

  /** Opens the store, loads the state and replays the tail. Throws StoreBusy, StoreDamaged, LogDamaged. */
  constructor(options: EngineOptions) {
    this.options = options;
    ({ db: this.db, log: this.log } = options.store ?? openStore(options));
    this.db.onFault((error) => this.#stopBy(error));
    this.counters.load(this.db);
    const zone = () => this.world.settings.zone;
    this.rollup = new Rollup(this.db, zone, () => this.now());
    this.measures = new Measures(this.db, this.world, () => this.globals.settings);
    this.outbox = new Outbox(this.db, this.counters, this.rollup, this.measures);
    this.profiles = new Profiles(this.db);
    this.globals = loadGlobals(this.db, this.world);
    this.journal = new Journal(this);
    this.dispatcher = new Dispatcher({
      world: this.world,
      outbox: this.outbox,
      profiles: this.profiles,
      settings: () => this.globals.settings,
      courseOf: (id) => this.globals.courses.get(id) ?? null,
      keyOf: (send) => keyOfSend(this.world, this.db, send),
      linkFor: (learner, send, kind) => linkFor(options, learner, send, kind),
      attempted: (send, at, result, reason) => this.journal.attempt(send, at, result, reason),
    });
    this.#applier = new Applier({
      ...this,
      history: (before) => framesBefore(this.log, before),
      erasedToken: (learner) => eraseToken(options.secret, learner),
    });
    this.#writer = new Writer(this);
    this.#intake = new Intake(openWindow(options, this.log, this.now()));
    recover(this, this.#applier, this.#writer);
    this.#cohortsAt = loadCohortsAt(this.db, this.world);
  }

  /** The engine's instant: never before the last frame's. */
  now(): number {
    return Math.max(this.options.clock.now(), this.log.lastReceivedAt);
  }

  /** Why nothing is dispatched, null while it is. */
  get stop(): string | null {
    if (this.#fault !== null) return this.#fault;
    if (this.isLogFull) return "diskFull";
    if (this.isDamaged) return "damaged";
    if (this.options.clock.isSuspect) return "clockJumped";
    return this.globals.isStopped ? "stoppedByPerson" : null;
  }

  /** Memory of the dedup window. */
  get dedupBytes(): number {
    return this.#intake.dedupBytes;
  }

  /** The last frame whose consequences are committed. */
  get appliedSeq(): number {
    return this.#writer.appliedSeq;
  }

  /** When there is next something to do by time alone; Infinity once the engine has stopped for good. */
  nextAt(): number {
    if (this.#fault !== null) return Number.POSITIVE_INFINITY;
    return Math.min(
      this.world.nextDueAt(),
      this.dispatcher.nextAt(this.stop !== null),
      this.#cohortsDueAt(),
      this.measures.nextLookAt(),
    );
  }

  /** Cohort figures are looked at on the hour, where some strategy compares with them. */
  #cohortsDueAt(): number {
    return this.world.program.cohortFeatures.size === 0 ? Number.POSITIVE_INFINITY : this.#cohortsAt;
  }

  #refreshCohorts(now: number): void {
    if (this.#cohortsDueAt() > now) return;
    this.#cohortsAt = nextHour(now);
    keepCohortsAt(this.journal, this.#cohortsAt);
    const figures = changedCohorts(this.world);
    if (figures.length > 0) this.#settleNow([{ is: "cohorts", figures }]);
  }

  /** Queues a batch or inputs; a pump will take it. */
  push(waiting: Waiting): void {
    if (this.#fault !== null) waiting.fail(new EngineRefused(this.#refusal));
    else this.#intake.push(waiting);
  }

  /** Logs and applies what waits, without firing or dispatching anything. */
  takeIn(): void {
    while (!this.#intake.isEmpty) this.#frame(this.#intake.gather(this.now()));
  }

  /** Requests handed out of which the log does not know yet what became. */
  get underWayCount(): number {
    return this.dispatcher.underWayCount + this.#reported.length;
  }

  /** Does everything there is to do now. What follows from the log alone is committed later, here or by `commit`. */
  pump(): void {
    this.pace.begin();
    this.settle(this.#reported.splice(0));
    this.takeIn();
    const now = this.now();
    if (this.#fault !== null || this.options.clock.isSuspect) return;
    if (this.world.nextDueAt() <= now) this.#append({ entries: [], batches: [], inputs: [] }, now);
    this.#refreshCohorts(now);
    if (this.measures.nextLookAt() <= now) this.#settleNow(this.measures.lookAt(now));
    this.#dispatch(now);
    const requests = this.dispatcher.takeRequests();
    // What leaves the process is known to the log before its first byte; the store follows from there.
    if (requests.length > 0) this.log.sync();
    for (const request of requests) this.options.tell(request);
    if (this.pace.isDue(this.journal.rowCount, this.db.isBusy) || this.#applier.isSchoolChanged) this.handOver();
  }

  /** Does an act of the engine's own; a bug stops the engine and says so instead of taking the process down with what it holds. */
  safely(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#stopBy(error);
    }
  }

  /** What was gathered in memory can no longer be written: nothing more is taken in, and what is written stays readable. */
  #stopBy(error: unknown): void {
    if (this.#fault !== null) return;
    this.#fault = faultOf(error);
    this.#intake.refuseAll(new EngineRefused(this.#refusal));
    this.options.failed?.(error);
  }

  get #refusal(): "diskFull" | "stopped" {
    return this.#fault === "diskFull" ? "diskFull" : "stopped";
  }

  /** Writes all state behind the log. */
  flush(): void {
    if (this.#fault !== null) return;
    this.settle(this.#reported.splice(0));
    this.log.sync();
    this.#writer.flushAll();
  }

  /** A transport's report on a request. What follows from it is done by the next pump, for all reports that came in together. */
  report(id: number, result: SendResult): void {
    const settlement = this.dispatcher.report(id, result, this.now());
    if (settlement !== null) this.#reported.push(settlement);
  }

  /** Logs inputs that come from inside (settlements, receipts); false where the disk is full. */
  #settleNow(inputs: Logged[]): boolean {
    const isWritten = this.#append({ entries: [inputsEntry(inputs, INSIDE)], batches: [], inputs: [] }, this.now());
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
    if (this.pace.isFull(this.journal.rowCount)) this.handOver();
  }

  /** Appends a frame, answers its batches, applies it. On a full disk everything in it is refused. */
  #append(gathered: Gathered, receivedAt: number): boolean {
    let seq: number;
    try {
      const isAwaited = gathered.batches.length + gathered.inputs.length > 0;
      seq = this.log[isAwaited ? "append" : "appendLazily"](receivedAt, gathered.entries);
    } catch (error) {
      this.#intake.refuse(gathered, error);
      this.isLogFull = error instanceof LogFull;
      if (this.isLogFull) return false;
      this.#stopBy(error);
      throw error;
    }
    this.isLogFull = false;
    for (const { waiting, result } of gathered.batches) waiting.done({ ...result, seq });
    const count = countOf(gathered.entries);
    this.pace.add(count);
    this.#applier.apply({ seq, receivedAt, entries: gathered.entries });
    this.#writer.applied(seq, count);
    return true;
  }

  /** Commits whatever is gathered, and waits until it is: what is read next is complete. */
  commit(): void {
    if (this.#fault !== null) return;
    this.handOver();
    this.db.settle();
    if (this.#fault !== null) throw new EngineRefused(this.#refusal);
  }

  /** Has whatever is gathered committed; the log goes first, so that the store is never ahead of it. */
  handOver(): void {
    if (this.#fault !== null) return;
    // An attempt is never in the store before the log has what came of it.
    this.settle(this.#reported.splice(0));
    this.pace.committed();
    try {
      this.log.sync();
      this.#writer.commit(this.#applier.isSchoolChanged);
    } catch (error) {
      this.#stopBy(error);
      throw new EngineRefused(this.#refusal);
    }
    this.#applier.isSchoolChanged = false;
    for (const news of this.#applier.takeNews()) this.options.tell(news);
  }

  /** Logs and applies what became of requests. */
  settle(list: Settlement[]): void {
    if (list.length > 0) this.#settleNow(list);
  }

  /** Commits, flushes all state and lets go of the files. */
  close(): void {
    this.#intake.close(new EngineRefused("stopping"));
    this.safely(() => this.flush());
    this.log.close();
    this.db.close();
  }

  /** Lets go of the files without another write: what was answered stands in the log. */
  abandon(): void {
    this.#fault ??= "diskFull";
    this.#intake.close(new EngineRefused("diskFull"));
    this.log.close();
    this.db.abandon();
  }
}
