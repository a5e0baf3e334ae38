// The engine by itself in a process of its own: applying events, ticking with many learners pending, and what a learner weighs.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { IngestBatch } from "#runtime/engine/protocol.ts";
import { EngineKit } from "#runtime/engine/testkit.ts";
import { findRoot } from "#runtime/main/root.ts";
import { HASH_WORDS, hashBody, hashId } from "#shared/event/identity.ts";
import { fire } from "#shared/flow/advance.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { answer } from "./child.ts";
import { eventText } from "./events.ts";

/** What to do, on an empty folder. `strategies` are copies of the document under other ids. */
export type Task = { folder: string; document: Strategy; learners: number } & (
  | { do: "apply"; events: number; strategies: number; days: number }
  | { do: "pending" }
);

/** Applying: events a second, of the floor (parse, Map, typed column) and of the engine. */
export interface Applied {
  perSecond: number;
  floorPerSecond: number;
  decisions: number;
}

/** Learners pending: a tick with nothing due and with a thousand due (ms), a scan of as many numbers (ms), bytes a learner. */
export interface Pending {
  tickMs: number;
  busyTickMs: number;
  scanMs: number;
  residentBytes: number;
  heapBytes: number;
}

const START = Date.UTC(2026, 2, 2);
const BATCH = 1000;
const source = "bench";

/** A batch as it comes from the HTTP side. */
function batchOf(prefix: string, from: number, count: number, learners: number, at: string): IngestBatch {
  const hashes = new Uint32Array(count * HASH_WORDS);
  const lines = Array.from({ length: count }, (_, item) => {
    const text = eventText(prefix, from + item, learners, at);
    hashId(source, `${prefix}-${from + item}`, hashes, item * HASH_WORDS);
    hashBody(JSON.parse(text), hashes, item * HASH_WORDS + 4);
    return text;
  });
  return { source, isBackfill: false, count, raw: Buffer.from(`${lines.join("\n")}\n`), hashes, refused: [] };
}

function push(kit: EngineKit, batch: IngestBatch): void {
  kit.engine.push({
    kind: "batch",
    batch,
    done: () => {},
    fail: (error) => {
      throw error;
    },
  });
  kit.engine.pump();
}

/** The thread that commits, as the product has it. */
const committer = pathToFileURL(join(findRoot(), "dist/runtime/store.js"));

function open({ folder, document, ...task }: Task, strategies: number): EngineKit {
  const kit = new EngineKit({ at: START, folder, ...(task.do === "apply" ? { committer } : {}) });
  kit.settings({});
  for (let n = 0; n < strategies; n += 1)
    kit.publish({ ...document, id: n === 0 ? document.id : `${document.id}-${n}` });
  kit.isCommitting = false;
  // The clock is moved by hand, as the test clock is.
  kit.engine.pace.isPatient = true;
  return kit;
}

/** The strategy is for those who study; the learners are known before their events. */
function enrol(kit: EngineKit, learners: number): void {
  for (let from = 0; from < learners; from += BATCH) {
    const size = Math.min(BATCH, learners - from);
    kit.log(
      Array.from({ length: size }, (_, n) => ({
        is: "upsert",
        patch: { id: `learner-${from + n}`, attributes: { status: "studying" } },
      })),
    );
  }
  kit.engine.commit();
}

function apply(task: Extract<Task, { do: "apply" }>): Applied {
  const { events, learners, strategies, days } = task;
  const count = Math.ceil(events / BATCH);
  const batches = Array.from({ length: count }, (_, n) => {
    const at = START + Math.floor((n / count) * days * 24) * HOUR_MS;
    // After four days three of ten learners stay away, so that there is something to decide.
    const coming = n / count < 0.4 ? learners : Math.max(1, Math.floor(learners * 0.7));
    const size = Math.min(BATCH, events - n * BATCH);
    return { at, batch: batchOf("run", n * BATCH, size, coming, new Date(at).toISOString()) };
  });
  const floorMs = floorOf(batches.map(({ batch }) => batch.raw));
  const kit = open(task, strategies);
  enrol(kit, learners);
  const begunAt = performance.now();
  for (const { at, batch } of batches) {
    if (at > kit.clock.now()) kit.advanceTo(at);
    push(kit, batch);
  }
  kit.engine.commit();
  const ms = performance.now() - begunAt;
  const decisions = kit.engine.counters.get("decisions");
  kit.engine.close();
  return { perSecond: (events / ms) * 1000, floorPerSecond: (events / floorMs) * 1000, decisions };
}

/** Parse, look the learner up in a Map, update a typed column. */
function floorOf(raws: readonly Uint8Array[]): number {
  const rows = new Map<string, number>();
  const last = new Float64Array(2 ** 21);
  const begunAt = performance.now();
  for (const raw of raws) {
    for (const line of Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("utf8").split("\n")) {
      if (line === "") continue;
      const event = JSON.parse(line) as { learner: string; at: string };
      let row = rows.get(event.learner);
      if (row === undefined) {
        row = rows.size;
        rows.set(event.learner, row);
      }
      last[row] = Math.max(last[row] as number, Date.parse(event.at));
    }
  }
  return performance.now() - begunAt;
}

/** Memory after what is garbage has gone. */
function weigh(): { resident: number; heap: number } {
  for (let n = 0; n < 4; n += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, heap: heapUsed + external };
}

function pending(task: Extract<Task, { do: "pending" }>): Pending {
  const { learners } = task;
  const kit = open(task, 1);
  const rest = weigh();
  enrol(kit, learners);
  for (let from = 0; from < learners; from += BATCH) {
    // A learner is due some days after the last event; a thousand of them at one time, the others spread.
    const at = START + Math.floor((from / learners) * 24) * HOUR_MS;
    if (at > kit.clock.now()) kit.clock.set(at);
    push(kit, batchOf("fill", from, Math.min(BATCH, learners - from), learners, new Date(at).toISOString()));
  }
  kit.engine.commit();
  kit.engine.flush();
  const full = weigh();
  const { world } = kit.engine;
  const now = kit.clock.now();
  const tickMs = time(() => fire(world, now, []), 200);
  const column = new Float64Array(learners).map((_, n) => now + n);
  let found = 0;
  const scanMs = time(() => {
    for (let n = 0; n < column.length; n += 1) if ((column[n] as number) <= now) found += 1;
  }, 20);
  const dueAt = Math.max(world.nextDueAt(), now);
  const begunAt = performance.now();
  if (found >= 0) fire(world, Math.min(dueAt, now + 20 * DAY_MS), []);
  const busyTickMs = performance.now() - begunAt;
  const perLearner = (bytes: number) => bytes / learners;
  kit.engine.abandon();
  return {
    tickMs,
    busyTickMs,
    scanMs,
    residentBytes: perLearner(full.resident - rest.resident),
    heapBytes: perLearner(full.heap - rest.heap),
  };
}

/** The median of so many goes (ms). */
function time(act: () => void, goes: number): number {
  const taken = Array.from({ length: goes }, () => {
    const begunAt = performance.now();
    act();
    return performance.now() - begunAt;
  });
  return taken.sort((a, b) => a - b)[goes >> 1] ?? 0;
}

answer<Task, Applied | Pending>((task) => {
  const said = task.do === "apply" ? apply(task) : pending(task);
  rmSync(task.folder, { recursive: true, force: true });
  return said;
});
