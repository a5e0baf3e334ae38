// Opt-out, erasure and the big switch: in force before their answer, and seen in every ledger.
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#shared/kernel/duration.ts";
import { reachable, silence } from "./drawings.ts";
import { iso, MONDAY, openSchool, pick, type School } from "./kit.ts";

/** li and wei, silent since Monday; the push of their second day is due on Friday at nine. */
async function begin(): Promise<School> {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  await school.call(
    "POST",
    "/v1/learners",
    ["li", "wei"].map((id) => ({ id, name: `name of ${id}`, addresses: reachable })),
  );
  await school.happen(...["li", "wei"].map((learner) => ({ type: "session.started", learner, at: MONDAY })));
  await school.until(MONDAY + 3 * DAY_MS + HOUR_MS);
  return school;
}

test("an opt-out from a channel leaves the send unreachable, from all it voids the episode", async () => {
  const school = await begin();
  await school.call("POST", "/v1/learners/li/opt-out", { channel: "push" });
  await school.call("POST", "/v1/learners/wei/opt-out");
  expect(await school.rows("episodes", { learner: "wei" })).toMatchObject([{ outcome: "void", reason: "optOut" }]);
  await school.until(MONDAY + 5 * DAY_MS);
  expect(pick(await school.rows("sends", { node: "ring" }), "learner", "state", "reason")).toEqual([
    ["li", "unreachable", "consent"],
  ]);
  expect(await school.call("GET", "/api/learners/wei")).toMatchObject({ isOptedOut: true });
  await school.happen({ type: "session.started", learner: "wei", at: MONDAY + 5 * DAY_MS });
  await school.until(MONDAY + 30 * DAY_MS);
  expect(pick(await school.rows("sends", { learner: "wei" }), "node", "state")).toEqual([["nudge", "accepted"]]);
  await school.isInOrder();
});

test("a child under 14 is written to only with the guardian's consent", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  const child = { birthDate: "2015-06-01", addresses: reachable };
  const guardian = { name: "妈妈", consent: { inapp: true } };
  await school.call("POST", "/v1/learners", [
    { id: "li", ...child },
    { id: "wei", ...child, guardian },
  ]);
  await school.happen(...["li", "wei"].map((learner) => ({ type: "session.started", learner, at: MONDAY })));
  await school.until(MONDAY + 5 * DAY_MS);
  expect(pick(await school.rows("sends"), "learner", "node", "state", "reason")).toEqual([
    ["li", "nudge", "unreachable", "guardianConsent"],
    ["wei", "nudge", "accepted", null],
    ["wei", "ring", "unreachable", "guardianConsent"],
  ]);
});

test("an erased learner is gone from every page and ledger, stays gone after a restart, and gets nothing", async () => {
  const school = await begin();
  await school.happen({
    type: "complaint.filed",
    learner: "li",
    at: MONDAY + 3 * DAY_MS,
    data: { text: "name of li" },
  });
  await school.call("DELETE", "/v1/learners/li");
  const isGone = async () => {
    expect((await school.send("GET", "/api/learners/li")).json).toMatchObject({ status: 404, code: "learner.unknown" });
    for (const ledger of ["learners", "episodes", "decisions", "sends", "inbox", "timers", "tasks", "receipts"]) {
      const text = JSON.stringify(await school.rows(ledger));
      expect([ledger, text.includes('"li"'), text.includes("name of li")]).toEqual([ledger, false, false]);
    }
  };
  await isGone();
  await school.stop("SIGKILL");
  await school.start();
  await isGone();
  await school.until(MONDAY + 5 * DAY_MS);
  expect(pick(await school.rows("sends", { node: "ring" }), "learner")).toEqual([["wei"]]);
  expect(await school.call("GET", "/api/books")).toMatchObject({ learners: 1 });
  expect((await school.send("GET", "/api/audit")).text).not.toContain("learner/li");
  await school.isInOrder();
});

test("stopping all sends holds them through a restart, and letting go sends what has not expired", async () => {
  const school = await begin();
  await school.call("POST", "/api/stop", { isStopped: true });
  expect((await school.send("GET", "/metrics")).text).toMatch(/^winback_sends_stopped 1$/m);
  await school.stop("SIGKILL");
  await school.start();
  await school.until(MONDAY + 4 * DAY_MS + HOUR_MS);
  expect(pick(await school.rows("sends", { node: "ring" }), "state", "acceptedAt")).toEqual([
    ["decided", null],
    ["decided", null],
  ]);
  await school.call("POST", "/api/stop", { isStopped: false });
  await school.until("PT1M");
  const sent = pick(await school.rows("sends", { node: "ring" }), "state", "acceptedAt");
  expect(sent.map(([state]) => state)).toEqual(["accepted", "accepted"]);
  for (const [, at] of sent) expect(String(at) >= iso(MONDAY + 4 * DAY_MS + HOUR_MS)).toBe(true);
  const { rows } = await school.call<{ rows: { act: string }[] }>("GET", "/api/audit");
  expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(["sends.stop", "sends.go"]));
  await school.isInOrder();
});

test("quiet hours hold a push until the morning of the learner's own zone", async () => {
  const school = await openSchool({ at: MONDAY, settings: { quiet: { from: "22:00", to: "08:00" } } });
  await school.publish(silence("quiet"));
  const zones = { shanghai: "Asia/Shanghai", berlin: "Europe/Berlin", york: "America/New_York" };
  await school.call(
    "POST",
    "/v1/learners",
    Object.entries(zones).map(([id, zone]) => ({ id, zone, addresses: reachable })),
  );
  await school.happen(...Object.keys(zones).map((learner) => ({ type: "session.started", learner, at: MONDAY })));
  await school.until(MONDAY + 6 * DAY_MS);
  const rings = await school.rows("sends", { node: "ring" });
  const byLearner = Object.fromEntries(pick(rings, "learner", "acceptedAt") as [string, string][]);
  // Friday 09:00 in Shanghai is 02:00 in Berlin and Thursday 20:00 in New York
  expect(byLearner).toEqual({
    shanghai: "2026-03-06T01:00:00.000Z",
    berlin: "2026-03-06T07:00:00.000Z",
    york: "2026-03-06T01:00:00.000Z",
  });
  await school.isInOrder();
});
