// Threads that tell each other by memory alone that something is done or has failed.
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { faultOf, isEnded, sayDone, sayFault, sharedMemory, waitFor } from "./store-signal.ts";

/** A thread that changes the memory as the other side does, a moment after this one has fallen asleep. */
function later(memory: SharedArrayBuffer, script: string): Worker {
  const code = `const cells = new Int32Array(require("node:worker_threads").workerData, 0, 3); setTimeout(() => { ${script} }, 50);`;
  return new Worker(code, { eval: true, workerData: memory });
}

test("what is done is counted, and waited for where it is not", async () => {
  const memory = sharedMemory();
  expect(isEnded(memory, 0)).toBe(true);
  expect(isEnded(memory, 1)).toBe(false);
  sayDone(memory);
  expect(waitFor(memory, 1)).toBe("done");
  const worker = later(memory, "Atomics.add(cells, 0, 1); Atomics.notify(cells, 0);");
  expect(waitFor(memory, 2)).toBe("done");
  await worker.terminate();
});

test("a failure wakes whoever waits, and stays", async () => {
  const memory = sharedMemory();
  const worker = later(memory, "Atomics.store(cells, 1, 2); Atomics.add(cells, 0, 1); Atomics.notify(cells, 0);");
  expect(waitFor(memory, 1)).toBe("failed");
  expect(waitFor(memory, 0)).toBe("failed");
  await worker.terminate();
});

test("the first failure is told in its own words, however long they are", () => {
  const memory = sharedMemory();
  sayFault(memory, { isFull: true, text: `没有空间 ${"x".repeat(5000)}` });
  sayFault(memory, { isFull: false, text: "another" });
  const { isFull, text } = faultOf(memory);
  expect(isFull).toBe(true);
  expect(text.startsWith("没有空间 xxx")).toBe(true);
  expect(isEnded(memory, 9)).toBe(true);
});
