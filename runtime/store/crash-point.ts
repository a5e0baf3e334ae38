// Named places at which a server under `--test --crash-at POINT:N` kills itself, so that a test can end it exactly there:
// round the sync of the log, round the commit of the store, round a provider's call, and in the middle of a frame.

import { type Disk, NODE_DISK } from "#runtime/store/log/disk.ts";
import { assert } from "#shared/kernel/issue.ts";

/** The places. `log.torn` dies with half a frame written. */
export const crashPoints = [
  "log.torn",
  "log.beforeSync",
  "log.afterSync",
  "store.beforeCommit",
  "store.afterCommit",
  "provider.beforeCall",
  "provider.afterCall",
] as const;

/** A place. */
export type CrashPoint = (typeof crashPoints)[number];

/** Where to die: the `count`-th time (from 1) that the place is reached. */
export interface CrashAt {
  point: CrashPoint;
  count: number;
}

/** Reads `POINT:N`; null where it is neither. */
export function parseCrashAt(text: string): CrashAt | null {
  const [name, count, ...more] = text.split(":");
  const point = crashPoints.find((one) => one === name);
  if (point === undefined || more.length > 0 || !/^[1-9]\d{0,8}$/.test(count ?? "")) return null;
  return { point, count: Number(count) };
}

/** Counts how often a place is reached. */
export class Crash {
  /** Where it dies. */
  readonly at: CrashAt | null;
  #seen = 0;

  /** Without a place it never dies. */
  constructor(at: CrashAt | null) {
    this.at = at;
  }

  /** Counts the place; whether this is the time to die. */
  isDue(point: CrashPoint): boolean {
    if (this.at?.point !== point) return false;
    this.#seen += 1;
    return this.#seen === this.at.count;
  }

  /** Counts the place and dies there if it is time. */
  reach(point: CrashPoint): void {
    if (this.isDue(point)) this.die();
  }

  /** Ends the process as `kill -9` does: nothing is finished, nothing is written. */
  die(): never {
    process.kill(process.pid, "SIGKILL");
    assert(false, "a killed process goes on");
  }

  /** The disk of this machine, with the places of the log on it. */
  disk(): Disk {
    if (this.at?.point.startsWith("log.") !== true) return NODE_DISK;
    return {
      write: (fd, bytes) => {
        if (!this.isDue("log.torn")) return NODE_DISK.write(fd, bytes);
        NODE_DISK.write(fd, bytes.subarray(0, bytes.length >> 1));
        return this.die();
      },
      sync: (fd) => {
        this.reach("log.beforeSync");
        NODE_DISK.sync(fd);
        this.reach("log.afterSync");
      },
      truncate: NODE_DISK.truncate,
    };
  }
}
