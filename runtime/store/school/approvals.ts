// What a second person said of a strategy's document, by its hash: any change of the document needs a new word.
import { and, eq } from "drizzle-orm";
import { recordAct } from "./audit.ts";
import type { SchoolDb } from "./open.ts";
import type { Doer } from "./people.ts";
import { approvals } from "./people-schema.ts";

/** An approval asked for, given or refused. Instants are UTC ms. */
export interface Approval {
  strategy: string;
  hash: string;
  state: "requested" | "approved" | "rejected";
  requestedBy: string;
  requestedAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  note: string;
}

/** What was said of a hash; null where nothing was. */
export async function readApproval(db: SchoolDb, strategy: string, hash: string): Promise<Approval | null> {
  const [row] = await db
    .select()
    .from(approvals)
    .where(and(eq(approvals.strategy, strategy), eq(approvals.hash, hash)));
  return row ?? null;
}

/** Keeps what is said, with the audit row that says who said it. */
export async function saveApproval(db: SchoolDb, approval: Approval, { actor, at }: Doer): Promise<void> {
  const { strategy, hash, state, note } = approval;
  await db.transaction(async (tx) => {
    await tx
      .insert(approvals)
      .values(approval)
      .onConflictDoUpdate({ target: [approvals.strategy, approvals.hash], set: approval });
    const detail = note === "" ? { hash } : { hash, note };
    await recordAct(tx, { at, actor, act: `approval.${state}`, object: `strategy/${strategy}`, detail });
  });
}
