import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HASH_WORDS } from "#shared/event/identity.ts";
import type { Frame, LogEntry } from "./frame.ts";
import { openLog } from "./log.ts";
import { readLog } from "./read.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "winback-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SOURCES = fc.string({ unit: "grapheme", maxLength: 12 });
const WORDS = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const EVENTS: fc.Arbitrary<LogEntry> = fc
  .tuple(SOURCES, fc.boolean(), fc.nat(5), fc.uint8Array({ maxLength: 200 }))
  .chain(([source, backfill, count, raw]) =>
    fc
      .array(WORDS, { minLength: count * HASH_WORDS, maxLength: count * HASH_WORDS })
      .map((words) => ({ kind: "events" as const, source, backfill, count, raw, hashes: Uint32Array.from(words) })),
  );
const INPUTS: fc.Arbitrary<LogEntry> = fc.record({
  kind: fc.constant("inputs" as const),
  source: SOURCES,
  backfill: fc.constant(false),
  count: fc.nat(5),
  raw: fc.uint8Array({ maxLength: 200 }),
  hashes: fc.constant(new Uint32Array(0)),
});
const COMMITS = fc.array(
  fc.record({ afterMs: fc.nat(1000), entries: fc.array(fc.oneof(EVENTS, INPUTS), { maxLength: 4 }) }),
  { maxLength: 12 },
);

function input(text: string): LogEntry {
  return {
    kind: "inputs",
    source: "engine",
    count: 1,
    backfill: false,
    hashes: new Uint32Array(0),
    raw: Buffer.from(text),
  };
}

/** Frames with plain byte arrays, so that a Buffer and a Uint8Array of equal bytes are equal. */
function plain(frames: Iterable<Frame>): Frame[] {
  return [...frames].map((frame) => ({
    ...frame,
    entries: frame.entries.map((entry) => ({ ...entry, raw: Uint8Array.from(entry.raw) })),
  }));
}

test("whatever is appended is read back, from any number, across files and reopenings", () => {
  let run = 0;
  fc.assert(
    fc.property(COMMITS, fc.integer({ min: 1, max: 2000 }), fc.boolean(), (commits, fileBytes, isReopened) => {
      run += 1;
      const own = join(folder, String(run));
      const written: Frame[] = [];
      let log = openLog(own, { fileBytes });
      let receivedAt = 0;
      for (const { afterMs, entries } of commits) {
        receivedAt += afterMs;
        written.push({ seq: log.append(receivedAt, entries), receivedAt, entries });
        if (!isReopened) continue;
        log.close();
        log = openLog(own, { fileBytes });
      }
      expect(written.map(({ seq }) => seq)).toEqual(commits.map((_, index) => index + 1));
      expect([log.lastSeq, log.lastReceivedAt, log.repaired]).toEqual([commits.length, receivedAt, null]);
      for (let from = 0; from <= commits.length + 1; from += 1) {
        const expected = plain(written.filter(({ seq }) => seq >= from));
        expect(plain(log.read(from))).toEqual(expected);
        expect(plain(readLog(own, from))).toEqual(expected);
      }
      log.close();
    }),
    { numRuns: 60 },
  );
});

test("the hashes alone are those of the frames", () => {
  let run = 0;
  fc.assert(
    fc.property(COMMITS, fc.nat(12), (commits, fromSeq) => {
      run += 1;
      const log = openLog(join(folder, String(run)), { fileBytes: 500 });
      for (const { entries } of commits) log.append(run, entries);
      const visited: { receivedAt: number; words: number[] }[] = [];
      log.readHashes(fromSeq, log.lastSeq, (receivedAt, hashes) => visited.push({ receivedAt, words: [...hashes] }));
      const expected = [...log.read(fromSeq)].map(({ receivedAt, entries }) => ({
        receivedAt,
        words: entries.flatMap(({ hashes }) => [...hashes]),
      }));
      expect(visited).toEqual(expected.filter(({ words }) => words.length > 0));
      log.close();
    }),
    { numRuns: 40 },
  );
});

test("a tick is a frame without entries", () => {
  const log = openLog(folder);
  expect(log.append(5, [])).toBe(1);
  expect([...log.read(1)]).toEqual([{ seq: 1, receivedAt: 5, entries: [] }]);
  log.close();
});

test("a file past its size is sealed and the next begins at the next number", () => {
  const log = openLog(folder, { fileBytes: 150 });
  for (let index = 1; index <= 5; index += 1) log.append(index * 10, [input("x".repeat(60))]);
  const files = log.files();
  expect(files.map(({ firstSeq, lastSeq, isSealed }) => [firstSeq, lastSeq, isSealed])).toEqual([
    [1, 2, true],
    [3, 4, true],
    [5, 5, false],
  ]);
  expect(files.map(({ name }) => name)).toEqual([
    "00000000000000000001.log",
    "00000000000000000003.log",
    "00000000000000000005.log",
  ]);
  expect(files.map(({ lastReceivedAt }) => lastReceivedAt)).toEqual([20, 40, 50]);
  expect(log.bytes).toBe(files.reduce((sum, { bytes }) => sum + bytes, 0));
  log.close();
  const reopened = openLog(folder, { fileBytes: 150 });
  expect(reopened.files()).toEqual(files);
  reopened.close();
});

test("a reader sees what is appended while it reads", () => {
  const log = openLog(folder, { fileBytes: 100 });
  log.append(1, [input("a")]);
  const seen: number[] = [];
  for (const { seq } of log.read(1)) {
    seen.push(seq);
    if (seq < 6) log.append(seq, [input("b".repeat(seq))]);
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  log.close();
});

test("frames already read stay as they were while reading goes on", () => {
  const log = openLog(folder);
  const text = (index: number) => String(index).repeat(100_000);
  for (let index = 0; index < 8; index += 1) log.append(index, [input(text(index))]);
  const frames = [...log.read(1)];
  const isSame = frames.map(({ entries }, index) => Buffer.from(entries[0]?.raw ?? []).toString() === text(index));
  expect(isSame).toEqual(Array(8).fill(true));
  log.close();
});

test("what breaks the order or the shape is a bug, and leaves the log as it was", () => {
  const log = openLog(folder);
  log.append(10, [input("a")]);
  expect(() => log.append(9, [])).toThrow("receivedAt goes back");
  expect(() => log.append(10.5, [])).toThrow("receivedAt goes back");
  expect(() => log.append(11, [{ ...input("a"), kind: "events" }])).toThrow("six hash words an event");
  expect(() => log.append(11, [{ ...input("a"), source: "x".repeat(70_000) }])).toThrow("source name too long");
  expect(log.append(10, [])).toBe(2);
  log.close();
  expect(() => log.append(11, [])).toThrow("closed log");
});
