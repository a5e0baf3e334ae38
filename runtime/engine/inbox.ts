// A learner's in-app messages, and what the learner does with them.
import { IDS_PER_LEARNER, learnerOfId } from "#shared/flow/episode.ts";
import { hasReached } from "#shared/outcome/lattice.ts";
import type { Engine } from "./engine.ts";
import { isoOf, jsonOf } from "./ledger-columns.ts";
import type { Logged } from "./logged.ts";

/** An in-app message as the learner's own app sees it. */
export function inboxItem(
  send: number,
  at: unknown,
  content: unknown,
  readAt: unknown,
  actedAt: unknown,
): Record<string, unknown> {
  return { send: String(send), at: isoOf(at), content, readAt: isoOf(readAt), actedAt: isoOf(actedAt) };
}

/** The newest messages of a learner, newest first. */
export function readInbox(engine: Engine, learner: string, limit: number): Record<string, unknown>[] {
  const row = engine.world.facts.find(learner);
  if (row === undefined) return [];
  const items = engine.db
    .sql(
      "SELECT send, at, content, read_at, acted_at FROM inbox WHERE send BETWEEN ? AND ? ORDER BY at DESC, send DESC LIMIT ?",
    )
    .all(row * IDS_PER_LEARNER, (row + 1) * IDS_PER_LEARNER - 1, limit);
  return items.map((item) =>
    inboxItem(Number(item["send"]), item["at"], jsonOf(item["content"]), item["read_at"], item["acted_at"]),
  );
}

/** The receipts to log for a learner's act on a message, none where it is known already; null where it is no message of theirs. */
export function actOnInbox(engine: Engine, learner: string, send: number, act: "read" | "act"): Logged[] | null {
  const row = engine.world.facts.find(learner);
  if (row === undefined || learnerOfId(send) !== row) return null;
  const known = engine.outbox.get(send);
  if (known === null || known.channel !== "inapp" || known.outcome.acceptedAt === null) return null;
  const state = act === "read" ? "opened" : "acted";
  return hasReached(known.outcome.state, state) ? [] : [{ is: "receipt", send, state, at: engine.now() }];
}
