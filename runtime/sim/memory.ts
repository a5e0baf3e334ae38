// What has been seen in the ledgers: every committed row is looked at once, and nothing that was ever seen may change or go,
// whatever happens to the process. The rules here are those of single rows; the doctor has those of the whole.
import type { Engine } from "#runtime/engine/engine.ts";
import { isPending, sendOf } from "#runtime/engine/send.ts";
import type { Row } from "#runtime/store/engine-db.ts";
import { lastKey } from "#shared/flow/assess.ts";
import { learnerOfId } from "#shared/flow/episode.ts";
import { hasNextThing } from "#shared/flow/touch.ts";
import { stateRanks } from "#shared/outcome/lattice.ts";

/** The ledgers as seen so far. `check` gives what is wrong with the rows that came since. */
export class Memory {
  readonly #decisions = new Map<number, string>();
  readonly #ends = new Map<number, string>();
  readonly #ranks = new Map<number, number>();
  #decisionN = 0;
  #endN = 0;
  #receiptN = 0;

  /** Decisions seen so far. */
  get decisionCount(): number {
    return this.#decisions.size;
  }

  /** Looks at the rows that were committed since the last look. */
  check(engine: Engine): string[] {
    const touched = new Set<number>();
    const wrong: string[] = [];
    for (const row of engine.db.sql("SELECT * FROM decisions WHERE n > ? ORDER BY n").all(this.#decisionN)) {
      this.#decisionN = Number(row.n);
      wrong.push(...this.#decision(row));
      touched.add(Number(row.id));
    }
    for (const row of engine.db.sql("SELECT * FROM decision_ends WHERE n > ? ORDER BY n").all(this.#endN)) {
      this.#endN = Number(row.n);
      wrong.push(...this.#end(row));
      touched.add(Number(row.id));
    }
    for (const row of engine.db.sql("SELECT id, send FROM receipts WHERE id > ? ORDER BY id").all(this.#receiptN)) {
      this.#receiptN = Number(row.id);
      touched.add(Number(row.send));
    }
    for (const id of touched) wrong.push(...this.#send(engine, id));
    for (const learner of new Set([...touched].map(learnerOfId))) wrong.push(...episodesOf(engine, learner));
    return wrong;
  }

  /** After a restart everything is looked at again: all that was seen must be there. */
  recheck(engine: Engine): string[] {
    [this.#decisionN, this.#endN, this.#receiptN] = [0, 0, 0];
    const wrong = this.check(engine);
    const has = (sql: string) =>
      new Set(
        engine.db
          .sql(sql)
          .all()
          .map((row) => Number(row.id)),
      );
    const decisions = has("SELECT id FROM decisions");
    const ends = has("SELECT id FROM decision_ends");
    for (const [id, text] of this.#decisions) if (!decisions.has(id)) wrong.push(`decision ${id} ${text} is gone`);
    for (const [id, text] of this.#ends) if (!ends.has(id)) wrong.push(`end of ${id} ${text} is gone`);
    return wrong;
  }

  #decision(row: Row): string[] {
    const { id, episode, tier, node, kind, variant, at } = row;
    return keep(this.#decisions, Number(id), `${episode}/${tier}/${node} ${kind} ${variant} at ${at}`);
  }

  #end({ id, port, reason, at }: Row): string[] {
    return keep(this.#ends, Number(id), `${port} ${reason} at ${at}`);
  }

  /** A send moves up the lattice only; what was withheld never leaves; its instants are in order. */
  #send(engine: Engine, id: number): string[] {
    const row = engine.db.sql("SELECT * FROM sends WHERE id = ?").get(id);
    if (row === undefined) return [];
    const send = sendOf(row);
    const { state, acceptedAt } = send.outcome;
    const before = this.#ranks.get(id) ?? 0;
    const rank = isPending(send) ? 0 : stateRanks[state];
    this.#ranks.set(id, rank);
    const wrong: string[] = [];
    if (rank < before) wrong.push(`send ${id} fell from rank ${before} to ${state}`);
    if (send.withheld !== null && (send.attempts > 0 || acceptedAt !== null || send.transport !== null))
      wrong.push(`send ${id} was withheld and left`);
    if ((send.sendingAt ?? send.decidedAt) < send.decidedAt) wrong.push(`send ${id} left before it was decided`);
    return wrong;
  }
}

function keep(known: Map<number, string>, id: number, text: string): string[] {
  const before = known.get(id);
  known.set(id, text);
  return before === undefined || before === text ? [] : [`${id} was ${before}, now ${text}`];
}

/** A learner's open episodes: one a subject, each with something that will move it, paths on nodes of their version. */
function episodesOf({ world }: Engine, learner: number): string[] {
  const wrong: string[] = [];
  const subjects = new Set<string>();
  for (const episode of world.episodes.get(learner) ?? []) {
    const { id, strategy, subject, version, paths, ran } = episode;
    const key = lastKey(strategy, subject);
    if (subjects.has(key)) wrong.push(`episode ${id} is the second of ${key}`);
    subjects.add(key);
    if (!hasNextThing(world, learner, episode)) wrong.push(`episode ${id} waits for nothing`);
    const plan = world.program.byId.get(strategy)?.versions.get(version);
    for (const { node } of paths)
      if (plan?.nodes.has(node) !== true) wrong.push(`episode ${id} stands at ${node}, which is not there`);
    if (new Set(ran).size !== ran.length) wrong.push(`episode ${id} ran a node twice`);
    if (new Set(paths.map(({ decision }) => decision)).size !== paths.length) wrong.push(`episode ${id} waits twice`);
  }
  return wrong;
}
