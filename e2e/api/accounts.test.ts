// Stories of people against the built server: setup once, roles, invitations, being put out, guessing, foreign pages, masked data,
// a second person's word, the command line, and the sample school.
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Role } from "#shared/api/contract.ts";
import { silence } from "./drawings.ts";
import { openHouse, openSchool, type School } from "./kit.ts";
import { runWinback } from "./server.ts";
import { join as joinSchool, PASSWORD, Visitor } from "./visitor.ts";

const refusal = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.code];

async function setUp(): Promise<{ school: School; boss: Visitor }> {
  const school = await openHouse([], join(tmpdir(), `winback-people-${randomUUID()}`)); // a folder that is not there yet
  const boss = new Visitor(school.url);
  const admin = { name: "王校长", email: "boss@school.example", password: PASSWORD };
  await boss.call("POST", "/api/setup", { token: school.setupToken, ...admin });
  return { school, boss };
}

const enter = async (school: School, name: string, password = PASSWORD) => {
  const visitor = new Visitor(school.url);
  const reply = await visitor.send("POST", "/api/session", { email: `${name}@school.example`, password });
  return { visitor, reply };
};

test("the setup token makes the first admin, once; the account is there after a restart, and so is the session", async () => {
  const { school, boss } = await setUp();
  const late = { token: school.setupToken, name: "Eve", email: "eve@evil.example", password: PASSWORD };
  expect(refusal(await new Visitor(school.url).send("POST", "/api/setup", late))).toEqual([403, "setup.token"]);
  await school.stop();
  school.setupToken = "";
  await school.start();
  expect(school.setupToken).toBe("");
  expect(await boss.call("GET", "/api/session")).toMatchObject({ person: { name: "王校长", role: "admin" } });
  expect((await enter(school, "boss")).reply.status).toBe(200);
});

test("each role does its part and no other", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  const draft = await school.call("GET", "/api/strategies/quiet/export");
  const acts: [string, string, unknown, Record<string, string>][] = [
    ["GET", "/api/strategies", undefined, {}],
    ["PUT", "/api/strategies/quiet", draft, { "if-match": '"0"' }],
    ["POST", "/api/strategies/quiet/publish", { revision: 0 }, {}],
    ["POST", "/api/stop", {}, {}],
    ["GET", "/api/tasks", undefined, {}],
    ["POST", "/api/tasks/1/claim", {}, {}],
    ["GET", "/api/members", undefined, {}],
  ];
  const seen: Record<string, string> = {};
  for (const role of ["operator", "marketer", "analyst", "staff", "admin"] as const) {
    const person = await joinSchool(school, role);
    const statuses = [];
    for (const [method, path, body, headers] of acts)
      statuses.push((await person.send(method, path, body, headers)).status === 403 ? "-" : "x");
    seen[role] = statuses.join(" ");
  }
  expect(seen).toEqual({
    //         list draft publish stop tasks claim members
    operator: "x x x x x x -",
    marketer: "x x - - x - -",
    analyst: "x - - - x - -",
    staff: "- - - - x x -",
    admin: "x x x x x x x",
  });
});

test("an invited member is put out at once, everywhere", async () => {
  const { school, boss } = await setUp();
  const { path } = await boss.call("POST", "/api/invitations", { role: "operator" });
  const [desk, phone] = [new Visitor(school.url), new Visitor(school.url)];
  const joining = { name: "小李", email: "li@school.example", password: PASSWORD };
  await desk.call("POST", `/api${path}/accept`, joining);
  expect(refusal(await phone.send("POST", `/api${path}/accept`, joining))).toEqual([404, "invitation.unknown"]);
  await phone.call("POST", "/api/session", { email: joining.email, password: PASSWORD });
  const { items } = (await boss.call("GET", "/api/members")) as { items: { id: string; name: string }[] };
  await boss.call("PUT", `/api/members/${items.find(({ name }) => name === "小李")?.id}`, { isActive: false });
  for (const visitor of [desk, phone]) expect((await visitor.send("GET", "/api/strategies")).status).toBe(401);
  expect(refusal((await enter(school, "li")).reply)).toEqual([401, "session.wrong"]);
});

test("signing out everywhere leaves no session of that person, and all of the others", async () => {
  const { school, boss } = await setUp();
  const { visitor: other } = await enter(school, "boss");
  const sessions = (await other.call("GET", "/api/sessions")) as { items: unknown[] };
  expect(sessions.items.length).toBe(2);
  await other.call("DELETE", "/api/sessions");
  for (const visitor of [boss, other]) expect((await visitor.send("GET", "/api/sessions")).status).toBe(401);
});

test("guessing a password ends in 429 with the time to wait, for accounts that are there and for those that are not", async () => {
  const { school } = await setUp();
  for (const name of ["boss", "nobody"]) {
    const replies = await Promise.all(Array.from({ length: 12 }, () => enter(school, name, "wrong guess")));
    const statuses = replies.map(({ reply }) => reply.status).sort();
    expect(statuses).toEqual([...Array(8).fill(401), ...Array(4).fill(429)]);
    const waits = replies.map(({ reply }) => Number(reply.headers.get("retry-after") ?? 1));
    expect(Math.min(...waits)).toBeGreaterThan(0);
  }
});

test("a page of another site can do nothing with the cookie", async () => {
  const { school, boss } = await setUp();
  const attempts: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${school.url}.evil.example` },
  ];
  for (const headers of attempts)
    expect(refusal(await boss.send("POST", "/api/stop", { isStopped: true }, headers))).toEqual([
      403,
      "origin.mismatch",
    ]);
  const bare = await fetch(`${school.url}/api/stop`, {
    method: "POST",
    headers: { cookie: boss.cookie, "content-type": "application/json" },
    body: '{"isStopped":true}',
  });
  expect(bare.status).toBe(403);
  expect(await boss.call("GET", "/api/status")).toMatchObject({ stop: null });
  expect((await boss.send("POST", "/api/stop", { isStopped: true })).status).toBe(200);
});

test("who did it stands in the audit log with their name", async () => {
  const { boss } = await setUp();
  await boss.call("POST", "/api/stop", { isStopped: true });
  const { rows } = (await boss.call("GET", "/api/audit?act=sends")) as { rows: unknown[] };
  expect(rows).toMatchObject([{ act: "sends.stop", actorName: "王校长" }]);
});

test("phone and mail of learners are for those who reach them", async () => {
  const school = await openSchool();
  await school.call("PUT", "/v1/learners/li", { addresses: { sms: "13812345678", email: "li@home.example" } });
  const seen = async (role: Role) =>
    JSON.stringify(await (await joinSchool(school, role)).call("GET", "/api/learners/li"));
  for (const role of ["marketer", "analyst"] as const) {
    const text = await seen(role);
    expect(text).toContain("138****5678");
    expect(text).not.toMatch(/13812345678|li@home/);
  }
  for (const role of ["staff", "operator"] as const)
    expect(await seen(role)).toMatch(/13812345678.*li@home|li@home.*13812345678/);
});

test("where the school asks for a second person, nothing goes live on one person's word", async () => {
  const school = await openSchool({ settings: { publish: { needsApproval: true } } });
  await school.call("POST", "/api/strategies/import", silence("quiet"));
  const [one, two] = [await joinSchool(school, "operator", "one"), await joinSchool(school, "operator", "two")];
  const path = "/api/strategies/quiet";
  expect(refusal(await one.send("POST", `${path}/publish`, {}))).toEqual([409, "approval.needed"]);
  const { hash } = await one.call("GET", `${path}/approval`);
  await one.call("POST", `${path}/approval`, { act: "request", hash });
  expect(refusal(await one.send("POST", `${path}/approval`, { act: "approve", hash }))).toEqual([403, "approval.self"]);
  await two.call("POST", `${path}/approval`, { act: "approve", hash, note: "好" });
  expect(await one.call("POST", `${path}/publish`, {})).toMatchObject({ version: 1 });
});

test("the command line makes links without a server, and through one with an admin key", async () => {
  const { school, boss } = await setUp();
  const args = ["reset-password", "boss@school.example", "--data", school.data, "--json"];
  const { key } = await boss.call("POST", "/api/keys", { name: "cli", scopes: ["admin"] });
  const run = async (args: readonly string[], environment = {}) => {
    const { code, out, err } = await runWinback(args, environment).ended;
    return { code, err, link: out === "" ? "" : String((JSON.parse(out) as { link: string }).link) };
  };
  expect(await run(args)).toMatchObject({ code: 1, err: expect.stringContaining("WINBACK_KEY") });
  const through = { WINBACK_KEY: String(key), WINBACK_PUBLIC_URL: school.url };
  const online = await run(args, through);
  expect(online).toMatchObject({ code: 0, link: expect.stringContaining(`${school.url}/invitations/`) });
  await school.stop();
  const offline = await run(args);
  const invited = await run(["invite", "new@school.example", "--role", "staff", "--data", school.data, "--json"]);
  expect([offline.code, invited.code]).toEqual([0, 0]);
  expect(await run(["reset-password", "nobody@school.example", "--data", school.data])).toMatchObject({ code: 1 });
  await school.start();
  const accept = (link: string, body: object) =>
    new Visitor(school.url).send("POST", `/api${new URL(link).pathname}/accept`, body);
  expect((await accept(online.link, { password: "the newest saying" })).status).toBe(404);
  expect((await accept(offline.link, { password: "the newest saying" })).status).toBe(201);
  expect((await accept(invited.link, { name: "新人", password: PASSWORD })).json).toMatchObject({
    person: { role: "staff" },
  });
  expect((await boss.send("GET", "/api/sessions")).status).toBe(401);
  expect((await enter(school, "boss", "the newest saying")).reply.status).toBe(200);
});

test("the sample school lives on its own clock beside the real one, survives a restart, and mixes nothing", async () => {
  const { school, boss } = await setUp();
  expect(refusal(await boss.send("PUT", "/api/sample", { isOpen: true }))).toEqual([409, "sample.none"]);
  await boss.call("POST", "/api/sample");
  const isReady = () =>
    vi.waitFor(async () => expect(await boss.call("GET", "/api/sample")).toMatchObject({ state: "ready" }), {
      timeout: 50_000,
      interval: 200,
    });
  await isReady();
  await boss.call("PUT", "/api/sample", { isOpen: true });
  const now = async () => ((await boss.call("GET", "/api/session")) as { school: { clock: { now: string } } }).school;
  expect(await now()).toMatchObject({ isSample: true, clock: { isTest: true, now: "2014-02-13T10:00:00.000Z" } });
  expect(await boss.call("GET", "/api/books")).toMatchObject({ learners: 383, isBalanced: true });
  expect((await boss.send("POST", "/test/clock", { advance: "P1D" })).status).toBe(404);
  await boss.call("POST", "/api/sample/next-day");
  await school.stop();
  await school.start();
  await isReady();
  expect(await now()).toMatchObject({ isSample: true, clock: { now: "2014-02-14T10:00:00.000Z" } });
  await boss.call("POST", "/api/sample/next-day");
  expect(await boss.call("GET", "/api/doctor")).toMatchObject({ isHealthy: true });
  await boss.call("PUT", "/api/sample", { isOpen: false });
  expect(await now()).toMatchObject({ isSample: false, zone: "Asia/Shanghai" });
  expect(await boss.call("GET", "/api/books")).toMatchObject({ learners: 0 });
});
