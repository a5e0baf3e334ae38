// A thread that reads the log's files, so that neither the engine nor the HTTP side waits for them: it reads trails, and rewrites
// files where items were erased or have become old.
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "#shared/kernel/issue.ts";
import type { LogCare } from "./log-care.ts";
import { rewriteFiles } from "./log-keeper.ts";
import { finish, inSlices } from "./slices.ts";
import { TrailLog } from "./trail-log.ts";
import type { Placed, TrailPart, TrailQuery } from "./trail-order.ts";

/** A question to the thread. */
export type TrailCall = { id: number; part: TrailPart; query: TrailQuery } | { id: number; care: LogCare };

/** What was rewritten. */
export interface Cared {
  erased: number;
  compacted: number;
}

/** Its answer. */
export type TrailAnswer = { id: number; rows: Placed[] } | { id: number; cared: Cared } | { id: number; error: string };

assert(parentPort !== null, "the log's files are read in a worker");
const port = parentPort;
const { folder } = workerData as { folder: string };
const log = new TrailLog(folder);

async function answer(call: TrailCall): Promise<TrailAnswer> {
  const { id } = call;
  try {
    if ("query" in call) return { id, rows: finish(log.read(call.part, call.query)) };
    // Trails are read in between; what their reader knows of a file ends with the file.
    return { id, cared: await inSlices(rewriteFiles(folder, call.care, () => log.close())) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

port.on("message", (call: TrailCall) => {
  void answer(call).then((said) => port.postMessage(said));
});
