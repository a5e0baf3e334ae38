// The audit log: who did what and when, append-only, each row hashed together with the one before it.
import { and, asc, desc, eq, gt, gte, like, lt, or } from "drizzle-orm";
import { canonicalHash, canonicalJson } from "#shared/kernel/canonical.ts";
import type { SchoolDb, SchoolTx } from "./open.ts";
import { audit } from "./schema.ts";

/** One act of a person or a key. `at` is UTC ms; `detail` is JSON and holds no secret. */
export interface AuditEntry {
  at: number;
  actor: string;
  act: string;
  object: string;
  detail: Record<string, unknown>;
}

/** A kept act. */
export interface AuditRow extends AuditEntry {
  seq: number;
  hash: string;
}

/** Adds an act inside the transaction that does it. */
export async function recordAct(tx: SchoolTx, entry: AuditEntry): Promise<void> {
  const [last] = await tx.select().from(audit).orderBy(desc(audit.seq)).limit(1);
  const seq = (last?.seq ?? 0) + 1;
  const hash = chain(last?.hash ?? "", seq, entry);
  await tx.insert(audit).values({ ...entry, seq, detail: canonicalJson(entry.detail), hash });
}

/** Which acts are asked for. `act` may be its first part (`person`); `from` and `to` are UTC ms, `to` itself left out. */
export interface AuditFilter {
  actor?: string | undefined;
  act?: string | undefined;
  object?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** Acts before a number, newest first. */
export async function listAudit(
  db: SchoolDb,
  before: number | null,
  limit: number,
  { actor, act, object, from, to }: AuditFilter = {},
): Promise<AuditRow[]> {
  const wanted = and(
    before === null ? undefined : lt(audit.seq, before),
    actor === undefined ? undefined : eq(audit.actor, actor),
    act === undefined ? undefined : or(eq(audit.act, act), like(audit.act, `${act.replace(/[%_]/g, "")}.%`)),
    object === undefined ? undefined : eq(audit.object, object),
    from === undefined ? undefined : gte(audit.at, from),
    to === undefined ? undefined : lt(audit.at, to),
  );
  const rows = await db.select().from(audit).where(wanted).orderBy(desc(audit.seq)).limit(limit);
  return rows.map(readRow);
}

/** The number of the first row that does not follow from the one before it; null where the chain is whole. */
export async function brokenAudit(db: SchoolDb): Promise<number | null> {
  let [seq, hash] = [0, ""];
  for (;;) {
    const rows = await db.select().from(audit).where(gt(audit.seq, seq)).orderBy(asc(audit.seq)).limit(1000);
    if (rows.length === 0) return null;
    for (const row of rows.map(readRow)) {
      if (row.seq !== seq + 1 || row.hash !== chain(hash, row.seq, row)) return row.seq;
      [seq, hash] = [row.seq, row.hash];
    }
  }
}

function chain(before: string, seq: number, { at, actor, act, object, detail }: AuditEntry): string {
  return canonicalHash([before, seq, at, actor, act, object, detail]);
}

function readRow(row: typeof audit.$inferSelect): AuditRow {
  return { ...row, detail: JSON.parse(row.detail) as Record<string, unknown> };
}
