// Binds a contract to a handler: access, parameters, body and answer in one place for every route, and its entry in the OpenAPI.
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";
import type { AnswerOf, Contract, Given } from "#shared/api/contract.ts";
import { requestIssues } from "#shared/api/request-issues.ts";
import type { Issue } from "#shared/kernel/issue.ts";
import { denied, isForeign } from "./access.ts";
import { type Meter, mediaOf, readJson } from "./body.ts";
import type { AppContext, AppEnv, Deps, Principal } from "./deps.ts";
import { maskFor } from "./mask.ts";
import { problem, Refused, type Reply, refuse } from "./problem.ts";

/** The app. */
export type App = OpenAPIHono<AppEnv>;

/** What route files work with. */
export interface Routes {
  readonly app: App;
  readonly deps: Deps;
  readonly meter: Meter;
  readonly contracts: Contract[];
}

/** A good answer with headers of its own. */
export class Answer<T> {
  readonly value: T;
  readonly headers: Readonly<Record<string, string>>;
  constructor(value: T, headers: Readonly<Record<string, string>>) {
    this.value = value;
    this.headers = headers;
  }
}

type Result<C extends Contract> = AnswerOf<C> | Answer<AnswerOf<C>> | Refused | Response;

/** A route: gets what the contract promises, gives its answer, a refusal, or a response of its own. */
export type Handler<C extends Contract> = (given: Given<C>, c: AppContext) => Promise<Result<C>> | Result<C>;

/** Adds a route. */
export function mount<const C extends Contract>(routes: Routes, contract: C, handler: Handler<C>): void {
  routes.contracts.push(contract);
  const path = contract.path.replace(/\{(\w+)\}/g, ":$1");
  routes.app.on(contract.method.toUpperCase(), path, async (c) => {
    const refusal = isForeign(c, routes.deps.publicHost)
      ? refuse(403, "origin.mismatch")
      : denied(c.get("principal"), contract.access);
    const result = refusal ?? (await handle(routes, contract, handler, c));
    if (result instanceof Refused) return problem(c, result);
    if (result instanceof Response) return result;
    return result instanceof Answer ? reply(c, contract, result.value, result.headers) : reply(c, contract, result, {});
  });
}

async function handle<C extends Contract>(
  routes: Routes,
  contract: C,
  handler: Handler<C>,
  c: AppContext,
): Promise<Result<C>> {
  const given = await take(routes, contract, c);
  return given instanceof Refused ? given : handler(given as Given<C>, c);
}

function reply(c: AppContext, contract: Contract, value: unknown, headers: Readonly<Record<string, string>>): Response {
  if (value === undefined) return c.body(null, contract.status ?? 200, { ...headers });
  const made = goodReply(c.get("principal"), contract, value);
  return c.body(made.body, made.status, { ...made.headers, ...headers });
}

/** The answer that a value is. */
export function goodReply(principal: Principal, contract: Contract, value: unknown): Reply {
  return {
    status: (contract.status ?? 200) as ContentfulStatusCode,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify(maskFor(principal, contract.area, value)),
  };
}

interface Taken {
  params: unknown;
  query: unknown;
  body: unknown;
}

async function take({ meter }: Routes, contract: Contract, c: AppContext): Promise<Taken | Refused> {
  const taken: Taken = { params: undefined, query: undefined, body: undefined };
  const issues: Issue[] = [];
  taken.params = check(contract.params, c.req.param(), ["path"], issues);
  taken.query = check(contract.query, c.req.query(), ["query"], issues);
  if (contract.body !== undefined && contract.bodyMedia === undefined) {
    const media = mediaOf(c.req);
    if (media !== "" && !/^application\/(.+\+)?json$/.test(media)) return refuse(415, "body.type");
    const read = await readJson(c, meter);
    if (read instanceof Refused) return read;
    taken.body = check(contract.body, read.value, [], issues);
  }
  return issues.length === 0 ? taken : refuse(422, "request.invalid", issues);
}

function check(schema: z.ZodType | undefined, value: unknown, base: string[], issues: Issue[]): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  issues.push(...requestIssues(parsed.error.issues, base));
  return undefined;
}
