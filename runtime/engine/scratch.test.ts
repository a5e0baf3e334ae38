import { test } from "vitest";
import { openEngine, smallStrategy } from "./testkit.ts";

test("story", () => {
  const at = Date.UTC(2026, 2, 2);
  const DAY = 86400000;
  let kit = openEngine({ at });
  kit.settings({ allowedHosts: ["crm.example"] });
  kit.publish(smallStrategy());
  kit.log([{ is: "upsert", patch: { id: "li", name: "Li", addresses: { sms: "13800000000" } } }]);
  console.log(kit.ingest([{ id: "e1", type: "session.started", learner: "li", at: at + 1, course: "math" }]));
  kit.advanceTo(at + 5 * DAY);
  const show = () => {
    for (const t of [
      "episodes",
      "decisions",
      "decision_ends",
      "sends",
      "tasks",
      "inbox",
      "attempts",
      "promises",
      "counters",
      "meta",
    ])
      console.log(t, kit.engine.db.sql("SELECT * FROM " + t).all());
  };
  kit.ingest([{ id: "e2", type: "complaint.filed", learner: "li", at: at + 5 * DAY, course: "math" }]);
  kit = kit.reopen();
  kit.advanceTo(at + 30 * DAY);
  show();
  kit.engine.close();
});
