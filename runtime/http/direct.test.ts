// The direct way past the app and the app itself say the same to whatever comes; and what is not plain goes to the app.
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import type { Scope } from "#shared/api/contract.ts";
import { serve } from "./server.ts";
import { createKit, type Kit } from "./testkit.ts";

const event = (id: string, rest: object = {}) => ({
  id,
  type: "session.started",
  learner: "li",
  at: "2026-03-01T08:00:00Z",
  ...rest,
});
const text = (id: string, rest: object = {}) => JSON.stringify(event(id, rest));

/** A school behind a socket; `takenCount` counts what went the direct way. */
async function open(isDirect: boolean) {
  const kit = await createKit();
  const taken = { count: 0 };
  const direct: Kit["direct"] = (incoming, outgoing) => {
    const isTaken = isDirect && kit.direct(incoming, outgoing);
    if (isTaken) taken.count += 1;
    return isTaken;
  };
  const serving = await serve(kit.app, { host: "127.0.0.1", port: 0, live: kit.live, direct });
  onTestFinished(() => serving.close(0));
  return { kit, serving, taken };
}

type Opened = Awaited<ReturnType<typeof open>>;
type Headers = Record<string, string | string[]>;

interface Asked {
  path?: string;
  method?: string;
  headers?: Headers;
  body?: string | Uint8Array;
  /** The scope of the key that is shown; null shows none. */
  scope?: Scope | null;
}

async function ask(
  { kit, serving }: Opened,
  { path = "/v1/events", method = "POST", headers, body = "", scope }: Asked,
) {
  const key = scope === undefined ? kit.admin : scope === null ? null : await kit.key(scope);
  const outgoing = request(`${serving.url}${path}`, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      "content-length": Buffer.byteLength(body),
      ...headers,
    },
  });
  outgoing.on("error", () => {}); // the server may hang up while we still send
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const said = Buffer.concat(chunks).toString("utf8");
  const { date, "x-request-id": requestId, ...kept } = response.headers;
  expect([typeof date, requestId]).toEqual(["string", expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  return { status: response.statusCode, headers: kept, body: said.replaceAll(String(requestId), "<request>") };
}

const json = { "content-type": "application/json" };
const lines = { "content-type": "application/x-ndjson; charset=utf-8" };
const many = (...items: string[]) => items.join("\n");

/** One after the other, so that repeats and conflicts meet what came before. */
const plain: [string, Asked, number][] = [
  ["one event", { headers: json, body: text("a") }, 200],
  ["it again", { headers: json, body: text("a") }, 200],
  ["it again, written otherwise", { headers: json, body: JSON.stringify(event("a"), null, 2) }, 200],
  ["its id with another body", { headers: json, body: text("a", { course: "c" }) }, 409],
  [
    "its id with another body, in Chinese",
    { headers: { "accept-language": "zh" }, body: text("a", { course: "c" }) },
    409,
  ],
  ["one without a type of media", { body: text("b", { data: { note: "回来 🎓" } }) }, 200],
  ["one over several lines", { headers: json, body: `\n${JSON.stringify(event("c"), null, 2)}\r\n` }, 200],
  ["an array", { headers: json, body: `[${text("d")},${text("a")},${text("e", { at: "x" })}]` }, 200],
  ["lines", { headers: lines, body: many(text("f"), "", text("f"), "{", text("b", { course: "z" })) }, 200],
  ["lines of which none is JSON", { headers: lines, body: "a\nb" }, 400],
  ["no JSON", { headers: json, body: "{" }, 400],
  ["a number", { headers: json, body: "5" }, 400],
  ["nothing", { headers: json, body: "" }, 400],
  ["one without a learner", { headers: json, body: '{"id":"g"}' }, 400],
  ["broken UTF-8", { headers: json, body: Uint8Array.from([0x7b, 0xff]) }, 400],
  ["deep nesting", { headers: json, body: "[".repeat(10_000) }, 400],
  ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=b" }, 415],
  ["a key without the scope", { headers: json, body: text("h"), scope: "read" }, 403],
  ["a key of another source", { headers: json, body: text("a", { course: "c" }), scope: "ingest" }, 200],
  ["history", { path: "/v1/backfill", headers: json, body: text("i") }, 200],
  ["a cookie beside the key", { headers: { ...json, cookie: "winback=1; a=b" }, body: text("j") }, 200],
  ["a large one", { headers: json, body: text("k", { data: { note: "x".repeat(16_000) } }) }, 200],
  ["a whole megabyte", { headers: lines, body: many(...Array.from({ length: 9000 }, (_, n) => text(`m${n}`))) }, 200],
];

const unusual: [string, Asked, number][] = [
  ["no key", { headers: json, body: text("a"), scope: null }, 401],
  [
    "an unknown key",
    { headers: { ...json, authorization: `Bearer wb_00000000_${"x".repeat(43)}` }, body: text("a") },
    401,
  ],
  ["gzip", { headers: { ...lines, "content-encoding": "gzip" }, body: gzipSync(text("a")) }, 200],
  ["an origin", { headers: { ...json, origin: "https://evil.example" }, body: text("b") }, 403],
  ["a test clock", { headers: { ...json, "x-test-clock": "2026-03-02T09:00:00Z" }, body: text("c") }, 200],
  ["a query", { path: "/v1/events?a=1", headers: json, body: text("d") }, 200],
  ["another method", { method: "PUT", headers: json, body: text("e") }, 405],
  ["two types of media", { headers: { "content-type": ["application/json", "text/plain"] }, body: text("f") }, 415],
  ["a strange host", { headers: { ...json, host: "[::1]:80" }, body: text("g") }, 200],
  ["too much", { headers: json, body: Buffer.alloc(8 * 2 ** 20 + 1, 0x20) }, 413],
];

const chunked: Asked = { headers: { ...json, "transfer-encoding": "chunked" }, body: text("z") };

test("plain posts are answered alike, and all of them the direct way", async () => {
  const [direct, app] = [await open(true), await open(false)];
  for (const [name, asked, status] of plain) {
    const said = await ask(direct, asked);
    expect([name, said.status]).toEqual([name, status]);
    expect([name, said]).toEqual([name, await ask(app, asked)]);
  }
  expect([direct.taken.count, app.taken.count]).toEqual([plain.length, 0]);
  expect(direct.kit.events()).toEqual(app.kit.events());
  expect(direct.kit.batches().map(({ source, backfill, hashes }) => [source, backfill, hashes])).toEqual(
    app.kit.batches().map(({ source, backfill, hashes }) => [source, backfill, hashes]),
  );
  expect(await direct.kit.rows("quarantine")).toEqual(await app.kit.rows("quarantine"));
  expect(await direct.kit.engine.books()).toEqual(await app.kit.engine.books());
  expect([direct.kit.faults, app.kit.faults]).toEqual([[], []]);
});

test("whatever is unusual goes to the app", async () => {
  const [direct, app] = [await open(true), await open(false)];
  for (const [name, asked, status] of unusual) {
    const said = await ask(direct, asked);
    expect([name, said.status]).toEqual([name, status]);
    expect([name, said]).toEqual([name, await ask(app, asked)]);
  }
  expect(direct.taken.count).toBe(0);
});

test("a body of unstated length goes to the app", async () => {
  const direct = await open(true);
  const outgoing = request(`${direct.serving.url}/v1/events`, {
    method: "POST",
    headers: { ...chunked.headers, authorization: `Bearer ${direct.kit.admin}` },
  });
  outgoing.end(chunked.body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  response.resume();
  expect([response.statusCode, direct.taken.count]).toEqual([200, 0]);
});

test.each([
  "overloaded",
  "diskFull",
  "stopping",
  "stopped",
] as const)("an engine that is %s refuses both alike", async (reason) => {
  const [direct, app] = [await open(true), await open(false)];
  for (const { kit } of [direct, app]) kit.refuse("ingest", reason);
  const asked = { headers: json, body: text("a") };
  const said = await ask(direct, asked);
  expect(said.headers["retry-after"]).toBeDefined();
  expect(said).toEqual(await ask(app, asked));
  expect([direct.taken.count, direct.kit.faults, app.kit.faults]).toEqual([1, [], []]);
});

test("a fault is answered alike, and written down", async () => {
  const [direct, app] = [await open(true), await open(false)];
  for (const { kit } of [direct, app]) Object.assign(kit.engine, { ingest: () => Promise.reject(new Error("a bug")) });
  const asked = { headers: json, body: text("a") };
  const said = await ask(direct, asked);
  expect(said.status).toBe(500);
  expect(said).toEqual(await ask(app, asked));
  for (const { kit } of [direct, app])
    expect(kit.faults).toMatchObject([{ method: "POST", err: { message: "a bug" }, msg: "a request met a fault" }]);
});

test("requests that share a connection, and one that is cut off, leave the way open", async () => {
  const { kit, serving, taken } = await open(true);
  const socket = connect(Number(new URL(serving.url).port), "127.0.0.1");
  await once(socket, "connect");
  const head = (length: number) =>
    `POST /v1/events HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${kit.admin}\r\ncontent-length: ${length}\r\n\r\n`;
  const whole = (id: string) => head(text(id).length) + text(id);
  socket.write(whole("a") + whole("b") + whole("c") + head(500) + "{");
  let said = "";
  while (said.split('"accepted":1').length < 4) said += String((await once(socket, "data"))[0]);
  socket.destroy();
  expect((await ask({ kit, serving, taken }, { body: text("d") })).status).toBe(200);
  expect(kit.events().map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  expect([taken.count, kit.faults]).toEqual([5, []]);
});
