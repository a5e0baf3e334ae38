// Keys, scopes, foreign pages, unknown addresses: who is let in, and what the others are told.
import { expect, test } from "vitest";
import { brokenAudit, listAudit } from "#runtime/store/school/audit.ts";
import { isSetupOpen, issueSetupToken } from "#runtime/store/school/setup.ts";
import { createKit, type Kit, NOW } from "./testkit.ts";

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

async function refusal(response: Response): Promise<unknown[]> {
  const { code, status } = (await response.json()) as { code: string; status: number };
  expect([status, response.headers.get("Content-Type")]).toEqual([
    response.status,
    "application/problem+json; charset=utf-8",
  ]);
  return [status, code];
}

test.each([
  "/v1/events",
  "/v1/learners",
  "/api/books",
  "/api/keys",
  "/api/nothing",
  "/v1",
  "/xapi/statements",
])("%s without a key is 401", async (path) => {
  const { app } = await createKit();
  const response = await app.request(path, { method: path.startsWith("/api/") ? "GET" : "POST" });
  expect(response.headers.get("WWW-Authenticate")).toContain("Bearer");
  expect(await refusal(response)).toEqual([401, "access.key"]);
});

test.each([
  "wb_00000000_",
  "wb_zz",
  "x",
  "wb_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
])("a wrong key %s is 401", async (key) => {
  const { call } = await createKit();
  expect(await refusal(await call("GET", "/api/books", undefined, bearer(key)))).toEqual([401, "access.key"]);
});

test("a key may do what its scopes say and nothing else", async () => {
  const { call, key } = await createKit();
  const reader = bearer(await key("read"));
  expect((await call("GET", "/api/books", undefined, reader)).status).toBe(200);
  expect(await refusal(await call("POST", "/v1/events", [], reader))).toEqual([403, "access.scope"]);
  expect(await refusal(await call("GET", "/api/keys", undefined, reader))).toEqual([403, "access.scope"]);
  expect((await call("POST", "/v1/events", [], bearer(await key("ingest")))).status).toBe(200);
});

test("a key is shown once, listed without its secret, and gone when revoked", async () => {
  const kit = await createKit();
  const made = (await (await kit.call("POST", "/api/keys", { name: "My LMS", scopes: ["ingest"] })).json()) as Record<
    string,
    string
  >;
  expect(made).toMatchObject({ source: "my_lms", scopes: ["ingest"], revokedAt: null });
  const list = await (await kit.call("GET", "/api/keys")).text();
  expect(list).toContain(made.prefix);
  expect(list).not.toContain(made.key);
  expect(JSON.stringify(await listAudit(kit.school.db, null, 100))).not.toContain(made.key);
  const asLms = bearer(made.key ?? "");
  expect((await kit.call("POST", "/v1/events", [], asLms)).status).toBe(200);
  expect((await kit.call("DELETE", `/api/keys/${made.id}`)).status).toBe(204);
  expect((await kit.call("POST", "/v1/events", [], asLms)).status).toBe(401);
  expect(await refusal(await kit.call("DELETE", `/api/keys/${made.id}`))).toEqual([404, "key.unknown"]);
});

test("the last admin key cannot be revoked", async () => {
  const { call, school } = await createKit();
  expect(await refusal(await call("DELETE", `/api/keys/${school.keys.list()[0]?.id}`))).toEqual([409, "key.last"]);
});

test("Basic takes the key as user name or as password", async () => {
  const kit = await createKit();
  for (const pair of [`${kit.admin}:`, `segment:${kit.admin}`]) {
    const Authorization = `Basic ${Buffer.from(pair).toString("base64")}`;
    expect((await kit.call("GET", "/api/books", undefined, { Authorization })).status).toBe(200);
  }
});

test("a page of another site changes nothing", async () => {
  const { call } = await createKit();
  const of = async (Origin: string) =>
    (await call("POST", "/v1/events", [], { Origin, Host: "winback.example" })).status;
  expect(await of("https://evil.example")).toBe(403);
  expect(await of("null")).toBe(403);
  expect(await of("https://winback.example")).toBe(200);
});

test("an unknown address is 404, a wrong method 405 with the right ones", async () => {
  const { call } = await createKit();
  expect(await refusal(await call("GET", "/api/nothing"))).toEqual([404, "route.unknown"]);
  const response = await call("DELETE", "/api/books");
  expect(response.headers.get("Allow")).toBe("GET");
  expect(await refusal(response)).toEqual([405, "route.method"]);
});

test("a fault is logged with its request and told without details", async () => {
  const { call, engine, faults } = await createKit();
  engine.books = async () => {
    throw new Error("secret table exploded");
  };
  const response = await call("GET", "/api/books");
  const text = await response.text();
  expect([response.status, text.includes("secret")]).toEqual([500, false]);
  expect(faults).toMatchObject([
    { requestId: (JSON.parse(text) as { requestId: string }).requestId, err: { message: "secret table exploded" } },
  ]);
});

test("every answer carries the headers that keep pages harmless", async () => {
  const { call } = await createKit();
  for (const path of ["/", "/api/books", "/nothing"]) {
    const { headers } = await call("GET", path);
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'; script-src 'self';");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  }
});

const setup = (kit: Kit, token: string) =>
  kit.app.request("/api/setup", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, name: "Ms Wang" }),
  });

test("the setup token makes the first key, once", async () => {
  const kit = await createKit({ isSetUp: false });
  expect(await isSetupOpen(kit.school)).toBe(true);
  const made = (await (await setup(kit, kit.setupToken)).json()) as { key: string };
  expect((await kit.app.request("/api/keys", { headers: bearer(made.key) })).status).toBe(200);
  expect(await refusal(await setup(kit, kit.setupToken))).toEqual([403, "setup.token"]);
  expect(await issueSetupToken(kit.school)).toBeNull();
  expect(await listAudit(kit.school.db, null, 10)).toMatchObject([{ actor: "setup", act: "key.create", at: NOW }]);
});

test("of two redemptions at once only one succeeds", async () => {
  const kit = await createKit({ isSetUp: false });
  const statuses = await Promise.all([setup(kit, kit.setupToken), setup(kit, kit.setupToken)]);
  expect(statuses.map(({ status }) => status).sort()).toEqual([201, 403]);
});

test("guessing the setup token is slowed down", async () => {
  const kit = await createKit({ isSetUp: false });
  for (let tries = 0; tries < 5; tries += 1) expect((await setup(kit, `guess${tries}`)).status).toBe(403);
  expect(await refusal(await setup(kit, kit.setupToken))).toEqual([429, "setup.tooMany"]);
  kit.clock.set(NOW + 61_000);
  expect((await setup(kit, kit.setupToken)).status).toBe(201);
});

test("the audit log is a chain that shows a change", async () => {
  const kit = await createKit();
  for (let n = 0; n < 3; n += 1) await kit.call("POST", "/api/keys", { name: `k${n}`, scopes: ["read"] });
  expect(await brokenAudit(kit.school.db)).toBeNull();
  await expect(kit.school.db.run("UPDATE audit SET actor = 'x' WHERE seq = 2")).rejects.toThrow();
  await kit.school.db.run("DROP TRIGGER audit_kept");
  await kit.school.db.run("UPDATE audit SET actor = 'x' WHERE seq = 2");
  expect(await brokenAudit(kit.school.db)).toBe(2);
  expect(await (await kit.call("GET", "/api/doctor")).json()).toMatchObject({ isHealthy: false });
});
