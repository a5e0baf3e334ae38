import fc from "fast-check";
import { expect, test } from "vitest";
import { HASH_WORDS, hashBody, hashId } from "#shared/event/identity.ts";
import { createDedup, type Sighting } from "./dedup.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WINDOW_MS = 35 * DAY_MS;

function hashesOf(id: string, body: unknown): Uint32Array {
  const hashes = new Uint32Array(HASH_WORDS);
  hashId("lms", id, hashes, 0);
  hashBody(body, hashes, 4);
  return hashes;
}

/** Hashes that differ in the last id word only: all fall into one shard and one slot, so that probing is put to work. */
function crowded(id: number, body: number): Uint32Array {
  return Uint32Array.of(7, 0xffffffff, 0, id, 0, body);
}

function spread(id: number, body: number): Uint32Array {
  return hashesOf(`${id}`, body);
}

test("a repeat is told from a new event and from another body under its id", () => {
  const dedup = createDedup();
  expect(dedup.check(hashesOf("1", "a"), 0)).toBe("new");
  dedup.add(hashesOf("1", "a"), 0, 10 * DAY_MS);
  expect(dedup.check(hashesOf("1", "a"), 0)).toBe("same");
  expect(dedup.check(hashesOf("1", "b"), 0)).toBe("conflict");
  expect(dedup.check(hashesOf("2", "a"), 0)).toBe("new");
  expect(dedup.count).toBe(1);
});

test("an event is remembered to the end of its 35 days and forgotten a day later", () => {
  for (const receivedAt of [0, 1, DAY_MS - 1, 20_000 * DAY_MS, 20_000 * DAY_MS + 5 * HOUR_MS]) {
    const dedup = createDedup();
    dedup.expire(receivedAt);
    dedup.add(hashesOf("1", "a"), 0, receivedAt);
    dedup.expire(receivedAt + WINDOW_MS);
    expect(dedup.check(hashesOf("1", "a"), 0)).toBe("same");
    dedup.expire(receivedAt + WINDOW_MS + DAY_MS);
    expect(dedup.check(hashesOf("1", "a"), 0)).toBe("new");
    expect(dedup.count).toBe(0);
  }
});

test("hashes are read at their offset", () => {
  const dedup = createDedup();
  const batch = new Uint32Array([...hashesOf("1", "a"), ...hashesOf("2", "b")]);
  dedup.add(batch, HASH_WORDS, 0);
  expect(dedup.check(batch, 0)).toBe("new");
  expect(dedup.check(batch, HASH_WORDS)).toBe("same");
});

test("an instant before 1970 or after 2149 is a bug", () => {
  const dedup = createDedup();
  for (const receivedAt of [-1, Number.NaN, Date.UTC(2200, 0, 1)])
    expect(() => dedup.add(hashesOf("1", "a"), 0, receivedAt)).toThrow("cannot hold");
});

/** The window as a plain map, by the same days. */
function createOracle() {
  const known = new Map<number, { body: number; day: number }>();
  let firstDay = 0;
  const isLive = (id: number) => (known.get(id)?.day ?? -1) >= firstDay;
  return {
    check: (id: number, body: number): Sighting =>
      !isLive(id) ? "new" : known.get(id)?.body === body ? "same" : "conflict",
    add: (id: number, body: number, receivedAt: number) =>
      known.set(id, { body, day: Math.floor(receivedAt / DAY_MS) }),
    expire: (nowAt: number) => {
      firstDay = Math.max(firstDay, Math.floor((nowAt - WINDOW_MS) / DAY_MS));
    },
    count: () => [...known.keys()].filter(isLive).length,
  };
}

const EVENT = fc.record({ id: fc.nat(300), body: fc.nat(2), afterMs: fc.nat(20 * HOUR_MS), isForced: fc.boolean() });

test("it answers as a plain map does, whatever comes in, repeats and expires", () => {
  fc.assert(
    fc.property(fc.array(EVENT, { maxLength: 600, size: "max" }), fc.constantFrom(crowded, spread), (events, hash) => {
      const dedup = createDedup();
      const oracle = createOracle();
      let nowAt = 20_000 * DAY_MS;
      for (const { id, body, afterMs, isForced } of events) {
        nowAt += afterMs;
        dedup.expire(nowAt);
        oracle.expire(nowAt);
        const sighting = dedup.check(hash(id, body), 0);
        expect(sighting).toBe(oracle.check(id, body));
        if (sighting === "new" || isForced) {
          dedup.add(hash(id, body), 0, nowAt);
          oracle.add(id, body, nowAt);
        }
      }
      expect(dedup.count).toBe(oracle.count());
    }),
    { numRuns: 60 },
  );
});

test("a year of a steady stream stays inside the stated memory", () => {
  const dedup = createDedup();
  const perDay = 4000;
  const hashes = new Uint32Array(HASH_WORDS);
  for (let day = 0; day < 365; day += 1) {
    dedup.expire(day * DAY_MS);
    for (let index = 0; index < perDay; index += 1) {
      hashId("lms", `${day}/${index}`, hashes, 0);
      dedup.add(hashes, 0, day * DAY_MS);
    }
  }
  expect(dedup.count).toBe(36 * perDay);
  expect(dedup.bytes / dedup.count).toBeGreaterThan(26 / 0.6);
  expect(dedup.bytes / dedup.count).toBeLessThan(70);
});

test("what it rebuilds from a log answers as what it grew", () => {
  const grown = createDedup();
  const rebuilt = createDedup();
  const last = 80;
  for (let day = 0; day <= last; day += 1) {
    grown.expire(day * DAY_MS);
    grown.add(hashesOf(`${day % 50}`, day), 0, day * DAY_MS);
  }
  rebuilt.expire(last * DAY_MS);
  for (let day = 0; day <= last; day += 1) rebuilt.add(hashesOf(`${day % 50}`, day), 0, day * DAY_MS);
  expect(rebuilt.count).toBe(grown.count);
  for (let day = 0; day <= last; day += 1) {
    const hashes = hashesOf(`${day % 50}`, day);
    expect(rebuilt.check(hashes, 0)).toBe(grown.check(hashes, 0));
  }
});
