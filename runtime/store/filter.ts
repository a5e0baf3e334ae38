// A filter over event hashes: says of almost every event that was never added that it was not. The split block Bloom filter of Apache
// Parquet (Impala and Arrow use it too): one block of 32 bytes an event, one bit in each of its eight words, so that a
// question costs one cache line. With 16 bits an event about 1 in 1,000 strangers is let through (Putze, Sanders, Singler 2009).

/** A filter. Hashes are words at `offset`: the third chooses the block, the fourth its bits. */
export interface Filter {
  add(hashes: Uint32Array, offset: number): void;
  mayHave(hashes: Uint32Array, offset: number): boolean;
  readonly blockCount: number;
  readonly bytes: Buffer;
}

const BITS_PER_EVENT = 16;
const BLOCK_WORDS = 8;
const BLOCK_BITS = BLOCK_WORDS * 32;
/** Odd multipliers of the Parquet format. */
const SALTS = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31] as const;

/** An empty filter for so many events. */
export function createFilter(eventCount: number): Filter {
  const blockCount = Math.max(1, Math.ceil((eventCount * BITS_PER_EVENT) / BLOCK_BITS));
  return filterOver(new Uint32Array(blockCount * BLOCK_WORDS));
}

/** Bytes of a filter of so many blocks. */
export function filterBytes(blockCount: number): number {
  return blockCount * BLOCK_WORDS * 4;
}

/** The filter whose bytes were kept. */
export function readFilter(bytes: Buffer): Filter {
  const words = new Uint32Array(bytes.length / 4);
  Buffer.from(words.buffer).set(bytes);
  return filterOver(words);
}

function filterOver(words: Uint32Array): Filter {
  const blockCount = words.length / BLOCK_WORDS;
  const startOf = (hashes: Uint32Array, offset: number) =>
    Math.floor(((hashes[offset + 2] as number) / 2 ** 32) * blockCount) * BLOCK_WORDS;
  const bitOf = (hash: number, salt: number) => 1 << (Math.imul(hash, salt) >>> 27);
  return {
    blockCount,
    bytes: Buffer.from(words.buffer),
    add: (hashes, offset) => {
      const start = startOf(hashes, offset);
      for (const [at, salt] of SALTS.entries())
        words[start + at] = (words[start + at] as number) | bitOf(hashes[offset + 3] as number, salt);
    },
    mayHave: (hashes, offset) => {
      const start = startOf(hashes, offset);
      const hash = hashes[offset + 3] as number;
      for (let at = 0; at < BLOCK_WORDS; at += 1)
        if (((words[start + at] as number) & bitOf(hash, SALTS[at] as number)) === 0) return false;
      return true;
    },
  };
}
