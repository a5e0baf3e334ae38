// The load generator, a process of its own: builds all requests first, then sends them over keep-alive sockets as fast as they are
// answered, or at a stated rate, and tells how long it took and how long each answer took.
import { connect, type Socket } from "node:net";
import { answer } from "./child.ts";
import { eventText } from "./events.ts";

/** What to send: `posts` requests of `items` events each. Without a rate as fast as they are answered. */
export interface Job {
  url: string;
  path: string;
  key: string;
  connections: number;
  posts: number;
  items: number;
  learners: number;
  prefix: string;
  /** The `at` of all events, ISO-8601. */
  at: string;
  /** The type of all events; where absent they are mixed. */
  type?: string;
  /** Requests a second, over all connections. */
  perSecond?: number;
}

/** What came of it. Times in ms; `answeredAt` (UTC ms, fractional) of each request, where asked for by a rate. */
export interface Outcome {
  ms: number;
  statuses: Record<number, number>;
  latencies: Float64Array;
  answeredAt: Float64Array;
}

let requests: Buffer[] = [];
let job: Job | null = null;

function build(next: Job): number {
  job = next;
  const { host } = new URL(next.url);
  requests = Array.from({ length: next.posts }, (_, post) => {
    const lines = Array.from({ length: next.items }, (_, item) => {
      const n = post * next.items + item;
      return next.type === undefined
        ? eventText(next.prefix, n, next.learners, next.at)
        : `{"id":"${next.prefix}-${n}","type":"${next.type}","learner":"${next.prefix}-${n}","at":"${next.at}"}`;
    });
    const body = lines.join("\n");
    const type = next.items === 1 ? "application/json" : "application/x-ndjson";
    const head = `POST ${next.path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${next.key}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return Buffer.from(head + body);
  });
  return requests.length;
}

async function run(): Promise<Outcome> {
  if (job === null) throw new Error("nothing is built");
  const { hostname, port } = new URL(job.url);
  const count = requests.length;
  const outcome: Outcome = {
    ms: 0,
    statuses: {},
    latencies: new Float64Array(count),
    answeredAt: new Float64Array(count),
  };
  const sockets = await Promise.all(
    Array.from({ length: Math.min(job.connections, count) }, () => open(hostname, Number(port))),
  );
  const begunAt = performance.now();
  const next = { n: 0 };
  const { perSecond } = job;
  const dueAt = (n: number) => (perSecond === undefined ? 0 : begunAt + (n / perSecond) * 1000);
  await Promise.all(sockets.map((socket) => drive(socket, next, dueAt, outcome)));
  outcome.ms = performance.now() - begunAt;
  for (const socket of sockets) socket.destroy();
  return outcome;
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket));
    socket.setNoDelay(true);
    socket.once("error", reject);
  });
}

/** Sends one request after the other over a socket, each when it is due. */
function drive(socket: Socket, next: { n: number }, dueAt: (n: number) => number, outcome: Outcome): Promise<void> {
  return new Promise((resolve, reject) => {
    let n = -1;
    let sentAt = 0;
    let text = "";
    const send = () => {
      n = next.n;
      if (n >= requests.length) return resolve();
      next.n += 1;
      const waitMs = dueAt(n) - performance.now();
      const go = () => {
        // Late by its own schedule counts: what a client waits that comes when it is due.
        sentAt = Math.max(dueAt(n), waitMs > 0 ? dueAt(n) : performance.now());
        socket.write(requests[n] as Buffer);
      };
      if (waitMs > 1) setTimeout(go, waitMs);
      else go();
    };
    socket.on("data", (chunk) => {
      text = text === "" ? chunk.toString("latin1") : text + chunk.toString("latin1");
      const status = statusOf(text);
      if (status === null) return;
      text = "";
      const now = performance.now();
      outcome.latencies[n] = now - sentAt;
      outcome.answeredAt[n] = performance.timeOrigin + now;
      outcome.statuses[status] = (outcome.statuses[status] ?? 0) + 1;
      send();
    });
    socket.on("error", reject);
    socket.on("close", () => (next.n >= requests.length ? resolve() : reject(new Error("the server closed"))));
    send();
  });
}

/** The status of a whole answer; null while some of it is missing. */
function statusOf(text: string): number | null {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(text);
  if (length !== null) return text.length >= end + 4 + Number(length[1]) ? Number(text.slice(9, 12)) : null;
  const isChunked = /\r\ntransfer-encoding: chunked/i.test(text);
  return !isChunked || text.endsWith("\r\n0\r\n\r\n") ? Number(text.slice(9, 12)) : null;
}

answer<{ build: Job } | "run", number | Outcome>((question) => (question === "run" ? run() : build(question.build)));
