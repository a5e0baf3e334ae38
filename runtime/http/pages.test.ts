// What browsers and tools see: links of messages, the first page, documents, ledgers, health, previews and the test clock.
import { beforeEach, expect, test } from "vitest";
import { EngineRefused } from "#runtime/engine/protocol.ts";
import { signToken, type TokenKind } from "#shared/message/token.ts";
import { csvOf } from "./csv-write.ts";
import { createKit, type Kit, NOW, SECRET } from "./testkit.ts";

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

const token = (k: TokenKind, s: string, x?: string) => signToken(SECRET, x === undefined ? { k, s } : { k, s, x });
const visit = (path: string, init: RequestInit = {}) => kit.app.request(path, init);
const json = async (path: string, method = "GET", body?: unknown) =>
  (await (await kit.call(method, path, body)).json()) as Record<string, unknown>;

test("the pixel and the click are receipts, and the click leads on", async () => {
  const pixel = await visit(`/t/o/${token("o", "7")}`);
  expect([pixel.status, pixel.headers.get("Content-Type"), pixel.headers.get("Cache-Control")]).toEqual([
    200,
    "image/gif",
    "no-store",
  ]);
  const click = await visit(`/t/c/${token("c", "7")}`);
  expect([click.status, click.headers.get("Location")]).toEqual([302, "https://learn.example.com/next"]);
  expect(kit.engine.received).toEqual([
    { send: 7, state: "opened", at: NOW },
    { send: 7, state: "acted", at: NOW },
  ]);
});

test("a click goes on though the disk is full, and a HEAD counts for nothing", async () => {
  expect((await visit(`/t/c/${token("c", "7")}`, { method: "HEAD" })).status).toBe(302);
  expect(kit.engine.received).toEqual([]);
  kit.engine.receipts = () => Promise.reject(new EngineRefused("diskFull"));
  expect((await visit(`/t/c/${token("c", "7")}`)).status).toBe(302);
});

test.each([
  "/t/o/x",
  "/t/c/x",
  "/t/u/x",
  "/l/x",
  `/t/c/${token("o", "7")}`,
  `/t/c/${token("c", "5000")}`,
  `/l/${token("i", "li")}`,
])("%s is no valid link", async (path) => {
  expect((await visit(path)).status).toBe(404);
  expect(kit.engine.received).toEqual([]);
});

test("a GET of the unsubscribe link asks, only the POST unsubscribes", async () => {
  kit.engine.pages.set("sends", { rows: [{ id: 7, channel: "email" }], next: null });
  const path = `/t/u/${token("u", "li", "7")}`;
  const asked = await visit(path, { headers: { "Accept-Language": "en" } });
  expect(await asked.text()).toContain("Unsubscribe");
  expect(asked.headers.get("Content-Security-Policy")).toContain("form-action 'self'");
  expect(kit.engine.logged).toEqual([]);
  const form = { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://mail.example" };
  expect((await visit(path, { method: "POST", headers: form, body: "List-Unsubscribe=One-Click" })).status).toBe(200);
  await visit(path, { method: "POST", headers: form, body: "channel=all" });
  expect(kit.engine.logged).toEqual([
    { is: "optOut", learner: "li", channel: "email" },
    { is: "optOut", learner: "li", channel: "all" },
  ]);
});

test("a learner's page shows the messages as text and lets channels go", async () => {
  const path = `/l/${token("l", "li")}`;
  const text = await (await visit(path)).text();
  expect(text).toContain("&lt;b&gt;Back&lt;/b&gt;");
  expect(text).toContain('lang="zh-CN"');
  await visit(path, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: "channel=sms",
  });
  expect(kit.engine.logged).toEqual([{ is: "optOut", learner: "li", channel: "sms" }]);
});

test("the first page speaks both languages and says the truth of the engine", async () => {
  const page = async (path: string, language = "zh-CN") =>
    (await visit(path, { headers: { "Accept-Language": language } })).text();
  expect(await page("/")).toContain("引擎正常运行");
  expect(await page("/?lang=en")).toContain("The engine is running");
  expect(await page("/", "en-US")).toMatch(/<html lang="en">[\s\S]*1\.2\.3/);
  kit.engine.refusal = "stopped";
  expect(await page("/?lang=en")).toContain("does not answer");
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
  kit.engine.pages.set("sends", {
    rows: [
      { id: 1, reason: "=cmd()", content: { a: 1 } },
      { id: -2, reason: null },
    ],
    next: "abc",
  });
  expect(await json("/api/sends?limit=2&state=accepted")).toMatchObject({ next: "abc", rows: [{ id: 1 }, { id: -2 }] });
  const csv = await kit.call("GET", "/api/sends?format=csv&limit=2");
  expect(await csv.text()).toBe('id,reason,content\r\n1,\'=cmd(),"{""a"":1}"\r\n-2,,\r\n');
  expect(csv.headers.get("Link")).toBe('</api/sends?format=csv&limit=2&cursor=abc>; rel="next"');
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
  expect(await json("/healthz")).toEqual({ status: "ok", version: "1.2.3" });
  expect(await json("/readyz")).toMatchObject({ isReady: true });
  const metrics = await (await visit("/metrics")).text();
  expect(metrics).toContain("winback_learners 2");
  expect(metrics).toContain('winback_engine_total{name="events.applied"} 5');
  expect(metrics).toContain("nodejs_eventloop_lag");
  kit.engine.refusal = "stopped";
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
  expect(await json("/api/tasks/1/claim", "POST")).toEqual({ ok: true });
  expect(await json("/api/tasks/1/finish", "POST", { outcome: "reached" })).toEqual({ ok: true });
  expect(await json("/api/tasks/2/claim", "POST")).toMatchObject({ status: 409, code: "task.conflict" });
  expect(await json("/api/tasks/3/claim", "POST")).toMatchObject({ status: 404, code: "task.unknown" });
  expect(await json("/api/tasks/x/claim", "POST")).toMatchObject({ status: 422 });
});

test("learners, channels, status, books and doctor can be asked for", async () => {
  expect(await json("/api/learners/li")).toMatchObject({ id: "li" });
  expect(await json("/api/learners/nobody")).toMatchObject({ status: 404, code: "learner.unknown" });
  expect((await json("/api/channels")).items).toContainEqual(
    expect.objectContaining({ channel: "sms", transport: "sandbox", isConnected: false }),
  );
  expect(await json("/api/status")).toMatchObject({ version: "1.2.3", learnerCount: 2 });
  expect(await json("/api/books")).toMatchObject({ isBalanced: true });
  expect(await json("/api/doctor")).toMatchObject({ isHealthy: true });
});
