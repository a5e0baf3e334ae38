// The store itself refuses what must never be twice, whatever the code above it does.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);

test("a decision key, a decision's end and an open episode cannot come twice", () => {
  const kit = openEngine({ at: START });
  kit.settings();
  kit.publish(smallStrategy());
  kit.ingest([{ id: "e1", type: "session.started", learner: "li", at: START }]);
  kit.advanceTo(START + 5 * DAY_MS);
  const { db } = kit.engine;
  const again = (table: string, columns: string, changed: string) => () =>
    db.sql(`INSERT INTO ${table} (${columns}) SELECT ${changed} FROM ${table} LIMIT 1`).run();
  const decision = "id, episode, tier, node, kind, at, seq";
  expect(again("decisions", decision, "id + 1000, episode, tier, node, kind, at, seq")).toThrow(/UNIQUE/);
  expect(again("decisions", decision, "id, episode, tier, 'other', kind, at, seq")).toThrow(/UNIQUE/);
  expect(again("decision_ends", "id, at, seq", "id, at, seq")).toThrow(/UNIQUE/);
  const episode = "id, strategy, version, learner, subject, number, opened_at, tier, tier_at, is_holdout, seq";
  const next = episode.replace("id,", "id + 1000,").replace("number,", "number + 1,");
  expect(again("episodes", episode, next)).toThrow(/UNIQUE/);
});
