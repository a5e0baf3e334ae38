// Strategies as people edit them: one draft each, under a revision number that catches two editors, and published versions.
import { randomUUID } from "node:crypto";
import { and, asc, desc, eq } from "drizzle-orm";
import type { SchoolDb, SchoolTx } from "./open.ts";
import { intents, strategies, versions } from "./schema.ts";

/** Where a strategy stands. */
export type DraftState = "draft" | "live" | "observe" | "paused" | "archived";

/** A strategy: its draft as canonical JSON, and the number of the version in force. */
export interface StrategyRow {
  id: string;
  revision: number;
  document: string;
  state: DraftState;
  resumeTo: "live" | "observe" | null;
  version: number | null;
  updatedAt: number;
  updatedBy: string;
}

/** A published version. `state` is how it was published. */
export interface VersionRow {
  strategy: string;
  number: number;
  hash: string;
  document: string;
  state: string;
  publishedAt: number;
  publishedBy: string;
  seq: number;
}

/** A draft to keep: its text and who wrote it when. */
export interface DraftWrite {
  id: string;
  document: string;
  at: number;
  by: string;
}

/** All strategies, by id. */
export async function listStrategies(db: SchoolDb): Promise<StrategyRow[]> {
  return (await db.select().from(strategies).orderBy(asc(strategies.id))) as StrategyRow[];
}

/** One strategy, null where there is none. */
export async function readStrategy(db: SchoolDb | SchoolTx, id: string): Promise<StrategyRow | null> {
  const [row] = await db.select().from(strategies).where(eq(strategies.id, id));
  return (row as StrategyRow | undefined) ?? null;
}

/** Makes a draft; false where the id is taken. */
export async function createDraft(db: SchoolDb, draft: DraftWrite): Promise<boolean> {
  const { id, document, at, by } = draft;
  const row = { id, revision: 1, document, state: "draft", version: null, updatedAt: at, updatedBy: by };
  const made = await db.insert(strategies).values(row).onConflictDoNothing().returning({ id: strategies.id });
  return made.length === 1;
}

/** Replaces a draft of that revision; gives the next revision, null where another has been written since. */
export async function replaceDraft(db: SchoolDb, draft: DraftWrite, revision: number): Promise<number | null> {
  const { id, document, at, by } = draft;
  const changed = await db
    .update(strategies)
    .set({ document, revision: revision + 1, updatedAt: at, updatedBy: by })
    .where(and(eq(strategies.id, id), eq(strategies.revision, revision)))
    .returning({ revision: strategies.revision });
  return changed[0]?.revision ?? null;
}

/** Published versions of a strategy, newest first. */
export async function listVersions(db: SchoolDb, id: string): Promise<VersionRow[]> {
  return db.select().from(versions).where(eq(versions.strategy, id)).orderBy(desc(versions.number));
}

/** One version, null where there is none. */
export async function readVersion(db: SchoolDb | SchoolTx, id: string, number: number): Promise<VersionRow | null> {
  const [row] = await db
    .select()
    .from(versions)
    .where(and(eq(versions.strategy, id), eq(versions.number, number)));
  return row ?? null;
}

/** What an act does to this file once the log has taken it. */
export type Effect =
  | { do: "publish"; strategy: string; document: string; hash: string; state: "live" | "observe" }
  | { do: "state"; strategy: string; state: DraftState }
  | { do: "settings"; document: string }
  | { do: "note"; act: string; object: string; detail: Record<string, unknown> };

/** An act begun: known to this file, perhaps to the log. */
export interface Intent {
  id: string;
  effect: Effect;
  actor: string;
  createdAt: number;
}

/** Writes down an act before the log hears of it. */
export async function openIntent(db: SchoolDb, effect: Effect, actor: string, at: number): Promise<Intent> {
  const intent = { id: randomUUID(), effect, actor, createdAt: at };
  await db.insert(intents).values({ ...intent, effect: JSON.stringify(effect), state: "open", seq: null });
  return intent;
}

/** Acts that were begun and neither done nor cancelled, oldest first. */
export async function openIntents(db: SchoolDb): Promise<Intent[]> {
  const rows = await db.select().from(intents).where(eq(intents.state, "open")).orderBy(asc(intents.createdAt));
  return rows.map(({ id, effect, actor, createdAt }) => ({
    id,
    effect: JSON.parse(effect) as Effect,
    actor,
    createdAt,
  }));
}

/** The log never took the act. */
export async function cancelIntent(db: SchoolDb, id: string): Promise<void> {
  await db.update(intents).set({ state: "cancelled" }).where(eq(intents.id, id));
}
