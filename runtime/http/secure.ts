// Headers of every answer: what a page may load, what may frame it, what it tells others.
import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./deps.ts";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
];

/** The policy of a page; `form-action` names where its forms may go. */
export function contentPolicy(formAction: "'none'" | "'self'"): string {
  return [...policy, `form-action ${formAction}`].join("; ");
}

/** What every answer says that does not say it itself. */
const headers: readonly (readonly [string, string])[] = [
  ["Content-Security-Policy", contentPolicy("'none'")],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  // A form needs its own origin to be sent along, so that foreign ones can be told apart.
  ["Referrer-Policy", "same-origin"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  // Nothing but static files may be kept by caches.
  ["Cache-Control", "no-store"],
];
const REQUEST_ID = "X-Request-Id";

/** All headers of an answer that has these of its own, names and values in turn. */
export function securedHeaders(own: Readonly<Record<string, string>>, requestId: string): string[] {
  const all: string[] = [];
  for (const name in own) all.push(name, own[name] as string);
  for (const [name, value] of headers) if (own[name] === undefined) all.push(name, value);
  all.push(REQUEST_ID, requestId);
  return all;
}

/** Sets the headers where the answer has none of its own. */
export const secure: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  for (const [name, value] of headers) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  c.res.headers.set(REQUEST_ID, c.get("requestId"));
};
