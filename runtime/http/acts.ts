// Acts that touch both files (ruling 23): the intent is written first, then the log takes the inputs, then school.db follows. What a
// crash leaves open is settled at the next start by asking the log.

import type { Logged } from "#runtime/engine/logged.ts";
import { type EngineApi, EngineRefused } from "#runtime/engine/protocol.ts";
import { finishIntent } from "#runtime/store/school/effects.ts";
import { failRunningJobs } from "#runtime/store/school/jobs.ts";
import type { School } from "#runtime/store/school/open.ts";
import { cancelIntent, type Effect, openIntent, openIntents } from "#runtime/store/school/strategies.ts";
import type { Deps } from "./deps.ts";

/** An act: what the log takes, and what school.db keeps of it. */
export interface Act {
  actor: string;
  inputs: Logged[];
  effect: Effect;
}

/** Carries out an act and gives its place in the log. Rejects with EngineRefused, then nothing has happened. */
export async function perform(
  { school, engine, clock }: Pick<Deps, "school" | "engine" | "clock">,
  act: Act,
): Promise<number> {
  const intent = await openIntent(school.db, act.effect, act.actor, clock.now());
  try {
    const seq = await engine.log(act.inputs, intent.id);
    await finishIntent(school, intent, seq, clock.now());
    return seq;
  } catch (error) {
    // A stopped engine may have logged it: then the next start decides.
    if (error instanceof EngineRefused && error.reason !== "stopped") await cancelIntent(school.db, intent.id);
    throw error;
  }
}

/** At start: finishes the acts that the log took, in its own order, cancels those that it never saw, and ends jobs that were cut off. */
export async function finishIntents(school: School, engine: EngineApi): Promise<{ done: number; cancelled: number }> {
  const open = await openIntents(school.db);
  const { now } = await engine.status();
  await failRunningJobs(school, now);
  const placed = await Promise.all(open.map(async (intent) => ({ intent, seq: await engine.intentSeq(intent.id) })));
  for (const { intent, seq } of placed) if (seq === null) await cancelIntent(school.db, intent.id);
  const logged = placed
    .flatMap(({ intent, seq }) => (seq === null ? [] : [{ intent, seq }]))
    .sort((a, b) => a.seq - b.seq);
  for (const { intent, seq } of logged) await finishIntent(school, intent, seq, now);
  return { done: logged.length, cancelled: open.length - logged.length };
}
