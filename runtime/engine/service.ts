// The calls the engine answers: queueing what must be logged, waiting for its commit, and reading ledgers between pumps.
import type { SendResult } from "#runtime/transport/kind.ts";
import { backup } from "./backup.ts";
import { readBooks } from "./books.ts";
import type { TestClock } from "./clock.ts";
import { examineSteps, wholeness } from "./doctor.ts";
import type { Engine } from "./engine.ts";
import { actOnInbox, readInbox } from "./inbox.ts";
import type { Waiting } from "./intake.ts";
import { ledgerSteps } from "./ledger.ts";
import { noteLogCare, readLogCare } from "./log-care.ts";
import type { Logged } from "./logged.ts";
import { type EngineApi, EngineRefused } from "./protocol.ts";
import { inSlices } from "./slices.ts";
import { readStatus } from "./status.ts";
import { inputsOfAct } from "./task-acts.ts";
import { previewPublish, sendTarget, viewLearner } from "./view.ts";
import { createViews } from "./views.ts";

/** The engine's calls, and what its own thread drives. */
export interface Service extends Omit<EngineApi, "close"> {
  close(): Promise<void>;
  report(id: number, result: SendResult): void;
  pumpSoon(): void;
  /** Queues a batch or inputs, after a move of the test clock that is under way. */
  push(waiting: Waiting): void;
  onWork(listener: () => void): void;
}

/** How long consequences wait for their commit (ms); what leaves the process, and every reader, commits at once. */
const COMMIT_MS = 1000;

/** The grain of the test clock: instants due within it are reached in one step (ms). */
const STEP_MS = 1000;

/** The calls over an engine. `test` is its clock where that is moved by hand. */
export function createService(engine: Engine, test: TestClock | null): Service {
  const pump = createPump(engine);
  const take = (waiting: Waiting) => {
    engine.push(waiting);
    pump.soon();
  };
  /** The last move of the test clock, until it is over; what comes in meanwhile comes after it. */
  let moving: Promise<void> | null = null;
  const push = (waiting: Waiting) => {
    if (moving === null) take(waiting);
    else void moving.then(() => take(waiting));
  };
  const log = (inputs: Logged[], intent: string | null) =>
    new Promise<number>((done, fail) => push({ kind: "inputs", inputs, intent, done, fail }));
  return {
    pumpSoon: pump.soon,
    push,
    onWork: pump.onWork,
    ingest: (batch) => new Promise((done, fail) => push({ kind: "batch", batch, done, fail })),
    log,
    withdraw: (input) => withdraw(engine, input, log),
    report: (id, result) => {
      engine.safely(() => engine.report(id, result));
      pump.soon();
    },
    setClock: (at) => {
      const moved = (moving ?? Promise.resolve()).then(() => setClock(engine, test, at, pump));
      const settle = () => {
        if (moving === end) moving = null;
      };
      const end: Promise<void> = moved.then(settle, settle);
      moving = end;
      return moved;
    },
    confirmClock: async () => engine.options.clock.confirm(),
    task: async (act) => {
      const inputs = inputsOfAct(engine, act);
      if (typeof inputs === "string") return inputs;
      await log(inputs, null);
      return "ok";
    },
    receipts: async (list) => {
      const known = list.filter(({ send }) => engine.outbox.get(send) !== null);
      if (known.length > 0)
        await log(
          known.map((one) => ({ is: "receipt", ...one })),
          null,
        );
      return known.length;
    },
    inboxAct: async (learner, send, act) => {
      const receipts = actOnInbox(engine, learner, send, act);
      if (receipts !== null && receipts.length > 0) await log(receipts, null);
      return receipts !== null;
    },
    ...reads(engine),
    ...createViews(engine),
    logCare: async () => readLogCare(engine),
    logCared: async (care) => noteLogCare(engine, care),
    backup: async (folder) => backup(engine, folder),
    close: async () => {
      pump.stop();
      engine.close();
    },
  };
}

/** The calls that only read. Each first commits what is gathered, so that a reader sees what it was just told. */
function reads(engine: Engine) {
  const settled = <T>(read: () => T) => {
    engine.commit();
    return Promise.resolve(read());
  };
  return {
    status: () => Promise.resolve(readStatus(engine)),
    ledger: (query: Parameters<EngineApi["ledger"]>[0]) => {
      engine.commit();
      return inSlices(ledgerSteps(engine, query));
    },
    books: () => settled(() => readBooks(engine)),
    doctor: async () => {
      engine.commit();
      const findings = await inSlices(examineSteps(engine, false), () => engine.commit());
      engine.isDamaged = findings.some(({ invariant, count }) => count > 0 && wholeness.has(invariant));
      return findings;
    },
    learner: (id: string) => settled(() => viewLearner(engine, id)),
    preview: (document: unknown) => settled(() => previewPublish(engine, document)),
    inbox: (learner: string, limit: number) => settled(() => readInbox(engine, learner, limit)),
    sendTarget: (send: number) => settled(() => sendTarget(engine, send)),
    intentSeq: (intent: string) =>
      settled(() => {
        const row = engine.db.sql("SELECT seq FROM intents WHERE id = ?").get(intent);
        return row === undefined ? null : Number(row["seq"]);
      }),
    export: () =>
      settled(() => ({
        strategies: engine.world.program.strategies.map(({ plan }) => plan.document),
        settings: engine.globals.settings,
      })),
  };
}

interface Pump {
  soon(): void;
  /** Commits less often from now on, until this has not been asked for a while. */
  bePatient(): void;
  stop(): void;
  onWork(listener: () => void): void;
}

/** Pumps once the messages that wait have been read: what came in together shares a commit. */
function createPump(engine: Engine): Pump {
  let isPlanned = false;
  let isStopped = false;
  let listener = () => {};
  let commitTimer: NodeJS.Timeout | null = null;
  const commit = () => {
    commitTimer = null;
    if (isStopped) return;
    if (engine.pace.isPatient) commitTimer = setTimeout(commit, COMMIT_MS);
    else engine.safely(() => engine.handOver());
    engine.pace.isPatient = false;
  };
  const work = () => {
    isPlanned = false;
    if (isStopped) return;
    listener();
    engine.safely(() => engine.pump());
    if (commitTimer === null) commitTimer = setTimeout(commit, COMMIT_MS);
  };
  return {
    bePatient: () => {
      engine.pace.isPatient = true;
      commitTimer ??= setTimeout(commit, COMMIT_MS);
    },
    soon: () => {
      if (isPlanned) return;
      isPlanned = true;
      setImmediate(work);
    },
    stop: () => {
      isStopped = true;
    },
    onWork: (next) => {
      listener = next;
    },
  };
}

type Log = (inputs: Logged[], intent: string | null) => Promise<number>;

/** Answers after the commit and after every request of the learner has begun or been revoked (ruling 13). */
async function withdraw(engine: Engine, input: Extract<Logged, { is: "optOut" | "erase" }>, log: Log): Promise<number> {
  const learner = engine.world.facts.find(input.learner);
  if (learner !== undefined) engine.dispatcher.revoke(learner);
  return await log([input], null);
}

/** Moves the test clock to `at`, stopping wherever something is due; answers when nothing is due any more. */
async function setClock(engine: Engine, test: TestClock | null, at: number, pump: Pump): Promise<number> {
  if (test === null) throw new Error("the clock can be set only with --test");
  pump.bePatient();
  engine.safely(() => engine.pump());
  for (;;) {
    await quiet(engine);
    const next = engine.nextAt();
    if (next > at) break;
    if (engine.isLogFull) throw new EngineRefused("diskFull");
    test.set(Math.min(at, Math.max(test.now(), Math.ceil(next / STEP_MS) * STEP_MS)));
    engine.safely(() => engine.pump());
  }
  test.set(at);
  engine.safely(() => engine.pump());
  await quiet(engine);
  pump.soon();
  return engine.now();
}

/** Waits until no request to a transport is under way. */
async function quiet(engine: Engine): Promise<void> {
  while (engine.underWayCount > 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
