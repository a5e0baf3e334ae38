// The window of known events: the same answers with room for a handful of events as with room for all, over restarts, failures to write and time.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogEntry } from "#runtime/store/log/frame.ts";
import { type Log, openLog } from "#runtime/store/log/log.ts";
import { HASH_WORDS, hashBody, hashId } from "#shared/event/identity.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { createDedup, type Sighting } from "./dedup.ts";
import { EventWindow } from "./event-window.ts";
import { createFilter } from "./filter.ts";
import { SeenFile, writeSeen } from "./seen-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "winback-window-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const START = Date.UTC(2026, 0, 1);
/** Less than an empty table takes: every frame leaves memory. */
const NO_ROOM = 1;

function hashesOf(id: string, body: unknown): Uint32Array {
  const hashes = new Uint32Array(HASH_WORDS);
  hashId("lms", id, hashes, 0);
  hashBody(body, hashes, 4);
  return hashes;
}

function entry(hashes: Uint32Array): LogEntry {
  return { kind: "events", source: "lms", count: 1, backfill: false, hashes, raw: Buffer.from("{}\n") };
}

const seen = () => join(folder, "seen");
const files = () => (existsSync(seen()) ? readdirSync(seen()) : []).filter((name) => name.endsWith(".seen"));

/** Checks an event as the intake does, and logs it where it is new. */
function take(window: EventWindow, log: Log, at: number, id: string, body: number): Sighting {
  const hashes = hashesOf(id, body);
  window.expire(at);
  const sighting = window.check(hashes, 0);
  if (sighting === "new") {
    window.add(hashes, 0, at);
    log.append(at, [entry(hashes)]);
  }
  return sighting;
}

const steps = fc.array(
  fc.record({
    id: fc.nat(25),
    body: fc.nat(1),
    afterMs: fc.oneof(fc.nat(3 * HOUR_MS), fc.nat(12 * DAY_MS)),
    act: fc.constantFrom("take", "take", "take", "take", "take", "restart", "rebuild", "damage", "noRoom"),
  }),
  { maxLength: 120 },
);

test("without room in memory it knows the same events as with room for all, whatever happens to its files", () => {
  fc.assert(
    fc.property(steps, (list) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const log = openLog(join(folder, "log"), { fileBytes: 400 });
      let window = new EventWindow(log, seen(), START, NO_ROOM);
      const whole = createDedup();
      let at = START;
      for (const { id, body, afterMs, act } of list) {
        at += afterMs;
        window = suffer(window, log, act, at);
        const hashes = hashesOf(`${id}`, body);
        whole.expire(at);
        const should = whole.check(hashes, 0);
        if (should === "new") whole.add(hashes, 0, at);
        expect(take(window, log, at, `${id}`, body)).toBe(should);
      }
      window.close();
      log.close();
    }),
    { numRuns: 150 },
  );
});

/** Something happens to the window; gives the one that is left. */
function suffer(window: EventWindow, log: Log, act: string, at: number): EventWindow {
  if (act === "rebuild") window.rebuild(at);
  if (act === "noRoom") block(window, at);
  if (act !== "restart" && act !== "damage") return window;
  window.close();
  if (act === "damage") for (const name of files().slice(0, 1)) spoil(name);
  return new EventWindow(log, seen(), at, NO_ROOM);
}

/** A file that no longer is what was written. */
function spoil(name: string): void {
  writeFileSync(join(seen(), name), "not a file of events");
}

/** Nothing can be written for a while: the folder's name is taken by a file. */
function block(window: EventWindow, at: number): void {
  window.expire(at);
  rmSync(seen(), { recursive: true, force: true });
  writeFileSync(seen(), "");
  for (let turn = 0; turn < 3; turn += 1) window.expire(at);
  rmSync(seen());
}

test("ten thousand events are found in their file, with their bodies, and strangers are not", () => {
  const table = createDedup();
  for (let id = 0; id < 10_000; id += 1) table.add(hashesOf(`e${id}`, id), 0, START);
  const path = join(folder, "1.seen");
  const day = Math.floor(START / DAY_MS);
  for (const _rest of writeSeen(path, table, { fromSeq: 1, toSeq: 9, lastDay: day }));
  const file = SeenFile.open(path);
  for (let id = 0; id < 10_000; id += 1) {
    expect(file?.check(hashesOf(`e${id}`, id), 0, day)).toBe("same");
    expect(file?.check(hashesOf(`e${id}`, "other"), 0, day)).toBe("conflict");
    expect(file?.check(hashesOf(`e${id}`, id), 0, day + 1)).toBe("new");
    expect(file?.check(hashesOf(`f${id}`, id), 0, day)).toBe("new");
  }
  file?.close(true);
  expect(readdirSync(folder)).toEqual([]);
});

test("the filter never denies an event that was added, and lets through about one stranger in a thousand", () => {
  const filter = createFilter(20_000);
  for (let id = 0; id < 20_000; id += 1) filter.add(hashesOf(`e${id}`, 0), 0);
  let through = 0;
  for (let id = 0; id < 20_000; id += 1) {
    expect(filter.mayHave(hashesOf(`e${id}`, 0), 0)).toBe(true);
    through += Number(filter.mayHave(hashesOf(`f${id}`, 0), 0));
  }
  expect(through).toBeLessThan(80);
});

test("what leaves memory is a file of each stretch, and goes with the last of its days", () => {
  const log = openLog(join(folder, "log"));
  const window = new EventWindow(log, seen(), START, NO_ROOM);
  for (let day = 0; day < 5; day += 1) take(window, log, START + day * DAY_MS, `e${day}`, 0);
  for (let turn = 0; turn < 300; turn += 1) window.expire(START + 5 * DAY_MS);
  expect(files().length).toBeGreaterThan(1);
  window.expire(START + 80 * DAY_MS);
  for (let turn = 0; turn < 300; turn += 1) window.expire(START + 80 * DAY_MS);
  expect(take(window, log, START + 80 * DAY_MS, "e1", 0)).toBe("new");
  window.close();
  log.close();
});
