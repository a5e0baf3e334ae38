// Decision keys as text: strategy/learner/subject/episode/tier/node, each part URI-encoded.

import type { EngineDb } from "#runtime/store/engine-db.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import type { World } from "#shared/flow/world.ts";
import type { Send } from "./send.ts";

/** The parts of a decision key (ruling 2). */
export interface DecisionKey {
  strategy: string;
  learner: string;
  subject: string;
  episode: number;
  tier: string;
  node: string;
}

/** A decision key as one text. */
export function keyText(key: DecisionKey): string {
  return [key.strategy, key.learner, key.subject, String(key.episode), key.tier, key.node]
    .map(encodeURIComponent)
    .join("/");
}

/** The key of a send, the same whether its episode is open or has ended. */
export function keyOfSend(world: World, db: EngineDb, send: Send): string {
  const learner = learnerOfId(send.id);
  const open = world.episodes.get(learner)?.find((one) => one.id === send.episode);
  const episode = open ?? db.sql("SELECT subject, number FROM episodes WHERE id = ?").get(send.episode);
  return keyText({
    strategy: send.strategy,
    learner: world.facts.ids[learner] ?? "",
    subject: String(episode?.["subject"] ?? ""),
    episode: Number(episode?.["number"] ?? 0),
    tier: send.tier,
    node: send.node,
  });
}
