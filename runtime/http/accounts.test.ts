// Accounts of people over the real app: setup, sessions, passwords, cookies, and what the store keeps of them.
import { getAuthTables } from "better-auth/db";
import { getTableColumns } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { listAudit } from "#runtime/store/school/audit.ts";
import { credentials, people, sessions, verifications } from "#runtime/store/school/people-schema.ts";
import { authOptions, SESSION_DAYS } from "./auth.ts";
import { hashOfToken } from "./auth-tokens.ts";
import { type Browser, createKit, type Kit, PASSWORD } from "./testkit.ts";

const DAY_MS = 86_400_000;

// Hashing passwords is work by design, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

afterEach(() => {
  vi.useRealTimers();
});

const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"] }).setSystemTime(Date.now() + ms);

async function setUp(): Promise<{ kit: Kit; admin: Browser }> {
  const kit = await createKit({ isSetUp: false });
  const admin = kit.browser();
  const body = { token: kit.setupToken, name: "王老师", email: "Wang@School.cn", password: PASSWORD };
  const response = await admin.send("POST", "/api/setup", body);
  expect(await response.json()).toMatchObject({ person: { name: "王老师", email: "wang@school.cn", role: "admin" } });
  return { kit, admin };
}

const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

test("the tables have every column that better-auth asks for, and nothing it would not fill", async () => {
  const { kit } = await setUp();
  const tables = getAuthTables(await authOptions({ db: kit.school.db, secret: "s", isSecure: false }));
  const ours = { user: people, session: sessions, account: credentials, verification: verifications };
  for (const [model, table] of Object.entries(ours)) {
    const wanted = tables[model]?.fields ?? {};
    const columns = getTableColumns(table);
    expect(Object.keys(columns).sort()).toEqual(["id", ...Object.keys(wanted)].sort());
    for (const [name, { required, type }] of Object.entries(wanted)) {
      const column = columns[name as keyof typeof columns];
      expect([name, column.dataType]).toEqual([name, type]);
      if (column.notNull) expect([name, required]).toEqual([name, true]);
    }
    await expect(kit.school.db.select().from(table)).resolves.toBeInstanceOf(Array);
  }
});

test("the setup token makes the first admin once, who is signed in; then it is dead for keys as well", async () => {
  const { kit, admin } = await setUp();
  expect(await (await admin.send("GET", "/api/session")).json()).toMatchObject({
    person: { name: "王老师" },
    isSetUp: true,
    school: { zone: "Asia/Shanghai", isSample: false, clock: { isTest: true, now: "2026-03-02T08:00:00.000Z" } },
  });
  const again = { token: kit.setupToken, name: "Eve", email: "eve@x.cn", password: PASSWORD };
  expect(await codeOf(await kit.browser().send("POST", "/api/setup", again))).toEqual([403, "setup.token"]);
  const key = { token: kit.setupToken, name: "Eve" };
  expect(await codeOf(await kit.browser().send("POST", "/api/setup", key))).toEqual([403, "setup.token"]);
});

test("before the setup everybody is told that it is open, and who is nobody is nobody", async () => {
  const kit = await createKit({ isSetUp: false });
  const told = await (await kit.browser().send("GET", "/api/session")).json();
  expect(told).toMatchObject({ person: null, scopes: [], isSetUp: false });
});

test("the store holds neither passwords nor ids of sessions, and the cookie is out of reach of scripts", async () => {
  const { kit, admin } = await setUp();
  const [cookie = ""] = admin.setCookies;
  expect(cookie).toMatch(/^winback=[^;]+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/);
  const id = decodeURIComponent(/^winback=([^;.]+)/.exec(cookie)?.[1] ?? "");
  const [row] = await kit.school.db.select().from(sessions);
  expect(row?.token).toBe(hashOfToken(id));
  const all = JSON.stringify([
    ...(await kit.school.db.select().from(sessions)),
    ...(await kit.school.db.select().from(credentials)),
    ...(await kit.school.db.select().from(people)),
  ]);
  expect(all).not.toContain(id);
  expect(all).not.toContain(PASSWORD);
});

test("who steals the hash from the store cannot sign in with it", async () => {
  const { kit, admin } = await setUp();
  const [row] = await kit.school.db.select().from(sessions);
  const signature = /\.([^;]+)/.exec(admin.setCookies[0] ?? "")?.[1];
  const response = await kit.app.request("/api/session", { headers: { Cookie: `winback=${row?.token}.${signature}` } });
  expect(await response.json()).toMatchObject({ person: null });
});

test("on TLS the cookie is bound to this host", async () => {
  const kit = await createKit({ isSecure: true });
  const operator = await kit.person("operator");
  expect(operator.setCookies[0]).toMatch(/^__Host-winback=[^;]+;.* Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect((await operator.send("GET", "/api/strategies")).status).toBe(200);
});

test("signing in takes the right password, and says the same of a wrong one and of nobody", async () => {
  const { kit } = await setUp();
  const enter = (email: string, password: string) => kit.browser().send("POST", "/api/session", { email, password });
  expect((await enter("WANG@school.cn", PASSWORD)).status).toBe(200);
  expect(await codeOf(await enter("wang@school.cn", "not the password"))).toEqual([401, "session.wrong"]);
  expect(await codeOf(await enter("nobody@school.cn", PASSWORD))).toEqual([401, "session.wrong"]);
  expect(await codeOf(await enter("no mail at all", PASSWORD))).toEqual([401, "session.wrong"]);
});

test("guessing is slowed down by account and address, whatever headers say, and goes on after the wait", async () => {
  const { kit } = await setUp();
  const tries = kit.browser();
  const enter = (password: string, n = 0) =>
    tries.send("POST", "/api/session", { email: "wang@school.cn", password }, { "X-Forwarded-For": `203.0.113.${n}` });
  for (let n = 0; n < 8; n += 1) expect((await enter("guess", n)).status).toBe(401);
  const refused = await enter(PASSWORD, 9);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(290);
  expect(await codeOf(refused)).toEqual([429, "session.tooMany"]);
  later(301_000);
  expect((await enter(PASSWORD)).status).toBe(200);
});

test("a session lives on while it is used, and ends when it was not for long", async () => {
  const { admin } = await setUp();
  const me = async () => ((await (await admin.send("GET", "/api/session")).json()) as { person: unknown }).person;
  for (let n = 0; n < 3; n += 1) {
    later((SESSION_DAYS - 1) * DAY_MS);
    expect(await me()).not.toBeNull();
  }
  later(SESSION_DAYS * DAY_MS + 1000);
  expect(await me()).toBeNull();
});

test.each([
  ["short", "password.short"],
  ["passwordpassword1", null],
  ["password12345", "password.common"],
  ["iloveyou2025!", "password.common"],
  ["1234567890", "password.common"],
  ["aaaaaaaaaaaa", "password.common"],
  ["wang-and-his-dog", "password.named"],
])("of the password %s is said: %s", async (password, code) => {
  const kit = await createKit({ isSetUp: false });
  const body = { token: kit.setupToken, name: "王老师", email: "wang@school.cn", password };
  const response = await kit.browser().send("POST", "/api/setup", body);
  if (code === null) expect(response.status).toBe(201);
  else expect(await codeOf(response)).toEqual([422, code]);
});

test("one sees one's sessions, ends one of them, and signs out everywhere", async () => {
  const { kit, admin } = await setUp();
  const phone = kit.browser({ "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604" });
  await phone.send("POST", "/api/session", { email: "wang@school.cn", password: PASSWORD });
  const list = async () =>
    ((await (await admin.send("GET", "/api/sessions")).json()) as { items: Record<string, unknown>[] }).items;
  expect((await list()).map(({ device, isCurrent }) => [device, isCurrent])).toContainEqual(["Safari · iOS", false]);
  const other = (await list()).find(({ isCurrent }) => isCurrent === false);
  expect((await admin.send("DELETE", `/api/sessions/${other?.id}`)).status).toBe(204);
  expect((await phone.send("GET", "/api/sessions")).status).toBe(401);
  expect((await admin.send("DELETE", `/api/sessions/${other?.id}`)).status).toBe(404);
  await phone.send("POST", "/api/session", { email: "wang@school.cn", password: PASSWORD });
  expect((await phone.send("DELETE", "/api/sessions")).status).toBe(204);
  expect((await admin.send("GET", "/api/sessions")).status).toBe(401);
});

test("signing out ends the session in the store, and may be said twice", async () => {
  const { kit, admin } = await setUp();
  const cookie = admin.cookie();
  expect((await admin.send("DELETE", "/api/session")).status).toBe(204);
  expect((await kit.app.request("/api/sessions", { headers: { Cookie: cookie } })).status).toBe(401);
  expect((await admin.send("DELETE", "/api/session")).status).toBe(204);
});

test("a new password needs the old one and ends the other sessions", async () => {
  const { kit, admin } = await setUp();
  const other = kit.browser();
  await other.send("POST", "/api/session", { email: "wang@school.cn", password: PASSWORD });
  const change = (current: string, next: string) => admin.send("POST", "/api/account/password", { current, next });
  expect(await codeOf(await change("wrong one here", "a long new secret"))).toEqual([403, "password.wrong"]);
  expect(await codeOf(await change(PASSWORD, "short"))).toEqual([422, "password.short"]);
  expect(await codeOf(await change(PASSWORD, PASSWORD))).toEqual([422, "password.same"]);
  expect((await change(PASSWORD, "a long new saying")).status).toBe(204);
  expect((await other.send("GET", "/api/sessions")).status).toBe(401);
  expect((await admin.send("GET", "/api/sessions")).status).toBe(200);
});

test("one changes one's own name and language", async () => {
  const { admin } = await setUp();
  const response = await admin.send("PUT", "/api/account", { name: "王芳", locale: "zh-CN" });
  expect(await response.json()).toMatchObject({ person: { name: "王芳", locale: "zh-CN", role: "admin" } });
});

test("what a person did is in the audit log under their name, in words", async () => {
  const { kit, admin } = await setUp();
  await admin.send("POST", "/api/keys", { name: "LMS", scopes: ["ingest"] });
  const page = (await (
    await admin.send("GET", "/api/audit?act=key", undefined, { "Accept-Language": "zh" })
  ).json()) as {
    rows: unknown[];
  };
  expect(page.rows).toMatchObject([{ actorName: "王老师", act: "key.create", text: "新建 API 密钥" }]);
  expect(page.rows.length).toBe(1);
  expect(JSON.stringify(await listAudit(kit.school.db, null, 100))).not.toContain("wang@school.cn");
});
