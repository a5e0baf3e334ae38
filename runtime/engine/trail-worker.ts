// A thread that reads trails off the log, so that neither the engine nor the HTTP side waits for files.
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "#shared/kernel/issue.ts";
import { finish } from "./slices.ts";
import { TrailLog } from "./trail-log.ts";
import type { Placed, TrailPart, TrailQuery } from "./trail-order.ts";

/** A question to the thread. */
export interface TrailCall {
  id: number;
  part: TrailPart;
  query: TrailQuery;
}

/** Its answer. */
export type TrailAnswer = { id: number; rows: Placed[] } | { id: number; error: string };

assert(parentPort !== null, "trails are read in a worker");
const port = parentPort;
const log = new TrailLog((workerData as { folder: string }).folder);

port.on("message", ({ id, part, query }: TrailCall) => {
  try {
    port.postMessage({ id, rows: finish(log.read(part, query)) } satisfies TrailAnswer);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    port.postMessage({ id, error: text } satisfies TrailAnswer);
  }
});
