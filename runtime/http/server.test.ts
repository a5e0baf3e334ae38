// The app behind a real socket: raw bodies, public client libraries, event streams, bounds, and the end.
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { Analytics } from "@segment/analytics-node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient } from "#shared/api/client.ts";
import { postEvents } from "#shared/api/ingest.ts";
import { listStrategies, readStrategy } from "#shared/api/strategies.ts";
import { createKey } from "#shared/api/system.ts";
import { type Serving, serve } from "./server.ts";
import { complain, createKit, type Kit } from "./testkit.ts";

let kit: Kit;
let serving: Serving;

beforeEach(async () => {
  kit = await createKit();
  serving = await serve(kit.app, { host: "127.0.0.1", port: 0, live: kit.live });
});
afterEach(() => serving.close(0));

const event = (id: string) => ({ id, type: "session.started", learner: "li", at: "2026-03-01T08:00:00Z" });
const bearer = () => ({ Authorization: `Bearer ${kit.admin}` });
const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${serving.url}/v1/events`, {
    method: "POST",
    body: body as string,
    headers: { ...bearer(), "Content-Type": "application/x-ndjson", ...headers },
  });

test("NDJSON and gzip arrive over a socket", async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => JSON.stringify(event(`e${index}`))).join("\n");
  expect(await (await post(lines)).json()).toEqual({ accepted: 5000, duplicates: 0, rejected: [] });
  expect(await (await post(gzipSync(lines), { "Content-Encoding": "gzip" })).json()).toEqual({
    accepted: 0,
    duplicates: 5000,
    rejected: [],
  });
});

test("a body that is too large is refused, announced or not, and the server lives on", async () => {
  const large = Buffer.alloc(9 * 2 ** 20, 0x61);
  expect((await post(large)).status).toBe(413);
  const chunked = request(`${serving.url}/v1/events`, {
    method: "POST",
    headers: { ...bearer(), "Transfer-Encoding": "chunked" },
  });
  chunked.on("error", () => {}); // the server may hang up while we still send
  chunked.end(large);
  const [response] = (await once(chunked, "response")) as [{ statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(413);
  expect((await post(JSON.stringify(event("a")))).status).toBe(200);
});

test("a body cut off in the middle holds no room and harms nobody", async () => {
  const socket = connect(Number(new URL(serving.url).port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${kit.admin}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"id":`,
  );
  socket.destroySoon();
  await once(socket, "close");
  expect((await post(JSON.stringify(event("a")))).status).toBe(200);
  expect(await (await fetch(`${serving.url}/metrics`)).text()).toContain("winback_body_bytes 0");
  expect(kit.faults).toEqual([]);
});

test("Segment's own library works unchanged", async () => {
  const writeKey = await kit.key("ingest");
  kit.clock.set(Date.now()); // the library stamps by the real clock
  const analytics = new Analytics({ writeKey, host: serving.url, flushAt: 3, maxRetries: 0 });
  const errors: unknown[] = [];
  analytics.on("error", (error) => errors.push(error));
  analytics.identify({ userId: "li", anonymousId: "x", traits: { name: "李雷", email: "li@example.com" } });
  analytics.track({ userId: "li", event: "Lesson Completed", properties: { course: "c1" } });
  analytics.page({ userId: "li", name: "Home" });
  await analytics.closeAndFlush();
  expect(errors).toEqual([]);
  expect(await kit.engine.learner("li")).toMatchObject({
    profile: { name: "李雷", addresses: { email: "li@example.com" } },
  });
  expect(kit.inputs()).toContainEqual(expect.objectContaining({ is: "merge", from: "anon:x", to: "li" }));
  expect(kit.events().map(({ type }) => type)).toEqual(["lesson.completed", "content.viewed"]);
});

test("the typed client sends and reads what the contracts say", async () => {
  const client = createClient({ url: serving.url, send: fetch, key: kit.admin, locale: "en" });
  const made = await client.call(createKey, { body: { name: "reader", scopes: ["read"] } });
  expect(made).toMatchObject({ isOk: true, value: { scopes: ["read"] } });
  const reader = createClient({ url: serving.url, send: fetch, key: made.isOk ? made.value.key : "", locale: "en" });
  expect(await reader.call(listStrategies)).toMatchObject({ isOk: true, value: { items: [] } });
  expect(await reader.call(readStrategy, { params: { id: "none" } })).toMatchObject({
    isOk: false,
    status: 404,
    problem: { title: "There is no such strategy." },
  });
  expect(await reader.call(postEvents, { body: [] })).toMatchObject({ isOk: false, problem: { code: "access.scope" } });
});

async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string): Promise<string> {
  let text = "";
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += Buffer.from(value).toString("utf8");
  }
  return text;
}

test("an inbox stream tells of new messages and of missed ones, and ends with the server", async () => {
  const { note } = await complain(kit);
  const headers = { ...bearer(), "Last-Event-ID": "none" };
  const response = await fetch(`${serving.url}/v1/inbox/li/stream`, { headers });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  expect(await readUntil(reader, `id: ${note}`)).toContain("event: open");
  kit.live.publish({ news: "inbox", learner: "han", item: { send: 8 } });
  kit.live.publish({ news: "inbox", learner: "li", item: { send: 9 } });
  expect(await readUntil(reader, "id: 9")).not.toContain("id: 8");
  await serving.close(5000);
  expect((await reader.read()).done).toBe(true);
});

test("closing lets an answer under way finish and takes no new ones", async () => {
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    const { books } = kit.engine;
    kit.engine.books = async () => {
      resolve();
      await gate;
      return books();
    };
  });
  const answer = fetch(`${serving.url}/api/books`, { headers: bearer() });
  await arrived;
  const closed = serving.close(5000);
  await expect(fetch(`${serving.url}/healthz`)).rejects.toThrow();
  go();
  expect((await answer).status).toBe(200);
  await closed;
});
