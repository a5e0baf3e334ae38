// The engine's clock: the system's, watched against the monotonic one (ruling 20), or a test's, moved by hand.

/** UTC ms, and whether it can be trusted. */
export interface Clock {
  now(): number;
  /** Whether the system clock jumped ahead and nobody has confirmed it yet: ticks and dispatch wait. */
  readonly isSuspect: boolean;
  /** An admin says that the clock is right. */
  confirm(): void;
}

/** A jump ahead of more than this against the monotonic clock is not believed (ms). */
const JUMP_MS = 600_000;

/** The system clock. Until a jump is confirmed, or the clocks have agreed for 10 minutes, time goes on from before the jump. */
export class SystemClock implements Clock {
  readonly #wall: () => number;
  readonly #steady: () => number;
  #offset: number;
  #suspectSince: number | null = null;

  constructor(wall: () => number = Date.now, steady: () => number = () => performance.now()) {
    this.#wall = wall;
    this.#steady = steady;
    this.#offset = wall() - steady();
  }

  get isSuspect(): boolean {
    return this.#suspectSince !== null;
  }

  now(): number {
    const steady = this.#steady();
    const offset = this.#wall() - steady;
    if (offset - this.#offset <= JUMP_MS) {
      this.#suspectSince = null;
      this.#offset = offset;
    } else {
      this.#suspectSince ??= steady;
      if (steady - this.#suspectSince >= JUMP_MS) this.confirm();
    }
    return Math.floor(steady + this.#offset);
  }

  confirm(): void {
    this.#offset = this.#wall() - this.#steady();
    this.#suspectSince = null;
  }
}

/** A clock that stands still until it is set; it never goes back. */
export class TestClock implements Clock {
  readonly isSuspect = false;
  #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  now(): number {
    return this.#at;
  }

  /** Moves the clock ahead. */
  set(at: number): void {
    this.#at = Math.max(this.#at, at);
  }

  confirm(): void {
    // nothing to confirm: the clock is moved by hand
  }
}
