// The two hashes that tell a repeated event from a new one: 128 bits of (source, id), 64 bits of the body. They are kept in
// the log, so the functions below are a format: change one and every remembered event looks new (vectors pin them in the test).
import { assert } from "#shared/kernel/issue.ts";

/** 32-bit words one event takes in a hash array: four of the id, then two of the body. */
export const HASH_WORDS = 6;

// One word of text is two UTF-16 units. A lane's step (xor, odd multiply, rotate, add) is a bijection of state and of word, so
// a single changed word always shows in every lane; lanes differ in multiplier and rotation, so no two cancel alike.
// The finalizer is that of MurmurHash3 (Austin Appleby, public domain).
const MULTIPLIER_A = 0x9e3779b1;
const MULTIPLIER_B = 0x85ebca77;
const MULTIPLIER_C = 0xc2b2ae3d;
const MULTIPLIER_D = 0x27d4eb2f;
const STEP = 0x6d2b79f5;

const TAG = { null: 1, false: 2, true: 3, int: 4, fraction: 5, number: 6, text: 7, array: 8, object: 9 } as const;

const TWO_32 = 2 ** 32;

/**
 * Writes the 128-bit hash of an event's identity into out[offset..offset+3]. The pair is hashed, not the joined text:
 * ("a", "bc") differs from ("ab", "c"). Text is taken as it stands (UTF-16 units, no normalization). Not cryptographic:
 * it keeps honest senders apart; one that holds a key and works at it may make an id that collides, also with another source's.
 */
export function hashId(source: string, id: string, out: Uint32Array, offset: number): void {
  out[offset] = source.length;
  out[offset + 1] = id.length;
  out[offset + 2] = source.length ^ 0x243f6a88;
  out[offset + 3] = id.length ^ 0x13198a2e;
  absorbFour(source, out, offset);
  absorbFour(id, out, offset);
  let a = lane(out, offset);
  let b = lane(out, offset + 1);
  let c = lane(out, offset + 2);
  let d = lane(out, offset + 3);
  a = (a + b + c + d) | 0;
  b = scramble((b + a) | 0);
  c = scramble((c + a) | 0);
  d = scramble((d + a) | 0);
  a = scramble(a);
  a = (a + b + c + d) | 0;
  out[offset] = a;
  out[offset + 1] = b + a;
  out[offset + 2] = c + a;
  out[offset + 3] = d + a;
}

/**
 * Writes the 64-bit hash of a parsed JSON value into out[offset..offset+1]. Values whose canonical JSON is equal hash alike (key
 * order, white space, 1.0 and 1, -0 and 0, a key that is `undefined` and an absent one); any other difference shows, up to
 * chance (2^-64). The caller bounds the depth (32); what JSON cannot hold is a bug and throws.
 */
export function hashBody(value: unknown, out: Uint32Array, offset: number): void {
  hashValue(value, out, offset, 0x3c6ef372, 0x54ff53a1);
}

function hashValue(value: unknown, out: Uint32Array, at: number, seedA: number, seedB: number): void {
  if (typeof value === "string") hashText(TAG.text, value, out, at, seedA, seedB);
  else if (typeof value === "number") hashNumber(value, out, at, seedA, seedB);
  else if (value === null) seal(TAG.null, 0, out, at, seedA, seedB);
  else if (typeof value === "boolean") seal(value ? TAG.true : TAG.false, 0, out, at, seedA, seedB);
  else if (Array.isArray(value)) hashArray(value, out, at, seedA, seedB);
  else if (typeof value === "object") hashObject(value as Record<string, unknown>, out, at, seedA, seedB);
  else assert(false, "not a JSON value", { type: typeof value });
}

function hashText(tag: number, text: string, out: Uint32Array, at: number, seedA: number, seedB: number): void {
  let a = seedA | 0;
  let b = seedB | 0;
  const last = text.length - 1;
  let index = 0;
  for (; index < last; index += 2) {
    const word = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    a = stepA(a, word);
    b = stepB(b, word);
  }
  if (index === last) {
    const word = text.charCodeAt(index);
    a = stepA(a, word);
    b = stepB(b, word);
  }
  seal(tag, text.length, out, at, a, b);
}

function hashArray(items: readonly unknown[], out: Uint32Array, at: number, seedA: number, seedB: number): void {
  let a = seedA ^ TAG.array;
  let b = seedB;
  for (let index = 0; index < items.length; index += 1) {
    hashValue(items[index] ?? null, out, at, a, b);
    a = lane(out, at);
    b = lane(out, at + 1);
  }
  seal(TAG.array, items.length, out, at, a, b);
}

// Members are hashed each on its own and added up: a sum knows no order.
function hashObject(record: Record<string, unknown>, out: Uint32Array, at: number, seedA: number, seedB: number): void {
  let sumA = 0;
  let sumB = 0;
  let count = 0;
  for (const key in record) {
    const item = record[key];
    if (item === undefined) continue;
    out[at] = key.length;
    out[at + 1] = key.length ^ 0x510e527f;
    absorbTwo(key, out, at);
    hashValue(item, out, at, lane(out, at), lane(out, at + 1));
    sumA = (sumA + lane(out, at)) | 0;
    sumB = (sumB + lane(out, at + 1)) | 0;
    count += 1;
  }
  seal(TAG.object, count, out, at, stepA(seedA, sumA), stepB(seedB, sumB));
}

// A number is hashed as fixed point of 53 bits before and 64 after the point, exact for nearly every number of an event and free
// of allocation; the steps take each part modulo 2^32 and the sign is sealed apart. The few it does not hold (1e300, 1e-9) go by
// their shortest text, which names a double exactly.
function hashNumber(value: number, out: Uint32Array, at: number, seedA: number, seedB: number): void {
  assert(Number.isFinite(value), "not a JSON number");
  const whole = Math.trunc(value);
  const high = (value - whole) * TWO_32;
  const low = (high - Math.trunc(high)) * TWO_32;
  if (!Number.isSafeInteger(whole) || low !== Math.trunc(low)) {
    hashText(TAG.number, String(value), out, at, seedA, seedB);
    return;
  }
  let a = stepA(stepA(seedA, whole), whole / TWO_32);
  let b = stepB(stepB(seedB, whole), whole / TWO_32);
  if (high !== 0) {
    a = stepA(stepA(a, high), low);
    b = stepB(stepB(b, high), low);
  }
  seal(high === 0 ? TAG.int : TAG.fraction, value < 0 ? 1 : 0, out, at, a, b);
}

function absorbTwo(text: string, out: Uint32Array, at: number): void {
  let a = lane(out, at);
  let b = lane(out, at + 1);
  const last = text.length - 1;
  let index = 0;
  for (; index < last; index += 2) {
    const word = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    a = stepA(a, word);
    b = stepB(b, word);
  }
  if (index === last) {
    const word = text.charCodeAt(index);
    a = stepA(a, word);
    b = stepB(b, word);
  }
  out[at] = a;
  out[at + 1] = b;
}

function absorbFour(text: string, out: Uint32Array, at: number): void {
  let a = lane(out, at);
  let b = lane(out, at + 1);
  let c = lane(out, at + 2);
  let d = lane(out, at + 3);
  const last = text.length - 1;
  for (let index = 0; index <= last; index += 2) {
    const word = index < last ? text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16) : text.charCodeAt(index);
    a = stepA(a, word);
    b = stepB(b, word);
    c = stepC(c, word);
    d = stepD(d, word);
  }
  out[at] = a;
  out[at + 1] = b;
  out[at + 2] = c;
  out[at + 3] = d;
}

// Signed, because V8 boxes an integer above 2^31 when it is passed on.
function lane(out: Uint32Array, at: number): number {
  return (out[at] as number) | 0;
}

function stepA(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, MULTIPLIER_A);
  return (((mixed << 13) | (mixed >>> 19)) + STEP) | 0;
}

function stepB(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, MULTIPLIER_B);
  return (((mixed << 17) | (mixed >>> 15)) + STEP) | 0;
}

function stepC(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, MULTIPLIER_C);
  return (((mixed << 11) | (mixed >>> 21)) + STEP) | 0;
}

function stepD(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, MULTIPLIER_D);
  return (((mixed << 19) | (mixed >>> 13)) + STEP) | 0;
}

function seal(tag: number, length: number, out: Uint32Array, at: number, seedA: number, seedB: number): void {
  const word = (length << 4) | tag;
  let a = stepA(seedA, word);
  let b = stepB(seedB, word);
  a = (a + b) | 0;
  b = scramble((b + a) | 0);
  a = (scramble(a) + b) | 0;
  out[at] = a;
  out[at + 1] = b + a;
}

function scramble(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
