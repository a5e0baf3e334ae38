// The direct way of plain posts of events, past the app: the same functions as its routes, without a Request, a Response and their headers
// in between, which cost more than the event. Whatever is not plain goes to the app untouched.
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { credentialOf, denied, keyOf } from "./access.ts";
import { bodyLimits, type Meter, type Sent } from "./body.ts";
import { type Deps, logFault, type Principal } from "./deps.ts";
import { localeOf } from "./locale.ts";
import { goodReply } from "./mount.ts";
import { problemReply, Refused, type Reply, thrown } from "./problem.ts";
import { eventRoutes, takeEvents } from "./route-ingest.ts";
import { securedHeaders } from "./secure.ts";

/** Answers a request and gives true; false where the app shall have it. */
export type Direct = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

type Route = (typeof eventRoutes)[number];
type KeyPrincipal = Extract<Principal, { kind: "key" }>;

const routes: ReadonlyMap<string | undefined, Route> = new Map(
  eventRoutes.map((route) => [route.contract.path, route]),
);
/** What asks for more than the direct way does. */
const unusual = [
  "origin",
  "x-test-clock",
  "x-test-turn",
  "transfer-encoding",
  "content-encoding",
  "expect",
  "upgrade",
] as const;
/** Node keeps the first of these, the app all of them. */
const single = /^(?:host|authorization|content-type|content-length)$/i;
const HOST = /^[\w.-]+(?::\d{1,5})?$/;

/** The direct way into a school; `meter` is the app's. */
export function createDirect(deps: Deps, meter: Meter): Direct {
  return (incoming, outgoing) => {
    const route = incoming.method === "POST" ? routes.get(incoming.url) : undefined;
    if (route === undefined || !isPlain(incoming)) return false;
    const key = keyOf(credentialOf(incoming.headers.authorization), deps);
    if (key === null) return false;
    void answer(deps, meter, { incoming, outgoing, route, key });
    return true;
  };
}

function isPlain({ headers, rawHeaders, httpVersion }: IncomingMessage): boolean {
  if (httpVersion !== "1.1" || !HOST.test(headers.host ?? "")) return false;
  const length = headers["content-length"];
  if (length === undefined || Number(length) > bodyLimits.raw) return false;
  for (const name of unusual) if (headers[name] !== undefined) return false;
  let singleCount = 0;
  for (let n = 0; n < rawHeaders.length; n += 2) if (single.test(rawHeaders[n] as string)) singleCount += 1;
  // Host, Authorization, Content-Length and, where it is there, the type: each once.
  return singleCount === (headers["content-type"] === undefined ? 3 : 4);
}

interface Asked {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  route: Route;
  key: KeyPrincipal;
}

async function answer(deps: Deps, meter: Meter, { incoming, outgoing, route, key }: Asked): Promise<void> {
  const { contract, isBackfill } = route;
  const requestId = randomUUID();
  const locale = localeOf(incoming.headers["accept-language"]);
  let reply: Reply;
  try {
    const sent: Sent = { header: (name) => incoming.headers[name] as string | undefined, body: incoming };
    const about = { source: key.key.source, isBackfill, locale };
    const result = denied(key, contract.access) ?? (await takeEvents(deps, meter, sent, about));
    reply = result instanceof Refused ? problemReply(result, locale, requestId) : goodReply(key, contract, result);
  } catch (error) {
    const about = { requestId, method: "POST", route: contract.path };
    const refused = thrown(error, (fault) => logFault(deps, fault, about));
    reply = problemReply(refused, locale, requestId);
  }
  const headers = securedHeaders(reply.headers, requestId);
  headers.push("Content-Length", String(Buffer.byteLength(reply.body)));
  outgoing.writeHead(reply.status, headers);
  outgoing.end(reply.body);
}
