// The doctor examines a school that goes on meanwhile: whatever happens while it rests, it finds nothing that is not there, and it
// still finds what is. And it knows when a local time was not waited for.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { examine, examineSteps } from "./doctor.ts";
import type { Finding } from "./protocol.ts";
import { type EngineKit, openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const LEARNERS = 150;

function school(): EngineKit {
  const kit = openEngine({ at: START });
  kit.settings({ quiet: { from: "22:00", to: "08:00" }, caps: [{ id: "day", scope: "all", limit: 2, per: "day" }] });
  kit.publish(smallStrategy());
  const ids = Array.from({ length: LEARNERS }, (_, n) => `s${n}`);
  kit.log(ids.map((id) => ({ is: "upsert", patch: { id, addresses: { sms: "13800000000" } } })));
  kit.ingest(ids.map((learner) => ({ id: learner, type: "session.started", learner, at: START })));
  kit.advanceTo(START + 4 * DAY_MS + HOUR_MS);
  return kit;
}

const broken = (findings: readonly Finding[]) => findings.filter(({ count }) => count > 0);

/** Examines, and does something at every `every`th rest. */
function examineWhile(
  kit: EngineKit,
  every: number,
  act: (rest: number) => void,
): { findings: Finding[]; rests: number } {
  const steps = examineSteps(kit.engine, false);
  for (let rests = 0; ; rests += 1) {
    const step = steps.next();
    if (step.done === true) return { findings: step.value, rests };
    if (rests % every === every - 1) act(rests);
    kit.engine.commit();
  }
}

test.each([2, 5, 9])("a school that goes on at every rest, or every few, is healthy", (every) => {
  const kit = school();
  let n = 0;
  const { findings, rests } = examineWhile(kit, every, (rest) => {
    n += 1;
    const learner = `s${(n * 37) % (LEARNERS + 20)}`;
    const type = n % 3 === 0 ? "session.started" : "complaint.filed";
    kit.ingest([{ id: `x${n}`, type, learner, at: kit.engine.now() }]);
    if (rest % 2 === 0) kit.advanceTo(kit.engine.now() + HOUR_MS);
    if (n % 11 === 0) kit.settings({ quiet: n % 22 === 0 ? null : { from: "20:00", to: "09:00" } });
    if (n % 13 === 0) kit.log([{ is: "optOut", learner, channel: n % 2 === 0 ? "all" : "sms" }]);
    if (n % 17 === 0) kit.log([{ is: "erase", learner }]);
    if (n % 19 === 0) kit.publish(smallStrategy({ name: { en: `Small ${n}` } }));
  });
  expect(broken(findings)).toEqual([]);
  expect(rests).toBeGreaterThan(60);
  expect(n).toBeGreaterThan(8);
}, 60_000);

test("what is wrong is found all the same", () => {
  const kit = school();
  kit.engine.db.sql("UPDATE sends SET state = 'failed' WHERE id = (SELECT min(id) FROM sends)").run();
  kit.engine.db.sql("DELETE FROM decision_ends WHERE id = (SELECT max(id) FROM decision_ends)").run();
  const { findings } = examineWhile(kit, 5, () => kit.advanceTo(kit.engine.now() + MINUTE_MS));
  expect(broken(findings).map(({ invariant }) => invariant)).toEqual([
    "a decision has ended or an open episode waits at it",
    "the books equal a recount",
    "the ledgers' chains are whole",
    "no row of the send ledger has changed by itself",
  ]);
});

const evening = smallStrategy({
  nodes: [
    ...smallStrategy().nodes.filter(({ id }) => !["breath", "call", "hook"].includes(id)),
    { id: "breath", type: "wait", until: { time: "19:00" } },
    { id: "day", type: "window", from: "09:00", to: "12:00" },
  ],
  edges: [
    ...smallStrategy().edges.filter(({ from, to }) => from !== "breath" && !["call", "hook"].includes(to)),
    { from: "breath", port: "next", to: "day" },
    { from: "day", port: "next", to: "text" },
  ],
});

test("a wait until a local time and a daily window are never left early, and a wrong instant is found", () => {
  const kit = openEngine({ at: START });
  kit.settings({ zone: "UTC" });
  kit.publish(evening);
  kit.log([{ is: "upsert", patch: { id: "li", zone: "Asia/Shanghai", addresses: { sms: "13800000000" } } }]);
  kit.ingest([{ id: "e", type: "session.started", learner: "li", at: START }]);
  kit.advanceTo(START + 6 * DAY_MS);
  expect(broken(examine(kit.engine))).toEqual([]);
  const leftAt = (node: string) =>
    kit.engine.db
      .sql("SELECT d.id, x.at FROM decisions d JOIN decision_ends x ON x.id = d.id WHERE d.node = ?")
      .all(node)
      .map((row) => ({ id: Number(row["id"]), at: Number(row["at"]) }))[0];
  expect(new Date(leftAt("breath")?.at ?? 0).toISOString()).toBe("2026-03-05T11:00:00.000Z");
  expect(new Date(leftAt("day")?.at ?? 0).toISOString()).toBe("2026-03-06T01:00:00.000Z");
  for (const node of ["breath", "day"]) {
    const { id = 0, at = 0 } = leftAt(node) ?? {};
    const move = kit.engine.db.sql("UPDATE decision_ends SET at = ? WHERE id = ?");
    move.run(at - MINUTE_MS, id);
    expect(broken(examine(kit.engine)).map(({ invariant }) => invariant)).toContain("no timer fires early");
    move.run(at, id);
  }
  expect(broken(examine(kit.engine))).toEqual([]);
});
