// Carries out in school.db what the log has taken: effect, audit row and the end of the intent in one transaction.
import { desc, eq } from "drizzle-orm";
import { assert } from "#shared/kernel/issue.ts";
import { recordAct } from "./audit.ts";
import type { School, SchoolTx } from "./open.ts";
import { intents, settings, strategies, versions } from "./schema.ts";
import { type Effect, type Intent, readStrategy } from "./strategies.ts";

/** Marks an act done with its place in the log; `at` is now. A second call changes nothing. */
export async function finishIntent(school: School, intent: Intent, seq: number, at: number): Promise<void> {
  await school.db.transaction(async (tx) => {
    const [row] = await tx.select().from(intents).where(eq(intents.id, intent.id));
    if (row?.state !== "open") return;
    const entry = await carryOut(tx, intent, seq, at);
    await recordAct(tx, { at, actor: intent.actor, ...entry });
    await tx.update(intents).set({ state: "done", seq }).where(eq(intents.id, intent.id));
  });
}

interface Entry {
  act: string;
  object: string;
  detail: Record<string, unknown>;
}

async function carryOut(tx: SchoolTx, { effect, actor }: Intent, seq: number, at: number): Promise<Entry> {
  switch (effect.do) {
    case "publish":
      return publish(tx, effect, { actor, seq, at });
    case "state":
      return changeState(tx, effect, seq);
    case "settings": {
      const [old] = await tx.select().from(settings);
      const row = {
        id: 1,
        revision: (old?.revision ?? 0) + 1,
        document: effect.document,
        updatedAt: at,
        updatedBy: actor,
      };
      await tx.insert(settings).values(row).onConflictDoUpdate({ target: settings.id, set: row });
      return { act: "settings", object: "settings", detail: { revision: row.revision, seq } };
    }
    case "note":
      return { act: effect.act, object: effect.object, detail: { ...effect.detail, seq } };
  }
}

async function publish(
  tx: SchoolTx,
  { strategy, document, hash, state }: Extract<Effect, { do: "publish" }>,
  { actor, seq, at }: { actor: string; seq: number; at: number },
): Promise<Entry> {
  const [last] = await tx
    .select()
    .from(versions)
    .where(eq(versions.strategy, strategy))
    .orderBy(desc(versions.number))
    .limit(1);
  const number = (last?.number ?? 0) + 1;
  await tx
    .insert(versions)
    .values({ strategy, number, hash, document, state, publishedAt: at, publishedBy: actor, seq });
  await tx.update(strategies).set({ state, resumeTo: null, version: number }).where(eq(strategies.id, strategy));
  return { act: "publish", object: `strategy/${strategy}`, detail: { version: number, hash, state, seq } };
}

async function changeState(
  tx: SchoolTx,
  { strategy, state }: Extract<Effect, { do: "state" }>,
  seq: number,
): Promise<Entry> {
  const row = await readStrategy(tx, strategy);
  assert(row !== null, "an act names a strategy that is there", { strategy });
  const resumeTo = state === "paused" && (row.state === "live" || row.state === "observe") ? row.state : null;
  await tx.update(strategies).set({ state, resumeTo }).where(eq(strategies.id, strategy));
  return { act: `strategy.${state}`, object: `strategy/${strategy}`, detail: { from: row.state, seq } };
}
