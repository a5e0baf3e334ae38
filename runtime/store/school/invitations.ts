// One-use links: an invitation lets a new member in, a reset lets one set a new password. The token is 256 random bits, shown once and
// kept as its SHA-256.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { and, asc, eq, gt, lte } from "drizzle-orm";
import type { Role } from "#shared/api/contract.ts";
import { recordAct } from "./audit.ts";
import type { SchoolDb, SchoolTx } from "./open.ts";
import type { Doer } from "./people.ts";
import { invitations } from "./people-schema.ts";

/** A link without its token. `person` is whose password it sets, null for an invitation. Instants are UTC ms. */
export interface Invitation {
  id: string;
  person: string | null;
  email: string | null;
  name: string | null;
  role: Role;
  createdAt: number;
  expiresAt: number;
  invitedBy: string;
}

/** How long links live (ms): a week to join, a day for a new password. */
export const linkMs = { invitation: 7 * 86_400_000, reset: 86_400_000 } as const;

/** What a link is for. */
export type Wanted = Pick<Invitation, "person" | "email" | "name" | "role">;

/** Makes a link and gives the only copy of its token; a reset takes the place of earlier ones for the same person. */
export async function createInvitation(
  db: SchoolDb,
  wanted: Wanted,
  { actor, at }: Doer,
): Promise<{ invitation: Invitation; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const kind = wanted.person === null ? "invitation" : "reset";
  const invitation = {
    id: randomUUID(),
    ...wanted,
    createdAt: at,
    expiresAt: at + linkMs[kind],
    invitedBy: actor,
  };
  await db.transaction(async (tx) => {
    await tx.delete(invitations).where(lte(invitations.expiresAt, at));
    if (wanted.person !== null) await tx.delete(invitations).where(eq(invitations.person, wanted.person));
    await tx.insert(invitations).values({ ...invitation, hash: hashOf(token) });
    const object = wanted.person === null ? `invitation/${invitation.id}` : `person/${wanted.person}`;
    await recordAct(tx, { at, actor, act: `${kind}.create`, object, detail: { role: wanted.role } });
  });
  return { invitation, token };
}

/** Links that can still be used, oldest first. */
export async function listInvitations(db: SchoolDb, at: number): Promise<Invitation[]> {
  const rows = await db
    .select()
    .from(invitations)
    .where(gt(invitations.expiresAt, at))
    .orderBy(asc(invitations.createdAt));
  return rows.map(withoutHash);
}

/** The link of a token, unless it has expired. */
export async function findInvitation(db: SchoolDb, token: string, at: number): Promise<Invitation | null> {
  const [row] = await db
    .select()
    .from(invitations)
    .where(and(eq(invitations.hash, hashOf(token)), gt(invitations.expiresAt, at)));
  return row === undefined ? null : withoutHash(row);
}

/** Uses a link up inside a transaction; false where another was faster. */
export async function takeInvitation(tx: SchoolTx, id: string): Promise<boolean> {
  return (await tx.delete(invitations).where(eq(invitations.id, id)).returning({ id: invitations.id })).length === 1;
}

/** Takes a link back; false where there is none of that id. */
export async function withdrawInvitation(db: SchoolDb, id: string, { actor, at }: Doer): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await takeInvitation(tx, id))) return false;
    await recordAct(tx, { at, actor, act: "invitation.withdraw", object: `invitation/${id}`, detail: {} });
    return true;
  });
}

function withoutHash({ hash: _hash, ...row }: typeof invitations.$inferSelect): Invitation {
  return row;
}

// The token is random and as long as the hash, so that a look-up by its plain SHA-256 gives nothing to guess from.
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
