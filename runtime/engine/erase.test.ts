// Erasing: nothing personal is left in the store, and whoever comes under the same id is somebody else, also after a restart.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { examine } from "./doctor.ts";
import { noteLogCare, readLogCare } from "./log-care.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";
import { viewLearner } from "./view.ts";

const START = Date.UTC(2026, 2, 2);
const session = (id: string, learner: string, at: number) => ({ id, type: "session.started", learner, at });

function school(): EngineKit {
  const kit = openEngine({ at: START });
  const content = { "zh-CN": { title: "{{learner.name}}", body: "{{learner.name}}" } };
  const hello = { channel: "inapp", variants: [{ id: "a", weight: 10_000, content }] };
  kit.settings();
  kit.publish(smallStrategy({ messages: { ...smallStrategy().messages, hello } }));
  kit.log([
    {
      is: "upsert",
      patch: { id: "li", name: "Secret", addresses: { sms: "13800000000" }, attributes: { note: "Secret" } },
    },
  ]);
  kit.ingest([session("e1", "li", START)]);
  return kit;
}

/** Where a text still stands in the store. */
function tablesWith(kit: EngineKit, text: string): string[] {
  const { db } = kit.engine;
  const tables = db
    .sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map((row) => String(row["name"]));
  return tables.filter((table) => JSON.stringify(db.sql(`SELECT * FROM ${table}`).all()).includes(text));
}

test("nothing personal is left, in ledgers, profile or state, nor under a name that was merged", () => {
  const kit = school();
  kit.log([{ is: "upsert", patch: { id: "visitor-1" } }]);
  kit.log([{ is: "merge", from: "visitor-1", to: "li" }]);
  kit.advanceTo(START + 4 * DAY_MS + 1000);
  kit.engine.flush();
  expect(tablesWith(kit, "Secret")).not.toEqual([]);
  kit.log([{ is: "erase", learner: "li" }]);
  noteLogCare(kit.engine, readLogCare(kit.engine)); // the names stay until the log's files were rewritten
  kit.engine.flush();
  expect(["Secret", "13800000000", "visitor-1", '"li"'].map((text) => tablesWith(kit, text))).toEqual([[], [], [], []]);
  expect(examine(kit.engine).filter(({ count }) => count > 0)).toEqual([]);
  expect(viewLearner(kit.reopen().engine, "visitor-1")).toBeNull();
});

test("what the same frame decided before is erased too", () => {
  const kit = school();
  kit.isCommitting = false;
  kit.advanceTo(START + 1000);
  const { engine } = kit;
  const seq = engine.log.lastSeq;
  const raw = Buffer.from(
    `${JSON.stringify({ ...session("e9", "li", START), type: "complaint.filed", at: new Date(START + 1000).toISOString() })}\n`,
  );
  const ignore = () => undefined;
  const batch = { source: "test", isBackfill: false, count: 1, raw, hashes: new Uint32Array(6).fill(9), refused: [] };
  engine.push({ kind: "batch", batch, done: ignore, fail: ignore });
  kit.log([{ is: "erase", learner: "li" }]);
  engine.commit();
  expect(engine.db.sql("SELECT evidence FROM decisions WHERE kind = 'tier' AND seq = ?").all(seq + 1)).toEqual([
    { evidence: null },
  ]);
});

test("the id may be taken again at once, and stays somebody else's after a crash", () => {
  const kit = school();
  kit.isCommitting = false;
  kit.log([
    { is: "erase", learner: "li" },
    { is: "upsert", patch: { id: "li", name: "New" } },
  ]);
  kit.ingest([session("e2", "li", START + 1)]);
  const { engine } = kit.crash().crash().reopen();
  expect(engine.db.sql("SELECT id, is_erased FROM learners ORDER BY ix").all()).toEqual([
    { id: "", is_erased: 1 },
    { id: "li", is_erased: 0 },
  ]);
  const view = viewLearner(engine, "li");
  expect(view).toMatchObject({ profile: { name: "New" }, episodes: [] });
  expect(Object.values(view?.facts ?? {})).toContain(START + 1);
});
