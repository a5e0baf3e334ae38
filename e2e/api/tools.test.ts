// The command line on a school's folder: what it may do beside a server, and a backup that comes back with its sends stopped.
import { rmSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { DAY_MS } from "#shared/kernel/duration.ts";
import { reachable, silence } from "./drawings.ts";
import { MONDAY, openHouse, openSchool, pick } from "./kit.ts";
import { runWinback } from "./server.ts";

test("doctor and export read a folder that no server runs on, and are refused beside one", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  await school.happen({ type: "session.started", learner: "li", at: MONDAY });
  await school.until(MONDAY + 4 * DAY_MS);
  const beside = await runWinback(["doctor", "--json", "--data", school.data]).ended;
  expect([beside.code, beside.out]).toEqual([2, ""]);
  expect(beside.err).toContain("A server is running");
  await school.stop();
  const doctor = await runWinback(["doctor", "--json", "--data", school.data]).ended;
  expect(doctor.code).toBe(0);
  expect(JSON.parse(doctor.out)).toMatchObject({ books: { isBalanced: true, episodes: { open: 1 } } });
  const exported = await runWinback(["export", "--data", school.data]).ended;
  expect(JSON.parse(exported.out)).toMatchObject({
    strategies: [{ id: "quiet" }],
    settings: { zone: "Asia/Shanghai" },
  });
  const ledger = await runWinback(["export", "--ledger", "decisions", "--data", school.data]).ended;
  expect(JSON.parse(ledger.out.split("\n")[0] ?? "")).toMatchObject({ key: { learner: "li" } });
});

// A restore is logged by the machine's clock, so this story ends about now.
const now = Math.floor(Date.now() / 1000) * 1000;

test("a backup of a running school comes back whole in another folder, its sends stopped until they are let go", async () => {
  const school = await openSchool({ at: now - 3 * DAY_MS });
  await school.publish(silence("quiet"));
  await school.call("POST", "/v1/learners", [{ id: "li", addresses: reachable }]);
  await school.happen({ type: "session.started", learner: "li", at: now - 3 * DAY_MS });
  await school.until(now);
  const before = await school.rows("decisions");
  const { token } = await school.call<{ token: string }>("POST", "/v1/learners/li/token");
  const [copy, restored] = [`${school.data}-copy`, `${school.data}-restored`];
  onTestFinished(() => {
    for (const folder of [copy, restored]) rmSync(folder, { recursive: true, force: true });
  });
  const { job } = await school.call<{ job: string }>("POST", "/api/backup", { folder: copy });
  await expect.poll(async () => (await school.call("GET", `/api/jobs/${job}`)).state, { timeout: 20_000 }).toBe("done");
  await school.stop("SIGKILL");
  expect(await runWinback(["restore", copy, "--data", restored, "--json"]).ended).toMatchObject({ code: 0 });

  const other = await openHouse([], restored);
  other.key = school.key;
  expect(await other.rows("decisions")).toEqual(before);
  const inbox = await other.send("GET", "/v1/inbox/li", undefined, { authorization: `Bearer ${token}` });
  expect([inbox.status, inbox.json]).toEqual([200, { items: [expect.anything()] }]);
  await other.until(now + DAY_MS);
  expect(pick(await other.rows("sends", { node: "ring" }), "state")).toEqual([["decided"]]);
  await other.call("POST", "/api/stop", { isStopped: false });
  // Whatever the hour is now, no quiet hours are longer than this.
  await other.until("PT12H");
  expect(pick(await other.rows("sends", { node: "ring" }), "state")).toEqual([["accepted"]]);
  await other.isInOrder();
});
