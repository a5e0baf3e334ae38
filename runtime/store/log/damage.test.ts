import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileName } from "./disk.ts";
import { LogDamaged } from "./fault.ts";
import type { LogEntry } from "./frame.ts";
import { openLog } from "./log.ts";
import { readLog } from "./read.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "winback-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function entry(text: string): LogEntry {
  return {
    kind: "events",
    source: "lms",
    count: 1,
    backfill: false,
    hashes: Uint32Array.of(1, 2, 3, 4, 5, 6),
    raw: Buffer.from(text),
  };
}

/** Writes frames and gives the file length after each. */
function fill(count: number, fileBytes: number): number[] {
  const log = openLog(folder, { fileBytes });
  const lengths = Array.from({ length: count }, (_, index) => {
    log.append(index + 1, [entry(`{"id":"${index + 1}"}\n`)]);
    return log.files().at(-1)?.bytes ?? 0;
  });
  log.close();
  return lengths;
}

const pathOf = (firstSeq: number) => join(folder, fileName(firstSeq));
const seqs = (fromSeq = 1) => [...readLog(folder, fromSeq)].map(({ seq }) => seq);

/** Changes one byte of a file. */
function flip(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(offset) ^ 0x10, offset);
  writeFileSync(path, bytes);
}

function damageOf(act: () => unknown): { file: string; offset: number } | null {
  try {
    act();
  } catch (error) {
    if (error instanceof LogDamaged) return { file: error.file, offset: error.offset };
    throw error;
  }
  return null;
}

test("a last frame torn at any byte is cut off, and its number is given again", () => {
  const [, second = 0, third = 0] = fill(3, 1e6);
  const whole = readFileSync(pathOf(1));
  for (let cut = second; cut < third; cut += 1) {
    writeFileSync(pathOf(1), whole.subarray(0, cut));
    expect(seqs()).toEqual([1, 2]);
    const log = openLog(folder);
    expect(log.repaired).toEqual(cut === second ? null : { bytes: cut - second });
    expect([log.lastSeq, log.lastReceivedAt, statSync(pathOf(1)).size]).toEqual([2, 2, second]);
    expect(log.append(9, [])).toBe(3);
    expect([...log.read(3)]).toEqual([{ seq: 3, receivedAt: 9, entries: [] }]);
    log.close();
  }
});

test("a first frame of a new file torn at any byte is cut off", () => {
  fill(3, 1);
  const whole = readFileSync(pathOf(3));
  for (let cut = 0; cut < whole.length; cut += 1) {
    writeFileSync(pathOf(3), whole.subarray(0, cut));
    const log = openLog(folder);
    expect([log.lastSeq, log.lastReceivedAt, log.repaired]).toEqual([2, 2, cut === 0 ? null : { bytes: cut }]);
    log.close();
  }
});

test("a seal torn at any byte is cut off and written again", () => {
  const [first = 0] = fill(2, 1);
  unlinkSync(pathOf(2));
  const sealed = readFileSync(pathOf(1));
  for (let cut = first; cut <= sealed.length; cut += 1) {
    writeFileSync(pathOf(1), sealed.subarray(0, cut));
    const log = openLog(folder, { fileBytes: 1 });
    expect(log.repaired).toEqual(cut === first || cut === sealed.length ? null : { bytes: cut - first });
    expect(log.append(9, [])).toBe(2);
    log.close();
    expect(readFileSync(pathOf(1)).equals(sealed)).toBe(true);
    unlinkSync(pathOf(2));
  }
});

test("any garbage behind the last frame is cut off", () => {
  const [, second = 0] = fill(3, 1e6);
  const third = readFileSync(pathOf(1)).subarray(second);
  truncateSync(pathOf(1), second);
  const whole = readFileSync(pathOf(1));
  const zeros = fc.nat(300).map((length) => new Uint8Array(length));
  const oldFrame = fc.constant(new Uint8Array(whole));
  const torn = fc.nat(third.length - 1).map((length) => new Uint8Array(third.subarray(0, length)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 300 }), zeros, oldFrame, torn), (garbage) => {
      writeFileSync(pathOf(1), whole);
      appendFileSync(pathOf(1), garbage);
      const log = openLog(folder);
      expect([log.lastSeq, log.repaired]).toEqual([2, garbage.length === 0 ? null : { bytes: garbage.length }]);
      log.close();
      expect(readFileSync(pathOf(1)).equals(whole)).toBe(true);
    }),
  );
});

test("a byte changed in the last frame cuts it off, one changed before it is refused with its place", () => {
  const [first = 0, second = 0, third = 0] = fill(3, 1e6);
  const whole = readFileSync(pathOf(1));
  for (let offset = 0; offset < third; offset += 1) {
    writeFileSync(pathOf(1), whole);
    flip(pathOf(1), offset);
    const start = offset < first ? 0 : offset < second ? first : second;
    const damage = damageOf(() => openLog(folder).close());
    expect(damage).toEqual(start === second ? null : { file: fileName(1), offset: start });
    expect(statSync(pathOf(1)).size).toBe(start === second ? second : third);
  }
});

test("a byte changed in a sealed file is refused when it is opened or read", () => {
  fill(4, 200);
  const whole = readFileSync(pathOf(1));
  for (let offset = 0; offset < whole.length; offset += 1) {
    flip(pathOf(1), offset);
    const damage = damageOf(() => {
      const log = openLog(folder);
      try {
        expect([...log.read(1)]).toEqual([]);
      } finally {
        log.close();
      }
    });
    expect(damage?.file).toBe(fileName(1));
    expect(damage?.offset).toBeLessThanOrEqual(offset);
    expect(damageOf(() => seqs())?.file).toBe(fileName(1));
    writeFileSync(pathOf(1), whole);
  }
});

test("a file that lost its end, is missing or is foreign is refused", () => {
  fill(6, 150);
  const whole = readFileSync(pathOf(1));
  truncateSync(pathOf(1), whole.length - 1);
  expect(damageOf(() => openLog(folder))?.file).toBe(fileName(1));
  writeFileSync(pathOf(1), whole);
  const middle = readFileSync(pathOf(3));
  unlinkSync(pathOf(3));
  expect(damageOf(() => openLog(folder))).toEqual({ file: fileName(5), offset: 0 });
  writeFileSync(pathOf(3), middle);
  unlinkSync(pathOf(1));
  expect(damageOf(() => openLog(folder))).toEqual({ file: fileName(3), offset: 0 });
  unlinkSync(pathOf(3));
  writeFileSync(pathOf(1), middle);
  const log = openLog(folder);
  expect(damageOf(() => [...log.read(1)])).not.toBeNull();
  log.close();
});

test("a reader beside the writer ends at a torn tail, and at the stated end refuses one", () => {
  const [, second = 0, third = 0] = fill(3, 1e6);
  truncateSync(pathOf(1), third - 1);
  expect(seqs()).toEqual([1, 2]);
  expect([...readLog(folder, 1, 2)].map(({ seq }) => seq)).toEqual([1, 2]);
  expect(damageOf(() => [...readLog(folder, 1, 3)])).toEqual({ file: fileName(1), offset: second });
});

test("a reader goes on into what was written after it met the end of its window", () => {
  const log = openLog(folder, { fileBytes: 300 });
  log.append(1, [entry("a")]);
  const frames = readLog(folder, 1);
  expect(frames.next().value?.seq).toBe(1);
  for (let at = 2; at <= 9; at += 1) log.append(at, [entry("b")]);
  expect([...frames].map(({ seq }) => seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  log.close();
});
