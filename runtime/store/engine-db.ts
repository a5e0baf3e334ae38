// engine.db: one exclusive connection in one thread, WAL, every commit synced. Opening applies the numbered migrations;
// a second opener is refused at once, and damage found by the quick check stops the start.
import Database from "libsql";
import { assert } from "#shared/kernel/issue.ts";

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

/** engine.db and its prepared statements, each prepared once. */
export class EngineDb {
  readonly #db: Database.Database;
  readonly #statements = new Map<string, Statement>();
  readonly #heard: CommitListener;
  #isSynced = true;

  /** Opens a file, or `:memory:`. Throws StoreBusy or StoreDamaged. */
  constructor(file: string, heard: CommitListener = () => {}) {
    this.#heard = heard;
    this.#db = open(file);
    migrate(this.#db);
  }

  /** The prepared form of a statement. */
  sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = withArrays(this.#db.prepare(text));
      this.#statements.set(text, statement);
    }
    return statement;
  }

  /**
   * Runs `write` in one transaction; anything thrown rolls it back. What must outlive a power cut by itself is synced; the rest
   * follows from the log, which is: at worst it is applied again from there.
   */
  transact(write: () => void, isSynced: boolean): void {
    if (isSynced !== this.#isSynced) this.#db.exec(`PRAGMA synchronous=${isSynced ? "FULL" : "NORMAL"}`);
    this.#isSynced = isSynced;
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      write();
      this.#heard("before", isSynced);
      this.#db.exec("COMMIT");
      this.#heard("after", isSynced);
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec("ROLLBACK");
      throw isFull(error) ? new StoreFull("no room for the store on the disk", { cause: error }) : error;
    }
  }

  /** Copies the whole database into a new file, from inside. */
  vacuumInto(file: string): void {
    this.sql("VACUUM INTO ?").run(file);
  }

  /** What the store itself finds wrong; empty where nothing. */
  integrity(): string[] {
    const found = this.#db.prepare("PRAGMA integrity_check").all() as Row[];
    return found.map((row) => String(row["integrity_check"])).filter((text) => text !== "ok");
  }

  /**
   * Gives the file free at once: the driver itself keeps the lock until its statements are collected, and a lock taken before
   * the first use of a WAL is kept until the WAL is left (sqlite.org, PRAGMA locking_mode).
   */
  close(): void {
    this.#db.exec("PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL; SELECT count(*) FROM meta;");
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

  #release(): void {
    this.#statements.clear();
    this.#db.close();
  }
}

/** Whether a driver's error, or what caused it, says that there is no room on the disk. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /SQLITE_FULL|disk is full|ENOSPC/i.test(error.message) || isFull(error.cause);
}

function open(file: string): Database.Database {
  const db = new Database(file, { timeout: 200 });
  try {
    db.exec("PRAGMA page_size=8192; PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
    db.exec(
      "PRAGMA wal_autocheckpoint=20000; PRAGMA cache_size=-32768; PRAGMA foreign_keys=ON; BEGIN IMMEDIATE; COMMIT;",
    );
    return db;
  } catch (error) {
    db.close();
    const text = error instanceof Error ? error.message : String(error);
    if (/locked|busy/i.test(text)) throw new StoreBusy(text, { cause: error });
    if (/malformed|not a database|corrupt/i.test(text)) throw new StoreDamaged(text, { cause: error });
    throw error;
  }
}

/** The statement with its values handed over as the one array that the driver takes: spread, it flattens them anew at each call. */
function withArrays(prepared: Database.Statement): Statement {
  return {
    run: (...values) => prepared.run(values),
    get: (...values) => prepared.get(values) as Row | undefined,
    all: (...values) => prepared.all(values) as Row[],
    iterate: (...values) => prepared.iterate(values) as Iterable<Row>,
  };
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
