// The thread that reads trails, as the main thread sees it: started at the first question, ended with the engine.
import { Worker } from "node:worker_threads";
import type { Placed, TrailPart, TrailQuery } from "./trail-order.ts";
import type { TrailAnswer, TrailCall } from "./trail-worker.ts";

/** Asks for the log's part of a trail. */
export interface TrailThread {
  read(part: TrailPart, query: TrailQuery): Promise<Placed[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(rows: Placed[]): void;
  reject(error: Error): void;
}

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
      if ("rows" in answer) one?.resolve(answer.rows);
      else one?.reject(new Error(answer.error));
    });
    made.on("error", fail);
    made.on("exit", () => fail(new Error("the thread that reads trails has ended")));
    return made;
  };
  return {
    read: (part, query) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id: lastId, part, query } satisfies TrailCall);
      }),
    close: async () => {
      await worker?.terminate();
    },
  };
}
