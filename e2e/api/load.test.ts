// Shows P14, P15: more than it can do, two thousand slow sockets, a provider that never answers; memory stays bounded and nobody else waits.
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Connection } from "#e2e/drive/connection.ts";
import { end, memoryOf, mustStart, setUp } from "#e2e/drive/server.ts";
import { edges, silence } from "./drawings.ts";
import { iso, MONDAY, openHouse, openSchool } from "./kit.ts";

/** The bound of the whole process while it is offered more than it can do: 64 MiB of bodies and as much handed over, with what becomes of them on the way. */
const MOST_MEMORY = 2 ** 30;

test("offered ten times what it can do, it refuses the rest, keeps what it took, and stays within its memory", async () => {
  const school = await openSchool();
  await school.publish(silence("quiet"));
  const perBody = 2500;
  const bodyOf = (client: number) =>
    Array.from({ length: perBody }, (_, item) =>
      JSON.stringify({
        id: `${client}-${item}`,
        type: "session.started",
        learner: `s${(client * 131 + item) % 20_000}`,
        at: iso(MONDAY),
        data: { note: "x".repeat(400) },
      }),
    );
  const statuses = new Map<number, number>();
  let accepted = 0;
  // 220 connections with 1.4 MB each, all at once: over four times what is held.
  await Promise.all(
    Array.from({ length: 220 }, async (_, client) => {
      const connection = new Connection(school.url, school.key);
      const lines = bodyOf(client);
      const isArray = client % 2 === 0;
      const answer = await connection.send({
        method: "POST",
        path: "/v1/events",
        type: isArray ? "application/json" : "application/x-ndjson",
        body: isArray ? `[${lines.join()}]` : lines.join("\n"),
      });
      if (!answer.isAnswer) throw new Error(`no answer: ${answer.code}`);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) accepted += (JSON.parse(answer.text) as { accepted: number }).accepted;
      else expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      connection.close();
    }),
  );
  expect([...statuses.keys()].filter((status) => ![200, 429, 503].includes(status))).toEqual([]);
  expect(statuses.get(429) ?? 0).toBeGreaterThan(0);
  const books = await school.call<{ events: { applied: number } }>("GET", "/api/books");
  expect([books.events.applied, accepted % perBody]).toEqual([accepted, 0]);
  const most = memoryOf(school.pid, "most");
  if (most !== null) expect(most).toBeLessThan(MOST_MEMORY);
  const metrics = (await school.send("GET", "/metrics")).text;
  expect(metrics).toMatch(/^winback_engine_loop_lag_p99_seconds \d/m);
  expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  await school.isInOrder();
}, 180_000);

test("two thousand sockets that send a byte now and then keep nobody out, and are cut", async () => {
  const school = await openSchool();
  const { hostname, port } = new URL(school.url);
  const sockets = Array.from({ length: 2000 }, () => connect(Number(port), hostname));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const closed = sockets.map(
    (socket) => new Promise((resolve) => socket.on("error", () => socket.destroy()).on("close", resolve)),
  );
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
  const isSlow = (socket: Socket, n: number) => {
    const head = `POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    // Half never end their header, half promise a body that does not come.
    socket.write(n % 2 === 0 ? head : `${head}authorization: Bearer ${school.key}\r\ncontent-length: 100\r\n\r\n{`);
  };
  for (const [n, socket] of sockets.entries()) isSlow(socket, n);
  const drip = setInterval(() => {
    for (const [n, socket] of sockets.entries()) if (n % 2 === 0 && socket.writable) socket.write("x: y\r\n");
  }, 2000);
  onTestFinished(() => clearInterval(drip));
  await pause(200);
  expect((await school.send("GET", "/healthz")).status).toBe(200);
  expect(await school.happen({ type: "session.started", learner: "li", at: MONDAY })).toMatchObject({ accepted: 1 });
  await Promise.all(closed.filter((_, n) => n % 2 === 0));
  expect((await school.send("GET", "/readyz")).status).toBe(200);
}, 120_000);

/** A receiver that answers, or never does. */
async function receiver(doesAnswer: boolean): Promise<{ host: string; seen: { at: number }[] }> {
  const seen: { at: number }[] = [];
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on("end", () => {
      seen.push({ at: performance.now() });
      if (doesAnswer) outgoing.writeHead(204).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function caller(id: string, host: string) {
  return silence(id, {
    nodes: [
      { id: "angry", type: "signal", kind: "count", events: ["complaint.filed"], atLeast: 1, within: "P1D" },
      { id: "watch", type: "tier", rank: 1, enter: { atLeast: 1 } },
      { id: "crm", type: "webhook", url: `http://${host}/${id}`, fields: { learner: "{{learner.id}}" } },
    ],
    edges: edges("angry.on > watch", "watch.enter > crm"),
    messages: {},
  });
}

test("a provider that never answers holds up its own calls and nobody else's", async () => {
  const [stalled, lively] = [await receiver(false), await receiver(true)];
  const hosts = [stalled.host, lively.host];
  // By the system's clock: what waits for a place at its provider is looked at again in real time.
  const house = await openHouse(["--allow-egress", hosts.join()]);
  const data = house.data;
  await house.stop();
  const driven = await mustStart({ data, isTest: false, environment: { WINBACK_ALLOW_EGRESS: hosts.join() } });
  onTestFinished(() => void end(driven, "SIGKILL"));
  const school = await setUp(driven, "load");
  await school.settle({ quiet: null, allowedHosts: hosts, rates: { delivered: 0, opened: 0, acted: 0 } });
  await school.publish(caller("stalled", stalled.host));
  await school.publish(caller("lively", lively.host));
  const count = 200;
  const at = new Date().toISOString();
  const events = Array.from({ length: count }, (_, n) => ({
    id: `c${n}`,
    type: "complaint.filed",
    learner: `s${n}`,
    at,
  }));
  await school.call("POST", "/v1/events", events);
  const begunAt = performance.now();
  while (lively.seen.length < count) {
    expect(performance.now() - begunAt).toBeLessThan(8000);
    await pause(20);
  }
  // The stalled one has only what may be under way to one provider at a time.
  expect(stalled.seen.length).toBeLessThanOrEqual(32);
  expect((await fetch(`${driven.url}/healthz`)).status).toBe(200);
}, 60_000);
