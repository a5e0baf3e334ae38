// The webhook sink, a process of its own: answers 204, and keeps when each learner's first call came in.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answer } from "./child.ts";

/** What a sink has seen: arrivals (UTC ms, fractional) by learner, and how many calls came again for a learner. */
export interface Seen {
  arrivals: Map<string, number>;
  againCount: number;
}

const seen: Seen = { arrivals: new Map(), againCount: 0 };
const LEARNER = /"learner":"([^"]*)"/;

const server = createServer((incoming, outgoing) => {
  let body = "";
  incoming.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  incoming.on("end", () => {
    const learner = LEARNER.exec(body)?.[1] ?? "";
    if (seen.arrivals.has(learner)) seen.againCount += 1;
    else seen.arrivals.set(learner, performance.timeOrigin + performance.now());
    outgoing.writeHead(204).end();
  });
});
server.keepAliveTimeout = 60_000;

answer<"start" | "count" | "seen" | "clear", string | number | Seen>(async (question) => {
  if (question === "start") {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  if (question === "count") return seen.arrivals.size;
  if (question === "clear") {
    seen.arrivals.clear();
    seen.againCount = 0;
    return 0;
  }
  return seen;
});
