// Keep-alive connections to a running server over node:http, for bodies that are ready as bytes. A failed connection is
// an answer like any other, so the caller decides whether to wait and send the same bytes again.

import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as openRequest } from "node:http";

/** Where a server is, and the API key that speaks for the data's source. */
export interface Target {
  url: string;
  key: string;
}

/** A request to send: GET where there is no body, else POST. */
export interface Outgoing {
  path: string;
  contentType: string | null;
  body: Buffer | null;
  /** What the test clock will stand at when the items come in (ISO 8601). */
  clock?: string;
  /** Its place among the requests that are under way together. */
  turn?: string;
}

/** The server's answer, or the error code of the connection (`ECONNREFUSED`). */
export type Answer =
  | { ok: true; status: number; text: string; retryAfterMs: number | null }
  | { ok: false; reason: string };

/** A request under way: `flushed` once its bytes are with the system or it failed; neither promise rejects. */
export interface Sent {
  flushed: Promise<void>;
  answer: Promise<Answer>;
}

/** A connection that sends a few requests side by side. */
export interface Connection {
  send(outgoing: Outgoing): Sent;
  close(): void;
}

const SECOND_MS = 1000;

const SOCKETS = 4;

/** Opens a connection lazily: nothing is sent before the first request. */
export function connect(target: Target): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  return { send: (outgoing) => send(agent, target, outgoing), close: () => agent.destroy() };
}

function send(agent: Agent, target: Target, { path, contentType, body, clock, turn }: Outgoing): Sent {
  const headers: Record<string, string | number> = { authorization: `Bearer ${target.key}` };
  if (contentType !== null) headers["content-type"] = contentType;
  if (body !== null) headers["content-length"] = body.length;
  if (clock !== undefined) headers["x-test-clock"] = clock;
  if (turn !== undefined) headers["x-test-turn"] = turn;
  const request = openRequest(new URL(path, target.url), { agent, headers, method: body === null ? "GET" : "POST" });
  const flushed = new Promise<void>((resolve) => {
    request.once("finish", resolve);
    request.once("close", resolve);
  });
  const answer = new Promise<Answer>((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve({ ok: false, reason: error.code ?? error.message });
    request.on("error", fail);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ ok: true, status: response.statusCode ?? 0, text, retryAfterMs: retryAfterMs(response.headers) });
      });
    });
  });
  request.end(body ?? undefined);
  return { flushed, answer };
}

function retryAfterMs(headers: IncomingHttpHeaders): number | null {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * SECOND_MS : null;
}
