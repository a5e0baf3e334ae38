// Something that does not hold, with the step at which it showed.
import type { Breach } from "./checks.ts";

/** A broken invariant: ends the world it happened in. */
export class Violation extends Error {
  readonly step: string;
  readonly breach: Breach;

  constructor(step: string, breach: Breach, cause: unknown = null) {
    super(`${step}: ${breach.invariant}: ${breach.examples.join("; ")}`, { cause });
    this.step = step;
    this.breach = breach;
  }
}
