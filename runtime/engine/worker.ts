// The engine thread: takes calls from the main thread, pumps when something came in or falls due, and answers.
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "#shared/kernel/issue.ts";
import { type Clock, SystemClock, TestClock } from "./clock.ts";
import { Engine } from "./engine.ts";
import { type EngineNews, EngineRefused } from "./protocol.ts";
import { createService, type Service } from "./service.ts";

/** What the main thread starts the worker with. */
export interface WorkerStart {
  folder: string;
  isTest: boolean;
  secret: Uint8Array;
  publicUrl: string;
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
/** Quiet time after which all state is written (ms). */
const IDLE_MS = 5000;

assert(parentPort !== null, "the engine runs in a worker");
const port = parentPort;
const start = workerData as WorkerStart;
const tell = (news: EngineNews | { ready: true }) => port.postMessage(news);

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
  const engine = new Engine({
    folder: start.folder,
    clock,
    secret: start.secret,
    publicUrl: start.publicUrl,
    tell,
    failed,
  });
  if (clock instanceof TestClock) clock.set(engine.log.lastReceivedAt);
  const service = createService(engine, clock instanceof TestClock ? clock : null);
  let lastWork = performance.now();
  let isFlushed = false;
  service.onWork(() => {
    lastWork = performance.now();
    isFlushed = false;
  });
  if (!start.isTest) {
    setInterval(() => {
      if (engine.nextAt() <= engine.now()) service.pumpSoon();
      if (!isFlushed && performance.now() - lastWork > IDLE_MS) {
        engine.flush();
        isFlushed = true;
      }
    }, TICK_MS);
  }
  port.on("message", (call: Call) => {
    const method = service[call.call] as (...args: unknown[]) => unknown;
    Promise.resolve()
      .then(() => method(...call.args))
      .then((value) => port.postMessage({ id: call.id, value } satisfies Answer))
      .catch((error: unknown) => port.postMessage({ id: call.id, error: errorOf(error) } satisfies Answer));
  });
  service.pumpSoon();
  tell({ ready: true });
}

try {
  run();
} catch (error) {
  port.postMessage({ failed: { ...errorOf(error), name: error instanceof Error ? error.constructor.name : "Error" } });
}
