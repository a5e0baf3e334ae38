import type { LookupAddress } from "node:dns";
import type { Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkedLookup, createEgress, type EgressConfig, egressLimits } from "./egress.ts";
import { listen, reply, writeForever } from "./loopback.ts";

const never = new AbortController().signal;
const LOCAL = [{ address: "127.0.0.1", family: 4 }];

async function serve(answer: (socket: Socket, request: string) => void) {
  const server = await listen(answer);
  onTestFinished(server.close);
  return server;
}

function guard(config: Partial<EgressConfig> = {}) {
  const egress = createEgress({ allow: ["127.0.0.1"], ...config });
  onTestFinished(egress.close);
  return (url: string, signal = never, body = "{}") =>
    egress.request({ url, method: "POST", headers: { "content-type": "application/json" }, body }, signal);
}

test("an allowed host gets the request as written, and its answer comes back", async () => {
  const server = await serve((socket) => socket.write(reply(201, { "x-id": "7" }, "好")));
  const answer = await guard()(`${server.url}/hook?a=1`, never, '{"name":"学"}');
  expect(answer).toMatchObject({ kind: "answer", status: 201, body: "好", isCut: false, headers: { "x-id": "7" } });
  expect(server.requests[0]).toMatch(/^POST \/hook\?a=1 HTTP\/1.1\r\n/);
  expect(server.requests[0]).toContain("content-length: 14\r\n");
  expect(server.requests[0]?.endsWith('{"name":"学"}')).toBe(true);
});

test("connections are used again", async () => {
  const server = await serve((socket) => socket.write(reply(200)));
  const send = guard();
  for (let turn = 0; turn < 3; turn += 1) expect(await send(server.url)).toMatchObject({ status: 200 });
  expect(server.seen.connectionCount).toBe(1);
});

test.each([
  ["egress.url", "no url"],
  ["egress.url", "http://"],
  ["egress.url", "http://[::1%25eth0]/"],
  ["egress.scheme", "ftp://example.com/"],
  ["egress.scheme", "file:///etc/passwd"],
  ["egress.scheme", "gopher://127.0.0.1:70/"],
  ["egress.credentials", "http://user:secret@example.com/"],
  ["egress.credentials", "http://user@example.com/"],
  ["egress.privateAddress", "http://127.0.0.1:PORT/"],
  ["egress.privateAddress", "https://127.0.0.1:PORT/"],
  ["egress.privateAddress", "http://127.1:PORT/"],
  ["egress.privateAddress", "http://0x7f.0.0.1:PORT/"],
  ["egress.privateAddress", "http://2130706433:PORT/"],
  ["egress.privateAddress", "http://0177.0.0.1:PORT/"],
  ["egress.privateAddress", "http://①②⑦.0.0.1:PORT/"],
  ["egress.privateAddress", "http://0:PORT/"],
  ["egress.privateAddress", "http://localhost:PORT/"],
  ["egress.privateAddress", "http://LOCALHOST.:PORT/"],
  ["egress.privateAddress", "http://[::1]:PORT/"],
  ["egress.privateAddress", "http://[::ffff:127.0.0.1]:PORT/"],
  ["egress.privateAddress", "http://[64:ff9b::7f00:1]:PORT/"],
  ["egress.privateAddress", "http://169.254.169.254/latest/meta-data/"],
])("%s: %s is never called", async (reason, url) => {
  const server = await serve((socket) => socket.write(reply(200)));
  const resolve = async () => LOCAL;
  const answer = await guard({ allow: ["other.school"], resolve })(url.replace("PORT", String(server.port)));
  expect(answer).toEqual({ kind: "blocked", reason });
  expect(server.seen.connectionCount).toBe(0);
});

test("of a name's addresses only the public ones are handed to the socket", () => {
  const found = ["10.0.0.1", "203.0.113.1", "1.1.1.1", "::1", "2606:4700::1"].map((address) => ({
    address,
    family: address.includes(":") ? 6 : 4,
  }));
  const lookup = checkedLookup(
    async () => found,
    (address) => address === "1.1.1.1" || address === "2606:4700::1",
  );
  return new Promise<void>((done) => {
    lookup("school.example", { all: true }, (error, addresses) => {
      expect(error).toBeNull();
      expect(addresses).toEqual([found[2], found[4]]);
      lookup("school.example", {}, (_, address, family) => {
        expect([address, family]).toEqual(["1.1.1.1", 4]);
        done();
      });
    });
  });
});

test("the socket connects to the address that was checked, whatever the name answers next", async () => {
  const server = await serve((socket) => socket.write(reply(200, { connection: "close" })));
  const asked: string[] = [];
  const resolve = async (host: string): Promise<LookupAddress[]> => {
    asked.push(host);
    return asked.length === 1 ? LOCAL : [{ address: "127.0.0.2", family: 4 }];
  };
  const send = guard({ allow: ["hooks.school"], resolve });
  expect(await send(`http://hooks.school:${server.port}/`)).toMatchObject({ status: 200 });
  expect(asked).toEqual(["hooks.school"]);
  expect(server.requests[0]).toContain(`Host: hooks.school:${server.port}\r\n`);
});

test("a host may be allowed for one port only", async () => {
  const server = await serve((socket) => socket.write(reply(200)));
  expect(await guard({ allow: [`127.0.0.1:${server.port}`] })(server.url)).toMatchObject({ status: 200 });
  expect(await guard({ allow: ["127.0.0.1:1"] })(server.url)).toMatchObject({ kind: "blocked" });
  expect(
    await guard({ allow: ["LocalHost"], resolve: async () => LOCAL })(`http://localhost:${server.port}`),
  ).toMatchObject({ status: 200 });
});

test("a redirect to the metadata service is handed back, not followed", async () => {
  const server = await serve((socket) => socket.write(reply(302, { location: "http://169.254.169.254/" })));
  expect(await guard()(server.url)).toMatchObject({ kind: "answer", status: 302 });
  expect(server.requests).toHaveLength(1);
});

test("an endless body is cut at the bound and its connection dropped", async () => {
  let closed: Promise<unknown> = Promise.resolve();
  const server = await serve((socket) => {
    closed = new Promise((done) => socket.on("close", done));
    writeForever(socket, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(10_000));
  });
  const answer = await guard()(server.url);
  expect(answer).toMatchObject({ status: 200, isCut: true, body: "x".repeat(egressLimits.bodyBytes) });
  await closed;
});

test("an endless head is refused", async () => {
  const server = await serve((socket) =>
    writeForever(socket, "HTTP/1.1 200 OK\r\n", `x-more: ${"x".repeat(1000)}\r\n`),
  );
  expect(await guard()(server.url)).toEqual({
    kind: "error",
    reason: "egress.malformedAnswer",
    isBeforeFirstByte: false,
  });
});

test("a body that stops half-way keeps the status it came with", async () => {
  const stalled = await serve((socket) => socket.write(reply(200, { "content-length": "100" }, "half")));
  expect(await guard({ totalTimeoutMs: 50 })(stalled.url)).toMatchObject({ status: 200, body: "half", isCut: true });
  const broken = await serve((socket) => socket.end(reply(200, { "content-length": "100" }, "half")));
  expect(await guard()(broken.url)).toMatchObject({ status: 200, body: "half", isCut: true });
});

test.each<[string, (socket: Socket) => void]>([
  ["egress.timeout", () => undefined],
  ["egress.timeout", (socket) => socket.write("HTTP/1.1 100 Continue\r\n\r\n")],
  ["egress.timeout", (socket) => socket.write("HTTP/1.1 200")],
  ["egress.connectionLost", (socket) => socket.resetAndDestroy()],
  ["egress.connectionLost", (socket) => socket.end()],
  ["egress.connectionLost", (socket) => socket.write("HTTP/1.1 101 Up\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n")],
  ["egress.malformedAnswer", (socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n")],
  [
    "egress.malformedAnswer",
    (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n"),
  ],
])("%s, with the request on its way", async (reason, fault) => {
  const server = await serve(fault);
  const send = guard({ totalTimeoutMs: reason === "egress.timeout" ? 50 : 5000 });
  expect(await send(server.url)).toEqual({ kind: "error", reason, isBeforeFirstByte: false });
});

test("what fails before the connection stands has sent nothing", async () => {
  const closed = await listen(() => undefined);
  closed.close();
  expect(await guard()(closed.url)).toEqual({ kind: "error", reason: "egress.connectFailed", isBeforeFirstByte: true });

  const plain = await serve(() => undefined);
  const mistaken = guard({ connectTimeoutMs: 100 })(plain.url.replace("http:", "https:")); // it never answers a TLS greeting
  expect(await mistaken).toEqual({ kind: "error", reason: "egress.connectTimeout", isBeforeFirstByte: true });

  const nobody = guard({ resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })) });
  expect(await nobody("http://nobody.example/")).toEqual({
    kind: "error",
    reason: "egress.nameNotFound",
    isBeforeFirstByte: true,
  });

  const mute = guard({ connectTimeoutMs: 20, resolve: () => new Promise(() => undefined) });
  expect(await mute("http://mute.example/")).toEqual({
    kind: "error",
    reason: "egress.connectTimeout",
    isBeforeFirstByte: true,
  });
});

test("a server that drops the second request of a kept connection is not taken for one that saw nothing", async () => {
  const server = await serve((socket) => {
    if (server.requests.length === 1) socket.write(reply(200));
    else socket.resetAndDestroy();
  });
  const send = guard();
  expect(await send(server.url)).toMatchObject({ status: 200 });
  expect(await send(server.url)).toEqual({ kind: "error", reason: "egress.connectionLost", isBeforeFirstByte: false });
  expect(server.seen.connectionCount).toBe(1);
});

test("an abort ends it, before or during", async () => {
  const aborted = AbortSignal.abort();
  const stop = new AbortController();
  const server = await serve(() => stop.abort());
  expect(await guard()(server.url, aborted)).toEqual({
    kind: "error",
    reason: "egress.aborted",
    isBeforeFirstByte: true,
  });
  expect(server.seen.connectionCount).toBe(0);
  expect(await guard()(server.url, stop.signal)).toEqual({
    kind: "error",
    reason: "egress.aborted",
    isBeforeFirstByte: false,
  });
});
