// school.db: one connection in the main thread behind a queue, WAL, every commit synced, numbered migrations applied at start.
import { type Client, createClient } from "@libsql/client";
import { drizzle, type LibSQLDatabase } from "drizzle-orm/libsql";
import { StoreBusy, StoreDamaged } from "#runtime/store/engine-db.ts";
import { KeyRing } from "./keys.ts";
import { serialise } from "./queue.ts";

/** The database as drizzle offers it, and inside a transaction. */
export type SchoolDb = LibSQLDatabase;
/** A transaction of it. */
export type SchoolTx = Parameters<Parameters<SchoolDb["transaction"]>[0]>[0];

/** An open school.db. */
export interface School {
  readonly db: SchoolDb;
  readonly keys: KeyRing;
  /** Copies the whole file into a new one, from inside. */
  vacuumInto(file: string): Promise<void>;
  /** Lets go of the file; another opener may have it once this has settled. */
  close(): Promise<void>;
}

const migrations = import.meta.glob<string>("/runtime/store/migrations/*-school.sql", {
  query: "?raw",
  eager: true,
  import: "default",
});

/** Opens a file, made where it is missing, or `:memory:`. Throws StoreBusy or StoreDamaged. */
export async function openSchool(file: string): Promise<School> {
  const client = serialise(connect(file));
  try {
    await client.execute("PRAGMA locking_mode=EXCLUSIVE");
    await client.execute("PRAGMA journal_mode=WAL");
    await client.execute("PRAGMA synchronous=FULL");
    await client.batch([], "write"); // takes the lock now, so that a second process is refused at once
    await migrate(client);
  } catch (error) {
    client.close();
    throw named(error);
  }
  const db = drizzle(client);
  return {
    db,
    keys: await KeyRing.load(db),
    vacuumInto: async (target) => void (await client.execute({ sql: "VACUUM INTO ?", args: [target] })),
    close: () => letGo(client),
  };
}

// A closed connection lives on until its statements are collected, and an exclusive lock with it: so the lock is given back first,
// which in WAL mode means leaving that mode, then reading once.
async function letGo(client: Client): Promise<void> {
  try {
    await client.execute("PRAGMA journal_mode=DELETE");
    await client.execute("PRAGMA locking_mode=NORMAL");
    await client.execute("SELECT count(*) FROM meta");
  } finally {
    client.close();
  }
}

function connect(file: string): Client {
  try {
    return createClient({ url: file === ":memory:" ? file : `file:${encodeURI(file)}`, concurrency: 1, timeout: 200 });
  } catch (error) {
    throw named(error);
  }
}

async function migrate(client: Client): Promise<void> {
  const found = await client.execute("PRAGMA user_version");
  const version = Number(found.rows[0]?.user_version ?? 0);
  for (const [index, name] of Object.keys(migrations).sort().entries()) {
    if (index < version) continue;
    await client.executeMultiple(`BEGIN IMMEDIATE; ${migrations[name]}; PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

function named(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(text)) return new StoreBusy(text, { cause: error });
  if (/malformed|not a database|corrupt/i.test(text)) return new StoreDamaged(text, { cause: error });
  return error;
}
