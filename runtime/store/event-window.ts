// The window of known events (ruling 21), whatever it takes: the latest in memory under a stated bound, older ones in files beside the log.
// A repeat is found either way; beyond the bound it takes longer.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "#runtime/store/log/log.ts";
import { HASH_WORDS } from "#shared/event/identity.ts";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { assert } from "#shared/kernel/issue.ts";
import { createDedup, type Dedup, type Sighting } from "./dedup.ts";
import { SeenFile, type Stretch, writeSeen } from "./seen-file.ts";

/** How long an event is remembered. */
const WINDOW_MS = 35 * DAY_MS;
/** What the tables may take before older events are written out; while they are, as much again (bytes). About five million events. */
const MOST_BYTES = 256 * 2 ** 20;

/** A table on its way into a file. */
interface Leaving {
  table: Dedup;
  stretch: Stretch;
  path: string;
  steps: Generator<void, void> | null;
}

/** The known events of a log. */
export class EventWindow {
  readonly #log: Log;
  readonly #folder: string;
  readonly #mostBytes: number;
  #table: Dedup = createDedup({ windowMs: WINDOW_MS });
  /** The first frame whose events are in the table. */
  #fromSeq = 1;
  #files: SeenFile[] = [];
  /** Being written; and those that could not be, which stay in memory. */
  #leaving: Leaving[] = [];
  #firstDay = 0;

  /** Reads what is known from `folder` and from the log. */
  constructor(log: Log, folder: string, nowAt: number, mostBytes = MOST_BYTES) {
    this.#log = log;
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    this.rebuild(nowAt);
  }

  /** Memory it takes. */
  get bytes(): number {
    const tables = [this.#table, ...this.#leaving.map(({ table }) => table)];
    return [...tables, ...this.#files].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** What is known of an event, as of the last `expire`. */
  check(hashes: Uint32Array, offset: number): Sighting {
    const known = this.#table.check(hashes, offset);
    if (known !== "new") return known;
    for (const { table } of this.#leaving) {
      const sighting = table.check(hashes, offset);
      if (sighting !== "new") return sighting;
    }
    for (const file of this.#files) {
      const sighting = file.check(hashes, offset, this.#firstDay);
      if (sighting !== "new") return sighting;
    }
    return "new";
  }

  /** Remembers an event that is new. */
  add(hashes: Uint32Array, offset: number, receivedAt: number): void {
    this.#table.add(hashes, offset, receivedAt);
  }

  /** Moves the window on, and older events out of memory where it is full. To be called while every event added is in the log. */
  expire(nowAt: number): void {
    this.#firstDay = Math.max(this.#firstDay, Math.floor((nowAt - WINDOW_MS) / DAY_MS));
    this.#table.expire(nowAt);
    for (const { table } of this.#leaving) table.expire(nowAt);
    const isOver = ({ lastDay }: Stretch) => lastDay < this.#firstDay;
    for (const { stretch, steps } of this.#leaving) if (isOver(stretch)) steps?.return();
    this.#leaving = this.#leaving.filter(({ stretch }) => !isOver(stretch));
    for (const file of this.#files.filter(isOver)) file.close(true);
    this.#files = this.#files.filter((file) => !isOver(file));
    this.#step(this.#table.bytes > this.#mostBytes);
    if (this.#table.bytes > this.#mostBytes) this.#cut(this.#log.lastSeq, nowAt);
  }

  /** Forgets what it knew and reads it anew: files that follow on each other, then what of the log they do not hold. */
  rebuild(nowAt: number): void {
    this.close();
    this.#leaving = [];
    this.#firstDay = Math.max(0, Math.floor((nowAt - WINDOW_MS) / DAY_MS));
    this.#table = createDedup({ windowMs: WINDOW_MS });
    this.#table.expire(nowAt);
    this.#files = this.#open();
    const neededSeq = this.#neededSeq();
    const [first, last] = [this.#files[0], this.#files.at(-1)];
    if (first !== undefined && last !== undefined) {
      this.#read(neededSeq, first.fromSeq - 1, false);
      this.#fromSeq = last.toSeq + 1;
    } else this.#fromSeq = neededSeq;
    this.#read(this.#fromSeq, this.#log.lastSeq, true);
  }

  /** Reads events of the log into the table, which leaves for a file whenever it is full and `mayLeave`. */
  #read(fromSeq: number, toSeq: number, mayLeave: boolean): void {
    if (fromSeq > toSeq) return;
    let seen = fromSeq - 1;
    this.#log.readHashes(fromSeq, toSeq, (receivedAt, hashes, seq) => {
      if (mayLeave && this.#table.bytes > this.#mostBytes) {
        this.#cut(seen, receivedAt);
        this.#step(true);
      }
      for (let offset = 0; offset < hashes.length; offset += HASH_WORDS) this.#table.add(hashes, offset, receivedAt);
      seen = seq;
    });
  }

  /** Lets go of the files. */
  close(): void {
    for (const file of this.#files) file.close(false);
    this.#files = [];
    for (const { steps } of this.#leaving) steps?.return();
  }

  /** From where on events may still be in the window: the first frame of a file of the log. */
  #neededSeq(): number {
    const windowAt = this.#firstDay * DAY_MS;
    return (
      this.#log.files().find(({ lastReceivedAt }) => lastReceivedAt >= windowAt)?.firstSeq ?? this.#log.lastSeq + 1
    );
  }

  /** The files that follow on each other without a gap; others are thrown away. */
  #open(): SeenFile[] {
    if (!existsSync(this.#folder)) return [];
    const paths = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    const opened = paths.flatMap((path) => (path.endsWith(".seen") ? (SeenFile.open(path) ?? []) : []));
    opened.sort((one, other) => one.fromSeq - other.fromSeq);
    const chain: SeenFile[] = [];
    for (const file of opened) {
      const isNext = chain.length === 0 || file.fromSeq === (chain.at(-1)?.toSeq ?? 0) + 1;
      if (isNext && file.toSeq <= this.#log.lastSeq && file.lastDay >= this.#firstDay) chain.push(file);
      else file.close(true);
    }
    for (const path of paths) if (!chain.some((file) => file.path === path)) rmSync(path, { force: true });
    return chain;
  }

  /** Begins a new table; the old one goes into a file. */
  #cut(toSeq: number, nowAt: number): void {
    if (toSeq < this.#fromSeq) return;
    const stretch = { fromSeq: this.#fromSeq, toSeq, lastDay: Math.floor(nowAt / DAY_MS) };
    const path = join(this.#folder, `${String(stretch.fromSeq).padStart(20, "0")}.seen`);
    this.#leaving.push({ table: this.#table, stretch, path, steps: writeSeen(path, this.#table, stretch) });
    this.#table = createDedup({ windowMs: WINDOW_MS });
    this.#table.expire(nowAt);
    this.#fromSeq = toSeq + 1;
  }

  /** Writes a part of what leaves, or all of it. What cannot be written stays in memory. */
  #step(isAll: boolean): void {
    const one = this.#leaving.find(({ steps }) => steps !== null);
    if (one === undefined || one.steps === null) return;
    try {
      for (let isDone = false; !isDone; isDone = !isAll) {
        if (one.steps.next().done !== true) continue;
        const file = SeenFile.open(one.path);
        assert(file !== null, "a file that was just written is whole", { path: one.path });
        this.#files.push(file);
        this.#leaving = this.#leaving.filter((other) => other !== one);
        return;
      }
    } catch {
      one.steps = null; // no room on the disk, or not what was written: known all the same
    }
  }
}
