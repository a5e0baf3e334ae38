// The engine thread: takes calls from the main thread, pumps when something came in or falls due, and answers; what it says in a turn
// crosses as one message.
import { parentPort, workerData } from "node:worker_threads";
import { Crash, type CrashAt } from "#runtime/store/crash-point.ts";
import { assert } from "#shared/kernel/issue.ts";
import { type Clock, SystemClock, TestClock } from "./clock.ts";
import { Host } from "./host.ts";
import { Mailbox } from "./mailbox.ts";
import { frameOf, inRuns, type PackedBatches, unpackBatches } from "./packing.ts";
import { type EngineNews, EngineRefused, type IngestBatch, type IngestResult } from "./protocol.ts";
import type { Service } from "./service.ts";

/** What the main thread starts the worker with. */
export interface WorkerStart {
  folder: string;
  isTest: boolean;
  secret: Uint8Array;
  publicUrl: string;
  /** Where a test wants it to die. */
  crashAt: CrashAt | null;
}

/** A call from the main thread; no id where no answer is awaited. */
export interface Call {
  id: number;
  call: keyof Service;
  args: unknown[];
}

/** An answer to a call. */
export type Answer =
  | { id: number; value: unknown }
  | { id: number; error: { message: string; reason: string | null; stack: string | null } };

/** How often time alone is looked at (ms). */
const TICK_MS = 100;
/** How often a store that was full is tried again (ms). */
const RETRY_MS = 1000;
/** Quiet time after which all state is written (ms). */
const IDLE_MS = 5000;

assert(parentPort !== null, "the engine runs in a worker");
const port = parentPort;
const start = workerData as WorkerStart;

type Failed = { failed: ReturnType<typeof errorOf> & { name: string } };
type Plain = { id: number; frame: number };

const outgoing = new Mailbox<Answer | Plain | EngineNews | { ready: true } | Failed>({
  post: (messages, owned) => port.postMessage(messages, owned),
  pack: (messages) =>
    inRuns(
      messages,
      (one) => "frame" in one,
      (run) => ({ frames: run.flatMap(({ id, frame }) => [id, frame]) }),
    ),
  // Once everything that follows from the turn at hand has been said.
  soon: (flush) => queueMicrotask(() => process.nextTick(flush)),
  failed: (message, error) => {
    if (!("id" in message)) throw error;
    port.postMessage([{ id: message.id, error: errorOf(error) } satisfies Answer]);
  },
});
const tell = (news: EngineNews | { ready: true }) => outgoing.put(news);

function errorOf(error: unknown): { message: string; reason: string | null; stack: string | null } {
  if (error instanceof EngineRefused) return { message: error.message, reason: error.reason, stack: null };
  return error instanceof Error
    ? { message: error.message, reason: null, stack: error.stack ?? null }
    : { message: String(error), reason: null, stack: null };
}

/** A bug: said where operators look; the engine has stopped and answers so. */
function failed(error: unknown): void {
  process.stderr.write(
    `winback: engine stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

function run(): void {
  const clock: Clock = start.isTest ? new TestClock(0) : new SystemClock();
  const host = new Host({
    folder: start.folder,
    clock,
    secret: start.secret,
    publicUrl: start.publicUrl,
    tell,
    failed,
    crash: new Crash(start.crashAt),
    committer: new URL("./store.js", import.meta.url),
  });
  if (clock instanceof TestClock) clock.set(host.engine.log.lastReceivedAt);
  watch(host);
  port.on("message", (calls: readonly (Call | PackedBatches)[]) => {
    for (const call of calls) {
      if ("fields" in call) unpackBatches(call, (id, batch) => ingest(host, id, batch));
      else if (call.call === "ingest") ingest(host, call.id, call.args[0] as IngestBatch);
      else carryOut(host, call);
    }
  });
  host.service.pumpSoon();
  tell({ ready: true });
}

function resultOf(id: number, result: IngestResult): Answer | Plain {
  const frame = frameOf(result);
  return frame === null ? { id, value: result } : { id, frame };
}

/** Batches handed to the engine and not yet answered. */
let openCount = 0;

/** The answers leave with the last of them, which is logged and synced then: nobody waits for what the engine makes of the events. */
function ingest({ service }: Host, id: number, batch: IngestBatch): void {
  openCount += 1;
  const say = (message: Answer | Plain) => {
    outgoing.put(message);
    openCount -= 1;
    if (openCount === 0) outgoing.flush();
  };
  const done = (result: IngestResult) => say(resultOf(id, result));
  service.push({ kind: "batch", batch, done, fail: (error) => say({ id, error: errorOf(error) }) });
}

async function carryOut(host: Host, { id, call, args }: Call): Promise<void> {
  const method = host.service[call] as (...args: unknown[]) => unknown;
  let answer: Answer;
  try {
    answer = { id, value: await method(...args) };
  } catch (error) {
    answer = { id, error: errorOf(error) };
  }
  // Nobody waits for the answer to what has no number.
  if (id !== 0) outgoing.put(answer);
}

/** Pumps when time alone makes something due, writes all state in quiet times, and tries again after a full disk. */
function watch(host: Host): void {
  let lastWork = performance.now();
  let isFlushed = false;
  host.onWork(() => {
    lastWork = performance.now();
    isFlushed = false;
  });
  setInterval(() => host.retry(), RETRY_MS);
  if (start.isTest) return;
  setInterval(() => {
    const { engine, service } = host;
    if (engine.nextAt() <= engine.now()) service.pumpSoon();
    if (!isFlushed && performance.now() - lastWork > IDLE_MS) {
      engine.safely(() => engine.flush());
      isFlushed = true;
    }
  }, TICK_MS);
}

try {
  run();
} catch (error) {
  outgoing.put({ failed: { ...errorOf(error), name: error instanceof Error ? error.constructor.name : "Error" } });
}
