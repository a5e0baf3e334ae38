// What browsers and tools see: links of messages, documents, the gallery, ledgers, health, previews and the test clock.
import { beforeEach, expect, test } from "vitest";
import { signToken, type TokenKind } from "#shared/message/token.ts";
import { csvOf } from "./csv-write.ts";
import { complain, createKit, type Kit, NOW, SECRET, SENT_AT } from "./testkit.ts";

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

const token = (k: TokenKind, s: string, x?: string) => signToken(SECRET, x === undefined ? { k, s } : { k, s, x });
const visit = (path: string, init: RequestInit = {}) => kit.app.request(path, init);
const json = async (path: string, method = "GET", body?: unknown) =>
  (await (await kit.call(method, path, body)).json()) as Record<string, unknown>;

test("the pixel and the click are receipts, and the click leads on", async () => {
  const { note } = await complain(kit);
  const pixel = await visit(`/t/o/${token("o", note)}`);
  expect([pixel.status, pixel.headers.get("Content-Type"), pixel.headers.get("Cache-Control")]).toEqual([
    200,
    "image/gif",
    "no-store",
  ]);
  const click = await visit(`/t/c/${token("c", note)}`);
  expect([click.status, click.headers.get("Location")]).toEqual([302, "https://learn.example.com/next"]);
  const at = new Date(SENT_AT).toISOString();
  expect(await kit.rows("receipts")).toMatchObject([
    { send: note, state: "opened", at },
    { send: note, state: "acted", at },
  ]);
  expect(await kit.rows("sends", { id: note })).toMatchObject([{ state: "acted", openedAt: at, actedAt: at }]);
});

test("a click goes on though the disk is full, and a HEAD counts for nothing", async () => {
  const { note } = await complain(kit);
  expect((await visit(`/t/c/${token("c", note)}`, { method: "HEAD" })).status).toBe(302);
  expect(await kit.rows("receipts")).toEqual([]);
  kit.refuse("receipts", "diskFull");
  expect((await visit(`/t/c/${token("c", note)}`)).status).toBe(302);
});

test.each([
  "/t/o/x",
  "/t/c/x",
  "/t/u/x",
  "/l/x",
  `/t/c/${token("o", "5")}`,
  `/t/c/${token("c", "5000")}`,
  `/l/${token("i", "li")}`,
])("%s is no valid link", async (path) => {
  const { note } = await complain(kit);
  expect(note).toBe("5");
  expect((await visit(path)).status).toBe(404);
  expect(await kit.rows("receipts")).toEqual([]);
});

test("a GET of the unsubscribe link asks, only the POST unsubscribes", async () => {
  const { mail } = await complain(kit);
  const path = `/t/u/${token("u", "li", mail)}`;
  const asked = await visit(path, { headers: { "Accept-Language": "en" } });
  expect(await asked.text()).toContain("Unsubscribe");
  expect(asked.headers.get("Content-Security-Policy")).toContain("form-action 'self'");
  expect(await kit.engine.learner("li")).toMatchObject({ profile: { consent: { email: true } } });
  const form = { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://mail.example" };
  expect((await visit(path, { method: "POST", headers: form, body: "List-Unsubscribe=One-Click" })).status).toBe(200);
  expect(await kit.engine.learner("li")).toMatchObject({
    isOptedOut: false,
    profile: { consent: { email: false } },
  });
  await visit(path, { method: "POST", headers: form, body: "channel=all" });
  expect(await kit.engine.learner("li")).toMatchObject({ isOptedOut: true });
});

test("a learner's page shows the messages as text and lets channels go", async () => {
  await complain(kit);
  const path = `/l/${token("l", "li")}`;
  const text = await (await visit(path)).text();
  expect(text).toContain("&lt;b&gt;Back&lt;/b&gt;");
  expect(text).toContain('lang="zh-CN"');
  await visit(path, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "channel=sms",
  });
  expect(await kit.engine.learner("li")).toMatchObject({ profile: { consent: { sms: false } } });
});

test("stopped sends are told with who stopped them and when", async () => {
  expect(await json("/api/stop")).toEqual({ reason: null, by: null, byName: null, at: null });
  await json("/api/stop", "POST", { isStopped: true });
  expect(await json("/api/stop")).toEqual({
    reason: "stoppedByPerson",
    by: expect.stringMatching(/^key\//),
    byName: "test",
    at: new Date(kit.clock.now()).toISOString(),
  });
  await json("/api/stop", "POST", { isStopped: false });
  expect(await json("/api/stop")).toMatchObject({ reason: null, by: null });
});

test("the gallery holds every starter strategy as a document that can be kept", async () => {
  const { items } = (await json("/api/gallery")) as { items: { id: string; document: object }[] };
  expect(items.map(({ id }) => id)).toContain("three-tier-retention");
  for (const { document } of items) expect((await kit.call("POST", "/api/strategies", document)).status).toBe(201);
  const { items: kept } = (await json("/api/strategies")) as { items: { updatedByName: string }[] };
  expect([kept.length, new Set(kept.map(({ updatedByName }) => updatedByName))]).toEqual([
    items.length,
    new Set(["test"]),
  ]);
});

test("the OpenAPI names every route with its scope, and no reference in it is loose", async () => {
  const api = await json("/api/openapi.json");
  const paths = api.paths as Record<string, Record<string, Record<string, unknown>>>;
  const routes = Object.values(paths).flatMap((path) => Object.values(path));
  expect([api.openapi, routes.length > 70, routes.every((route) => "x-scope" in route && "security" in route)]).toEqual(
    ["3.1.0", true, true],
  );
  expect(new Set(routes.map((route) => route.operationId)).size).toBe(routes.length);
  expect(new Set(JSON.stringify(api).match(/"\$ref":"[^"]+"/g))).toEqual(
    new Set(['"$ref":"#/components/schemas/Problem"']),
  );
  expect(await json("/api/openapi.json")).toEqual(api);
  expect((await json("/api/schema/strategy.json")).$id).toBe("winback.strategy/1");
});

test("the documents' page loads only files of our own", async () => {
  const page = await (await visit("/api/docs")).text();
  for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await visit(path ?? "")).status).toBe(200);
  expect(page).not.toMatch(/<script>|https?:\/\//);
  expect((await kit.call("GET", "/api/docs/..%2f..%2fpackage.json")).status).toBe(404);
});

test("a ledger pages as JSON and as CSV without formulas", async () => {
  const names = { a: "=cmd()", b: 'Li "Lei", 1', c: "韩梅梅" };
  for (const [id, name] of Object.entries(names)) await json(`/v1/learners/${id}`, "PUT", { name });
  const { rows, next } = (await json("/api/learners?limit=2")) as { rows: object[]; next: string };
  expect(rows).toMatchObject([{ id: "a" }, { id: "b" }]);
  expect(await json(`/api/learners?limit=2&cursor=${next}`)).toMatchObject({ next: null, rows: [{ id: "c" }] });
  const csv = await kit.call("GET", "/api/learners?format=csv&limit=2");
  const lines = (await csv.text()).split("\r\n");
  expect(lines.map((line) => /^(?:a,|b,)?(?:"[^"]*(?:""[^"]*)*"|[^,]*)/.exec(line)?.[0])).toEqual([
    "id",
    "a,'=cmd()",
    'b,"Li ""Lei"", 1"',
    "",
  ]);
  expect(csv.headers.get("Link")).toBe(`</api/learners?format=csv&limit=2&cursor=${next}>; rel="next"`);
  expect((await json("/api/sends?nonsense=1")).code).toBe("ledger.filter");
  expect(await json("/api/sends?limit=0")).toMatchObject({
    code: "request.invalid",
    issues: [{ code: "request.tooSmall", path: ["query", "limit"] }],
  });
});

test.each(["=1", "+1", "-1", "@x", "\t=1", "＝1", "|x", " =1"])("the text %j is no formula in a CSV", (text) => {
  expect(csvOf([{ a: text }]).split("\r\n")[1]).toMatch(/^"?'/);
});

test("health, readiness and metrics tell the engine's state", async () => {
  await complain(kit);
  expect(await json("/healthz")).toEqual({ status: "ok", version: "1.2.3" });
  expect(await json("/readyz")).toMatchObject({ isReady: true });
  const metrics = await (await visit("/metrics")).text();
  expect(metrics).toContain("winback_learners 1");
  expect(metrics).toContain('winback_engine_total{name="events applied"} 1');
  expect(metrics).toContain("nodejs_eventloop_lag");
  kit.refuse("status", "stopped");
  expect((await visit("/readyz")).status).toBe(503);
  expect(await (await visit("/metrics")).text()).toContain("winback_engine_up 0");
});

test("the test clock goes forward, by an instant or a length, and only in a test", async () => {
  expect(await json("/test/clock", "POST", { set: "2026-03-03T00:00:00Z" })).toEqual({
    now: "2026-03-03T00:00:00.000Z",
    at: NOW + 57_600_000,
  });
  expect(await json("/test/clock", "POST", { advance: "P1D" })).toMatchObject({ now: "2026-03-04T00:00:00.000Z" });
  expect(await json("/test/clock", "POST", { set: "2026-03-01T00:00:00Z" })).toMatchObject({
    status: 422,
    code: "clock.back",
  });
  expect(await json("/test/clock", "POST", { set: "soon" })).toMatchObject({ status: 422 });
  const live = await createKit({ isTest: false });
  expect((await live.call("POST", "/test/clock", { advance: "P1D" })).status).toBe(404);
});

test("a preview shows the text, the request and the parts of an SMS", async () => {
  await json("/v1/learners/li", "PUT", { name: "李雷" });
  const items = [
    { channel: "sms", content: { body: '{{or learner.name "同学"}}，回来学习吧' } },
    { channel: "inapp", content: { title: "{{learner.name}}", body: "x" }, learner: "li" },
    { channel: "inapp", content: { title: "{{nonsense}}", body: "x" } },
    { channel: "push", content: { title: "x" } },
  ];
  expect(await json("/api/messages/preview", "POST", { items })).toMatchObject({
    items: [
      { content: { body: "小明，回来学习吧" }, sms: { encoding: "UCS-2", parts: 1 }, issues: [] },
      { content: { title: "李雷" }, request: { title: "李雷" } },
      { request: null, issues: [{ code: "template.unknownPath", path: ["content", "title"] }] },
      { content: null, issues: [{ code: "strategy.missing", path: ["content", "body"] }] },
    ],
  });
});

test("tasks are claimed and finished, each wrong turn with its code", async () => {
  const { call, note } = await complain(kit);
  const task = `/api/tasks/${call}`;
  expect(await json(`${task}/claim`, "POST", { by: "Ms Wang" })).toEqual({ ok: true });
  expect(await json(`${task}/claim`, "POST")).toMatchObject({ status: 409, code: "task.conflict" });
  expect(await json(`${task}/finish`, "POST", { outcome: "lost" })).toMatchObject({
    status: 422,
    code: "task.outcome",
  });
  expect(await json(`${task}/finish`, "POST", { outcome: "reached", note: "back on Monday" })).toEqual({ ok: true });
  expect(await json(`${task}/finish`, "POST", { outcome: "reached" })).toMatchObject({ status: 409 });
  expect(await kit.rows("tasks")).toMatchObject([
    { send: call, state: "done", claimedBy: "Ms Wang", outcome: "reached", note: "back on Monday" },
  ]);
  expect(await json(`/api/tasks/${note}/claim`, "POST")).toMatchObject({ status: 404, code: "task.unknown" });
  expect(await json("/api/tasks/x/claim", "POST")).toMatchObject({ status: 422 });
});

test("learners, channels, status, books and doctor can be asked for", async () => {
  const { note } = await complain(kit);
  expect(await json("/api/learners/li")).toMatchObject({ id: "li", episodes: [{ tier: "urgent", outcome: null }] });
  expect(await json(`/api/sends?id=${note}`)).toMatchObject({ rows: [{ channel: "inapp", state: "accepted" }] });
  expect(await json("/api/learners/nobody")).toMatchObject({ status: 404, code: "learner.unknown" });
  expect((await json("/api/channels")).items).toContainEqual(
    expect.objectContaining({ channel: "sms", transport: "sandbox", isConnected: false }),
  );
  expect(await json("/api/status")).toMatchObject({ version: "1.2.3", learnerCount: 1, openEpisodeCount: 1 });
  expect(await json("/api/books")).toMatchObject({ isBalanced: true, sends: { total: 3 } });
  expect(await json("/api/doctor")).toMatchObject({ isHealthy: true });
});
