// Long JSON answers of the API made small on their way to a browser. Only what is read: an answer to a change may carry a secret just made
// (a key, an invitation), and the length of one that is squeezed with what the asker wrote tells about it.
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./deps.ts";

/** Below this the saving is less than a packet. */
const LEAST = 1024;
/** Most of the saving at a third of the work. */
const LEVEL = 4;

/** Whether an Accept-Encoding takes a coding by name. */
export function isTaken(list: string | undefined, coding: string): boolean {
  return (list ?? "").split(",").some((entry) => {
    const [name = "", quality = "1"] = entry.trim().split(/\s*;\s*q=/);
    return name.toLowerCase() === coding && Number(quality) > 0;
  });
}

/** Makes an answer small where it is JSON, long enough, and asked for by one who takes gzip. */
export const squeeze: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const type = c.res.headers.get("Content-Type") ?? "";
  if (c.req.method !== "GET" || c.res.status !== 200 || !/^application\/json\b/.test(type)) return;
  c.res.headers.append("Vary", "Accept-Encoding");
  if (c.res.headers.has("Content-Encoding") || !isTaken(c.req.header("Accept-Encoding"), "gzip")) return;
  const bytes = await c.res.arrayBuffer();
  const isLong = bytes.byteLength >= LEAST;
  const body = isLong ? await promisify(gzip)(bytes, { level: LEVEL }) : bytes;
  const headers = new Headers(c.res.headers);
  if (isLong) headers.set("Content-Encoding", "gzip");
  headers.delete("Content-Length");
  // Set anew, not merged: the body of the one before has been read.
  c.res = undefined;
  c.res = new Response(body, { status: 200, headers });
};
