// Long reads in slices (ruling 23): a read is a generator that yields wherever it may rest, and the engine's thread does other
// work in between once a slice has taken its time.
import { setImmediate as breathe } from "node:timers/promises";

/** A read that may rest at each yield and gives its answer at the end. */
export type Steps<T> = Generator<void, T>;

/** How long a slice may hold the thread before it rests (ms); the piece under way is finished first. */
const SLICE_MS = 3;

/** Carries a read out at once: where nobody else needs the thread. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Carries a read out in slices; `rested` runs before each further slice, so that it sees what happened meanwhile. */
export async function inSlices<T>(steps: Steps<T>, rested: () => void = () => {}): Promise<T> {
  let begunAt = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - begunAt < SLICE_MS) continue;
    await breathe();
    rested();
    begunAt = performance.now();
  }
}
