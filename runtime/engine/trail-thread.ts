// The thread that reads the log's files, as the main thread sees it: started at the first question, ended with the engine.
import { Worker } from "node:worker_threads";
import type { LogCare } from "./log-care.ts";
import type { Placed, TrailPart, TrailQuery } from "./trail-order.ts";
import type { Cared, TrailAnswer, TrailCall } from "./trail-worker.ts";

/** Asks for the log's part of a trail, and has its files rewritten. */
export interface TrailThread {
  read(part: TrailPart, query: TrailQuery): Promise<Placed[]>;
  care(care: LogCare): Promise<Cared>;
  close(): Promise<void>;
}

type Said = Exclude<TrailAnswer, { error: string }>;

interface Waiting {
  resolve(said: Said): void;
  reject(error: Error): void;
}

/** A question before it has its number. */
type Question = TrailCall extends infer Call ? (Call extends TrailCall ? Omit<Call, "id"> : never) : never;

/** A thread over the log of a data folder; `script` is its built file. */
export function createTrailThread(script: URL, folder: string): TrailThread {
  let worker: Worker | null = null;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = null;
  };
  const start = () => {
    const made = new Worker(script, { workerData: { folder } });
    made.unref();
    made.on("message", (answer: TrailAnswer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("error" in answer) one?.reject(new Error(answer.error));
      else one?.resolve(answer);
    });
    made.on("error", fail);
    made.on("exit", () => fail(new Error("the thread that reads the log has ended")));
    return made;
  };
  const ask = (question: Question) =>
    new Promise<Said>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker ??= start();
      worker.postMessage({ id: lastId, ...question } as TrailCall);
    });
  return {
    read: async (part, query) => ((await ask({ part, query })) as Extract<Said, { rows: unknown }>).rows,
    care: async (care) => ((await ask({ care })) as Extract<Said, { cared: unknown }>).cared,
    close: async () => {
      await worker?.terminate();
    },
  };
}
