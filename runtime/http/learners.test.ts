// What schools and learning systems send beside events: learners, Segment calls, xAPI statements, receipts.
import { beforeEach, expect, test } from "vitest";
import { signToken, verifyToken } from "#shared/message/token.ts";
import { complain, createKit, type Kit, NOW, SECRET, SENT_AT } from "./testkit.ts";

let kit: Kit;
beforeEach(async () => {
  kit = await createKit();
});

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<[number, unknown]> {
  const response = await kit.call(method, path, body, headers);
  const text = await response.text();
  return [response.status, text === "" ? null : JSON.parse(text)];
}

test("one learner is put, and a wrong field is named", async () => {
  expect(await ask("PUT", "/v1/learners/%E6%9D%8E%E9%9B%B7", { name: "李雷", zone: "Asia/Shanghai" })).toEqual([
    200,
    { seq: 1 },
  ]);
  expect(await ask("GET", "/api/learners/%E6%9D%8E%E9%9B%B7")).toMatchObject([
    200,
    { id: "李雷", profile: { name: "李雷", zone: "Asia/Shanghai" } },
  ]);
  expect(await ask("PUT", "/v1/learners/a", { emial: "x" })).toMatchObject([
    422,
    { code: "learner.unknownKey", issues: [{ path: ["emial"] }] },
  ]);
  expect(await ask("PUT", "/v1/learners/a", { id: "b" })).toMatchObject([422, { code: "learner.idMismatch" }]);
});

test("many learners come as JSON, NDJSON or CSV, each with its own result", async () => {
  const rejected = [{ index: 1, code: "learner.missing", path: ["id"] }];
  expect(await ask("POST", "/v1/learners", [{ id: "a" }, {}])).toMatchObject([
    200,
    { accepted: 1, duplicates: 0, rejected },
  ]);
  expect(
    await ask("POST", "/v1/learners", '{"id":"b"}\n{}\n', { "Content-Type": "application/x-ndjson" }),
  ).toMatchObject([200, { accepted: 1, rejected }]);
  const csv = await ask("POST", "/v1/learners", "学号,姓名,zone\nc,韩梅梅,Asia/Tokyo\nd,x,Mars\n", {
    "Content-Type": "text/csv",
  });
  expect(csv).toMatchObject([200, { accepted: 1, rejected: [{ index: 3, code: "learner.zone", path: ["zone"] }] }]);
  expect((await kit.rows("learners")).map(({ id, name }) => [id, name])).toEqual([
    ["a", null],
    ["b", null],
    ["c", "韩梅梅"],
  ]);
});

test.each([
  ["", { "Content-Type": "text/csv" }, 400, "csv.empty"],
  ["name\nx", { "Content-Type": "text/csv" }, 400, "csv.noId"],
  ["", {}, 400, "body.empty"],
  ["{}", {}, 400, "learner.missing"],
  ["nope", { "Content-Type": "application/x-ndjson" }, 400, "body.json"],
  ["x", { "Content-Type": "image/png" }, 415, "body.type"],
] as const)("learners as %j are refused", async (body, headers, status, code) => {
  expect(await ask("POST", "/v1/learners", body, headers)).toMatchObject([status, { code }]);
});

test("who opts out of a channel, of all, or is erased, is so at once", async () => {
  await ask("PUT", "/v1/learners/a", { name: "Han", addresses: { sms: "+8613800138000" } });
  expect(await ask("POST", "/v1/learners/a/opt-out", { channel: "sms" })).toEqual([200, { seq: 2 }]);
  expect(await kit.engine.learner("a")).toMatchObject({ isOptedOut: false, profile: { consent: { sms: false } } });
  expect(await ask("POST", "/v1/learners/a/opt-out")).toEqual([200, { seq: 3 }]);
  expect(await kit.engine.learner("a")).toMatchObject({ isOptedOut: true });
  expect(await ask("POST", "/v1/learners/a/opt-out", { channel: "fax" })).toMatchObject([
    422,
    { code: "request.invalid" },
  ]);
  expect(await ask("DELETE", "/v1/learners/a")).toEqual([200, { seq: 4 }]);
  expect(await ask("GET", "/api/learners/a")).toMatchObject([404, {}]);
  expect(JSON.stringify(await kit.rows("learners"))).not.toMatch(/Han|13800138000/);
  expect(JSON.stringify((await ask("GET", "/api/audit"))[1])).not.toContain("learner/a");
});

test("a learner's token opens that learner's inbox for its time", async () => {
  const { note, mail } = await complain(kit);
  const [, answer] = await ask("POST", "/v1/learners/li/token", { ttlSeconds: 60 });
  const { token } = answer as { token: string };
  expect(verifyToken([SECRET], token, NOW)).toEqual({ k: "i", s: "li", e: SENT_AT + 60_000 });
  const own = { Authorization: `Bearer ${token}` };
  expect(await ask("GET", "/v1/inbox/li", undefined, own)).toMatchObject([200, { items: [{ send: note }] }]);
  expect(await ask("GET", `/v1/inbox/li?token=${token}`, undefined, { Authorization: "" })).toMatchObject([200, {}]);
  expect(await ask("POST", `/v1/inbox/li/${note}/read`, undefined, own)).toEqual([200, { ok: true }]);
  expect(await kit.rows("receipts")).toMatchObject([{ send: note, state: "opened" }]);
  expect(await ask("POST", `/v1/inbox/li/${mail}/act`, undefined, own)).toMatchObject([404, { code: "inbox.unknown" }]);
  expect(await ask("GET", "/v1/inbox/han", undefined, own)).toMatchObject([403, { code: "inbox.learner" }]);
  expect(await ask("GET", "/api/books", undefined, own)).toMatchObject([403, { code: "access.scope" }]);
  kit.clock.set(SENT_AT + 60_000);
  expect(await ask("GET", "/v1/inbox/li", undefined, own)).toMatchObject([401, {}]);
  const link = { Authorization: `Bearer ${signToken(SECRET, { k: "l", s: "li" })}` };
  expect(await ask("GET", "/v1/inbox/li", undefined, link)).toMatchObject([401, {}]);
});

test("a Segment batch becomes upserts, then events, then merges", async () => {
  const batch = [
    { type: "track", messageId: "m1", anonymousId: "x", event: "Lesson Completed", timestamp: "2026-03-01T08:00:00Z" },
    { type: "identify", messageId: "m2", userId: "li", anonymousId: "x", traits: { name: "李雷" } },
    { type: "nonsense", messageId: "m3", userId: "li" },
    { type: "track", messageId: "m4", userId: "li", event: "x", context: { big: 1 } },
  ];
  const text = JSON.stringify({ batch, sentAt: "2026-03-02T08:00:00Z" }).replace('"big":1', '"big":1e999');
  expect(await ask("POST", "/v1/batch", text)).toMatchObject([
    200,
    { success: true, rejected: [{ index: 2, code: "segment.type" }] },
  ]);
  expect(kit.inputs().map(({ is }) => is)).toEqual(["upsert", "merge"]);
  expect(kit.events().map(({ learner }) => learner)).toEqual(["anon:x", "li"]);
  expect(await ask("GET", "/api/learners/anon:x")).toMatchObject([200, { id: "li", profile: { name: "李雷" } }]);
  expect(kit.faults).toEqual([]);
});

test("a Segment call repeated is one event; a wrong one alone is a 400", async () => {
  const call = { messageId: "m1", userId: "li", event: "Lesson Completed", timestamp: "2026-03-01T08:00:00Z" };
  for (let n = 0; n < 2; n += 1)
    expect(await ask("POST", "/v1/track", { ...call, sentAt: `2026-03-02T08:00:0${n}Z` })).toEqual([
      200,
      { success: true },
    ]);
  expect(await ask("POST", "/v1/track", { ...call, event: "Other" })).toMatchObject([
    409,
    { code: "event.idConflict" },
  ]);
  expect(await ask("POST", "/v1/track", { userId: "li" })).toMatchObject([400, { code: "segment.event" }]);
  expect(await ask("POST", "/v1/page", { userId: "li", name: "Home" })).toEqual([200, { success: true }]);
  expect(await ask("POST", "/v1/alias", { userId: "li", previousId: "x" })).toEqual([200, { success: true }]);
});

const statement = (id: string | undefined, rest: object = {}) => ({
  ...(id === undefined ? {} : { id }),
  actor: { account: { homePage: "https://lms.example", name: "li" } },
  verb: { id: "http://adlnet.gov/expapi/verbs/completed" },
  object: { id: "https://lms.example/lesson/1" },
  timestamp: "2026-03-01T08:00:00Z",
  ...rest,
});
const UUID = "7b6ad4d8-3e2f-4d0c-9a3b-1c2d3e4f5a6b";

test("xAPI statements are answered by their ids, with null for a refused one", async () => {
  expect(await ask("POST", "/xapi/statements", [statement(UUID), statement("no-uuid")])).toEqual([200, [UUID, null]]);
  expect(await ask("POST", "/xapi/statements", statement(UUID, { stored: "later" }))).toEqual([200, [UUID]]);
  expect(await ask("POST", "/xapi/statements", statement(UUID, { result: { success: true } }))).toMatchObject([
    409,
    {},
  ]);
  expect(await ask("POST", "/xapi/statements", statement(undefined, { verb: {} }))).toMatchObject([
    400,
    { code: "xapi.verb" },
  ]);
  expect(await ask("PUT", `/xapi/statements?statementId=${UUID}`, statement(undefined))).toEqual([204, null]);
  expect(await ask("GET", "/xapi/about")).toMatchObject([200, { version: ["1.0.3", "1.0.2", "1.0.1", "1.0.0"] }]);
});

test("receipts of the sandbox are counted; other channels have nobody to send them", async () => {
  const { note } = await complain(kit);
  const receipts = [
    { send: Number(note), state: "delivered" },
    { send: 5000, state: "opened", at: "2026-03-02T07:00:00Z" },
  ];
  expect(await ask("POST", "/v1/receipts/sandbox", { receipts })).toEqual([200, { known: 1, unknown: 1 }]);
  expect(await kit.rows("sends", { id: note })).toMatchObject([{ state: "delivered" }]);
  expect(await ask("POST", "/v1/receipts/sms", { receipts })).toMatchObject([404, { code: "receipts.channel" }]);
  const ahead = [{ send: Number(note), state: "opened", at: "2030-01-01T00:00:00Z" }];
  expect(await ask("POST", "/v1/receipts/sandbox", { receipts: ahead })).toMatchObject([422, { code: "event.future" }]);
});
