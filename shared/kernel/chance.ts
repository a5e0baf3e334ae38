// Chance without a random source: a keyed hash of names, the same in every engine, replay and browser.
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** A uniform integer 0..2^32-1 drawn from the names, which are length-prefixed so that ("a","bc") differs from ("ab","c"). */
export function draw(...names: string[]): number {
  const digest = sha256(utf8ToBytes(names.map((name) => `${name.length}:${name}`).join("|")));
  return new DataView(digest.buffer, digest.byteOffset, 4).getUint32(0);
}

/** The bucket 0..9999 of a learner under a salt. Bias below 3e-6, since 2^32 is not a multiple of 10,000. */
export function bucketOf(salt: string, learner: string): number {
  return Math.floor((draw(salt, learner) / 2 ** 32) * 10_000);
}

/** A weighted option; weights are basis points. */
export interface Weighted {
  id: string;
  weight: number;
}

/** Picks the option whose weight interval holds the bucket; null where the weights do not reach it. Order is the options' own. */
export function pickWeighted(options: readonly Weighted[], bucket: number): string | null {
  let edge = 0;
  for (const option of options) {
    edge += option.weight;
    if (bucket < edge) return option.id;
  }
  return null;
}
