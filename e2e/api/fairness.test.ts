// Shows 6: holdout, variants and arbitration: who is chosen is fair, kept, and explained.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { edges, inapp, reachable, silence } from "./drawings.ts";
import { MONDAY, openSchool, pick, type School } from "./kit.ts";

/** Many learners who come once on Monday. */
async function enrol(school: School, count: number, at = MONDAY): Promise<void> {
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify({ id: `s${n}@${at}`, type: "session.started", learner: `s${n}`, at: new Date(at).toISOString() }),
  );
  const answer = await school.call("POST", "/v1/events", lines.join("\n"), { "content-type": "application/x-ndjson" });
  expect(answer).toMatchObject({ accepted: count });
}

test("a holdout learner gets no send on any channel", async () => {
  const school = await openSchool({ settings: { holdout: { salt: "season-1", weight: 2000 } } });
  await school.publish(silence("quiet", { holdout: { salt: "quiet-1", weight: 3000 } }));
  await school.call(
    "POST",
    "/v1/learners",
    Array.from({ length: 300 }, (_, n) => ({ id: `s${n}`, addresses: reachable })),
  );
  await enrol(school, 300);
  await school.until(MONDAY + 6 * DAY_MS);
  const held = new Set((await school.rows("episodes", { isHoldout: "true" })).map(({ learner }) => learner));
  // 44 of 100 by two independent draws, and three sigma of 300
  expect(Math.abs(held.size - 132)).toBeLessThan(26);
  const sends = await school.rows("sends");
  expect(sends).toHaveLength(600);
  for (const { learner, state, reason } of sends) {
    expect([state, reason]).toEqual(held.has(learner) ? ["withheld", "holdout"] : ["accepted", null]);
  }
  expect((await school.rows("inbox")).filter(({ learner }) => held.has(learner))).toEqual([]);
  await school.isInOrder();
});

const salt = "hello-1";

function threeVariants(wait: string) {
  const experiment = { salt, metric: "recovered", allocation: "fixed" };
  const variants = [inapp("一", "a", 2500), inapp("二", "b", 2500), inapp("三", "c", 5000)];
  return silence("quiet", {
    nodes: [
      { id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "nudge", type: "send", message: "hello" },
      { id: "breath", type: "wait", for: wait },
    ],
    edges: edges("silent.on > watch", "watch.enter > nudge", "nudge.next > breath"),
    goal: { events: ["session.started"], days: 1, within: "P7D" },
    policy: { cooldown: "P1D" },
    messages: { hello: { channel: "inapp", experiment, variants } },
  });
}

async function arms(school: School): Promise<Map<unknown, unknown>> {
  return new Map((await school.rows("assignments", { salt })).map(({ learner, arm }) => [learner, arm]));
}

test("10,000 learners fall on three variants within 3 sigma, and stay there across restart and republish", async () => {
  const count = 10_000;
  const school = await openSchool();
  await school.publish(threeVariants("P1D"));
  await enrol(school, count);
  await school.until(MONDAY + 3 * DAY_MS);
  const first = await arms(school);
  expect(first.size).toBe(count);
  for (const [arm, share] of [
    ["a", 0.25],
    ["b", 0.25],
    ["c", 0.5],
  ] as const) {
    const size = [...first.values()].filter((each) => each === arm).length;
    expect(Math.abs(size - count * share)).toBeLessThan(3 * Math.sqrt(count * share * (1 - share)));
  }
  await school.stop("SIGKILL");
  await school.start();
  expect(await arms(school)).toEqual(first);
  expect(await school.publish(threeVariants("P2D"))).toMatchObject({ version: 2 });
  await school.until("PT1H");
  await enrol(school, count, MONDAY + 3 * DAY_MS + HOUR_MS);
  await school.until(MONDAY + 7 * DAY_MS);
  expect(await arms(school)).toEqual(first);
  const again = await school.rows("sends", { node: "nudge" });
  expect(again).toHaveLength(2 * count);
  expect(again.filter(({ learner, variant }) => first.get(learner) !== variant)).toEqual([]);
  await school.isInOrder();
});

test("50 strategies want one learner at once under a cap of one a day: one goes out, 49 name it", async () => {
  const caps = [{ id: "one-a-day", scope: "all", limit: 1, per: "day" }];
  const school = await openSchool({ settings: { caps } });
  const names = Array.from({ length: 50 }, (_, n) => `want-${String(n).padStart(2, "0")}`);
  for (const [n, id] of names.entries())
    await school.publish(silence(id, { policy: { priority: n === 31 ? 90 : 50 } }));
  await school.happen({ type: "session.started", learner: "li", at: MONDAY });
  await school.until(MONDAY + 3 * DAY_MS);
  const sends = await school.rows("sends", { node: "nudge" });
  const [winner, ...others] = sends.filter(({ state }) => state === "accepted");
  expect([sends.length, winner?.strategy, others]).toEqual([50, "want-31", []]);
  const lost = await school.rows("suppressions", { node: "nudge" });
  expect(lost).toHaveLength(49);
  expect(pick(lost, "state", "reason", "winner")).toEqual(
    lost.map(() => ["suppressed", "arbitration", winner?.keyText]),
  );
  expect(await school.rows("inbox")).toHaveLength(1);
  await school.isInOrder();
});
