// The settings' editing copy, and single values of the installation such as the hash of the setup token.
import { and, eq } from "drizzle-orm";
import type { SchoolDb } from "./open.ts";
import { meta, settings } from "./schema.ts";

/** The settings as last saved: JSON text and its revision; null before the first save. */
export async function readSettings(db: SchoolDb): Promise<{ revision: number; document: string } | null> {
  const [row] = await db.select().from(settings);
  return row === undefined ? null : { revision: row.revision, document: row.document };
}

/** A value of the installation, null where it is not set. */
export async function readMeta(db: SchoolDb, key: string): Promise<string | null> {
  const [row] = await db.select().from(meta).where(eq(meta.key, key));
  return row?.value ?? null;
}

/** Sets a value of the installation. */
export async function writeMeta(db: SchoolDb, key: string, value: string): Promise<void> {
  await db.insert(meta).values({ key, value }).onConflictDoUpdate({ target: meta.key, set: { value } });
}

/** Takes a value of the installation away; false where it was not there, so that of two takers one wins. */
export async function takeMeta(db: SchoolDb, key: string, value: string): Promise<boolean> {
  const taken = await db
    .delete(meta)
    .where(and(eq(meta.key, key), eq(meta.value, value)))
    .returning({ key: meta.key });
  return taken.length === 1;
}
