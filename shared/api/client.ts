// A typed client of the contracts: they give it its paths, what it sends and what it gets back. How bytes travel is an argument,
// so the browser, Node and tests use the same one.
import type { AnswerOf, Contract, Sent } from "./contract.ts";
import { type Problem, problemSchema } from "./problem.ts";

/** What a request is made of; a part of fetch's `RequestInit`. */
export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  redirect: "manual";
  body?: string;
}

/** What comes back; a part of fetch's `Response`. */
export interface Incoming {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Sends a request: `fetch`, or what stands in for it. Rejects where there is no connection. */
export type Send = (address: string, request: Outgoing) => Promise<Incoming>;

/** Where a server is (origin, or "" for the page's own), the key to speak with, and the language of its words. */
export interface ClientOptions {
  url: string;
  send: Send;
  key?: string;
  locale?: "zh-CN" | "en";
}

/** What became of a call. `problem` is null where the answer was none of ours. */
export type Called<T> =
  | { isOk: true; value: T; headers: Incoming["headers"] }
  | { isOk: false; status: number; problem: Problem | null };

/** What a call takes: what the contract asks for, and headers such as If-Match. */
export type Given<C extends Contract> = Sent<C> & { headers?: Record<string, string> };

/** Calls routes by their contracts. */
export interface Client {
  call<const C extends Contract>(contract: C, given?: Given<C>): Promise<Called<AnswerOf<C>>>;
}

/** A client; it keeps no state and opens nothing. A connection that fails rejects, as `send` does. */
export function createClient({ url, send, key, locale }: ClientOptions): Client {
  const base = url.replace(/\/+$/, "");
  const common: Record<string, string> = {
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    ...(locale === undefined ? {} : { "Accept-Language": locale }),
  };
  return {
    async call<const C extends Contract>(contract: C, given?: Given<C>): Promise<Called<AnswerOf<C>>> {
      const { params, query, body, headers = {} } = (given ?? {}) as Loose;
      const request: Outgoing = {
        method: contract.method.toUpperCase(),
        headers: { ...common, ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
        redirect: "manual",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await send(base + addressOf(contract.path, params, query), request);
      const text = await response.text();
      if (!response.ok) return { isOk: false, status: response.status, problem: problemOf(text) };
      const isJson = contract.answer !== undefined && text !== "";
      return { isOk: true, value: (isJson ? JSON.parse(text) : undefined) as AnswerOf<C>, headers: response.headers };
    },
  };
}

interface Loose {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A contract's path with its parameters filled in and its query behind; what is undefined is left out. */
export function addressOf(path: string, params: Loose["params"] = {}, query: Loose["query"] = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
  const search = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return search.length === 0 ? filled : `${filled}?${search.join("&")}`;
}

function problemOf(text: string): Problem | null {
  try {
    return problemSchema.parse(JSON.parse(text));
  } catch {
    return null; // a proxy's page, say
  }
}
