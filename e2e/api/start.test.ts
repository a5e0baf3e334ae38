// Shows 1: starting, the first key, one process to a folder, and a clean end.
import { expect, test } from "vitest";
import { silence } from "./drawings.ts";
import { MONDAY, openHouse, openSchool } from "./kit.ts";
import { runWinback } from "./server.ts";

test("SIGTERM ends it with 0, and what was taken in is there after the next start", async () => {
  const school = await openSchool();
  await school.happen({ type: "session.started", learner: "li", at: MONDAY });
  await school.publish(silence("quiet"));
  expect(await school.stop()).toBe(0);
  await school.start();
  expect(await school.call("GET", "/api/learners/li")).toMatchObject({ id: "li" });
  expect(await school.call("GET", "/api/strategies/quiet")).toMatchObject({ state: "live", version: 1 });
  expect((await school.send("GET", "/readyz")).status).toBe(200);
  await school.isInOrder();
});

test("a second process on the same data refuses in both languages and leaves the first alone", async () => {
  const school = await openSchool();
  const second = await runWinback(["serve", "--test", "--json", "--data", school.data, "--port", "0"]).ended;
  expect(second.code).toBe(1);
  expect(second.out).toBe("");
  expect(second.err).toContain("数据目录正被另一个进程使用");
  expect(second.err).toContain("in use by another process");
  expect(await school.happen({ type: "session.started", learner: "li", at: MONDAY })).toMatchObject({ accepted: 1 });
});

test.each([
  ["a command that is none", ["fly"]],
  ["a port that is none", ["serve", "--port", "none"]],
  ["a listening address beyond loopback without a proxy", ["serve", "--host", "0.0.0.0"]],
])("%s is a wrong call", async (_, args) => {
  expect((await runWinback(args).ended).code).toBe(2);
});

test("the setup token makes one key, once", async () => {
  const school = await openHouse();
  const setup = (token: string) => school.send("POST", "/api/setup", { token, name: "head" });
  expect((await setup("wrong")).json).toMatchObject({ status: 403, code: "setup.token" });
  expect((await setup(school.setupToken)).status).toBe(201);
  expect((await setup(school.setupToken)).json).toMatchObject({ status: 403, code: "setup.token" });
  const token = school.setupToken;
  await school.stop();
  await school.start();
  expect((await setup(token)).status).toBe(403);
});

test("without a key nothing is told and nothing is taken", async () => {
  const school = await openHouse();
  const answers = await Promise.all([
    school.send("GET", "/api/decisions", undefined, { authorization: "" }),
    school.send("POST", "/v1/events", [], { authorization: "Bearer wb_00000000_x" }),
    school.send("GET", "/api/settings", undefined, { authorization: "" }),
    school.send("PUT", "/v1/learners/li", {}, { authorization: "" }),
    school.send("POST", "/xapi/statements", [], { authorization: "Basic eDp5" }),
  ]);
  expect(answers.map(({ json }) => [json.status, json.code])).toEqual(answers.map(() => [401, "access.key"]));
  expect((await school.send("GET", "/healthz")).json).toMatchObject({ status: "ok" });
});
