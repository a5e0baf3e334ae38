// The floors that are servers: Hono and nothing behind it, answering 202; parsing what came; or handing one event on.
import { Agent, request } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { answer } from "./child.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function forward(url: string, body: string): void {
  const outgoing = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } });
  outgoing.on("response", (response) => response.resume());
  outgoing.end(body);
}

function start({ sink }: { sink: string | null }): Promise<string> {
  const app = new Hono();
  app.post("/answer", (c) => c.body(null, 202));
  app.post("/parse", async (c) => {
    let count = 0;
    for (const line of (await c.req.text()).split("\n")) if (JSON.parse(line) !== null) count += 1;
    return c.json({ accepted: count }, 202);
  });
  app.post("/forward", async (c) => {
    const event = (await c.req.json()) as { learner: string };
    if (sink !== null)
      forward(sink, JSON.stringify({ data: { learner: event.learner, text: `Hello ${event.learner}` } }));
    return c.body(null, 202);
  });
  return new Promise((resolve) => {
    serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => resolve(`http://127.0.0.1:${port}`));
  });
}

answer(start);
