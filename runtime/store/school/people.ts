// People of a school: made, changed and removed together with the audit row that says who did it. There is always an active admin.
import { randomUUID } from "node:crypto";
import { and, asc, count, desc, eq, gt, max, ne } from "drizzle-orm";
import type { Role } from "#shared/api/contract.ts";
import { recordAct } from "./audit.ts";
import type { SchoolDb, SchoolTx } from "./open.ts";
import { credentials, invitations, people, sessions } from "./people-schema.ts";

/** A person with an account. Instants are UTC ms. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  isActive: boolean;
  locale: "zh-CN" | "en" | null;
  createdAt: number;
}

/** Who does something, and when (UTC ms). */
export interface Doer {
  actor: string;
  at: number;
}

/** Where a person is signed in. */
export interface Session {
  id: string;
  address: string;
  device: string;
  createdAt: number;
  lastSeenAt: number;
}

type Row = typeof people.$inferSelect;

function personOf({ id, name, email, role, isActive, locale, createdAt }: Row): Person {
  return { id, name, email, role, isActive, locale, createdAt: createdAt.getTime() };
}

/** All people, by name. */
export async function listPeople(db: SchoolDb): Promise<Person[]> {
  return (await db.select().from(people).orderBy(asc(people.name), asc(people.id))).map(personOf);
}

/** A person, null where there is none. */
export async function readPerson(db: SchoolDb | SchoolTx, id: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id));
  return row === undefined ? null : personOf(row);
}

/** The person of an e-mail, in lower case. */
export async function findByEmail(db: SchoolDb | SchoolTx, email: string): Promise<Person | null> {
  const [row] = await db.select().from(people).where(eq(people.email, email));
  return row === undefined ? null : personOf(row);
}

/** Whether an admin can sign in. */
export async function hasAdmin(db: SchoolDb | SchoolTx): Promise<boolean> {
  return (await otherAdmins(db, "")) > 0;
}

async function otherAdmins(db: SchoolDb | SchoolTx, id: string): Promise<number> {
  const isOther = and(eq(people.role, "admin"), eq(people.isActive, true), ne(people.id, id));
  return (await db.select({ n: count() }).from(people).where(isOther))[0]?.n ?? 0;
}

/** A new person and the hash of their password. */
export interface NewPerson {
  name: string;
  email: string;
  role: Role;
  locale: "zh-CN" | "en" | null;
  passwordHash: string;
}

/** Adds a person inside a transaction; null where the e-mail is taken. `actor` is who let them in; null: they themselves. */
export async function addPerson(
  tx: SchoolTx,
  made: NewPerson,
  doer: { actor: string | null; at: number },
): Promise<Person | null> {
  const { passwordHash, ...rest } = made;
  if ((await findByEmail(tx, made.email)) !== null) return null;
  const id = randomUUID();
  const at = new Date(doer.at);
  const row = { id, ...rest, isActive: true, createdAt: at, updatedAt: at };
  await tx.insert(people).values(row);
  await setPassword(tx, id, passwordHash, doer.at);
  const detail = { role: made.role };
  const actor = doer.actor ?? `person/${id}`;
  await recordAct(tx, { at: doer.at, actor, act: "person.create", object: `person/${id}`, detail });
  return { ...rest, id, isActive: true, createdAt: doer.at };
}

/** Sets the hash of a person's password inside a transaction. */
export async function setPassword(tx: SchoolTx, person: string, password: string, at: number): Promise<void> {
  const now = new Date(at);
  const kept = { id: randomUUID(), userId: person, accountId: person, providerId: "credential", password };
  await tx
    .insert(credentials)
    .values({ ...kept, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: [credentials.providerId, credentials.accountId],
      set: { password, updatedAt: now },
    });
}

/** Sets the password of a person who came by a link, and ends their sessions; null where they have been removed. */
export async function resetPassword(tx: SchoolTx, id: string, hash: string, at: number): Promise<Person | null> {
  const person = await readPerson(tx, id);
  if (person === null) return null;
  await setPassword(tx, id, hash, at);
  await endSessions(tx, id, "all");
  await recordAct(tx, { at, actor: `person/${id}`, act: "person.password", object: `person/${id}`, detail: {} });
  return person;
}

/** The hash of a person's password; null where they have none. */
export async function passwordHashOf(db: SchoolDb, person: string): Promise<string | null> {
  const [row] = await db
    .select({ password: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, person), eq(credentials.providerId, "credential")));
  return row?.password ?? null;
}

/** What of a person may change. */
export interface PersonChange {
  name?: string;
  locale?: "zh-CN" | "en" | null;
  role?: Role;
  isActive?: boolean;
}

/** Changes a person; one who is no longer active, or has another role, loses their sessions with it. */
export async function changePerson(
  db: SchoolDb,
  id: string,
  change: PersonChange,
  { actor, at }: Doer,
): Promise<Person | "unknown" | "lastAdmin"> {
  return db.transaction(async (tx) => {
    const old = await readPerson(tx, id);
    if (old === null) return "unknown";
    const next = { ...old, ...change };
    const isAdmin = next.role === "admin" && next.isActive;
    const wasAdmin = old.role === "admin" && old.isActive;
    if (wasAdmin && !isAdmin && (await otherAdmins(tx, id)) === 0) return "lastAdmin";
    await tx
      .update(people)
      .set({ ...change, updatedAt: new Date(at) })
      .where(eq(people.id, id));
    if (!next.isActive) await tx.delete(sessions).where(eq(sessions.userId, id));
    const { name: _name, ...told } = change; // names stay out of a log that is kept for ever
    await recordAct(tx, { at, actor, act: "person.change", object: `person/${id}`, detail: { ...told } });
    return next;
  });
}

/** Removes a person with their sessions and links. */
export async function removePerson(
  db: SchoolDb,
  id: string,
  { actor, at }: Doer,
): Promise<"done" | "unknown" | "lastAdmin"> {
  return db.transaction(async (tx) => {
    const old = await readPerson(tx, id);
    if (old === null) return "unknown";
    if (old.role === "admin" && old.isActive && (await otherAdmins(tx, id)) === 0) return "lastAdmin";
    await tx.delete(sessions).where(eq(sessions.userId, id));
    await tx.delete(credentials).where(eq(credentials.userId, id));
    await tx.delete(invitations).where(eq(invitations.person, id));
    await tx.delete(people).where(eq(people.id, id));
    await recordAct(tx, { at, actor, act: "person.remove", object: `person/${id}`, detail: {} });
    return "done";
  });
}

/** A person's sessions that are in force, last used first. */
export async function listSessions(db: SchoolDb, person: string, at: number): Promise<Session[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, person), gt(sessions.expiresAt, new Date(at))))
    .orderBy(desc(sessions.updatedAt));
  return rows.map(({ id, ipAddress, userAgent, createdAt, updatedAt }) => ({
    id,
    address: ipAddress ?? "",
    device: userAgent ?? "",
    createdAt: createdAt.getTime(),
    lastSeenAt: updatedAt.getTime(),
  }));
}

/** When each person was last seen, UTC ms. */
export async function lastSeen(db: SchoolDb): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ person: sessions.userId, at: max(sessions.updatedAt) })
    .from(sessions)
    .groupBy(sessions.userId);
  return new Map(rows.flatMap(({ person, at }) => (at === null ? [] : [[person, at.getTime()] as const])));
}

/** Which of a person's sessions are ended: one, all, or all but one. */
export type Which = { only: string } | { but: string } | "all";

/** Ends sessions of a person; gives how many. */
export async function endSessions(db: SchoolDb | SchoolTx, person: string, which: Which): Promise<number> {
  const chosen =
    which === "all" ? undefined : "only" in which ? eq(sessions.id, which.only) : ne(sessions.id, which.but);
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.userId, person), chosen))
    .returning({ id: sessions.id });
  return ended.length;
}
