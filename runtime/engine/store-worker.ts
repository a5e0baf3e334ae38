// A thread that commits what the engine hands over, so that the engine goes on meanwhile.
import { parentPort, workerData } from "node:worker_threads";
import { Crash } from "#runtime/store/crash-point.ts";
import { EngineDb, StoreFull } from "#runtime/store/engine-db.ts";
import { assert } from "#shared/kernel/issue.ts";
import { storeParts } from "./open.ts";
import { sayDone, sayFault } from "./store-signal.ts";
import type { StoreCall, StoreStart } from "./store-thread.ts";

assert(parentPort !== null, "handed transactions are committed in a worker");
const port = parentPort;
const { file, crashAt, memory } = workerData as StoreStart;

function failed(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  sayFault(memory, { isFull: error instanceof StoreFull, text });
  port.postMessage("failed");
}

// However it ends, nobody waits for ever.
process.on("exit", () => sayFault(memory, { isFull: false, text: "the thread that commits has ended" }));

let db: EngineDb | null = null;

function take(call: StoreCall): void {
  if ("batch" in call) {
    db ??= new EngineDb(file, { ...storeParts(new Crash(crashAt)), share: "guest" });
    db.carryOut(call.batch);
  } else {
    db?.leave();
    port.close();
  }
  sayDone(memory);
}

let isFailed = false;
port.on("message", (call: StoreCall) => {
  if (isFailed && "batch" in call) return;
  try {
    take(call);
  } catch (error) {
    isFailed = true;
    failed(error);
  }
});
