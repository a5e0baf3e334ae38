// Which answers of the API come small, to whom, and that they stay what they are.
import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { expect, test } from "vitest";
import type { AppEnv } from "./deps.ts";
import { isTaken, squeeze } from "./squeeze.ts";

const long = JSON.stringify({ items: Array.from({ length: 200 }, (_, index) => ({ id: `s${index}`, name: "节点" })) });
const app = new Hono<AppEnv>();
const json = { "Content-Type": "application/json; charset=utf-8", ETag: '"7"' };
app.use("/api/*", squeeze);
app.get("/api/long", (c) => c.body(long, 200, json));
app.post("/api/long", (c) => c.body(long, 200, json));
app.get("/api/short", (c) => c.body("{}", 200, json));
app.get("/api/refused", (c) => c.body(long, 404, json));
app.get("/api/stream", (c) => c.body(long, 200, { "Content-Type": "text/event-stream" }));

const ask = async (path: string, encoding: string | null, method = "GET") => {
  const answer = await app.request(path, { method, headers: encoding === null ? {} : { "Accept-Encoding": encoding } });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()), coding: answer.headers.get("Content-Encoding") };
};

test("a long answer comes small, and is the same when it is read", async () => {
  const { answer, bytes, coding } = await ask("/api/long", "gzip, deflate, br");
  expect([coding, answer.headers.get("Vary"), answer.headers.get("ETag")]).toEqual(["gzip", "Accept-Encoding", '"7"']);
  expect(bytes.length).toBeLessThan(long.length / 4);
  expect(gunzipSync(bytes).toString()).toBe(long);
});

test.each([
  ["/api/long", null, "GET"],
  ["/api/long", "identity", "GET"],
  ["/api/long", "gzip;q=0", "GET"],
  ["/api/long", "gzip", "POST"],
  ["/api/short", "gzip", "GET"],
  ["/api/refused", "gzip", "GET"],
  ["/api/stream", "gzip", "GET"],
])("%s to one who takes %s by %s comes as it is", async (path, encoding, method) => {
  const { bytes, coding } = await ask(path, encoding, method);
  expect(coding).toBeNull();
  expect(bytes.toString()).toBe(path === "/api/short" ? "{}" : long);
});

test("a coding is taken where it is named and not refused", () => {
  expect(["gzip", "br, GZIP", "gzip;q=0.5", "br;q=1, gzip ; q=0.1"].map((list) => isTaken(list, "gzip"))).toEqual([
    ...[true, true, true, true],
  ]);
  expect([undefined, "", "br", "gzip;q=0", "x-gzip", "*"].map((list) => isTaken(list, "gzip"))).toEqual([
    ...[false, false, false, false, false, false],
  ]);
});
