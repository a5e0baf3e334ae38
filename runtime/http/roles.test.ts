// The matrix of roles: every route by every role, and the few places where a role may do a part only.
import { expect, test, vi } from "vitest";
import type { Role } from "#shared/api/contract.ts";
import { type Browser, complain, createKit, type Kit } from "./testkit.ts";

// Hashing passwords is work by design, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

/** The matrix as the school was promised it, written out apart from the code. */
const matrix: Record<string, string> = {
  // scope      operator marketer analyst staff admin
  ingest: "      -        -        -       -     -",
  learners: "    x        -        -       -     x",
  cards: "       x        x        x       x     x",
  read: "        x        x        x       -     x",
  messages: "    x        x        -       -     x",
  design: "      x        -        -       -     x",
  publish: "     x        -        -       -     x",
  tasks: "       x        -        -       x     x",
  operate: "     x        -        -       -     x",
  admin: "       -        -        -       -     x",
  person: "      x        x        x       x     x",
  learner: "     x        -        -       -     x",
};
const roles = ["operator", "marketer", "analyst", "staff", "admin"] as const;
const allowed = (scope: string, role: Role) => matrix[scope]?.trim().split(/\s+/)[roles.indexOf(role)] === "x";

interface Operation {
  "x-scope"?: string;
  "x-roles"?: string[];
}

/** Every route of the OpenAPI: method, path with the parameters filled in, and what it says of access. */
async function routesOf(kit: Kit) {
  const { paths } = (await (await kit.call("GET", "/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace(/\{number\}/g, "1").replace(/\{\w+\}/g, "nobody"),
      scope: operation["x-scope"] ?? "",
      said: operation["x-roles"] ?? [],
    })),
  );
}

test.each(roles)("a %s may do exactly what the matrix says, on every route", async (role) => {
  const kit = await createKit();
  const person = await kit.person(role);
  const routes = (await routesOf(kit)).filter(({ scope }) => matrix[scope] !== undefined);
  expect(routes.length).toBeGreaterThan(80);
  for (const { method, path, scope, said } of routes) {
    expect([path, said.includes(role)]).toEqual([path, allowed(scope, role)]);
    if (`${method} ${path}` === "DELETE /api/sessions") continue; // would sign out
    const response = await person.send(method, path);
    const isStream = /event-stream/.test(response.headers.get("Content-Type") ?? "");
    const text = isStream ? "" : await response.text();
    await response.body?.cancel().catch(() => undefined);
    const isRefused = response.status === 403 && text.includes('"access.role"');
    expect([method, path, isRefused, response.status === 401]).toEqual([method, path, !allowed(scope, role), false]);
  }
  expect(kit.faults).toEqual([]);
});

test("keys are no people, and learners are neither", async () => {
  const kit = await createKit();
  expect((await kit.call("GET", "/api/sessions")).status).toBe(403);
  const { token } = (await (await kit.call("POST", "/v1/learners/li/token", {})).json()) as { token: string };
  const asLearner = { Authorization: `Bearer ${token}` };
  expect((await kit.call("GET", "/api/sessions", undefined, asLearner)).status).toBe(403);
  expect((await kit.call("GET", "/api/strategies", undefined, asLearner)).status).toBe(403);
});

const note = (text: string) => ({
  channel: "inapp",
  variants: [{ id: "a", weight: 10_000, content: { en: { title: text, body: text } } }],
});

async function openDraft(kit: Kit): Promise<Record<string, unknown> & { messages: Record<string, unknown> }> {
  await complain(kit);
  return (await (await kit.call("GET", "/api/strategies/careful/export")).json()) as Awaited<
    ReturnType<typeof openDraft>
  >;
}

const save = (browser: Browser, body: unknown, revision: number) =>
  browser.send("PUT", "/api/strategies/careful", body, { "If-Match": `"${revision}"` });

test("a marketer changes messages and experiments of a draft, and nothing of the drawing", async () => {
  const kit = await createKit();
  const draft = await openDraft(kit);
  const marketer = await kit.person("marketer");
  const worded = { ...draft, messages: { ...draft.messages, sorry: note("We are sorry") } };
  expect((await save(marketer, worded, 1)).status).toBe(200);
  expect((await save(marketer, { ...worded, holdout: { salt: "h1", weight: 500 } }, 2)).status).toBe(200);
  const redrawn = await save(marketer, { ...worded, goal: { events: ["session.started"], days: 1, within: "P7D" } }, 3);
  expect([redrawn.status, await redrawn.json()]).toMatchObject([403, { code: "access.messagesOnly" }]);
  expect((await marketer.send("POST", "/api/strategies", { ...draft, id: "other" })).status).toBe(403);
});

test("whoever saves from an old draft is told the current revision and who made it", async () => {
  const kit = await createKit();
  const draft = await openDraft(kit);
  const [first, second] = [await kit.person("operator", "李雷"), await kit.person("admin", "韩梅梅")];
  expect((await save(first, { ...draft, purpose: "service" }, 1)).status).toBe(200);
  const refused = await save(second, draft, 1);
  expect([refused.status, refused.headers.get("ETag")]).toEqual([412, '"2"']);
  expect(await refused.json()).toMatchObject({ code: "strategy.revision", title: expect.stringContaining("李雷") });
});

test("marketers and analysts see addresses in part; staff, operators and admins see them whole", async () => {
  const kit = await createKit();
  await kit.call("PUT", "/v1/learners/li", {
    name: "李雷",
    addresses: { sms: "+8613812345678", email: "lilei@example.com", wechat: "oAbCdEf123456" },
    attributes: { parentPhone: "13900001111", city: "Xi'an" },
  });
  const seen = async (role: Role) => (await (await kit.person(role)).send("GET", "/api/learners/li")).text();
  for (const role of ["staff", "operator", "admin"] as const) {
    const text = await seen(role);
    for (const whole of ["+8613812345678", "lilei@example.com", "oAbCdEf123456", "13900001111"])
      expect(text).toContain(whole);
  }
  for (const role of ["marketer", "analyst"] as const) {
    const text = await seen(role);
    for (const part of ["+86138****5678", "l***@example.com", "oAb***", "139****1111", "李雷", "Xi'an"])
      expect(text).toContain(part);
    for (const whole of ["13812345678", "lilei@", "oAbCdEf", "13900001111"]) expect(text).not.toContain(whole);
  }
});

test("what was refused at the door is shown to analysts without its text", async () => {
  const kit = await createKit();
  await kit.call("POST", "/v1/events", [{ id: "x", type: "NO", learner: "13812345678" }]);
  const analyst = await kit.person("analyst");
  for (const format of ["json", "csv"])
    expect(await (await analyst.send("GET", `/api/quarantine?format=${format}`)).text()).not.toContain("13812345678");
  expect(await (await kit.call("GET", "/api/quarantine")).text()).toContain("13812345678");
});
