// Remembers every event of the promised window by its two hashes, so that a repeat is told from a new event without a disk read.
// Memory: 26 bytes a slot, 43 to 65 bytes per event held (load 0.6 down to 0.4); an expired event keeps its slot until its shard
// is next rebuilt. Ten million events in 35 days are about 0.6 GB.
import { HASH_WORDS } from "#shared/event/identity.ts";
import { assert } from "#shared/kernel/issue.ts";

/** What is known of an event: nothing, the same body, or another body under the same id. */
export type Sighting = "new" | "same" | "conflict";

/** The window. Hashes are `HASH_WORDS` words at `offset` (identity.ts); instants are UTC ms from 1970 to 2149. */
export interface Dedup {
  /** What is known of an event, as of the last `expire`. */
  check(hashes: Uint32Array, offset: number): Sighting;
  /** Remembers an event; an id known already takes the new body and instant. */
  add(hashes: Uint32Array, offset: number, receivedAt: number): void;
  /** Moves the window on: exact for `windowMs` after `receivedAt`, forgotten less than a day later. A step back changes nothing. */
  expire(nowAt: number): void;
  /** The events remembered now, a shard at a time: `RECORD_WORDS` words each (hashes, day of receipt), in order of the second word. */
  shards(): Iterable<Uint32Array>;
  /** Events remembered now. */
  readonly count: number;
  /** Bytes of the tables. */
  readonly bytes: number;
}

// Many small tables instead of one: growing or clearing out one of them is a pause of a few ms even with ten million events.
interface Shard {
  words: Uint32Array;
  /** Day of receipt + 1 of each slot; 0 is a free slot. */
  days: Uint16Array;
  usedCount: number;
}

const DAY_MS = 86_400_000;
/** Shards, by the lowest bits of the first word. */
export const SHARD_COUNT = 256;
/** Words of an event where it is written out. */
export const RECORD_WORDS = HASH_WORDS + 1;
const MIN_SLOTS = 32;
const SLOT_BYTES = HASH_WORDS * 4 + 2;
const MAX_LOAD = 0.6;
const REBUILT_LOAD = 0.4;
const LAST_DAY = 0xffff - 1;

/** An empty window. */
export function createDedup({ windowMs = 35 * DAY_MS }: { windowMs?: number } = {}): Dedup {
  const shards = Array.from({ length: SHARD_COUNT }, () => emptyShard(MIN_SLOTS));
  const countByDay = new Uint32Array(LAST_DAY + 1);
  let slotCount = SHARD_COUNT * MIN_SLOTS;
  let count = 0;
  let firstDay = 0;

  function tally(day: number, change: number): void {
    countByDay[day] = (countByDay[day] as number) + change;
    count += change;
  }

  function shardOf(hashes: Uint32Array, offset: number): Shard {
    return shards[(hashes[offset] as number) & (SHARD_COUNT - 1)] as Shard;
  }

  return {
    check(hashes, offset) {
      const { days, words } = shardOf(hashes, offset);
      const slot = slotOf(days, words, hashes, offset);
      if ((days[slot] as number) <= firstDay) return "new";
      const isSameBody =
        words[slot * HASH_WORDS + 4] === hashes[offset + 4] && words[slot * HASH_WORDS + 5] === hashes[offset + 5];
      return isSameBody ? "same" : "conflict";
    },
    add(hashes, offset, receivedAt) {
      const day = Math.floor(receivedAt / DAY_MS);
      if (!(day >= 0 && day <= LAST_DAY)) assert(false, "an instant the window cannot hold", { receivedAt });
      if (day < firstDay) return;
      const shard = shardOf(hashes, offset);
      if (shard.usedCount >= shard.days.length * MAX_LOAD) {
        slotCount -= shard.days.length;
        rebuild(shard, firstDay);
        slotCount += shard.days.length;
      }
      const { days, words } = shard;
      const slot = slotOf(days, words, hashes, offset);
      const known = days[slot] as number;
      if (known === 0) shard.usedCount += 1;
      else if (known > firstDay) tally(known - 1, -1);
      tally(day, 1);
      days[slot] = day + 1;
      copySlot(hashes, offset, words, slot);
    },
    expire(nowAt) {
      const day = Math.floor((nowAt - windowMs) / DAY_MS);
      if (day <= firstDay) return;
      for (; firstDay < day; firstDay += 1) count -= countByDay[firstDay] ?? 0;
    },
    *shards() {
      for (const shard of shards) yield recordsOf(shard, firstDay);
    },
    get count() {
      return count;
    },
    get bytes() {
      return slotCount * SLOT_BYTES;
    },
  };
}

function emptyShard(slots: number): Shard {
  return { words: new Uint32Array(slots * HASH_WORDS), days: new Uint16Array(slots), usedCount: 0 };
}

/** The slot that holds the id, live or expired, or else the free slot where it belongs. Some slot is always free. */
function slotOf(days: Uint16Array, words: Uint32Array, hashes: Uint32Array, offset: number): number {
  const a = hashes[offset] as number;
  const b = hashes[offset + 1] as number;
  let slot = Math.floor((b / 2 ** 32) * days.length);
  while (days[slot] !== 0) {
    const word = slot * HASH_WORDS;
    if (
      words[word + 1] === b &&
      words[word] === a &&
      words[word + 2] === hashes[offset + 2] &&
      words[word + 3] === hashes[offset + 3]
    )
      break;
    slot += 1;
    if (slot === days.length) slot = 0;
  }
  return slot;
}

function recordsOf({ days, words }: Shard, firstDay: number): Uint32Array {
  const slots: number[] = [];
  for (let slot = 0; slot < days.length; slot += 1) if ((days[slot] as number) > firstDay) slots.push(slot);
  slots.sort((one, other) => (words[one * HASH_WORDS + 1] as number) - (words[other * HASH_WORDS + 1] as number));
  const records = new Uint32Array(slots.length * RECORD_WORDS);
  for (const [at, slot] of slots.entries()) {
    copySlot(words, slot * HASH_WORDS, records, at, RECORD_WORDS);
    records[at * RECORD_WORDS + HASH_WORDS] = (days[slot] as number) - 1;
  }
  return records;
}

function rebuild(shard: Shard, firstDay: number): void {
  const { days, words } = shard;
  let liveCount = 0;
  for (const day of days) if (day > firstDay) liveCount += 1;
  const next = emptyShard(Math.max(MIN_SLOTS, Math.ceil(liveCount / REBUILT_LOAD)));
  for (let slot = 0; slot < days.length; slot += 1) {
    const day = days[slot] as number;
    if (day <= firstDay) continue;
    const target = slotOf(next.days, next.words, words, slot * HASH_WORDS);
    next.days[target] = day;
    copySlot(words, slot * HASH_WORDS, next.words, target);
  }
  shard.days = next.days;
  shard.words = next.words;
  shard.usedCount = liveCount;
}

function copySlot(from: Uint32Array, offset: number, to: Uint32Array, slot: number, slotWords = HASH_WORDS): void {
  const word = slot * slotWords;
  for (let index = 0; index < HASH_WORDS; index += 1) to[word + index] = from[offset + index] as number;
}
