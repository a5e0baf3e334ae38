// The index finds every line about a learner, whichever file it lies in, as the log grows, and after it is opened again.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogEntry } from "./frame.ts";
import { LearnerIndex, type Line, LineReader } from "./learner-index.ts";
import { openLog } from "./log.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "winback-index-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const START = Date.UTC(2026, 2, 2);

function events(items: readonly { id: string; learner: string; at: number }[], source = "lms"): LogEntry {
  const lines = items.map(({ id, learner, at }) =>
    JSON.stringify({ id, learner, type: "课.done", at: new Date(at).toISOString(), data: { learner: "not-me" } }),
  );
  const raw = Buffer.from(lines.join("\n"));
  return {
    kind: "events",
    source,
    count: items.length,
    backfill: false,
    hashes: new Uint32Array(items.length * 6),
    raw,
  };
}

function inputs(items: readonly object[]): LogEntry {
  const raw = Buffer.from(`${items.map((item) => JSON.stringify(item)).join("\n")}\n`);
  return { kind: "inputs", source: "", count: items.length, backfill: false, hashes: new Uint32Array(0), raw };
}

function caughtUp(index: LearnerIndex): LearnerIndex {
  for (const _rest of index.catchUp());
  return index;
}

const own = () => new LearnerIndex(join(folder, "log"), join(folder, "index"));

function idsOf(lines: readonly Line[], reader: LineReader): string[] {
  const sorted = lines.toSorted((a, b) => a.at - b.at || a.firstSeq - b.firstSeq || a.lineAt - b.lineAt);
  return sorted.map((line) => String((JSON.parse(reader.text(line)) as { id?: string; is?: string }).id));
}

test("lines are found over many files and as the log grows, and the same by a new index over the kept tables", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.record({ learner: fc.constantFrom("li", "wu", "李雷", "an"), at: fc.nat(1000) }), { maxLength: 5 }),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
      fc.integer({ min: 200, max: 2000 }),
      (frames, fileBytes) => {
        rmSync(folder, { recursive: true, force: true });
        const log = openLog(join(folder, "log"), { fileBytes });
        const index = own();
        const expected: { id: string; learner: string; at: number }[] = [];
        for (const [frame, items] of frames.entries()) {
          const named = items.map((item, n) => ({ ...item, id: `${frame}-${n}` }));
          log.append(START + frame, [events(named.slice(0, 2)), events(named.slice(2))]);
          expected.push(...named);
          caughtUp(index);
          for (const one of [index, caughtUp(own())]) {
            const reader = new LineReader(join(folder, "log"));
            for (const learner of ["li", "wu", "李雷", "an", "not-me"]) {
              const want = expected.filter((each) => each.learner === learner);
              const ordered = want.toSorted((a, b) => a.at - b.at || expected.indexOf(a) - expected.indexOf(b));
              expect(idsOf(one.find([learner]), reader)).toEqual(ordered.map(({ id }) => id));
            }
            reader.close();
          }
        }
        log.close();
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

test("a line tells its frame: source, number, when it came in", () => {
  const log = openLog(join(folder, "log"));
  log.append(START, [
    events([{ id: "a", learner: "li", at: 1 }], "app"),
    events([{ id: "b", learner: "wu", at: 2 }], "crm"),
  ]);
  log.append(START + 5, [{ ...events([{ id: "c", learner: "li", at: 3 }]), backfill: true }]);
  const index = caughtUp(own());
  const reader = new LineReader(join(folder, "log"));
  const full = (learner: string) => index.find([learner]).map((line) => reader.full(line));
  expect(full("wu")).toMatchObject([{ source: "crm", kind: "events", seq: 1, receivedAt: START, isBackfill: false }]);
  expect(full("li")).toMatchObject([{ source: "app" }, { seq: 2, receivedAt: START + 5, isBackfill: true }]);
  log.close();
});

test("what the school says of a learner is found under every name that it is about", () => {
  const log = openLog(join(folder, "log"));
  const said = [
    { is: "upsert", patch: { id: "li" } },
    { is: "optOut", learner: "li", channel: "sms" },
    { is: "merge", from: "visitor", to: "li" },
    { is: "claim", send: 1, by: "ann" },
  ];
  log.append(START, [inputs(said)]);
  const index = caughtUp(own());
  expect([index.find(["li"]).length, index.find(["visitor"]).length, index.find(["ann"]).length]).toEqual([3, 1, 0]);
  log.close();
});

test("a table that was not finished is made again", () => {
  const log = openLog(join(folder, "log"), { fileBytes: 1 });
  for (const id of ["a", "b", "c"]) log.append(START, [events([{ id, learner: "li", at: START }])]);
  const first = own();
  writeFileSync(join(folder, "index", "00000000000000000001.index.part"), "half");
  caughtUp(first);
  expect(first.find(["li"])).toHaveLength(3);
  expect(readdirSync(join(folder, "index")).filter((name) => name.endsWith(".index"))).toHaveLength(2);
  log.close();
});
