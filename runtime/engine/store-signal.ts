// What the thread that commits says to the engine's thread in memory they share: how many calls are done, and what went wrong.
// Neither needs a turn of its loop to read it.

/** How a wait ended. */
export type Ended = "done" | "failed";

const DONE = 0;
const FAULT = 1;
const LENGTH = 2;
const HEAD_BYTES = 12;
const TEXT_BYTES = 2036;
const faults = { none: 0, full: 1, other: 2 } as const;

/** The memory of one pair of threads. */
export function sharedMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD_BYTES + TEXT_BYTES);
}

const head = (memory: SharedArrayBuffer) => new Int32Array(memory, 0, HEAD_BYTES / 4);

/** Whether so many calls are done, or none will be any more. */
export function isEnded(memory: SharedArrayBuffer, count: number): boolean {
  return stateOf(head(memory), count) !== null;
}

/** Waits until so many calls are done, or the other thread has failed. */
export function waitFor(memory: SharedArrayBuffer, count: number): Ended {
  const cells = head(memory);
  for (;;) {
    const done = Atomics.load(cells, DONE);
    const ended = stateOf(cells, count);
    if (ended !== null) return ended;
    Atomics.wait(cells, DONE, done);
  }
}

function stateOf(cells: Int32Array, count: number): Ended | null {
  // In this order: a fault is told before the count moves.
  const isDone = Atomics.load(cells, DONE) >= count;
  if (Atomics.load(cells, FAULT) !== faults.none) return "failed";
  return isDone ? "done" : null;
}

/** Says that one more call is done. */
export function sayDone(memory: SharedArrayBuffer): void {
  Atomics.add(head(memory), DONE, 1);
  Atomics.notify(head(memory), DONE);
}

/** Says, once, what went wrong; whoever waits is woken. */
export function sayFault(memory: SharedArrayBuffer, fault: { isFull: boolean; text: string }): void {
  const cells = head(memory);
  if (Atomics.load(cells, FAULT) !== faults.none) return;
  const bytes = new TextEncoder().encode(fault.text).subarray(0, TEXT_BYTES);
  new Uint8Array(memory, HEAD_BYTES).set(bytes);
  Atomics.store(cells, LENGTH, bytes.length);
  Atomics.store(cells, FAULT, fault.isFull ? faults.full : faults.other);
  // Whoever is just falling asleep sees that the count has moved.
  Atomics.add(cells, DONE, 1);
  Atomics.notify(cells, DONE);
}

/** What went wrong. */
export function faultOf(memory: SharedArrayBuffer): { isFull: boolean; text: string } {
  const cells = head(memory);
  // A decoder takes no shared memory.
  const bytes = new Uint8Array(memory, HEAD_BYTES, Atomics.load(cells, LENGTH)).slice();
  return { isFull: Atomics.load(cells, FAULT) === faults.full, text: new TextDecoder().decode(bytes) };
}
