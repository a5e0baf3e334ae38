// More requests than a provider has places: they follow each other as places become free, not as time passes.
import { expect, test } from "vitest";
import { HOUR_MS } from "#shared/kernel/duration.ts";
import { Places } from "./places.ts";
import { openEngine, smallStrategy } from "./testkit.ts";

const START = Date.UTC(2026, 2, 2);

test("a hundred requests to one provider leave within the second in which they fell due", () => {
  const kit = openEngine({ at: START });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  kit.advanceTo(START + HOUR_MS);
  const at = START + HOUR_MS;
  const complaints = Array.from({ length: 100 }, (_, index) => `learner-${index}`);
  kit.ingest(complaints.map((learner) => ({ id: learner, type: "complaint.filed", learner, at })));
  kit.advanceTo(at + 1000);
  const states = kit.engine.db.sql(
    "SELECT state, count(*) AS count FROM sends WHERE channel = 'webhook' GROUP BY state",
  );
  expect(states.all()).toEqual([{ state: "accepted", count: 100 }]);
});

test("whoever has waited longest is next, and a place given back twice is one place", () => {
  const places = new Places();
  for (let send = 0; send < 32; send += 1) places.take("a", send);
  expect([places.isFree("a"), places.isFree("b")]).toEqual([false, true]);
  for (const send of [50, 51, 50]) places.wait("a", send);
  expect([places.give(7), places.give(7), places.takenCount]).toEqual(["a", null, 31]);
  expect([places.next("a"), places.next("a"), places.next("a")]).toEqual([50, 51, null]);
});
