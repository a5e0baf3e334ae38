// The engine as the main thread sees it: starts the worker, turns the calls of a turn into one message and news into events.
import { EventEmitter } from "node:events";
import { Worker } from "node:worker_threads";
import type { SendResult } from "#runtime/transport/kind.ts";
import { Mailbox } from "./mailbox.ts";
import { inRuns, isPackable, type PackedResults, packBatches, unpackResults } from "./packing.ts";
import { type EngineApi, type EngineNews, EngineRefused, type IngestBatch, type Refusal } from "./protocol.ts";
import { joinTrail, type TrailPart } from "./trail-order.ts";
import { createTrailThread, type TrailThread } from "./trail-thread.ts";
import type { Answer, Call, WorkerStart } from "./worker.ts";

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
  /** Hears that it no longer waits. */
  settled: (() => void) | null;
}

type Message = Answer | PackedResults | EngineNews | { ready: true } | { failed: { message: string; name: string } };

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
const YOUNG_MB = 192;

/** Starts the engine thread; resolves once it has recovered. Rejects with EngineFailed. */
export async function startEngine(script: URL, start: WorkerStart): Promise<EngineClient> {
  const worker = new Worker(script, { workerData: start, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  const { waiting, outgoing, call, ingest } = openLine(worker);
  const events = new EventEmitter();
  // What the engine says before anybody listens: a restart hands out at once what was under way at the crash.
  const early: EngineNews[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    const take = (message: Message) => {
      if ("ready" in message) resolve();
      else if ("failed" in message) reject(new EngineFailed(message.failed.name, message.failed.message));
      else if ("frames" in message) unpackResults(message, (id, result) => settle(waiting, id)?.resolve(result));
      else if (!("news" in message)) answer(waiting, message);
      else if (!events.emit("news", message)) early.push(message);
    };
    worker.on("message", (messages: readonly Message[]) => messages.forEach(take));
    worker.on("error", reject);
  });
  worker.on("exit", (code) => {
    for (const id of [...waiting.keys()]) settle(waiting, id)?.reject(new EngineRefused("stopped"));
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
    ingest,
    trail: async (query) => {
      const part = (await call("trailPart", [query])) as TrailPart | null;
      return part === null ? null : joinTrail(part, await trails.read(part, query), query);
    },
    report: (id, result) => outgoing.put({ id: 0, call: "report", args: [id, result] }),
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

/** The calls to a worker: who waits for which, and what leaves at the end of the turn. */
function openLine(worker: Worker) {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let waitingBytes = 0;
  const outgoing = new Mailbox<Call>({
    post: (calls, owned) => worker.postMessage(calls, owned),
    pack: (calls) => inRuns(calls, isSmallIngest, (run) => packBatches(run)),
    // After what else this turn reads from sockets.
    soon: setImmediate,
    failed: ({ id }, error) => settle(waiting, id)?.reject(error),
  });
  const call = (name: string, args: unknown[], owned: ArrayBuffer[] = [], settled: (() => void) | null = null) =>
    new Promise<unknown>((resolve, reject) => {
      if (waiting.size >= MOST_CALLS) {
        settled?.();
        throw new EngineRefused("overloaded");
      }
      lastId += 1;
      waiting.set(lastId, { resolve, reject, settled });
      outgoing.put({ id: lastId, call: name, args } as Call, owned);
    });
  const ingest = (batch: IngestBatch) => {
    const bytes = batch.raw.byteLength + batch.hashes.byteLength;
    if (waitingBytes + bytes > MOST_WAITING_BYTES) return Promise.reject(new EngineRefused("overloaded"));
    waitingBytes += bytes;
    // A large batch's bytes change owner instead of being copied.
    const owned = isPackable(batch) ? [] : ([batch.raw.buffer, batch.hashes.buffer] as ArrayBuffer[]);
    const given = () => {
      waitingBytes -= bytes;
    };
    return call("ingest", [batch], owned, given) as ReturnType<EngineApi["ingest"]>;
  };
  return { waiting, outgoing, call, ingest };
}

type IngestCall = Call & { args: [IngestBatch] };

function isSmallIngest(one: Call): one is IngestCall {
  return one.call === "ingest" && isPackable((one as IngestCall).args[0]);
}

/** Takes who waits for an answer off the list. */
function settle(waiting: Map<number, Waiting>, id: number): Waiting | undefined {
  const one = waiting.get(id);
  waiting.delete(id);
  one?.settled?.();
  return one;
}

function answer(waiting: Map<number, Waiting>, message: Answer): void {
  const one = settle(waiting, message.id);
  if (one === undefined) return;
  if ("value" in message) one.resolve(message.value);
  else if (message.error.reason !== null) one.reject(new EngineRefused(message.error.reason as Refusal));
  else
    one.reject(
      Object.assign(new Error(message.error.message), { stack: message.error.stack ?? message.error.message }),
    );
}
