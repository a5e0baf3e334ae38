// The timers: when each learner is next looked at, and the paths that wait, each with the instant at which time alone moves it.
import { Look } from "#shared/flow/look.ts";
import { passagesOf } from "#shared/flow/touch.ts";
import type { Engine } from "./engine.ts";
import { isoOf, type PublicRow } from "./ledger-columns.ts";

/** Learners looked at for one page at most, so that a page over a silent school stays short. */
const MOST_LOOKED_AT = 20_000;

/** The waiting paths of a learner. */
export function waitingOf({ world }: Engine, learner: number, now: number): PublicRow[] {
  return passagesOf(new Look(world, learner, now), []).flatMap((passage) =>
    passage.episode.paths.map((path) => ({
      strategy: passage.strategy.id,
      subject: passage.episode.subject,
      episode: passage.episode.number,
      tier: passage.episode.tier,
      node: path.node,
      decision: String(path.decision),
      enteredAt: isoOf(path.enteredAt),
      dueAt: isoOf(passage.pathDueAt(path)),
      isHeld: path.held !== undefined,
    })),
  );
}

function timerOf(engine: Engine, learner: number, id: string, now: number): PublicRow | null {
  const dueAt = isoOf(engine.world.dueAt.get(learner));
  const waiting = waitingOf(engine, learner, now);
  return dueAt === null && waiting.length === 0 ? null : { learner: id, dueAt, waiting };
}

/** The timers of learners after a row, at most `limit`, and the row looked at last: null at the end. */
export function readTimers(
  engine: Engine,
  after: number,
  limit: number,
  only: number | null,
): { rows: PublicRow[]; last: number | null } {
  const { ids } = engine.world.facts;
  const now = engine.now();
  const rows: PublicRow[] = [];
  const end = only === null ? ids.length : only + 1;
  const start = only === null ? after + 1 : Math.max(only, after + 1);
  for (let learner = start; learner < end; learner += 1) {
    const id = ids[learner] ?? "";
    const row = id === "" ? null : timerOf(engine, learner, id, now);
    if (row !== null) rows.push(row);
    const isEnough = rows.length === limit || learner - start >= MOST_LOOKED_AT;
    if (isEnough && learner + 1 < end) return { rows, last: learner };
  }
  return { rows, last: null };
}
