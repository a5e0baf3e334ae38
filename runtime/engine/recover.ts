// Recovery: state from blocks, the tail of the log replayed over it, what was committed compared and the rest applied.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { StoreDamaged } from "#runtime/store/engine-db.ts";
import { assert } from "#shared/kernel/issue.ts";
import type { Applier } from "./apply.ts";
import { BLOCK_LEARNERS, blockOf, decodeBlock } from "./blocks.ts";
import type { Engine } from "./engine.ts";
import { countOf } from "./lines.ts";
import type { Settlement } from "./logged.ts";
import { lastLineBefore } from "./send-place.ts";
import type { Writer } from "./writer.ts";

/** The tombstone of an erased learner: a keyed hash, so that nobody without the key can ask for a name. */
export function eraseToken(secret: Uint8Array, learner: string): string {
  return bytesToHex(hmac(sha256, secret, utf8ToBytes(`erased:${learner}`)));
}

function meta(engine: Engine, key: string): number {
  const row = engine.db.sql("SELECT value FROM meta WHERE key = ?").get(key);
  return row === undefined ? 0 : Number(row["value"]);
}

/** Brings a freshly opened engine to the end of its log. */
export function recover(engine: Engine, applier: Applier, writer: Writer): void {
  const appliedSeq = meta(engine, "appliedSeq");
  const replayFrom = meta(engine, "replayFrom") || 1;
  assert(appliedSeq <= engine.log.lastSeq, "the store is ahead of the log", {
    appliedSeq,
    lastSeq: engine.log.lastSeq,
  });
  loadLearners(engine);
  writer.start(appliedSeq, engine.world.facts.ids.length);
  const blockSeqs = loadBlocks(engine);
  engine.measures.load(engine.now());
  engine.outbox.load();
  for (const frame of engine.log.read(replayFrom)) {
    if (frame.seq <= appliedSeq) applier.replay(frame, blockSeqs);
    else applier.apply(frame);
    writer.applied(frame.seq, countOf(frame.entries));
  }
  engine.commit();
  resumeSandbox(engine);
  // Nobody knows what became of a request that had left.
  const lost = engine.outbox.pending().filter(({ outcome }) => outcome.state === "sending");
  engine.settle(
    lost.map((send) => engine.dispatcher.recover(send, engine.now())).filter((one): one is Settlement => one !== null),
  );
}

/** Learners read at once: as one JSON text they cost a third of what they do row by row. */
const LEARNERS_AT_ONCE = 4096;

function loadLearners({ db, world: { facts } }: Engine): void {
  const read = db.sql(
    `SELECT min(ix) AS first, max(ix) AS last, json_group_array(iif(is_erased = 1, '', id)) AS names
     FROM (SELECT ix, id, is_erased FROM learners WHERE ix >= ? ORDER BY ix LIMIT ${LEARNERS_AT_ONCE})`,
  );
  for (;;) {
    const count = facts.ids.length;
    const row = read.get(count);
    const names = JSON.parse(String(row?.["names"])) as string[];
    if (names.length === 0) return;
    const isWhole = row?.["first"] === count && row["last"] === count + names.length - 1;
    assert(isWhole, "learner rows have no gaps", { count, first: row?.["first"], last: row?.["last"] });
    for (const name of names) {
      const id = facts.aliases.has(name) ? "" : name;
      facts.ids.push(id);
      if (id !== "") facts.ixOf.set(id, facts.ids.length - 1);
    }
  }
}

/** Reads the state; learners whose block does not hold them yet are born when the log is replayed. */
function loadBlocks(engine: Engine): Map<number, number> {
  const { ids } = engine.world.facts;
  const seqs = new Map<number, number>();
  const held = new Map<number, number>();
  for (const row of engine.db.sql("SELECT block, seq, data FROM blocks").iterate()) {
    const block = Number(row["block"]);
    try {
      held.set(block, decodeBlock(engine.world, block, String(row["data"])));
    } catch (error) {
      throw new StoreDamaged(`engine.db: the state of block ${block} is damaged`, { cause: error });
    }
    seqs.set(block, Number(row["seq"]));
  }
  for (let learner = 0; learner < ids.length; learner += 1) {
    const isHeld = learner % BLOCK_LEARNERS < (held.get(blockOf(learner)) ?? 0);
    if (!isHeld && ids[learner] !== "") engine.world.unborn.add(learner);
  }
  return seqs;
}

/** How long after acceptance the sandbox may still imitate a receipt. */
const SANDBOX_TAIL_MS = 7 * 86_400_000;

/** Receipts that the sandbox still owes are planned again, from the same keyed hash; those planned during the replay are among them. Comes before anything else waits to be logged. */
function resumeSandbox(engine: Engine): void {
  engine.dispatcher.dropImitated();
  const since = engine.now() - SANDBOX_TAIL_MS;
  // In the order in which sends were settled: what lies further back is not read, however long the ledger is.
  const rows = engine.db
    .sql(
      `SELECT s.id FROM send_lines l CROSS JOIN sends s ON s.id = l.send
       WHERE l.n > ? AND s.transport = 'sandbox' AND s.accepted_at > ?`,
    )
    .all(lastLineBefore(engine.db, since), since);
  for (const row of rows) {
    const send = engine.outbox.get(Number(row["id"]));
    if (send?.outcome.acceptedAt !== null && send !== null)
      engine.dispatcher.imitate(send, send.outcome.acceptedAt ?? 0);
  }
}
