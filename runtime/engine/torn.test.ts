// A machine that loses power keeps the log up to any byte after what was synced, and of the store's journal any prefix. Whatever is
// left, the engine comes back as if exactly the whole frames had happened.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLog } from "#runtime/store/log/log.ts";
import { readLog } from "#runtime/store/log/read.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { readBooks } from "./books.ts";
import { examine } from "./doctor.ts";
import { EngineKit, openEngine, smallStrategy } from "./testkit.ts";
import { viewLearner } from "./view.ts";

// Every run opens three engines on files.
vi.setConfig({ testTimeout: 60_000 });

const START = Date.UTC(2026, 2, 2);
const learners = ["li", "wei", "an"];
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "winback-torn-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A school with a strategy, committed; nothing after this is committed by itself. */
function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  kit.isCommitting = false;
  return kit;
}

const logOf = (folder: string) => join(folder, "log", readdirSync(join(folder, "log")).sort().at(-1) ?? "");
const sizeOf = (folder: string) => readFileSync(logOf(folder)).length;

/** The folder as it lies on the disk now. */
function imageOf(kit: EngineKit): string {
  const image = mkdtempSync(join(root, "image-"));
  cpSync(kit.folder, image, { recursive: true });
  return image;
}

/** What an onlooker sees of a school. */
function sight(kit: EngineKit) {
  kit.engine.commit();
  expect(examine(kit.engine).filter(({ count }) => count > 0)).toEqual([]);
  const views = learners.map((id) => viewLearner(kit.engine, id)).map((view) => view && { ...view, createdAt: 0 });
  return { views, books: readBooks(kit.engine) };
}

/** Acts of a story: an event, or so many hours. Sessions and silence commit nothing; a complaint calls a webhook, which does. */
const actsOf = (...types: string[]) =>
  fc.array(
    fc.oneof(
      fc.record({ learner: fc.constantFrom(...learners), type: fc.constantFrom(...types) }),
      fc.integer({ min: 1, max: 60 }),
    ),
    { minLength: 1, maxLength: 12 },
  );
const acts = actsOf("session.started");
const events = actsOf("session.started", "complaint.filed");

function play(kit: EngineKit, act: { learner: string; type: string } | number, n: number): void {
  if (typeof act === "number") kit.advanceTo(kit.clock.now() + act * HOUR_MS);
  else kit.ingest([{ id: `e${n}`, ...act, at: kit.clock.now() }]);
}

const part = fc.double({ min: 0, max: 1, noNaN: true });

test("a log cut at any byte after the last commit gives the school of its whole frames", () => {
  fc.assert(
    fc.property(acts, part, (story, where) => {
      const kit = school();
      const base = imageOf(kit);
      const first = sizeOf(kit.folder);
      for (const [n, act] of story.entries()) play(kit, act, n);
      kit.engine.log.sync();
      const cut = Math.round(first + where * (sizeOf(kit.folder) - first));
      const torn = imageOf(kit);
      truncateSync(logOf(torn), cut);
      const next = new EngineKit({ at: kit.clock.now(), folder: torn });
      const { lastSeq, bytes } = next.engine.log;
      expect(bytes).toBeLessThanOrEqual(cut);
      if (cut === sizeOf(kit.folder)) expect(lastSeq).toBe(kit.engine.log.lastSeq);
      // The same frames written after one another into a log that was never torn.
      const log = openLog(join(base, "log"));
      for (const frame of readLog(join(kit.folder, "log"), log.lastSeq + 1, lastSeq))
        log.append(frame.receivedAt, frame.entries);
      expect(log.bytes).toBe(bytes);
      log.close();
      const twin = new EngineKit({ at: kit.clock.now(), folder: base });
      for (const one of [next, twin]) one.advanceTo(kit.clock.now());
      expect(sight(next)).toEqual(sight(twin));
      for (const one of [kit, next, twin]) one.engine.close();
    }),
    { numRuns: 20 },
  );
});

test("a journal of the store cut or changed at any byte costs nothing: the log gives the same school again", () => {
  fc.assert(
    fc.property(events, part, fc.boolean(), (story, where, isFlipped) => {
      const kit = school();
      for (const [n, act] of story.entries()) {
        play(kit, act, n);
        if (n % 2 === 0) kit.engine.commit();
      }
      kit.engine.log.sync();
      const image = imageOf(kit);
      const expected = sight(kit);
      kit.engine.close();
      damage(join(image, "engine.db-wal"), where, isFlipped);
      const next = new EngineKit({ at: kit.clock.now(), folder: image });
      next.advanceTo(kit.clock.now());
      expect(sight(next)).toEqual(expected);
      next.engine.close();
    }),
    { numRuns: 20 },
  );
});

/** Cuts a file at a part of its length, or changes a byte there. */
function damage(path: string, part: number, isFlipped: boolean): void {
  const bytes = readFileSync(path);
  const at = Math.min(bytes.length - 1, Math.floor(part * bytes.length));
  if (!isFlipped) truncateSync(path, at);
  else {
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x40, at);
    writeFileSync(path, bytes);
  }
}

test("a store that is ahead of its log is refused, since something that was synced is gone", () => {
  const kit = school();
  kit.ingest([{ id: "e1", type: "session.started", learner: "li", at: START + DAY_MS / 24 }]);
  const before = sizeOf(kit.folder);
  kit.advanceTo(START + 5 * DAY_MS);
  const folder = kit.folder;
  kit.engine.close();
  truncateSync(logOf(folder), before - 1);
  expect(() => new EngineKit({ at: START + 5 * DAY_MS, folder })).toThrow("the store is ahead of the log");
});
