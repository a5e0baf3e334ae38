// What threads say to each other: one message a turn, in order, nothing lost to a neighbour that cannot cross, and batches as they were.
import fc from "fast-check";
import { expect, test } from "vitest";
import { HASH_WORDS } from "#shared/event/identity.ts";
import { Mailbox } from "./mailbox.ts";
import { inRuns, isPackable, packBatches, unpackBatches, unpackResults } from "./packing.ts";
import type { IngestBatch } from "./protocol.ts";

function openMailbox() {
  const crossed: unknown[][] = [];
  const failed: unknown[] = [];
  let end = () => {};
  const mailbox = new Mailbox<unknown>({
    post: (items, owned) => void crossed.push(structuredClone([...items], { transfer: [...owned] })),
    pack: (items) => items,
    soon: (flush) => {
      end = flush;
    },
    failed: (item) => void failed.push(item),
  });
  return { mailbox, crossed, failed, endTurn: () => end() };
}

test("what is said in a turn crosses as one message, in order; the next turn has its own", () => {
  const { mailbox, crossed, endTurn } = openMailbox();
  for (const word of ["a", "b", "c"]) mailbox.put(word);
  expect(crossed).toEqual([]);
  endTurn();
  mailbox.put("d");
  endTurn();
  endTurn();
  expect(crossed).toEqual([["a", "b", "c"], ["d"]]);
});

test("bytes that are handed over are gone here", () => {
  const { mailbox, crossed, endTurn } = openMailbox();
  const bytes = new Uint8Array([1, 2, 3]);
  mailbox.put({ bytes }, [bytes.buffer]);
  endTurn();
  expect(bytes.length).toBe(0);
  expect(crossed).toEqual([[{ bytes: new Uint8Array([1, 2, 3]) }]]);
});

test("one that cannot cross is named; the others arrive, in order, with their bytes", () => {
  const { mailbox, crossed, failed, endTurn } = openMailbox();
  const bytes = new Uint8Array([7]);
  const bad = { call: () => {} };
  mailbox.put({ bytes }, [bytes.buffer]);
  mailbox.put(bad);
  mailbox.put("last");
  endTurn();
  expect(crossed.flat()).toEqual([{ bytes: new Uint8Array([7]) }, "last"]);
  expect(failed).toEqual([bad]);
});

const batches = fc.array(
  fc
    .record({ source: fc.string(), isBackfill: fc.boolean(), lines: fc.array(fc.uint8Array({ maxLength: 40 })) })
    .map(({ source, isBackfill, lines }): IngestBatch => {
      const hashes = Uint32Array.from({ length: lines.length * HASH_WORDS }, (_, n) => Math.imul(n + 1, 0x9e3779b1));
      const raw = new Uint8Array(lines.flatMap((line) => [...line]));
      return { source, isBackfill, count: lines.length, raw, hashes, refused: [] };
    }),
);

test("small batches arrive as they were, whatever their sizes", () => {
  fc.assert(
    fc.property(batches, (given) => {
      const packed = structuredClone(packBatches(given.map((batch, n) => ({ id: n + 1, args: [batch] }))));
      const arrived: [number, IngestBatch][] = [];
      unpackBatches(packed, (id, batch) => arrived.push([id, batch]));
      expect(arrived).toEqual(given.map((batch, n) => [n + 1, batch]));
    }),
  );
});

test("a large batch, and one with refused items, crosses by itself", () => {
  const small = {
    source: "s",
    isBackfill: false,
    count: 0,
    raw: new Uint8Array(10),
    hashes: new Uint32Array(),
    refused: [],
  };
  expect(isPackable(small)).toBe(true);
  expect(isPackable({ ...small, raw: new Uint8Array(20_000) })).toBe(false);
  expect(isPackable({ ...small, refused: [{ index: 0, code: "event.id", path: "id", payload: "{}" }] })).toBe(false);
});

test("plain results arrive with their frames", () => {
  const arrived: unknown[] = [];
  unpackResults({ frames: [4, 100, 5, 101] }, (id, result) => arrived.push([id, result]));
  expect(arrived).toEqual([
    [4, { seq: 100, duplicates: [], conflicts: [] }],
    [5, { seq: 101, duplicates: [], conflicts: [] }],
  ]);
});

test("runs take the place of their items and nothing overtakes", () => {
  const isNumber = (item: string | number): item is number => typeof item === "number";
  expect(inRuns([1, 2, "a", 3, "b", "c", 4, 5], isNumber, (run) => run.join("+"))).toEqual([
    "1+2",
    "a",
    "3",
    "b",
    "c",
    "4+5",
  ]);
});
