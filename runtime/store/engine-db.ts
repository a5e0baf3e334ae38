// engine.db: one writer at a time, WAL. Opening applies the numbered migrations; a second process is refused at once, and damage
// found by the quick check stops the start. Commits may be handed to a thread of their own: whoever reads waits for them, unless
// what is not there yet is in the reader's memory.
import Database from "libsql";
import { assert } from "#shared/kernel/issue.ts";
import { type Batch, BatchReader, type Hands, Scribe } from "./hands.ts";

/** A row as the store gives it. */
export type Row = Record<string, unknown>;
/** Values the store takes. */
export type Value = string | number | null;

/** A prepared statement of the sync driver. */
export interface Statement {
  run(...values: Value[]): unknown;
  get(...values: Value[]): Row | undefined;
  all(...values: Value[]): Row[];
  iterate(...values: Value[]): Iterable<Row>;
}

/** The data folder is in use by another process. */
export class StoreBusy extends Error {}
/** There is no room on the disk; the transaction was rolled back. */
export class StoreFull extends Error {}
/** The database file is damaged. */
export class StoreDamaged extends Error {}

const migrations = import.meta.glob<string>("./migrations/*-engine.sql", {
  query: "?raw",
  eager: true,
  import: "default",
});

/** Hears of a commit: all is written, or it is done, and whether it is synced. What it throws before the commit rolls that back. */
export type CommitListener = (stage: "before" | "after", isSynced: boolean) => void;

/**
 * Who else has the file open: nobody; a thread of this process that commits what it is handed; or the owner of that thread, who keeps
 * other processes out.
 */
export type Share = "alone" | "owner" | "guest";

/** How a store is opened. */
export interface StoreOptions {
  /** Alone where nothing is said. */
  share?: Share;
  heard?: CommitListener;
  /** What every transaction ends with, whoever carries it out. */
  ending?: (db: EngineDb) => void;
  /** Who carries out what is handed over; where absent it is done at once. */
  hands?: (db: EngineDb) => Hands;
}

/** engine.db and its prepared statements, each prepared once. */
export class EngineDb {
  readonly #db: Database.Database;
  readonly #lock: Database.Database | null;
  readonly #statements = new Map<string, Statement>();
  readonly #pasts = new Map<string, Statement>();
  readonly #heard: CommitListener;
  readonly #ending: (db: EngineDb) => void;
  readonly #hands: Hands | null;
  readonly #scribe = new Scribe();
  readonly #reader = new BatchReader();
  #isGathering = false;
  #isSynced = true;
  #fault: Error | null = null;
  #onFault: (error: Error) => void = () => {};

  /** Opens a file, or `:memory:`. Throws StoreBusy or StoreDamaged. */
  constructor(file: string, options: StoreOptions = {}) {
    const { share = "alone", heard = () => {}, ending = () => {}, hands } = options;
    this.#heard = heard;
    this.#ending = ending;
    this.#lock = share === "owner" ? lockOf(file) : null;
    try {
      this.#db = open(file, share);
      if (share !== "guest") migrate(this.#db);
    } catch (error) {
      this.#lock?.close();
      throw error;
    }
    this.#hands = hands?.(this) ?? null;
  }

  /** The prepared form of a statement. What it reads is all that was committed or handed over before. */
  sql(text: string): Statement {
    return this.#statement(this.#statements, text, true);
  }

  /** A read that waits for nothing: what was handed over and is not there yet is known to the caller. */
  past(text: string): Omit<Statement, "run"> {
    return this.#statement(this.#pasts, text, false);
  }

  /** Hears, once, of a handed transaction that failed; every later one does. */
  onFault(listener: (error: Error) => void): void {
    this.#onFault = listener;
  }

  /**
   * Runs `write` in one transaction; anything thrown rolls it back. What must outlive a power cut by itself is synced; the rest
   * follows from the log, which is: at worst it is applied again from there.
   */
  transact(write: () => void, isSynced: boolean): void {
    this.settle();
    if (this.#fault !== null) throw this.#fault;
    if (isSynced !== this.#isSynced) this.#db.exec(`PRAGMA synchronous=${isSynced ? "FULL" : "NORMAL"}`);
    this.#isSynced = isSynced;
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      write();
      this.#ending(this);
      this.#heard("before", isSynced);
      this.#db.exec("COMMIT");
      this.#heard("after", isSynced);
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec("ROLLBACK");
      throw isFull(error) ? new StoreFull("no room for the store on the disk", { cause: error }) : error;
    }
  }

  /**
   * Has what `write` runs committed in one transaction, not synced: here and now, or by other hands and a moment later. Its reads see
   * what was committed before, not what it runs itself.
   */
  hand(write: () => void): void {
    if (this.#hands === null) {
      this.transact(write, false);
      return;
    }
    this.settle();
    if (this.#fault !== null) throw this.#fault;
    this.#isGathering = true;
    try {
      write();
    } catch (error) {
      this.#scribe.discard();
      throw error;
    } finally {
      this.#isGathering = false;
    }
    this.#hands.give(this.#scribe.take());
  }

  /** Carries out a batch that was handed over elsewhere. */
  carryOut(batch: Batch): void {
    this.transact(() => this.runAll(this.#reader, batch), false);
  }

  /** Runs what was written down, read by its scribe's reader; to be called inside a transaction. */
  runAll(reader: BatchReader, batch: Batch): void {
    reader.read(batch, (text, values, from, width) => {
      if (this.#isGathering) this.#scribe.note(text, values, from, width);
      else this.sql(text).run(...values.slice(from, from + width));
    });
  }

  /** Whether something handed over is not committed yet. */
  get isBusy(): boolean {
    return this.#hands?.isBusy === true;
  }

  /** Waits for what was handed over. */
  settle(): void {
    const fault = this.#hands?.settle() ?? null;
    if (fault === null || this.#fault !== null) return;
    this.#fault = fault;
    this.#onFault(fault);
  }

  #statement(known: Map<string, Statement>, text: string, isSettled: boolean): Statement {
    let statement = known.get(text);
    if (statement === undefined) {
      let prepared: Database.Statement | null = null;
      const now = () => {
        if (isSettled) this.settle();
        prepared ??= this.#db.prepare(text);
        return prepared;
      };
      // The driver takes the values as one array: spread, it flattens them anew at each call.
      statement = {
        run: (...values) => (this.#isGathering ? this.#scribe.note(text, values) : now().run(values)),
        get: (...values) => now().get(values) as Row | undefined,
        all: (...values) => now().all(values) as Row[],
        iterate: (...values) => now().iterate(values) as Iterable<Row>,
      };
      known.set(text, statement);
    }
    return statement;
  }

  /** Copies the whole database into a new file, from inside. */
  vacuumInto(file: string): void {
    this.sql("VACUUM INTO ?").run(file);
  }

  /** What the store itself finds wrong; empty where nothing. */
  integrity(): string[] {
    this.settle();
    const found = this.#db.prepare("PRAGMA integrity_check").all() as Row[];
    return found.map((row) => String(row["integrity_check"])).filter((text) => text !== "ok");
  }

  /**
   * Gives the file free at once: the driver itself keeps the lock until its statements are collected, and a lock taken before
   * the first use of a WAL is kept until the WAL is left (sqlite.org, PRAGMA locking_mode). A shared file keeps its WAL, emptied.
   */
  close(): void {
    this.settle();
    this.#hands?.close();
    if (this.#lock === null)
      this.#db.exec("PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT count(*) FROM meta;");
    else this.#db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.#release();
  }

  /** Gives the file free where it may be full or let go of already: the lock then goes with the last statement. */
  abandon(): void {
    if (!this.#db.open) return;
    try {
      this.close();
    } catch {
      this.#release(); // no room even for that
    }
  }

  /** Gives the file free as a guest does: the owner has the lock and empties the WAL. */
  leave(): void {
    this.#release();
  }

  #release(): void {
    this.#statements.clear();
    this.#pasts.clear();
    this.#db.close();
    this.#lock?.close();
  }
}

/** Whether a driver's error, or what caused it, says that there is no room on the disk. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /SQLITE_FULL|disk is full|ENOSPC/i.test(error.message) || isFull(error.cause);
}

/** Pages kept in memory (KiB): where two connections share a file, most of them with the one that writes. */
const CACHE_KIB: Readonly<Record<Share, number>> = { alone: 32_768, owner: 8192, guest: 24_576 };

function open(file: string, share: Share): Database.Database {
  const locking = share === "alone" ? "EXCLUSIVE" : "NORMAL";
  return opened(file, [
    `PRAGMA page_size=8192; PRAGMA locking_mode=${locking}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;`,
    `PRAGMA wal_autocheckpoint=20000; PRAGMA cache_size=-${CACHE_KIB[share]}; PRAGMA foreign_keys=ON; BEGIN IMMEDIATE; COMMIT;`,
  ]);
}

/** Keeps other processes out of a file that two connections of this one share: whoever opens it so holds this lock first. */
function lockOf(file: string): Database.Database {
  return opened(`${file}-lock`, ["PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;"]);
}

function opened(file: string, setting: readonly string[]): Database.Database {
  const db = new Database(file, { timeout: 200 });
  try {
    for (const script of setting) db.exec(script);
    return db;
  } catch (error) {
    db.close();
    const text = error instanceof Error ? error.message : String(error);
    if (/locked|busy/i.test(text)) throw new StoreBusy(text, { cause: error });
    if (/malformed|not a database|corrupt/i.test(text)) throw new StoreDamaged(text, { cause: error });
    throw error;
  }
}

function migrate(db: Database.Database): void {
  const version = (db.prepare("PRAGMA user_version").get() as Row)["user_version"];
  assert(typeof version === "number", "user_version is a number", { version });
  const scripts = Object.keys(migrations).sort();
  for (const [index, name] of scripts.entries()) {
    if (index < version) continue;
    db.exec(`BEGIN IMMEDIATE; ${migrations[name]}; PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
