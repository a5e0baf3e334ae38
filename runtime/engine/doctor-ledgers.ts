// Invariants of the ledgers and of the world beside them: one decision a key, one end, one send, nothing stuck, nothing early.
import { learnerOfId } from "#shared/flow/episode.ts";
import { hasNextThing } from "#shared/flow/touch.ts";
import { msOf } from "#shared/signal/fields.ts";
import type { Plan } from "#shared/strategy/plan.ts";
import type { Examined } from "./doctor-sends.ts";
import type { Engine } from "./engine.ts";

/** The ids that a query finds. */
function* idsOf({ db }: Engine, sql: string): Iterable<number> {
  for (const row of db.sql(sql).iterate()) yield Number(row["id"]);
}

/** Decisions whose key another one has (P3). */
export function* sameKey({ engine }: Examined): Iterable<number | string> {
  yield* idsOf(engine, "SELECT max(id) AS id FROM decisions GROUP BY episode, tier, node HAVING count(*) > 1");
  const twins = "SELECT max(id) AS id FROM episodes GROUP BY strategy, learner, subject, number HAVING count(*) > 1";
  for (const id of idsOf(engine, twins)) yield `episode ${id}`;
}

/** Ends without a decision, second ends, and ends before the decision. */
export function* strangeEnds({ engine }: Examined): Iterable<number> {
  yield* idsOf(
    engine,
    "SELECT x.id FROM decision_ends x LEFT JOIN decisions d ON d.id = x.id WHERE d.id IS NULL OR x.at < d.at",
  );
  yield* idsOf(engine, "SELECT id FROM decision_ends GROUP BY id HAVING count(*) > 1");
}

/** Whether a path of an open episode waits with that decision. */
function isWaiting({ world }: Engine, decision: number): boolean {
  const episodes = world.episodes.get(learnerOfId(decision)) ?? [];
  return episodes.some((episode) => episode.paths.some((path) => path.decision === decision));
}

/** Decisions of a step that neither ended nor wait, and paths that wait on a decision that ended or never was (P7). */
export function* lostSteps({ engine }: Examined): Iterable<number> {
  const open =
    "SELECT d.id FROM decisions d LEFT JOIN decision_ends x ON x.id = d.id WHERE x.id IS NULL AND d.kind <> 'tier'";
  for (const id of idsOf(engine, open)) if (!isWaiting(engine, id)) yield id;
  const isOpen = engine.db.sql(
    `SELECT 1 FROM decisions d LEFT JOIN decision_ends x ON x.id = d.id WHERE d.id = ? AND x.id IS NULL`,
  );
  for (const episodes of engine.world.episodes.values()) {
    for (const { decision } of episodes.flatMap(({ paths }) => paths))
      if (isOpen.get(decision) === undefined) yield decision;
  }
}

/** Decisions to send without a send, and sends without such a decision. */
export function* unpairedSends({ engine }: Examined): Iterable<number> {
  yield* idsOf(
    engine,
    "SELECT d.id FROM decisions d LEFT JOIN sends s ON s.id = d.id WHERE d.kind IN ('send', 'task', 'webhook') AND s.id IS NULL",
  );
  yield* idsOf(
    engine,
    `SELECT s.id FROM sends s LEFT JOIN decisions d ON d.id = s.id
     WHERE d.id IS NULL OR d.episode <> s.episode
       OR d.kind <> CASE WHEN s.channel IN ('task', 'webhook') THEN s.channel ELSE 'send' END`,
  );
}

/** Sends that more than one result or attempt says were accepted (P4). */
export function* acceptedTwice({ engine, history }: Examined): Iterable<number> {
  yield* history.acceptedTwice;
  yield* idsOf(engine, "SELECT send AS id FROM attempts WHERE result = 'accepted' GROUP BY send HAVING count(*) > 1");
}

/** Sends that wait for dispatch though no path waits for them any more; one whose request once began stands (ruling 4). */
export function* stuckSends({ engine }: Examined): Iterable<number> {
  const waiting = "SELECT id FROM sends WHERE state IN ('decided', 'held') AND attempts = 0";
  for (const id of idsOf(engine, waiting)) if (!isWaiting(engine, id)) yield id;
}

/** Open episodes that nothing will move (P7). */
export function* stuckEpisodes({ engine }: Examined): Iterable<string> {
  for (const [learner, episodes] of engine.world.episodes) {
    for (const episode of episodes) if (!hasNextThing(engine.world, learner, episode)) yield `episode ${episode.id}`;
  }
}

/** Episodes open in the world and not in the ledger, or the other way round, or at another tier. */
export function* strayEpisodes({ engine }: Examined): Iterable<string> {
  const open = new Map([...engine.world.episodes.values()].flat().map((episode) => [episode.id, episode.tier]));
  for (const row of engine.db.sql("SELECT id, tier FROM episodes WHERE ended_at IS NULL").iterate()) {
    const id = Number(row["id"]);
    if (open.get(id) !== row["tier"]) yield `episode ${id}`;
    open.delete(id);
  }
  for (const id of open.keys()) yield `episode ${id}`;
}

/** The shortest time of a node (or of the goal) over all versions there ever were; null where it is not a length of time. */
type Shortest = (strategy: string, node: string) => number | null;

function lengthOf(plan: Plan, id: string): number | null {
  const node = plan.nodes.get(id);
  if (node?.type === "wait") return node.for === undefined ? 0 : msOf(node.for);
  if (node?.type === "waitFor") return msOf(node.timeout);
  return node?.type === "task" ? msOf(node.within) : null;
}

function shortest({ history }: Examined): Shortest {
  const known = new Map<string, number | null>();
  return (strategy, node) => {
    const key = `${strategy} ${node}`;
    if (!known.has(key)) {
      const lengths = history
        .plansOf(strategy)
        .map((plan) => lengthOf(plan, node))
        .filter((ms) => ms !== null);
      known.set(key, lengths.length === 0 ? null : Math.min(...lengths));
    }
    return known.get(key) ?? null;
  };
}

/** Waits left by time before it was over, and tiers entered before the signals they name rose (P8). */
export function* early(view: Examined): Iterable<number> {
  const lengthOfNode = shortest(view);
  const waits = view.engine.db.sql(
    `SELECT d.id, d.at, x.at AS leftAt, e.strategy, d.node FROM decisions d CROSS JOIN decision_ends x ON x.id = d.id
     CROSS JOIN episodes e ON e.id = d.episode
     WHERE (d.kind = 'wait' AND x.port = 'next') OR (d.kind = 'waitFor' AND x.port = 'timeout') OR (d.kind = 'task' AND x.port = 'expired')`,
  );
  for (const row of waits.iterate()) {
    const ms = lengthOfNode(String(row["strategy"]), String(row["node"]));
    if (ms !== null && Number(row["leftAt"]) < Number(row["at"]) + ms) yield Number(row["id"]);
  }
  for (const row of view.engine.db
    .sql("SELECT id, at, evidence FROM decisions WHERE kind = 'tier' AND evidence IS NOT NULL")
    .iterate()) {
    const evidence = JSON.parse(String(row["evidence"])) as Record<string, { since?: number | null }>;
    if (Object.values(evidence).some(({ since }) => (since ?? 0) > Number(row["at"]))) yield Number(row["id"]);
  }
}

/** Episodes lost by time before the window of their goal was over (P8). */
export function* lostEarly({ engine, history }: Examined): Iterable<string> {
  const rows = engine.db.sql("SELECT id, strategy, opened_at, ended_at FROM episodes WHERE reason = 'windowPassed'");
  for (const row of rows.iterate()) {
    const windows = history.plansOf(String(row["strategy"])).map((plan) => plan.goal.withinMs);
    if (windows.length > 0 && Number(row["ended_at"]) < Number(row["opened_at"]) + Math.min(...windows))
      yield `episode ${row["id"]}`;
  }
}
