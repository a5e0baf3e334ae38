// The writer: one transaction for the consequences of frames, and blocks of state written behind, oldest change first.
import type { EngineDb } from "#runtime/store/engine-db.ts";
import type { World } from "#shared/flow/world.ts";
import { BLOCK_LEARNERS, encodeBlock } from "./blocks.ts";
import type { Counters } from "./counters.ts";
import { type Globals, saveGlobals } from "./globals.ts";
import type { Journal } from "./journal.ts";
import type { Measures } from "./measures.ts";
import type { Outbox } from "./outbox.ts";
import type { Profiles } from "./profile.ts";
import type { Rollup } from "./rollup.ts";

/** What the writer writes. */
export interface Writable {
  db: EngineDb;
  world: World;
  globals: Globals;
  journal: Journal;
  outbox: Outbox;
  profiles: Profiles;
  counters: Counters;
  rollup: Rollup;
  measures: Measures;
  now(): number;
}

/** Blocks written in one commit: so many at least, and one more for so many items of the commit. */
const BLOCKS_PER_COMMIT = 32;
const ITEMS_PER_BLOCK = 40;
/** A block is written once so many items have been logged since it changed: what a restart replays at most, about. */
const BLOCK_AGE_ITEMS = 100_000;

/** Commits and write-behind. */
export class Writer {
  readonly #from: Writable;
  /** Blocks changed since they were last written, with the first frame that changed them and the items logged before. */
  readonly #changed = new Map<number, { seq: number; items: number }>();
  #items = 0;
  #committedItems = 0;
  #savedLearners = 0;
  appliedSeq = 0;
  #committedSeq = 0;

  constructor(from: Writable) {
    this.#from = from;
  }

  /** Starts from what the store holds. */
  start(appliedSeq: number, savedLearners: number): void {
    this.appliedSeq = appliedSeq;
    this.#committedSeq = appliedSeq;
    this.#savedLearners = savedLearners;
  }

  /** A frame of so many items has been applied in memory. */
  applied(seq: number, items: number): void {
    this.appliedSeq = Math.max(this.appliedSeq, seq);
    const { changedPages } = this.#from.world;
    for (const block of changedPages)
      if (!this.#changed.has(block)) this.#changed.set(block, { seq, items: this.#items });
    this.#items += items + 1;
    changedPages.clear();
  }

  /** Writes everything gathered; after a school-wide change also all state, so that no tail replay crosses one. The log, synced before, outlives a power cut in its place. */
  commit(isSchoolChanged: boolean): void {
    const { journal, outbox, profiles, counters, db } = this.#from;
    const isNothing = journal.rowCount === 0 && !outbox.isChanged && !profiles.isChanged && !counters.isChanged;
    if (isNothing && !isSchoolChanged && this.appliedSeq === this.#committedSeq) return;
    const blocks = isSchoolChanged ? this.#allBlocks() : this.#oldBlocks();
    db.hand(() => this.#write(blocks, isSchoolChanged));
    this.#committedSeq = this.appliedSeq;
    this.#committedItems = this.#items;
  }

  /** Writes everything, state included. */
  flushAll(): void {
    const blocks = [...this.#changed.keys()];
    this.#from.db.transact(() => this.#write(blocks, false), true);
    this.#committedSeq = this.appliedSeq;
  }

  #write(blocks: readonly number[], isSchoolChanged: boolean): void {
    const { journal, outbox, profiles, counters, db, world, globals } = this.#from;
    this.#writeLearners();
    journal.save();
    this.#from.measures.save(this.#from.now());
    outbox.save();
    profiles.save();
    counters.save(db);
    this.#from.rollup.save(db);
    const write = db.sql(
      "INSERT INTO blocks (block, seq, data) VALUES (?, ?, ?) ON CONFLICT (block) DO UPDATE SET seq = excluded.seq, data = excluded.data",
    );
    for (const block of blocks) {
      write.run(block, this.appliedSeq, encodeBlock(world, block));
      this.#changed.delete(block);
    }
    if (isSchoolChanged) saveGlobals(db, world, globals, this.appliedSeq);
    const meta = db.sql(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    );
    meta.run("appliedSeq", String(this.appliedSeq));
    meta.run("replayFrom", String(Math.min(this.appliedSeq + 1, ...[...this.#changed.values()].map(({ seq }) => seq))));
  }

  #writeLearners(): void {
    const { ids } = this.#from.world.facts;
    const write = this.#from.db.sql(
      "INSERT OR IGNORE INTO learners (ix, id, created_at, is_erased) VALUES (?, ?, ?, ?)",
    );
    const free = this.#from.db.sql(
      "UPDATE learners SET id = '', is_erased = 1 WHERE id = ? AND is_erased = 0 AND ix <> ?",
    );
    const now = this.#from.now();
    for (; this.#savedLearners < ids.length; this.#savedLearners += 1) {
      const id = ids[this.#savedLearners] as string;
      // Erased and seen again within one commit: the old row still holds the name.
      if (id !== "") free.run(id, this.#savedLearners);
      write.run(this.#savedLearners, id, now, id === "" ? 1 : 0);
    }
  }

  #allBlocks(): number[] {
    const count = Math.ceil(this.#from.world.facts.ids.length / BLOCK_LEARNERS);
    return Array.from({ length: count }, (_, block) => block);
  }

  /** Blocks that have waited long enough, oldest change first. */
  #oldBlocks(): number[] {
    const due: number[] = [];
    const most = BLOCKS_PER_COMMIT + (this.#items - this.#committedItems) / ITEMS_PER_BLOCK;
    for (const [block, since] of this.#changed) {
      if (this.#items - since.items < BLOCK_AGE_ITEMS || due.length >= most) break;
      due.push(block);
    }
    return due;
  }
}
