import { createHmac } from "node:crypto";
import type { Socket } from "node:net";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { channelOf } from "#shared/channel/all.ts";
import { createTransports } from "./all.ts";
import type { EgressConfig } from "./egress.ts";
import type { SendRequest, SendResult } from "./kind.ts";
import { listen, reply, writeForever } from "./loopback.ts";
import { messageId, parseRetryAfter, signatureHeaders, signerOf } from "./webhook.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"; // the published example's
const AT = Date.UTC(2026, 2, 10, 4);
const never = new AbortController().signal;

async function serve(answer: (socket: Socket) => void) {
  const server = await listen(answer);
  onTestFinished(server.close);
  return server;
}

function transport(egress: Partial<EgressConfig> = {}, secrets: readonly string[] = [SECRET]) {
  const made = createTransports({ webhook: { secrets, egress: { allow: ["127.0.0.1"], ...egress } } }).get("webhook");
  if (made === undefined) throw new Error("no webhook transport");
  onTestFinished(() => made.close());
  return made;
}

function requestTo(to: string, at = AT, key = "three-tier/l-1/1/hook"): SendRequest {
  const data = channelOf("webhook").encode(
    { body: { learner: "学员-1" } },
    { to, type: "episode.opened", decidedAt: AT - 60_000 },
  );
  return { key, channel: "webhook", to, data, at };
}

/** Headers and body of a request as received. */
function parse(text: string): { headers: Record<string, string>; body: string } {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const pairs = head
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(": ", 2) as [string, string]);
  return { headers: Object.fromEntries(pairs), body };
}

test("signs the published example as it was published", () => {
  expect(
    signatureHeaders([signerOf(SECRET)], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330_000, '{"test": 2432232314}'),
  ).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("whatever is signed by whatever secret is signed as the public library does it", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 });
  const signed = fc.record({
    bytes,
    isMarked: fc.boolean(),
    id: fc.string(),
    body: fc.string({ unit: "binary" }),
  });
  fc.assert(
    fc.property(signed, fc.integer({ min: 0, max: 4e12 }), ({ bytes, isMarked, id, body }, at) => {
      const secret = `${isMarked ? "whsec_" : ""}${Buffer.from(bytes).toString("base64")}`;
      const { "webhook-signature": signature } = signatureHeaders([signerOf(secret)], id, at, body);
      expect(signature).toBe(new Webhook(secret).sign(id, new Date(at), body));
    }),
  );
});

test("a receiver finds the body signed, byte for byte, by each secret", async () => {
  const server = await serve((socket) => socket.write(reply(204)));
  const keys = [Buffer.from("first secret of the school"), Buffer.from("second secret of the school")];
  const secrets = keys.map((key) => `whsec_${key.toString("base64")}`);
  const result = await transport({}, secrets).send(requestTo(`${server.url}/hook`), never);
  const { headers, body } = parse(server.requests[0] ?? "");
  expect(result).toEqual({ state: "accepted", providerId: headers["webhook-id"] });
  expect(JSON.parse(body)).toEqual({
    type: "episode.opened",
    timestamp: "2026-03-10T03:59:00.000Z",
    data: { learner: "学员-1" },
  });
  const text = `${headers["webhook-id"]}.${AT / 1000}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac("sha256", key).update(text).digest("base64")}`);
  expect(headers["webhook-signature"]).toBe(signatures.join(" "));
});

test("every attempt of a send has the same id and body, and its own instant; another send has another id", async () => {
  const server = await serve((socket) => socket.write(reply(500)));
  const webhook = transport();
  for (const at of [AT, AT + 5000]) await webhook.send(requestTo(server.url, at), never);
  await webhook.send(requestTo(server.url, AT, "three-tier/l-2/1/hook"), never);
  const [first, second, other] = server.requests.map(parse);
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
  expect([first, second].map((each) => each?.headers["webhook-timestamp"])).toEqual([
    String(AT / 1000),
    String(AT / 1000 + 5),
  ]);
  expect(other?.headers["webhook-id"]).not.toBe(first?.headers["webhook-id"]);
  expect(messageId("s-1")).toMatch(/^msg_[0-9a-f]{32}$/);
});

function failed(reason: string, retryAfterMs: number | null = null, isBeforeFirstByte = false): SendResult {
  return { state: "failed", reason, retryAfterMs, isBeforeFirstByte };
}

test.each<[number, Record<string, string>, SendResult]>([
  [301, { location: "http://169.254.169.254/" }, { state: "refused", reason: "http.301" }],
  [302, { location: "http://169.254.169.254/" }, { state: "refused", reason: "http.302" }],
  [400, {}, { state: "refused", reason: "http.400" }],
  [404, { "retry-after": "5" }, { state: "refused", reason: "http.404" }],
  [408, {}, failed("http.408")],
  [410, {}, { state: "refused", reason: "http.410" }],
  [425, {}, failed("http.425")],
  [429, { "retry-after": "30" }, failed("http.429", 30_000)],
  [429, { "retry-after": "86400" }, failed("http.429", 3_600_000)],
  [500, {}, failed("http.500")],
  [503, { "retry-after": "Tue, 10 Mar 2026 04:02:00 GMT" }, failed("http.503", 120_000)],
  [
    503,
    { "retry-after": "Tue, 10 Mar 2026 04:02:00 GMT", date: "Tue, 10 Mar 2026 04:01:00 GMT" },
    failed("http.503", 60_000),
  ],
  [503, { "retry-after": "soon" }, failed("http.503")],
])("a receiver answers %d with %j", async (status, headers, result) => {
  const server = await serve((socket) => socket.write(reply(status, headers)));
  expect(await transport().send(requestTo(server.url), never)).toEqual(result);
  expect(server.requests).toHaveLength(1);
});

test.each<[string, (socket: Socket) => void, SendResult]>([
  ["is slow", () => undefined, failed("egress.timeout")],
  ["resets after reading the request", (socket) => socket.resetAndDestroy(), failed("egress.connectionLost")],
  ["does not speak HTTP", (socket) => socket.write("hello\r\n"), failed("egress.malformedAnswer")],
])("a receiver that %s is tried again: it knows the id", async (_, fault, result) => {
  const server = await serve(fault);
  expect(await transport({ totalTimeoutMs: 100 }).send(requestTo(server.url), never)).toEqual(result);
});

test("an endless body after a good status is a good answer", async () => {
  const server = await serve((socket) => writeForever(socket, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(10_000)));
  expect(await transport().send(requestTo(server.url), never)).toMatchObject({ state: "accepted" });
});

test("a receiver that is down has seen nothing, and may be tried again", async () => {
  const server = await serve(() => undefined);
  server.close();
  expect(await transport().send(requestTo(server.url), never)).toEqual(failed("egress.connectFailed", null, true));
});

test("an address inside the school's network is refused, for good", async () => {
  const server = await serve((socket) => socket.write(reply(200)));
  expect(await transport({ allow: [] }).send(requestTo(server.url), never)).toEqual({
    state: "refused",
    reason: "egress.privateAddress",
  });
  expect(server.seen.connectionCount).toBe(0);
});

test("each receiver is a provider of its own", () => {
  const { providerOf } = transport();
  expect(providerOf("https://a.school/hook?x=1")).toBe(providerOf("https://A.school:443/other"));
  expect(providerOf("https://a.school/hook")).not.toBe(providerOf("https://b.school/hook"));
  expect(providerOf("no url")).toBe("webhook");
});

test("one slow receiver slows no other", async () => {
  const slow = await serve(() => undefined);
  const quick = await serve((socket) => socket.write(reply(200)));
  const webhook = transport({ totalTimeoutMs: 2000 });
  const stop = new AbortController();
  const waiting = Array.from({ length: 50 }, (_, index) =>
    webhook.send(requestTo(slow.url, AT, `s-${index}`), stop.signal),
  );
  expect(await webhook.send(requestTo(quick.url), never)).toMatchObject({ state: "accepted" });
  stop.abort();
  expect(new Set((await Promise.all(waiting)).map((result) => result.state))).toEqual(new Set(["failed"]));
});

test.each<[string | undefined, number | null]>([
  [undefined, null],
  ["", null],
  ["0", 0],
  ["120", 120_000],
  ["3601", 3_600_000],
  ["9".repeat(400), 3_600_000],
  ["-5", null],
  ["1.5", null],
  ["1e3", null],
  ["2026", 2_026_000],
  ["Tue, 10 Mar 2026 04:00:10 GMT", 10_000],
  ["Tuesday, 10-Mar-26 04:00:10 GMT", 10_000],
  ["Tue Mar 10 04:00:10 2026", 10_000],
  ["Mon, 09 Mar 2026 04:00:00 GMT", 0],
  ["Wed, 11 Mar 2026 04:00:00 GMT", 3_600_000],
  ["Tue, 99 Mar 2026 04:00:10 GMT", null],
])("Retry-After %j is a wait of %s ms", (text, ms) => {
  expect(parseRetryAfter(text, AT)).toBe(ms);
});

test("without a secret that can sign there is no webhook, and nothing is connected by itself", () => {
  expect(() => transport({}, [])).toThrow("at least one secret");
  for (const secret of ["whsec_", "", "no base64!", "MfKQ9r8", "whsec_äö=="])
    expect(() => transport({}, [secret])).toThrow();
  expect(createTransports({ webhook: null }).size).toBe(0);
});
