// The books of a small story: every total is what happened, and every sum holds.
import { expect, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { readBooks } from "./books.ts";
import { openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);
const session = (id: string, learner: string, at: number) => ({ id, type: "session.started", learner, at });

test("totals are what happened, and balance", () => {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  const first = ["li", "wu"].map((learner) => session(learner, learner, START));
  kit.ingest([...first, session("li", "li", START), session("li", "li", START + 1)], {
    refused: [{ index: 4, code: "event.type", path: "type", payload: "{}" }],
  });
  kit.advanceTo(START + 3 * DAY_MS + 1000);
  kit.ingest([session("w1", "wu", START + 3 * DAY_MS + 1), session("w2", "wu", START + 3 * DAY_MS + 2)]);
  kit.advanceTo(START + 4 * DAY_MS + 1000);
  kit.ingest([session("w3", "wu", START + 4 * DAY_MS)]);
  expect(readBooks(kit.engine)).toEqual({
    events: { received: 8, applied: 5, duplicates: 1, rejected: 2, quarantined: 0 },
    learners: 2,
    decisions: { total: 8, byKind: { send: 4, tier: 2, wait: 2 } },
    episodes: { byTier: { watch: 2 }, open: 1, recovered: 1, lost: 0, void: 0 },
    sends: { total: 4, byChannel: { inapp: { accepted: 2 }, sms: { unreachable: 2 } } },
    reasons: { "unreachable address": 2 },
    promises: { kept: 2 },
    isBalanced: true,
    imbalances: [],
  });
});

test("a sum that does not hold is named with both sides", () => {
  const { engine } = openEngine({ at: START });
  engine.counters.add("decisions");
  engine.counters.add("send sms accepted", -1);
  expect(readBooks(engine)).toMatchObject({
    isBalanced: false,
    imbalances: ["decisions: 1 in all, 0 in parts", "sends: 0 in all, -1 in parts", "sends: -1 in state accepted"],
  });
});
