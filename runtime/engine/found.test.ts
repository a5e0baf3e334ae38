// Bugs that the simulation found, or that were planted, each as the shortest story that shows it (seeds are pinned in runtime/sim/sim.test.ts).
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { inputsEntry } from "./intake.ts";
import { openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const event = (id: string, type: string, learner: string, at: number) => ({ id, type, learner, at, course: "c1" });

/** A strategy with one signal beside those of the small one. */
function watching(signal: Record<string, unknown>): Strategy {
  const { nodes, edges } = smallStrategy();
  const more = { id: "more", type: "signal", ...signal };
  return smallStrategy({ nodes: [...nodes, more], edges: [...edges, { from: "more", port: "on", to: "watch" }] });
}

const forumPosts = { kind: "milestone", events: ["forum.posted"], reaches: 2 };
const behind = { kind: "behind", progress: "lesson.completed", per: "course", by: 0.5, minLearners: 2 };

test("a new version's figures leave out the events of whoever was erased under the same name", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  kit.ingest([event("e1", "forum.posted", "li", START - 2), event("e2", "forum.posted", "li", START - 1)]);
  kit.log([{ is: "erase", learner: "li" }]);
  kit.ingest([event("e3", "session.started", "li", START)]);
  kit.publish(watching(forumPosts));
  const store = [...kit.engine.world.facts.features.values()].find(({ spec }) => spec.kind === "firsts");
  expect(store?.save(kit.engine.world.facts.find("li") ?? -1)).toBeNull();
});

test("a new version's figures hold what came in with it in one frame", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  const { engine } = kit;
  const done = () => undefined;
  const item = { ...event("e1", "forum.posted", "li", START), at: new Date(START).toISOString() };
  const batch = {
    source: "test",
    isBackfill: false,
    count: 1,
    raw: Buffer.from(`${JSON.stringify(item)}\n`),
    refused: [],
  };
  engine.push({ kind: "batch", batch: { ...batch, hashes: new Uint32Array(6).fill(9) }, done, fail: done });
  const document = watching(forumPosts);
  const publish = { is: "publish", document, state: "live", running: "finish", enrolPerHour: null } as const;
  engine.push({ kind: "inputs", inputs: [publish], intent: null, done, fail: done });
  engine.pump();
  const store = [...engine.world.facts.features.values()].find(({ spec }) => spec.kind === "firsts");
  expect(store?.save(engine.world.facts.find("li") ?? -1)).toEqual([START]);
});

test("an act that was logged and not committed keeps its place for whoever asks after the restart", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.engine.commit();
  const seq = kit.engine.log.append(START, [inputsEntry([{ is: "upsert", patch: { id: "li" } }], "act-1")]);
  const next = kit.crash();
  expect(next.engine.db.sql("SELECT seq FROM intents WHERE id = 'act-1'").get()).toMatchObject({ seq });
});

test("cohorts are looked at on the hour, restart or not, and the merged and the erased count in none", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(watching(behind));
  kit.ingest(["an", "bo", "visitor", "gone"].map((who) => event(`e-${who}`, "enrolment.created", who, START)));
  kit.ingest(["an", "bo"].map((who) => event(`l-${who}`, "lesson.completed", who, START)));
  kit.log([{ is: "merge", from: "visitor", to: "an" }]);
  kit.log([{ is: "erase", learner: "gone" }]);
  kit.advanceTo(START + HOUR_MS);
  const figures = () => [...kit.engine.world.cohorts.values()].map(({ median, learners }) => ({ median, learners }));
  expect(figures()).toEqual([{ median: 1, learners: 2 }]);
  kit.advanceTo(START + DAY_MS + HOUR_MS / 2);
  const next = kit.crash();
  next.ingest([event("l-2", "lesson.completed", "bo", START + DAY_MS)]);
  expect(next.engine.world.cohorts.values().next().value?.median).toBe(1);
  next.advanceTo(START + DAY_MS + HOUR_MS);
  expect(next.engine.world.cohorts.values().next().value?.median).toBe(1.5);
});

test("a late event counts from its own instant, not from its receipt (planted, see e2e/mutants)", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.ingest([event("e1", "session.started", "li", START - 5 * DAY_MS)]);
  kit.publish(smallStrategy());
  kit.advanceTo(START + 36 * HOUR_MS);
  kit.ingest([event("e2", "session.started", "li", START + 12 * HOUR_MS)]);
  kit.advanceTo(START + 6 * DAY_MS);
  const opened = kit.engine.db.sql("SELECT opened_at AS at FROM episodes").all();
  expect(opened.map(({ at }) => at)).toEqual([START + 12 * HOUR_MS + 3 * DAY_MS]);
});
