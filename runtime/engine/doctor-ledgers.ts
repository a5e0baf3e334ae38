// Invariants of the ledgers and of the world beside them: one decision a key, one end, one send, nothing stuck, nothing early.
import { learnerOfId } from "#shared/flow/episode.ts";
import { hasNextThing } from "#shared/flow/touch.ts";
import { type Breach, byLearner, byOrder, idsOf } from "./doctor-pieces.ts";
import type { Examined } from "./doctor-sends.ts";
import type { Engine } from "./engine.ts";

/** Decisions whose key another one has (P3). */
export function* sameKey({ engine }: Examined): Iterable<Breach> {
  const twins = `SELECT max(id) AS id FROM decisions WHERE episode BETWEEN ? AND ? GROUP BY episode, tier, node HAVING count(*) > 1`;
  yield* idsOf(byLearner(engine, twins));
  const episodes = `SELECT max(id) AS id FROM episodes WHERE id BETWEEN ? AND ?
    GROUP BY strategy, learner, subject, number HAVING count(*) > 1`;
  for (const id of idsOf(byLearner(engine, episodes))) yield id === null ? null : `episode ${id}`;
}

/** Ends without a decision, second ends, and ends before the decision. */
export function* strangeEnds({ engine }: Examined): Iterable<Breach> {
  const strange = `SELECT x.id FROM decision_ends x LEFT JOIN decisions d ON d.id = x.id
    WHERE x.n > ? AND x.n <= ? AND (d.id IS NULL OR x.at < d.at)`;
  yield* idsOf(byOrder(engine, "decision_ends", "n", strange));
  yield* idsOf(
    byLearner(engine, "SELECT id FROM decision_ends WHERE id BETWEEN ? AND ? GROUP BY id HAVING count(*) > 1"),
  );
}

/** Whether a path of an open episode waits with that decision. */
function isWaiting({ world }: Engine, decision: number): boolean {
  const episodes = world.episodes.get(learnerOfId(decision)) ?? [];
  return episodes.some((episode) => episode.paths.some((path) => path.decision === decision));
}

/** Decisions of a step that neither ended nor wait, and paths that wait on a decision that ended or never was (P7). */
export function* lostSteps({ engine }: Examined): Iterable<Breach> {
  const open = `SELECT d.id FROM decisions d LEFT JOIN decision_ends x ON x.id = d.id
    WHERE d.n > ? AND d.n <= ? AND x.id IS NULL AND d.kind <> 'tier'`;
  for (const id of idsOf(byOrder(engine, "decisions", "n", open))) if (id === null || !isWaiting(engine, id)) yield id;
  const isOpen = engine.db.sql(
    `SELECT 1 FROM decisions d LEFT JOIN decision_ends x ON x.id = d.id WHERE d.id = ? AND x.id IS NULL`,
  );
  for (const episodes of engine.world.episodes.values()) {
    for (const { decision } of episodes.flatMap(({ paths }) => paths))
      if (isOpen.get(decision) === undefined) yield decision;
    yield null;
  }
}

/** Decisions to send without a send, and sends without such a decision. */
export function* unpairedSends({ engine }: Examined): Iterable<Breach> {
  const alone = `SELECT d.id FROM decisions d LEFT JOIN sends s ON s.id = d.id
    WHERE d.n > ? AND d.n <= ? AND d.kind IN ('send', 'task', 'webhook') AND s.id IS NULL`;
  yield* idsOf(byOrder(engine, "decisions", "n", alone));
  const foreign = `SELECT s.id FROM sends s LEFT JOIN decisions d ON d.id = s.id WHERE s.n > ? AND s.n <= ? AND
    (d.id IS NULL OR d.episode <> s.episode OR d.kind <> CASE WHEN s.channel IN ('task', 'webhook') THEN s.channel ELSE 'send' END)`;
  yield* idsOf(byOrder(engine, "sends", "n", foreign));
}

/** Sends that more than one result or attempt says were accepted (P4). */
export function* acceptedTwice({ engine, history }: Examined): Iterable<Breach> {
  yield* history.acceptedTwice;
  const twice = `SELECT send AS id FROM attempts WHERE send BETWEEN ? AND ? AND result = 'accepted'
    GROUP BY send HAVING count(*) > 1`;
  yield* idsOf(byLearner(engine, twice));
}

/** Sends that wait for dispatch though no path waits for them any more; one whose request once began stands (ruling 4). */
export function* stuckSends({ engine }: Examined): Iterable<Breach> {
  const waiting = "SELECT id FROM sends WHERE n > ? AND n <= ? AND state IN ('decided', 'held') AND attempts = 0";
  for (const id of idsOf(byOrder(engine, "sends", "n", waiting))) if (id === null || !isWaiting(engine, id)) yield id;
}

/** Open episodes that nothing will move (P7). */
export function* stuckEpisodes({ engine }: Examined): Iterable<Breach> {
  for (const [learner, episodes] of engine.world.episodes) {
    for (const episode of episodes) if (!hasNextThing(engine.world, learner, episode)) yield `episode ${episode.id}`;
    yield null;
  }
}

/** Episodes open in the world and not in the ledger, or the other way round, or at another tier. */
export function* strayEpisodes({ engine }: Examined): Iterable<Breach> {
  const { world, db } = engine;
  const all = "SELECT id, tier FROM episodes WHERE id BETWEEN ? AND ? AND ended_at IS NULL";
  for (const row of byLearner(engine, all)) {
    if (row === null) {
      yield null;
      continue;
    }
    const id = Number(row["id"]);
    const open = world.episodes.get(learnerOfId(id))?.find((one) => one.id === id);
    if (open?.tier !== row["tier"]) yield `episode ${id}`;
  }
  const isOpen = db.sql("SELECT 1 FROM episodes WHERE id = ? AND ended_at IS NULL");
  for (const episodes of world.episodes.values()) {
    for (const { id } of episodes) if (isOpen.get(id) === undefined) yield `episode ${id}`;
    yield null;
  }
}
