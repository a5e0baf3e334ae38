import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { HASH_WORDS, hashBody, hashId } from "./identity.ts";

function idHash(source: string, id: string): string {
  const out = new Uint32Array(4);
  hashId(source, id, out, 0);
  return hex(out);
}

function bodyHash(value: unknown): string {
  const out = new Uint32Array(2);
  hashBody(value, out, 0);
  return hex(out);
}

function hex(words: Uint32Array): string {
  return [...words].map((word) => word.toString(16).padStart(8, "0")).join("");
}

/** The same value with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const NAMES = fc.constantFrom("", "a", "b", "ab", "ba", "at", "学习", "__proto__", "constructor", "0", "1");
const LEAVES = [
  fc.constantFrom(null, true, false, 0, 1, -1, 2, "", "0", "1", "true", "null", "a", "\0", "\0\0"),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.string({ unit: "binary" }),
] as const;
const { json: JSON_VALUES } = fc.letrec((tie) => ({
  json: fc.oneof({ maxDepth: 4, depthSize: "small" }, ...LEAVES, tie("array"), tie("object")),
  array: fc.array(tie("json"), { maxLength: 4 }),
  object: fc
    .uniqueArray(fc.tuple(NAMES, tie("json")), { selector: ([name]) => name, maxLength: 4 })
    .map((pairs) => Object.fromEntries(pairs)),
}));

test("a body hash ignores the order of keys and white space", () => {
  fc.assert(
    fc.property(JSON_VALUES, (value) => {
      expect(bodyHash(reversed(value))).toBe(bodyHash(value));
      expect(bodyHash(JSON.parse(JSON.stringify(value, null, 3)))).toBe(bodyHash(value));
    }),
  );
});

test("two bodies hash alike exactly when their canonical JSON is equal", () => {
  fc.assert(
    fc.property(JSON_VALUES, JSON_VALUES, (one, other) => {
      expect(bodyHash(one) === bodyHash(other)).toBe(canonicalJson(one) === canonicalJson(other));
    }),
    { numRuns: 2000 },
  );
});

test("any single changed leaf, added member or moved item shows", () => {
  const change = fc.tuple(JSON_VALUES, JSON_VALUES, JSON_VALUES);
  fc.assert(
    fc.property(change, NAMES, ([before, after, beside], name) => {
      fc.pre(canonicalJson(before) !== canonicalJson(after));
      expect(bodyHash([beside, before])).not.toBe(bodyHash([beside, after]));
      expect(bodyHash([before, after])).not.toBe(bodyHash([after, before]));
      expect(bodyHash({ [`${name}.`]: before, beside })).not.toBe(bodyHash({ [`${name}.`]: after, beside }));
      expect(bodyHash({ beside, x: before, y: after })).not.toBe(bodyHash({ beside, x: after, y: before }));
      expect(bodyHash({ beside })).not.toBe(bodyHash({ beside, [`${name}.`]: after }));
    }),
  );
});

const lookAlikes = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2 ** 32,
  2 ** 32 + 1,
  -(2 ** 32),
  2 ** 53,
  2 ** 53 + 2,
  2 ** -32,
  2 ** -33,
  2 ** -64,
  2 ** -65,
  -(2 ** -65),
  1e300,
  5e-324,
  1e21,
  0.1,
  0.2,
  0.1 + 0.2,
  0.3,
  "",
  "\0",
  "\0\0",
  "0",
  "1",
  "1.5",
  "true",
  "null",
  "1e+300",
  "[]",
  "{}",
  "ab",
  "ba",
  "\u8000",
  "\u8000\u8000",
  [],
  [[]],
  [[], []],
  [null],
  [0],
  [1, 2],
  [2, 1],
  [[1], 2],
  [1, [2]],
  [[1, 2]],
  {},
  [{}],
  { "": null },
  { a: null },
  { a: {} },
  { a: [] },
  { a: 1 },
  { a: "1" },
  { a: true },
  { b: 1 },
  { a: 1, b: 2 },
  { a: 2, b: 1 },
  { a: { b: 1 } },
  { ab: 1 },
];

test("look-alikes of every type differ", () => {
  expect(new Set(lookAlikes.map(bodyHash)).size).toBe(lookAlikes.length);
  expect(bodyHash(-0)).toBe(bodyHash(0));
  expect(bodyHash({ a: 1, b: undefined })).toBe(bodyHash({ a: 1 }));
});

test("what JSON cannot hold is refused", () => {
  expect(() => bodyHash({ a: Number.NaN })).toThrow("not a JSON number");
  expect(() => bodyHash({ a: 1n })).toThrow("not a JSON value");
});

test("a body nested 32 deep is hashed to its innermost leaf", () => {
  const nested = (leaf: unknown): unknown =>
    Array.from({ length: 32 }).reduce<unknown>((inner) => ({ inner: [inner] }), leaf);
  expect(bodyHash(nested(1))).not.toBe(bodyHash(nested(2)));
});

test("an id hash keeps source and id apart", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), fc.nat(), (source, id, cut) => {
      const joined = source + id;
      const at = cut % (joined.length + 1);
      const isSame = at === source.length;
      expect(idHash(joined.slice(0, at), joined.slice(at)) === idHash(source, id)).toBe(isSame);
    }),
  );
});

test("a million sequential ids collide in no half of the hash, and every bit is set half the time", () => {
  const count = 1_000_000;
  const out = new Uint32Array(4);
  const low = new BigUint64Array(count);
  const high = new BigUint64Array(count);
  const halves = new BigUint64Array(out.buffer);
  const ones = new Float64Array(128);
  for (let index = 0; index < count; index += 1) {
    hashId("lms", `evt-${index}`, out, 0);
    low[index] = halves[0] as bigint;
    high[index] = halves[1] as bigint;
    if (index % 10 === 0) countBits(out, ones);
  }
  for (const column of [low, high]) expect(repeats(column.sort())).toBe(0);
  for (const set of ones) expect(Math.abs(set / (count / 10) - 0.5)).toBeLessThan(0.01);
});

function countBits(words: Uint32Array, ones: Float64Array): void {
  for (let bit = 0; bit < 128; bit += 1)
    ones[bit] = (ones[bit] as number) + (((words[bit >> 5] as number) >>> (bit & 31)) & 1);
}

function repeats(sorted: BigUint64Array): number {
  let count = 0;
  for (let index = 1; index < sorted.length; index += 1) if (sorted[index] === sorted[index - 1]) count += 1;
  return count;
}

test("a hundred thousand bodies that differ in one number collide nowhere", () => {
  const hashes = Array.from({ length: 100_000 }, (_, index) =>
    bodyHash({ type: "lesson.viewed", at: 1_700_000_000_000 + index, data: { minutes: 5 } }),
  );
  expect(new Set(hashes).size).toBe(hashes.length);
});

test("hashes are written at their offset and nowhere else", () => {
  const out = new Uint32Array(3 * HASH_WORDS).fill(7);
  hashId("lms", "1", out, HASH_WORDS);
  hashBody({ a: [1, { b: "c" }] }, out, HASH_WORDS + 4);
  expect([...out.subarray(0, HASH_WORDS)]).toEqual(Array(HASH_WORDS).fill(7));
  expect([...out.subarray(2 * HASH_WORDS)]).toEqual(Array(HASH_WORDS).fill(7));
});

test("the hashes a log already holds stay what they are", () => {
  expect(idHash("lms", "evt-1")).toBe("d7cdaf6bd571505f4232c93219f604ad");
  expect(idHash("", "")).toBe("569366e1c83f514926b135e5f9b129ee");
  expect(bodyHash({ type: "视频", at: 1.5, ok: true, none: null, list: [1, "1", -1e300] })).toBe("c2038e25a381f546");
});
