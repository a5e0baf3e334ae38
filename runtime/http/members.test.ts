// Members, the links that let them in, pages of other sites, and two people on one strategy.
import { afterEach, expect, test, vi } from "vitest";
import { invitations } from "#runtime/store/school/people-schema.ts";
import { type Browser, complain, createKit, type Kit, PASSWORD } from "./testkit.ts";

// Hashing passwords is work by design, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

afterEach(() => {
  vi.useRealTimers();
});

type Row = Record<string, unknown>;
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];
const jsonOf = async (response: Promise<Response>) => (await (await response).json()) as Row;

async function members(admin: Browser): Promise<Row[]> {
  return (await jsonOf(admin.send("GET", "/api/members"))).items as Row[];
}
const memberId = async (admin: Browser, name: string) =>
  String((await members(admin)).find((one) => one.name === name)?.id);

test("an invitation lets one member in, once, in the role it names, and its token is kept hashed", async () => {
  const kit = await createKit();
  const admin = await kit.person("admin", "boss");
  const made = await jsonOf(admin.send("POST", "/api/invitations", { email: "Li@School.cn", role: "staff" }));
  expect(JSON.stringify(await kit.school.db.select().from(invitations))).not.toContain(made.token);
  expect(await jsonOf(admin.send("GET", "/api/invitations"))).toMatchObject({
    items: [{ email: "li@school.cn", role: "staff", kind: "invitation", invitedBy: "boss" }],
  });
  const page = kit.browser();
  expect(await jsonOf(page.send("GET", `/api/invitations/${made.token}`))).toMatchObject({ email: "li@school.cn" });
  const join = { name: "李", email: "other@school.cn", password: PASSWORD };
  const joined = await page.send("POST", `/api/invitations/${made.token}/accept`, join);
  expect(await joined.json()).toMatchObject({ person: { email: "li@school.cn", role: "staff" } });
  expect((await page.send("GET", "/api/tasks")).status).toBe(200);
  const again = await kit.browser().send("POST", `/api/invitations/${made.token}/accept`, join);
  expect(await codeOf(again)).toEqual([404, "invitation.unknown"]);
});

test("a link dies when it is taken back or a week has passed, and none is made for a mailbox with an account", async () => {
  const kit = await createKit();
  const admin = await kit.person("admin", "boss");
  const invite = () => jsonOf(admin.send("POST", "/api/invitations", { role: "analyst" }));
  const [first, second] = [await invite(), await invite()];
  expect((await admin.send("DELETE", `/api/invitations/${first.id}`)).status).toBe(204);
  const look = (link: Row) => kit.browser().send("GET", `/api/invitations/${link.token}`);
  expect((await look(first)).status).toBe(404);
  expect((await look(second)).status).toBe(200);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 7 * 86_400_000 + 1000 });
  expect((await look(second)).status).toBe(404);
  const taken = await kit.call("POST", "/api/invitations", { email: "boss@school.cn", role: "admin" });
  expect(await codeOf(taken)).toEqual([409, "member.email"]);
});

test("of two who use one link at once, one gets in", async () => {
  const kit = await createKit();
  const { token } = await jsonOf(kit.call("POST", "/api/invitations", { role: "analyst" }));
  const join = (name: string) =>
    kit.browser().send("POST", `/api/invitations/${token}/accept`, {
      name,
      email: `${name}@school.cn`,
      password: PASSWORD,
    });
  const statuses = (await Promise.all([join("ann"), join("bob")])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 404]);
});

test("a member who is stopped is out at once, and cannot come back until let in again", async () => {
  const kit = await createKit();
  const [admin, operator] = [await kit.person("admin", "boss"), await kit.person("operator", "olga")];
  const id = await memberId(admin, "olga");
  await admin.send("PUT", `/api/members/${id}`, { isActive: false });
  expect((await operator.send("GET", "/api/strategies")).status).toBe(401);
  const enter = () => kit.browser().send("POST", "/api/session", { email: "olga@school.cn", password: PASSWORD });
  expect(await codeOf(await enter())).toEqual([401, "session.wrong"]);
  await admin.send("PUT", `/api/members/${id}`, { isActive: true });
  expect((await enter()).status).toBe(200);
});

test("a new role is in force with the next request", async () => {
  const kit = await createKit();
  const [admin, person] = [await kit.person("admin", "boss"), await kit.person("staff", "sam")];
  expect((await person.send("GET", "/api/strategies")).status).toBe(403);
  await admin.send("PUT", `/api/members/${await memberId(admin, "sam")}`, { role: "analyst" });
  expect((await person.send("GET", "/api/strategies")).status).toBe(200);
});

test("the last admin can be neither removed nor stopped nor given another role", async () => {
  const kit = await createKit();
  const [boss, second] = [await kit.person("admin", "boss"), await kit.person("admin", "second")];
  const id = await memberId(boss, "boss");
  expect((await boss.send("DELETE", `/api/members/${await memberId(boss, "second")}`)).status).toBe(204);
  expect((await second.send("GET", "/api/session")).status).toBe(200);
  expect((await second.send("GET", "/api/members")).status).toBe(401);
  const refusals = [
    await boss.send("DELETE", `/api/members/${id}`),
    await boss.send("PUT", `/api/members/${id}`, { isActive: false }),
    await boss.send("PUT", `/api/members/${id}`, { role: "operator" }),
  ];
  for (const refused of refusals) expect(await codeOf(refused)).toEqual([409, "member.lastAdmin"]);
  expect(await codeOf(await boss.send("PUT", "/api/members/nobody", { role: "staff" }))).toEqual([
    404,
    "member.unknown",
  ]);
});

test("a reset link sets a new password and ends all sessions", async () => {
  const kit = await createKit();
  const [admin, sam] = [await kit.person("admin", "boss"), await kit.person("staff", "sam")];
  const link = await jsonOf(admin.send("POST", `/api/members/${await memberId(admin, "sam")}/reset`));
  const page = kit.browser();
  const reset = await page.send("POST", `/api/invitations/${link.token}/accept`, { password: "a quite new saying" });
  expect(await reset.json()).toMatchObject({ person: { name: "sam", role: "staff" } });
  expect((await sam.send("GET", "/api/sessions")).status).toBe(401);
  const old = await sam.send("POST", "/api/session", { email: "sam@school.cn", password: PASSWORD });
  expect(old.status).toBe(401);
});

test("with a session, a change of state needs proof that the page is ours", async () => {
  const kit = await createKit();
  const person = await kit.person("admin");
  const change = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ name: "n", locale: null });
    const all = { "Content-Type": "application/json", Cookie: person.cookie(), Host: "school.example", ...headers };
    return (await kit.app.request("/api/account", { method: "PUT", headers: all, body })).status;
  };
  expect(await change({})).toBe(403);
  expect(await change({ "Sec-Fetch-Site": "same-site" })).toBe(403);
  expect(await change({ "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" })).toBe(403);
  expect(await change({ Origin: "null" })).toBe(403);
  expect(await change({ "Sec-Fetch-Site": "same-origin" })).toBe(200);
  expect(await change({ Origin: "http://school.example" })).toBe(200);
  expect(await change({ Origin: "https://public.example" })).toBe(200);
});

async function draftOf(kit: Kit, needsApproval: boolean): Promise<void> {
  await complain(kit);
  const { settings } = (await jsonOf(kit.call("GET", "/api/settings"))) as { settings: Row };
  await kit.call("PUT", "/api/settings", { ...settings, publish: { needsApproval } });
}

test("where the school asks for it, another person approves the very draft that is published", async () => {
  const kit = await createKit();
  await draftOf(kit, true);
  const [author, second] = [await kit.person("operator", "author"), await kit.person("operator", "second")];
  const path = "/api/strategies/careful";
  const draft = await jsonOf(author.send("GET", `${path}/export`));
  await author.send("PUT", path, { ...draft, purpose: "service" }, { "If-Match": '"1"' });
  const { hash } = await jsonOf(author.send("GET", `${path}/approval`));
  const say = (who: Browser, act: string) => who.send("POST", `${path}/approval`, { act, hash });
  expect(await codeOf(await author.send("POST", `${path}/publish`, {}))).toEqual([409, "approval.needed"]);
  expect(await codeOf(await say(second, "approve"))).toEqual([409, "approval.none"]);
  expect(await jsonOf(say(author, "request"))).toMatchObject({ state: "requested", requestedBy: "author" });
  expect(await codeOf(await say(author, "approve"))).toEqual([403, "approval.self"]);
  expect(await jsonOf(say(second, "reject"))).toMatchObject({ state: "rejected", decidedBy: "second" });
  expect((await author.send("POST", `${path}/publish`, {})).status).toBe(409);
  await say(author, "request");
  expect(await jsonOf(say(second, "approve"))).toMatchObject({ state: "approved" });
  await author.send("PUT", path, { ...draft, purpose: "activation" }, { "If-Match": '"2"' });
  expect(await codeOf(await author.send("POST", `${path}/publish`, {}))).toEqual([409, "approval.needed"]);
  expect(await codeOf(await say(second, "approve"))).toEqual([409, "approval.hash"]);
  await author.send("PUT", path, { ...draft, purpose: "service" }, { "If-Match": '"3"' });
  expect((await author.send("POST", `${path}/publish`, {})).status).toBe(200);
});

test("where the school does not ask for it, one person publishes", async () => {
  const kit = await createKit();
  await draftOf(kit, false);
  expect((await (await kit.person("operator")).send("POST", "/api/strategies/careful/publish", {})).status).toBe(200);
});

test("people in a draft see each other for half a minute after their last word", async () => {
  const kit = await createKit();
  await complain(kit);
  const [ann, bob] = [await kit.person("operator", "ann"), await kit.person("marketer", "bob")];
  const path = "/api/strategies/careful/presence";
  expect(await jsonOf(ann.send("POST", path, { node: "note" }))).toEqual({ items: [] });
  expect(await jsonOf(bob.send("POST", path, {}))).toMatchObject({ items: [{ name: "ann", node: "note" }] });
  expect(await jsonOf(ann.send("GET", path))).toMatchObject({ items: [{ name: "bob", node: null }] });
  await bob.send("POST", path, { isLeaving: true });
  expect(await jsonOf(ann.send("GET", path))).toEqual({ items: [] });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30_001 });
  expect(await jsonOf(bob.send("GET", path))).toEqual({ items: [] });
});

test("a channel is tried without a learner", async () => {
  const kit = await createKit();
  const trial = (id: string, body: unknown) => jsonOf(kit.call("POST", `/api/channels/${id}/test`, body));
  expect(await trial("inapp", {})).toMatchObject({ isWorking: true, code: "channel.works" });
  expect(await trial("sms", {})).toMatchObject({ isWorking: true, code: "channel.sandbox", transport: "sandbox" });
  expect(await trial("webhook", {})).toMatchObject({ status: 422, code: "channel.url" });
});

test("a person takes a task in their own name, whatever they say", async () => {
  const kit = await createKit();
  const { call: task } = await complain(kit);
  const sam = await kit.person("staff", "sam");
  expect((await sam.send("POST", `/api/tasks/${task}/claim`, { by: "somebody else" })).status).toBe(200);
  const [row] = await kit.rows("tasks");
  expect(row?.claimedBy).toMatch(/^person\//);
});
