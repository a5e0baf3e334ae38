// The settings' editing copy, and single values of the installation such as the hash of the setup token.
import { eq } from "drizzle-orm";
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

/** Sets a value of the installation; null takes it away. */
export async function writeMeta(db: SchoolDb, key: string, value: string | null): Promise<void> {
  if (value === null) await db.delete(meta).where(eq(meta.key, key));
  else await db.insert(meta).values({ key, value }).onConflictDoUpdate({ target: meta.key, set: { value } });
}
