// A typed client over fetch: the same contracts that the server binds give it its paths, what it sends and what it gets back.
import type { AnswerOf, Contract, Sent } from "#shared/api/contract.ts";
import { type Problem, problemSchema } from "#shared/api/problem.ts";

/** Where a server is, and the key to speak with. */
export interface ClientOptions {
  url: string;
  key?: string;
  locale?: "zh-CN" | "en";
  fetch?: typeof fetch;
}

/** What became of a call. `problem` is null where the answer was none of ours. */
export type Called<T> =
  | { isOk: true; value: T; headers: Headers }
  | { isOk: false; status: number; problem: Problem | null };

type Given<C extends Contract> = Sent<C> & { headers?: Record<string, string> };

/** Calls routes by their contracts. */
export interface Client {
  call<const C extends Contract>(contract: C, given?: Given<C>): Promise<Called<AnswerOf<C>>>;
}

/** A client; it keeps no state and opens nothing. A connection that fails rejects, as fetch does. */
export function createClient({ url, key, locale, fetch: send = fetch }: ClientOptions): Client {
  const common: Record<string, string> = {
    ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
    ...(locale === undefined ? {} : { "Accept-Language": locale }),
  };
  return {
    async call<const C extends Contract>(contract: C, given?: Given<C>): Promise<Called<AnswerOf<C>>> {
      const { params, query, body, headers = {} } = (given ?? {}) as Loose;
      const init: RequestInit = {
        method: contract.method.toUpperCase(),
        headers: { ...common, ...headers },
        redirect: "manual",
      };
      if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers = { "Content-Type": "application/json", ...init.headers };
      }
      const response = await send(new URL(addressOf(contract.path, params, query), url), init);
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

function addressOf(path: string, params: Loose["params"] = {}, query: Loose["query"] = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "")));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

function problemOf(text: string): Problem | null {
  try {
    return problemSchema.parse(JSON.parse(text));
  } catch {
    return null; // a proxy's page, say
  }
}
