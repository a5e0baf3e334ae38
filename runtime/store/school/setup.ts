// The one-use setup token: printed at a start without an admin, kept as its SHA-256, gone once it made the first key or the first person.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { recordAct } from "./audit.ts";
import type { NewKey } from "./keys.ts";
import type { School, SchoolTx } from "./open.ts";
import { addPerson, hasAdmin, type NewPerson, type Person } from "./people.ts";
import { meta } from "./schema.ts";
import { readMeta, takeMeta, writeMeta } from "./settings.ts";

const TOKEN = "setup.tokenHash";

/** A new setup token, in place of any before it; null where an admin can get in, by key or by password. */
export async function issueSetupToken(school: School): Promise<string | null> {
  if (await isSetUp(school)) return null;
  const token = randomBytes(24).toString("base64url");
  await writeMeta(school.db, TOKEN, hashOf(token).toString("hex"));
  return token;
}

/** Whether an admin can get in. */
async function isSetUp({ keys, db }: School): Promise<boolean> {
  return keys.has("admin") || (await hasAdmin(db));
}

/** Whether the school waits for its first admin. */
export async function isSetupOpen(school: School): Promise<boolean> {
  return (await readMeta(school.db, TOKEN)) !== null && !(await isSetUp(school));
}

/** The hash under which the right token is kept; null for any other token. */
async function keptHash(school: School, token: string): Promise<string | null> {
  const kept = await readMeta(school.db, TOKEN);
  const fits = timingSafeEqual(hashOf(token), kept === null ? Buffer.alloc(32) : Buffer.from(kept, "hex"));
  return kept !== null && fits && !(await isSetUp(school)) ? kept : null;
}

/** The first admin key for the right token; null for any other. The token is gone before the key is made, so it works once. */
export async function redeemSetupToken(
  school: School,
  token: string,
  name: string,
  at: number,
): Promise<NewKey | null> {
  const kept = await keptHash(school, token);
  if (kept === null || !(await takeMeta(school.db, TOKEN, kept))) return null;
  return school.keys.create({ name, source: "admin", scopes: ["admin"] }, at, async (tx, key) => {
    await recordAct(tx, {
      at,
      actor: "setup",
      act: "key.create",
      object: `key/${key.id}`,
      detail: { name, scopes: [...key.scopes] },
    });
  });
}

/** The first admin for the right token; null for any other. Token and person change hands in one transaction. */
export async function redeemForAdmin(
  school: School,
  token: string,
  admin: Omit<NewPerson, "role">,
  at: number,
): Promise<Person | null> {
  const kept = await keptHash(school, token);
  if (kept === null) return null;
  return school.db.transaction(async (tx) => {
    const isTaken = await takeInside(tx, kept);
    return isTaken ? addPerson(tx, { ...admin, role: "admin" }, { actor: "setup", at }) : null;
  });
}

async function takeInside(tx: SchoolTx, kept: string): Promise<boolean> {
  const fits = and(eq(meta.key, TOKEN), eq(meta.value, kept));
  return (await tx.delete(meta).where(fits).returning({ key: meta.key })).length === 1;
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
