// The engine as the main thread sees it: starts the worker, turns calls into messages and news into events.
import { EventEmitter } from "node:events";
import { Worker } from "node:worker_threads";
import type { SendResult } from "#runtime/transport/kind.ts";
import { type EngineApi, type EngineNews, EngineRefused, type Refusal } from "./protocol.ts";
import { joinTrail, type TrailPart } from "./trail-order.ts";
import { createTrailThread, type TrailThread } from "./trail-thread.ts";
import type { Answer, WorkerStart } from "./worker.ts";

/** Why the engine could not start: the name of the error says what a person can do. */
export class EngineFailed extends Error {
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The engine's calls and news, in the main thread. */
export interface EngineClient extends EngineApi {
  report(id: number, result: SendResult): void;
  onNews(listener: (news: EngineNews) => void): void;
  /** Does what files of the log wait for, in a thread of its own. */
  rewriteLog: TrailThread["care"];
  /** Hears when the thread ends by itself. */
  onExit(listener: (code: number) => void): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

type Message = Answer | EngineNews | { ready: true } | { failed: { message: string; name: string } };

const calls = [
  "log",
  "withdraw",
  "status",
  "ledger",
  "books",
  "doctor",
  "learner",
  "preview",
  "intentSeq",
  "inbox",
  "inboxAct",
  "receipts",
  "task",
  "sendTarget",
  "setClock",
  "confirmClock",
  "backup",
  "export",
  "live",
  "people",
  "overview",
  "search",
  "courses",
  "tasks",
  "taskCard",
  "quarantine",
  "quarantined",
  "trailPart",
  "sizes",
  "reportParts",
  "experiments",
  "behind",
  "logCare",
  "logCared",
] as const satisfies readonly (keyof EngineApi)[];

/** Most bytes of events handed over and not yet answered, and most calls; beyond either the engine is overloaded (promise P15). */
export const MOST_WAITING_BYTES = 64 * 2 ** 20;
const MOST_CALLS = 10_000;

/** Room for short-lived objects: applying a frame makes many, and a larger nursery copies fewer of them. */
const YOUNG_MB = 96;

/** Starts the engine thread; resolves once it has recovered. Rejects with EngineFailed. */
export async function startEngine(script: URL, start: WorkerStart): Promise<EngineClient> {
  const worker = new Worker(script, { workerData: start, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  const waiting = new Map<number, Waiting>();
  const events = new EventEmitter();
  // What the engine says before anybody listens: a restart hands out at once what was under way at the crash.
  const early: EngineNews[] = [];
  let lastId = 0;
  let waitingBytes = 0;
  const call = (name: string, args: unknown[], owned: ArrayBuffer[] = []) =>
    new Promise<unknown>((resolve, reject) => {
      if (waiting.size >= MOST_CALLS) throw new EngineRefused("overloaded");
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, call: name, args }, owned);
    });
  const ready = new Promise<void>((resolve, reject) => {
    worker.on("message", (message: Message) => {
      if ("ready" in message) resolve();
      else if ("failed" in message) reject(new EngineFailed(message.failed.name, message.failed.message));
      else if ("news" in message && !events.emit("news", message)) early.push(message);
      else if ("news" in message) return;
      else answer(waiting, message);
    });
    worker.on("error", reject);
  });
  worker.on("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new EngineRefused("stopped"));
    waiting.clear();
    events.emit("exit", code);
  });
  await ready;
  const trails = createTrailThread(new URL("./trail.js", script), start.folder);
  const api = Object.fromEntries(
    calls.map((name) => [name, (...args: unknown[]) => call(name, args)]),
  ) as unknown as EngineApi;
  return {
    ...api,
    rewriteLog: trails.care,
    // The batch's bytes change owner instead of being copied.
    ingest: async (batch) => {
      const bytes = batch.raw.byteLength + batch.hashes.byteLength;
      if (waitingBytes + bytes > MOST_WAITING_BYTES) throw new EngineRefused("overloaded");
      waitingBytes += bytes;
      try {
        const owned = [batch.raw.buffer, batch.hashes.buffer] as ArrayBuffer[];
        return (await call("ingest", [batch], owned)) as Awaited<ReturnType<EngineApi["ingest"]>>;
      } finally {
        waitingBytes -= bytes;
      }
    },
    trail: async (query) => {
      const part = (await call("trailPart", [query])) as TrailPart | null;
      return part === null ? null : joinTrail(part, await trails.read(part, query), query);
    },
    report: (id, result) => worker.postMessage({ id: 0, call: "report", args: [id, result] }),
    onNews: (listener) => {
      events.on("news", listener);
      for (const news of early.splice(0)) listener(news);
    },
    onExit: (listener) => events.on("exit", listener),
    close: async () => {
      events.removeAllListeners("exit");
      await trails.close();
      await call("close", []);
      await worker.terminate();
    },
  };
}

function answer(waiting: Map<number, Waiting>, message: Answer): void {
  const one = waiting.get(message.id);
  if (one === undefined) return;
  waiting.delete(message.id);
  if ("value" in message) one.resolve(message.value);
  else if (message.error.reason !== null) one.reject(new EngineRefused(message.error.reason as Refusal));
  else
    one.reject(
      Object.assign(new Error(message.error.message), { stack: message.error.stack ?? message.error.message }),
    );
}
