// The log's files after an erasure and after they became old: nothing of a person is left, nothing else moves, and what the doctor and a
// restart need still stands.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LearnerIndex } from "#runtime/store/log/learner-index.ts";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { examine } from "./doctor.ts";
import { noteLogCare, readLogCare } from "./log-care.ts";
import { rewriteFiles } from "./log-keeper.ts";
import { finish } from "./slices.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";
import { readTrail } from "./trail.ts";
import { TrailLog } from "./trail-log.ts";

const START = Date.UTC(2026, 2, 2);
const session = (id: string, learner: string, at: number) => ({ id, type: "session.started", learner, at });
const broken = (kit: EngineKit) => examine(kit.engine).filter(({ count }) => count > 0);

/** All that stands in the files of the log. */
function logText(kit: EngineKit): string {
  const folder = join(kit.folder, "log");
  const names = readdirSync(folder).filter((name) => name.endsWith(".log"));
  return names.map((name) => readFileSync(join(folder, name), "latin1")).join("");
}

function keep(kit: EngineKit): { erased: number; compacted: number } {
  const care = readLogCare(kit.engine);
  const cared = finish(rewriteFiles(kit.folder, care));
  noteLogCare(kit.engine, care);
  return cared;
}

function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  for (const id of ["li-lei", "wu"])
    kit.log([{ is: "upsert", patch: { id, name: `name of ${id}`, zone: "Asia/Shanghai" } }]);
  kit.ingest([session("e1", "li-lei", START), session("e2", "wu", START)]);
  kit.advanceTo(START + 4 * DAY_MS);
  return kit;
}

test("what the log holds of an erased learner becomes tombstones; others' items stay where they were", () => {
  const kit = school();
  kit.ingest([
    { ...session("e3", "li-lei", START + HOUR_MS), type: "complaint.filed" },
    session("e4", "wu", START + HOUR_MS),
  ]);
  const task = kit.engine.db.sql("SELECT send FROM tasks").get()?.["send"];
  kit.log([{ is: "taskNote", send: Number(task), by: "coach", note: "li-lei moved house" }]);
  kit.log([{ is: "merge", from: "visitor-77", to: "li-lei" }]);
  kit.log([{ is: "erase", learner: "li-lei" }]);
  expect(logText(kit)).toContain("moved house");
  const bytes = kit.engine.log.bytes;
  expect(keep(kit).erased).toBe(6);
  for (const text of ["li-lei", "visitor-77", "moved house"]) expect(logText(kit)).not.toContain(text);
  expect(logText(kit)).toContain("name of wu");
  expect(kit.engine.log.bytes - bytes).toBe(48); // a seal, so that the last frames could be rewritten
  expect(broken(kit)).toEqual([]);
  const again = kit.reopen();
  expect(broken(again)).toEqual([]);
  expect(keep(again)).toEqual({ erased: 0, compacted: 0 });
});

test("whoever takes the name after the erasure keeps their items, also of the same frame", () => {
  const kit = school();
  kit.log([
    { is: "erase", learner: "li-lei" },
    { is: "upsert", patch: { id: "li-lei", name: "another person" } },
  ]);
  kit.ingest([session("e9", "li-lei", START + 4 * DAY_MS)]);
  keep(kit);
  expect(logText(kit)).not.toContain("name of li-lei");
  expect(logText(kit)).toContain("another person");
  expect(logText(kit)).toContain('"id":"e9"');
  const index = new LearnerIndex(join(kit.folder, "log"), join(kit.folder, "index"));
  finish(index.catchUp());
  expect(index.find(["li-lei"])).toHaveLength(2);
  index.close();
  expect(broken(kit.reopen())).toEqual([]);
});

test("a crash between the files and the note of it does the work again, and finds nothing left to do", () => {
  const kit = school();
  kit.log([{ is: "erase", learner: "li-lei" }]);
  const care = readLogCare(kit.engine);
  finish(rewriteFiles(kit.folder, care));
  const again = kit.crash();
  expect(readLogCare(again.engine).erasures).toEqual(care.erasures);
  expect(keep(again).erased).toBe(0);
  expect(readLogCare(again.engine).erasures).toEqual([]);
});

test("old files keep what the school said and a count; decisions, books and a restart do not notice", () => {
  const kit = school();
  kit.settings({ logDays: 400 });
  kit.engine.log.roll();
  kit.advanceTo(START + 399 * DAY_MS);
  expect(readLogCare(kit.engine).compact).toBeNull();
  kit.ingest([session("e5", "wu", START + 399 * DAY_MS)]);
  kit.advanceTo(START + 406 * DAY_MS);
  kit.engine.flush();
  const before = decisionsOf(kit);
  expect(keep(kit).compacted).toBeGreaterThan(0);
  expect(logText(kit)).not.toContain("name of wu");
  expect(logText(kit)).not.toContain('"id":"e1"');
  expect(logText(kit)).toContain('"id":"e5"');
  expect(broken(kit)).toEqual([]);
  const again = kit.reopen();
  expect(decisionsOf(again)).toEqual(before);
  expect(broken(again)).toEqual([]);
  expect(keep(again)).toEqual({ erased: 0, compacted: 0 });
});

test("a reader of trails that was open before goes on in the files that are there now", () => {
  const kit = school();
  kit.settings({ logDays: 400 });
  kit.engine.log.roll();
  kit.advanceTo(START + 406 * DAY_MS);
  kit.ingest([session("e6", "wu", START + 406 * DAY_MS)]);
  kit.engine.flush();
  const asked = {
    order: "oldest",
    after: null,
    limit: 50,
    groups: null,
    strategy: null,
    from: null,
    to: null,
  } as const;
  const query = { ...asked, learner: "wu" };
  const part = finish(readTrail(kit.engine, query));
  const trails = new TrailLog(kit.folder);
  const eventsOf = () => {
    const rows = part === null ? [] : finish(trails.read(part, query));
    return rows.filter(({ row }) => row.kind === "event").map(({ row }) => row.refs["event"]);
  };
  expect(eventsOf()).toEqual(["e2", "e6"]);
  finish(rewriteFiles(kit.folder, readLogCare(kit.engine), () => trails.close()));
  expect(eventsOf()).toEqual(["e6"]);
  trails.close();
});

function decisionsOf({ engine }: EngineKit) {
  return engine.db.sql("SELECT * FROM decisions").all();
}
