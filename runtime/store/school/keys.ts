// Machine keys `wb_<prefix>_<secret>`: the secret is 256 random bits, shown once and kept as its SHA-256. All keys stand in memory,
// so a look-up reads no disk and a revocation is in force at once.
import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Scope } from "#shared/api/contract.ts";
import type { SchoolDb, SchoolTx } from "./open.ts";
import { apiKeys } from "./schema.ts";

/** A key without its secret. `source` names where its events come from: ids of events are unique within it. */
export interface ApiKey {
  id: string;
  prefix: string;
  name: string;
  source: string;
  scopes: readonly Scope[];
  createdAt: number;
  revokedAt: number | null;
}

/** A new key and the only copy of its text. */
export interface NewKey {
  key: ApiKey;
  text: string;
}

interface Held {
  key: ApiKey;
  hash: Buffer;
}

const SHAPE = /^wb_([0-9a-f]{8})_[\w-]{43}$/;
const NOBODY = Buffer.alloc(32); // no text has this hash

/** The keys of a school. */
export class KeyRing {
  readonly #db: SchoolDb;
  readonly #byPrefix = new Map<string, Held>();

  private constructor(db: SchoolDb) {
    this.#db = db;
  }

  /** Reads all keys. */
  static async load(db: SchoolDb): Promise<KeyRing> {
    const ring = new KeyRing(db);
    for (const row of await db.select().from(apiKeys)) {
      const { hash, scopes, ...rest } = row;
      const key: ApiKey = { ...rest, scopes: scopes.split(" ") as Scope[] };
      ring.#byPrefix.set(row.prefix, { key, hash: Buffer.from(hash, "hex") });
    }
    return ring;
  }

  /** The key of a text, unless it was revoked; compares in constant time, known prefix or not. */
  find(text: string): ApiKey | null {
    const prefix = SHAPE.exec(text)?.[1];
    const held = prefix === undefined ? undefined : this.#byPrefix.get(prefix);
    const fits = timingSafeEqual(hashOf(text), held?.hash ?? NOBODY);
    return fits && held !== undefined && held.key.revokedAt === null ? held.key : null;
  }

  /** All keys, newest first. */
  list(): ApiKey[] {
    return [...this.#byPrefix.values()].map(({ key }) => key).sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Whether a key of this scope is in force. */
  has(scope: Scope): boolean {
    return this.list().some((key) => key.revokedAt === null && key.scopes.includes(scope));
  }

  /** Makes a key; `also` runs in the same transaction. */
  async create(
    wanted: { name: string; source: string; scopes: readonly Scope[] },
    at: number,
    also: (tx: SchoolTx, key: ApiKey) => Promise<void>,
  ): Promise<NewKey> {
    const prefix = this.#freePrefix();
    const text = `wb_${prefix}_${randomBytes(32).toString("base64url")}`;
    const hash = hashOf(text);
    const key: ApiKey = { id: randomUUID(), prefix, ...wanted, createdAt: at, revokedAt: null };
    await this.#db.transaction(async (tx) => {
      await tx.insert(apiKeys).values({ ...key, scopes: key.scopes.join(" "), hash: hash.toString("hex") });
      await also(tx, key);
    });
    this.#byPrefix.set(prefix, { key, hash });
    return { key, text };
  }

  /** Revokes a key; false where there is none of that id in force. */
  async revoke(id: string, at: number, also: (tx: SchoolTx, key: ApiKey) => Promise<void>): Promise<boolean> {
    const held = [...this.#byPrefix.values()].find(({ key }) => key.id === id && key.revokedAt === null);
    if (held === undefined) return false;
    held.key = { ...held.key, revokedAt: at };
    await this.#db.transaction(async (tx) => {
      await tx.update(apiKeys).set({ revokedAt: at }).where(eq(apiKeys.id, id));
      await also(tx, held.key);
    });
    return true;
  }

  #freePrefix(): string {
    for (;;) {
      const prefix = randomBytes(4).toString("hex");
      if (!this.#byPrefix.has(prefix)) return prefix;
    }
  }
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
