// Shows 8: whatever comes in, the answer is a 4xx with a code and paths, soon, and the server goes on.
import { request } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { fromGallery, silence } from "./drawings.ts";
import { type Answer, iso, MONDAY, openSchool, type Row, type School } from "./kit.ts";

const event = { id: "h", type: "session.started", learner: "li", at: iso(MONDAY) };
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const long = "长".repeat(1_700_000); // 5 MB in UTF-8
const proto = (text: string) => text.replace('"proto"', '"__proto__"');
const bomb = gzipSync(Buffer.alloc(60 * 2 ** 20, " "));
const many = Array.from({ length: 10_000 }, (_, n) => ({ id: `n${n}`, type: "end" }));
const nested = `${"{{#if learner.name}}".repeat(2500)}x${"{{/if}}".repeat(2500)}`; // 67 KB
const loop = [
  { from: "nudge", port: "next", to: "breath" },
  { from: "breath", port: "next", to: "nudge" },
];

function withBody(body: string): Row {
  return silence("bad", {
    messages: {
      hello: { channel: "inapp", variants: [{ id: "a", weight: 10_000, content: { en: { title: "x", body } } }] },
    },
  });
}

type Call = [
  what: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
  status: number,
  code: string,
];
const ndjson = { "content-type": "application/x-ndjson" };
const csv = { "content-type": "text/csv" };
const gzip = { "content-encoding": "gzip" };

const calls: Call[] = [
  ["broken UTF-8", "POST", "/v1/events", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), {}, 400, "body.utf8"],
  ["overlong UTF-8", "PUT", "/v1/learners/li", Buffer.from([0x22, 0xc0, 0xaf, 0x22]), {}, 400, "body.utf8"],
  ["half a document", "POST", "/v1/events", '{"id":"a"', {}, 400, "event.json"],
  ["nothing", "POST", "/v1/events", "", {}, 400, "body.empty"],
  ["lines without one that is JSON", "POST", "/v1/events", "a\nb\n", ndjson, 400, "body.json"],
  ["an event of a wrong type", "POST", "/v1/events", 7, {}, 400, "event.shape"],
  ["a learner that is a list", "POST", "/v1/events", { ...event, learner: ["li"] }, {}, 400, "event.learner"],
  ["an instant without a zone", "POST", "/v1/events", { ...event, at: "2026-03-02T01:00:00" }, {}, 400, "event.at"],
  [
    "an event with __proto__",
    "POST",
    "/v1/events",
    proto(JSON.stringify({ ...event, proto: { a: 1 } })),
    {},
    400,
    "event.unknownKey",
  ],
  [
    "data with __proto__",
    "POST",
    "/v1/events",
    proto(JSON.stringify({ ...event, data: { proto: { a: 1 } } })),
    {},
    400,
    "event.dataKey",
  ],
  ["10,000 levels", "POST", "/v1/events", deep(10_000), {}, 400, "body.depth"],
  [
    "10,000 levels of data",
    "POST",
    "/v1/events",
    JSON.stringify(event).replace("}", `,"data":${deep(10_000)}}`),
    {},
    400,
    "body.depth",
  ],
  ["10,000 lists", "PUT", "/v1/learners/li", "[".repeat(10_000), {}, 400, "body.depth"],
  ["a text of 5 MB", "POST", "/v1/events", { ...event, data: { note: long } }, {}, 400, "event.dataSize"],
  ["a learner of 5 MB", "POST", "/v1/events", { ...event, learner: long }, {}, 400, "event.learner"],
  ["an API body of 5 MB", "PUT", "/v1/learners/li", { name: long }, {}, 413, "body.tooLarge"],
  ["a body of 9 MB", "POST", "/v1/events", " ".repeat(9 * 2 ** 20), {}, 413, "body.tooLarge"],
  ["a gzip bomb", "POST", "/v1/events", bomb, gzip, 413, "body.tooLarge"],
  ["gzip that is none", "POST", "/v1/events", "[]", gzip, 400, "body.gzip"],
  ["an unknown encoding", "POST", "/v1/events", "[]", { "content-encoding": "br" }, 415, "body.encoding"],
  [
    "a form instead of JSON",
    "POST",
    "/v1/events",
    "id=1",
    { "content-type": "application/x-www-form-urlencoded" },
    415,
    "body.type",
  ],
  ["XML instead of JSON", "POST", "/api/strategies", "<a/>", { "content-type": "text/xml" }, 415, "body.type"],
  ["a CSV without an id", "POST", "/v1/learners", "name\nLi\n", csv, 400, "csv.noId"],
  ["an empty CSV", "POST", "/v1/learners", "", csv, 400, "csv.empty"],
  ["a learner with a foreign key", "PUT", "/v1/learners/li", { emial: "x" }, {}, 422, "learner.unknownKey"],
  ["attributes with __proto__", "PUT", "/v1/learners/li", proto('{"attributes":{"proto":1}}'), {}, 422, "learner.key"],
  ["a zone that is none", "PUT", "/v1/learners/li", { zone: "Mars/Base" }, {}, 422, "learner.zone"],
  ["another id in the body", "PUT", "/v1/learners/li", { id: "wei" }, {}, 422, "learner.idMismatch"],
  ["an id that climbs", "PUT", "/v1/learners/..%2F..%2Fetc%2Fpasswd%00", {}, {}, 422, "request.invalid"],
  ["a strategy id that climbs", "GET", "/api/strategies/..%2F..%2Fsecrets.json", undefined, {}, 422, "request.invalid"],
  ["a strategy id that injects", "GET", "/api/strategies/a'%20OR%201=1", undefined, {}, 422, "request.invalid"],
  ["a broken escape", "GET", "/api/learners/%E0%A4%A", undefined, {}, 404, "learner.unknown"],
  ["a viewer file that climbs", "GET", "/api/docs/..%2Fpackage.json", undefined, {}, 404, "route.unknown"],
  ["a strategy without anything", "POST", "/api/strategies", {}, {}, 422, "strategy.noId"],
  ["a strategy as a list", "POST", "/api/strategies/import", [], {}, 422, "request.invalid"],
  ["a strategy of a loop", "POST", "/api/strategies/loop/publish", {}, {}, 422, "strategy.errors"],
  ["10,000 nodes", "POST", "/api/strategies/import", { ...silence("bad"), nodes: many }, {}, 422, "strategy.invalid"],
  ["a nested template", "POST", "/api/strategies/import", withBody(nested), {}, 422, "strategy.invalid"],
  ["a setting that is none", "PUT", "/api/settings", { zone: "UTC" }, {}, 422, "request.invalid"],
  ["a cursor that is none", "GET", "/api/decisions?cursor=%00zz", undefined, {}, 422, "ledger.cursor"],
  ["a filter that is none", "GET", "/api/sends?nonsense=1", undefined, {}, 422, "ledger.filter"],
  ["a page of a million", "GET", "/api/sends?limit=1000000", undefined, {}, 422, "request.invalid"],
  ["a clock that goes back", "POST", "/test/clock", { set: 0 }, {}, 422, "clock.back"],
  ["a clock of words", "POST", "/test/clock", { advance: "soon" }, {}, 422, "request.invalid"],
  ["a send that is no number", "POST", "/api/tasks/x/claim", {}, {}, 422, "request.invalid"],
  ["a task that is none", "POST", "/api/tasks/99/claim", {}, {}, 404, "task.unknown"],
  [
    "a receipt from tomorrow",
    "POST",
    "/v1/receipts/sandbox",
    { receipts: [{ send: 1, state: "opened", at: iso(MONDAY * 2) }] },
    {},
    422,
    "event.future",
  ],
  [
    "a channel that is none",
    "POST",
    "/v1/receipts/pigeon",
    { receipts: [{ send: 1, state: "opened" }] },
    {},
    404,
    "receipts.channel",
  ],
  ["a token that nobody signed", "GET", "/t/c/AAAA", undefined, {}, 404, "link.invalid"],
  [
    "a foreign page",
    "POST",
    "/api/stop",
    { isStopped: true },
    { origin: "https://evil.example" },
    403,
    "origin.mismatch",
  ],
  ["a method that is none here", "DELETE", "/v1/events", undefined, {}, 405, "route.method"],
  ["an address that is none", "GET", "/api/nothing", undefined, {}, 404, "route.unknown"],
];

test("each hostile request is refused with its code, and the server is alive after it", async () => {
  const school = await openSchool();
  await school.call(
    "POST",
    "/api/strategies",
    silence("loop", { edges: [...silence("loop").edges.slice(0, 2), ...loop] }),
  );
  const answers: unknown[] = [];
  for (const [what, method, path, body, headers] of calls) {
    const answer = await school.send(method, path, body, headers);
    answers.push([what, answer.status, answer.json.code]);
    expectProblem(what, answer);
  }
  expect(answers).toEqual(calls.map(([what, , , , , status, code]) => [what, status, code]));
  expect((await school.send("GET", "/healthz")).status).toBe(200);
  expect(await school.call("POST", "/v1/events", event)).toMatchObject({ accepted: 1 });
  await school.isInOrder();
});

function expectProblem(what: string, { headers, json }: Answer): void {
  expect([what, headers.get("content-type")]).toEqual([what, "application/problem+json; charset=utf-8"]);
  expect(json).toMatchObject({
    type: `urn:winback:problem:${json.code}`,
    title: expect.stringMatching(/\S/),
    issues: expect.any(Array),
  });
  for (const issue of json.issues as Row[])
    expect(issue).toMatchObject({
      code: expect.any(String),
      path: expect.any(Array),
      message: expect.stringMatching(/\S/),
    });
}

test("what is wrong in a strategy is said with the path to it", async () => {
  const school = await openSchool();
  const issues = async (document: unknown) => {
    const { json } = await school.send("POST", "/api/strategies/validate", document);
    return (json.issues as Row[]).map(({ code, path }) => [code, (path as unknown[]).join(".")]);
  };
  const drawing = fromGallery("three-tier-retention");
  expect(await issues(drawing)).toEqual([]);
  expect(await issues({ ...drawing, surprise: 1 })).toEqual([["strategy.unknownKey", "surprise"]]);
  expect(await issues({ ...drawing, nodes: many })).toEqual([[expect.any(String), "nodes"]]);
  expect((await issues({ ...drawing, nodes: [{ id: "a", type: "teleport" }] })).map(([, path]) => path)).toContain(
    "nodes.0.type",
  );
  expect((await issues(withBody(nested)))[0]?.[1]).toMatch(/^messages\.hello\.variants\.0\.content\.en\.body/);
});

test("a nested template within the bounds of a document is a diagnostic on its node, in bounded time", async () => {
  const school = await openSchool();
  const body = `${"{{#if learner.name}}".repeat(700)}x${"{{/if}}".repeat(700)}`; // as long as a body may be
  const { issues, diagnostics } = await school.call<{ issues: Row[]; diagnostics: Row[] }>(
    "POST",
    "/api/strategies/compile",
    withBody(body),
  );
  expect([...issues, ...diagnostics].map(({ code }) => code)).toContainEqual(expect.stringMatching(/^template\./));
  const html = `${"{{#if learner.name}}".repeat(2000)}x${"{{/if}}".repeat(2000)}`; // 54 KB
  const content = { subject: "x", html };
  const preview = await school.call<{ items: Row[] }>("POST", "/api/messages/preview", {
    items: [{ channel: "email", content }],
  });
  expect(preview.items[0]).toMatchObject({
    request: null,
    issues: [{ code: expect.stringMatching(/^template\./), path: ["content", "html"] }],
  });
});

/** What comes back for bytes on the wire; the connection's end ends it. */
function raw(school: School, text: string): Promise<string> {
  return new Promise((resolve) => {
    const { port, hostname } = new URL(school.url);
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.on("error", () => resolve(answer));
    socket.on("close", () => resolve(answer));
  });
}

function status(school: School, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(school.url);
    request({ host: hostname, port, path, headers: { connection: "close", ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

test("giant headers, climbing paths and no HTTP at all end at the door", async () => {
  const school = await openSchool();
  expect(await status(school, "/healthz", { "x-long": "a".repeat(20_000) })).toBe(431);
  const key = { authorization: `Bearer ${school.key}` };
  expect(await status(school, "/api/docs/../../../../etc/passwd", key)).toBe(404);
  expect(await status(school, "/../secrets.json", key)).toBe(404);
  expect(await status(school, `/api/learners/${"a".repeat(9000)}`, key)).toBe(422);
  expect(await raw(school, "GARBAGE\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
  expect(
    await raw(
      school,
      "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
  ).toMatch(/^HTTP\/1\.1 400/);
  expect(await raw(school, "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
  expect((await school.send("GET", "/healthz")).status).toBe(200);
});
