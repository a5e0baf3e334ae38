// The one way out to URLs that users set. It lets through http and https to public unicast addresses (or hosts that the
// configuration allows), connects to the very address it has checked, follows no redirect, and bounds time and bytes.

import type { LookupAddress } from "node:dns";
import { lookup as lookupName } from "node:dns/promises";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { urlToHttpOptions } from "node:url";
import { isPublicAddress } from "./address.ts";
import { BLOCKED_CODE, type EgressAnswer, type EgressLimits, exchange, type Place } from "./exchange.ts";

/** What an admin may set of the guard. */
export interface EgressConfig extends Partial<EgressLimits> {
  /** Hosts ("10.0.0.5", "[::1]", "hooks.school.internal") or host:port that may be reached wherever they lead. Compared with the URL's own host. */
  readonly allow: readonly string[];
  /** Addresses of a name; the system's resolver where absent. */
  readonly resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** One request of the guard; the URL is as the user wrote it. */
export interface EgressRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The guard, with the idle connections it keeps. */
export interface Egress {
  /** Sends one request. Always settles: with an answer, with why it was never sent, or with how it broke off. */
  request(request: EgressRequest, signal: AbortSignal): Promise<EgressAnswer>;
  close(): void;
}

/** The limits where the configuration names none. The whole request fits into the 15 s of a shutdown. */
export const egressLimits: EgressLimits = { connectTimeoutMs: 5000, totalTimeoutMs: 10_000, bodyBytes: 64 * 1024 };

// Idle connections are dropped before the 5 s after which many servers drop them, so that few requests meet a closing one.
// As many are kept as requests may be under way to one provider (places.ts has 32), and some for trials: whoever comes next opens none.
const AGENT = { keepAlive: true, timeout: 4000, maxFreeSockets: 48 };

/** A guard of its own connections. */
export function createEgress(config: EgressConfig): Egress {
  const limits = { ...egressLimits, ...config };
  const resolve = config.resolve ?? ((host: string) => lookupName(host, { all: true }));
  const agents = { "http:": new HttpAgent(AGENT), "https:": new HttpsAgent(AGENT) };
  const open = checkedLookup(resolve, () => true);
  const guarded = checkedLookup(resolve, isPublicAddress);
  const find = remember((text: string): Target => {
    const target = targetOf(text, config.allow);
    if ("reason" in target) return target;
    const { url, isAllowed } = target;
    const isTls = url.protocol === "https:";
    const agent = agents[isTls ? "https:" : "http:"];
    return { isTls, options: { ...urlToHttpOptions(url), agent, lookup: isAllowed ? open : guarded } };
  });
  return {
    request: async ({ url, method, headers, body }, signal) => {
      const target = find(url);
      if ("reason" in target) return { kind: "blocked", reason: target.reason };
      return exchange(target, { method, headers }, body, limits, signal);
    },
    close: () => {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

/**
 * A lookup for sockets that hands on only addresses that pass the check. The socket connects to what it is handed, so a name that
 * answers differently the next time (DNS rebinding) gains nothing.
 */
export function checkedLookup(
  resolve: (host: string) => Promise<LookupAddress[]>,
  isOpen: (address: string) => boolean,
): LookupFunction {
  return (host, options, callback) => {
    const refuse = (error: NodeJS.ErrnoException) => callback(error, [], 0);
    resolve(host).then((found) => {
      const passed = found.filter(({ address }) => isOpen(address));
      const [first] = passed;
      if (first === undefined)
        refuse(Object.assign(new Error(`${host} leads to no public address`), { code: BLOCKED_CODE }));
      else if (options.all === true) callback(null, passed);
      else callback(null, first.address, first.family);
    }, refuse);
  };
}

type Target = Place | { reason: string };

/** URLs whose judgement is kept: those of strategies come again and again. */
const MOST_REMEMBERED = 500;

/** What a URL alone decides, once for each. Its addresses are looked up and judged for every connection. */
function remember(judge: (text: string) => Target): (text: string) => Target {
  const known = new Map<string, Target>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const target = judge(text);
    known.set(text, target);
    return target;
  };
}

/** The URL, parsed and judged as far as it can be without its addresses; `reason` is why it may not be called. */
function targetOf(text: string, allow: readonly string[]): { url: URL; isAllowed: boolean } | { reason: string } {
  if (!URL.canParse(text)) return { reason: "egress.url" };
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return { reason: "egress.scheme" };
  if (url.username !== "" || url.password !== "") return { reason: "egress.credentials" };
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const isAllowed = allow.some((entry) => [url.hostname, `${url.hostname}:${port}`].includes(entry.toLowerCase()));
  // A literal address is never looked up, so it is judged here.
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (!isAllowed && isIP(literal) !== 0 && !isPublicAddress(literal)) return { reason: "egress.privateAddress" };
  return { url, isAllowed };
}
