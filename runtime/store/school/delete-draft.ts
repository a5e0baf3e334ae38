// Takes away a draft that never came into force: nothing else speaks of it.
import { and, eq, isNull } from "drizzle-orm";
import { recordAct } from "./audit.ts";
import type { SchoolDb } from "./open.ts";
import { strategies } from "./schema.ts";
import { openIntents } from "./strategies.ts";

/** Deletes a draft and writes it down; false where it was published, is being published, or is not there. */
export async function deleteDraft(db: SchoolDb, id: string, actor: string, at: number): Promise<boolean> {
  const begun = await openIntents(db);
  if (begun.some(({ effect }) => "strategy" in effect && effect.strategy === id)) return false;
  return db.transaction(async (tx) => {
    const isUnpublished = and(eq(strategies.id, id), eq(strategies.state, "draft"), isNull(strategies.version));
    const gone = await tx.delete(strategies).where(isUnpublished).returning({ id: strategies.id });
    if (gone.length === 0) return false;
    await recordAct(tx, { at, actor, act: "draft.delete", object: `strategy/${id}`, detail: {} });
    return true;
  });
}
