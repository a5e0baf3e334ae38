// The latest act on one object, from the audit log.
import { desc, eq } from "drizzle-orm";
import type { SchoolDb } from "./open.ts";
import { audit } from "./schema.ts";

/** Who last did something to `object`, and when (UTC ms); null where nobody did. */
export async function lastActOn(db: SchoolDb, object: string): Promise<{ actor: string; at: number } | null> {
  const columns = { actor: audit.actor, at: audit.at };
  const [row] = await db.select(columns).from(audit).where(eq(audit.object, object)).orderBy(desc(audit.seq)).limit(1);
  return row ?? null;
}
