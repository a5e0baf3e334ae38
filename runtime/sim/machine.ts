// The machine under a simulated process: a disk that fills up, and a death at any point of a write, a sync or a commit, after
// which only what such a death leaves is found on the disk. The files are real, so is the store that reads them again.
import {
  copyFileSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { storeParts } from "#runtime/engine/open.ts";
import { Crash } from "#runtime/store/crash-point.ts";
import { EngineDb } from "#runtime/store/engine-db.ts";
import { LateHands } from "#runtime/store/hands.ts";
import type { Disk } from "#runtime/store/log/disk.ts";
import { type Log, openLog } from "#runtime/store/log/log.ts";
import type { Random } from "./random.ts";

/** How a process ends: `kill` keeps all that was written, `power` only what was synced and perhaps some of the rest. */
export type Death = "kill" | "power";

/** Thrown where a process dies; nothing it does afterwards reaches the disk. */
export class Killed extends Error {}

/** Files of the log are cut small, so that a short run seals some. */
const FILE_BYTES = 2 ** 18;

/** One data folder and what happens to it. */
export class Machine {
  readonly folder: string;
  readonly #random: Random;
  /** Places passed where a process may die. */
  pointCount = 0;
  isDead = false;
  isLogFull = false;
  isStoreFull = false;
  #dieAt = Number.POSITIVE_INFINITY;
  #logFd = -1;
  #logSynced = 0;
  #walSynced = 0;
  #open: { db: EngineDb; log: Log } | null = null;
  #opening: EngineDb | null = null;

  constructor(folder: string, random: Random) {
    this.folder = folder;
    this.#random = random;
  }

  /** Dies at the `count`-th point from now. */
  arm(count: number): void {
    this.#dieAt = this.pointCount + count;
  }

  /** Takes back an `arm`. */
  disarm(): void {
    this.#dieAt = Number.POSITIVE_INFINITY;
  }

  /** Opens the store on this machine; may die while it does. */
  open(): { db: EngineDb; log: Log } {
    this.#opening = new EngineDb(join(this.folder, "engine.db"), {
      ...storeParts(new Crash(null)),
      heard: (stage, isSynced) => this.#committed(stage, isSynced),
      // What is handed over is committed as late as the thread that does it may be.
      hands: (made) => new LateHands((batch) => made.carryOut(batch)),
    });
    this.#walSynced = this.#walBytes();
    const log = openLog(join(this.folder, "log"), { disk: this.#disk(), fileBytes: FILE_BYTES });
    this.#open = { db: this.#opening, log };
    return this.#open;
  }

  /** The process has closed its files itself. */
  left(): void {
    this.#open = null;
    this.#opening = null;
    this.disarm();
  }

  /** Ends the process as it is now and leaves the folder as that death would. */
  bury(death: Death): void {
    if (this.#opening === null) return;
    this.isDead = true;
    const wal = join(this.folder, "engine.db-wal");
    const files = [join(this.folder, "engine.db"), ...(existsSync(wal) ? [wal] : [])];
    for (const file of files) copyFileSync(file, `${file}.left`);
    this.#open?.log.close();
    this.#opening?.close();
    for (const file of files) renameSync(`${file}.left`, file);
    if (death === "power") this.#cut(wal);
    this.left();
    this.isDead = false;
  }

  /** What was written and not synced may be there, in part or not at all. */
  #cut(wal: string): void {
    if (existsSync(wal)) truncateSync(wal, this.#random.int(this.#walSynced, statSync(wal).size));
    const log = join(this.folder, "log");
    const last = readdirSync(log).sort().at(-1);
    if (last === undefined) return;
    const bytes = statSync(join(log, last)).size;
    if (bytes > this.#logSynced) truncateSync(join(log, last), this.#random.int(this.#logSynced, bytes));
  }

  #point(): void {
    this.pointCount += 1;
    if (this.pointCount >= this.#dieAt) this.isDead = true;
    if (this.isDead) throw new Killed("the process dies here");
  }

  #committed(stage: "before" | "after", isSynced: boolean): void {
    if (stage === "before" && this.isStoreFull)
      throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    if (stage === "after" && isSynced) this.#walSynced = this.#walBytes();
    this.#point();
  }

  #walBytes(): number {
    const wal = join(this.folder, "engine.db-wal");
    return existsSync(wal) ? statSync(wal).size : 0;
  }

  /** The disk of this machine without its slowness: what is synced is remembered instead. */
  #disk(): Disk {
    return {
      write: (fd, bytes) => {
        this.#point();
        if (this.isLogFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
        this.#follow(fd);
        if (this.pointCount + 1 >= this.#dieAt) writeSync(fd, bytes.subarray(0, bytes.length >> 1));
        this.#point();
        return writeSync(fd, bytes);
      },
      sync: (fd) => {
        if (this.isDead) return;
        this.#point();
        this.#follow(fd);
        this.#logSynced = fstatSync(fd).size;
        this.#point();
      },
      truncate: (fd, length) => {
        if (!this.isDead) ftruncateSync(fd, length);
      },
    };
  }

  /** A new file begins unsynced; descriptors come again. */
  #follow(fd: number): void {
    const { size } = fstatSync(fd);
    if (fd !== this.#logFd || size < this.#logSynced) this.#logSynced = 0;
    this.#logFd = fd;
  }
}
