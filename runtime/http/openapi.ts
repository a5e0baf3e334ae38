// The OpenAPI 3.1 document, made from the contracts that the routes are bound to: schemas, scopes, and the roles that hold them.
import type { RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import { type Access, type Contract, roles, rolesOf } from "#shared/api/contract.ts";
import { problemSchema } from "#shared/api/problem.ts";
import type { App } from "./mount.ts";

const problemAnswer = {
  description: "A problem, with a code and its issues",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

/** The document. The app's registry serves as its builder; schemas come from zod's own JSON Schema (draft 2020-12, as OpenAPI 3.1). */
export function describeApi(app: App, contracts: readonly Contract[], version: string): Record<string, unknown> {
  if (app.openAPIRegistry.definitions.length === 0) register(app, contracts);
  const info = {
    title: "Winback 挽回",
    version,
    description: "Errors are problem+json. Lists page by cursor. Instants are ISO-8601.",
  };
  return { ...app.getOpenAPI31Document({ openapi: "3.1.0", info, servers: [{ url: "/" }] }) };
}

function register(app: App, contracts: readonly Contract[]): void {
  const registry = app.openAPIRegistry;
  registry.registerComponent("schemas", "Problem", jsonSchema(problemSchema, "output"));
  registry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: "An API key, wb_…; Basic with the key as user name or password is taken as well.",
  });
  registry.registerComponent("securitySchemes", "learner", {
    type: "http",
    scheme: "bearer",
    description: "A signed learner token from POST /v1/learners/{id}/token.",
  });
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "winback",
    description: "A person's session from POST /api/session; on TLS the cookie is __Host-winback. x-roles says whose.",
  });
  for (const contract of contracts) registry.registerPath(pathOf(contract));
}

function pathOf(contract: Contract): RouteConfig {
  const { method, path, area, summary, access } = contract;
  const names = path.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
  const operationId = [method, ...names.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`)].join("");
  const route = {
    method,
    path,
    tags: [area],
    summary,
    operationId,
    ...accessOf(access),
    parameters: [...parametersOf(contract, "path"), ...parametersOf(contract, "query")],
    ...bodyOf(contract),
    responses: answersOf(contract),
  };
  return route as unknown as RouteConfig; // the builder passes plain OpenAPI objects through, its types know zod only
}

function accessOf(access: Access): Record<string, unknown> {
  if (access === "public" || access === "link") return { security: [], "x-scope": access };
  if (access === "person") return { security: [{ session: [] }], "x-scope": access, "x-roles": roles };
  if (access === "writeKey") return { security: [{ key: [] }, {}], "x-scope": "ingest", "x-roles": rolesOf.ingest };
  if (access === "learner")
    return {
      security: [{ learner: [] }, { key: [] }, { session: [] }],
      "x-scope": "learner",
      "x-roles": rolesOf.learners,
    };
  const held = rolesOf[access];
  const people = held.length === 0 ? [] : [{ session: [] }];
  return { security: [{ key: [] }, ...people], "x-scope": access, "x-roles": held };
}

function parametersOf(contract: Contract, place: "path" | "query"): Record<string, unknown>[] {
  const schema = place === "path" ? contract.params : contract.query;
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function bodyOf({ body, bodyMedia }: Contract): Record<string, unknown> {
  if (body === undefined) return {};
  const schema = jsonSchema(body, "input");
  const media = bodyMedia ?? ["application/json"];
  const content = Object.fromEntries(
    media.map((type) => [type, { schema: type.includes("json") ? schema : { type: "string" } }]),
  );
  return { requestBody: { required: !body.safeParse(undefined).success, content } };
}

function answersOf({ answer, media, status = 200, access }: Contract): Record<string, unknown> {
  const content =
    answer !== undefined
      ? { "application/json": { schema: jsonSchema(answer, "output") } }
      : media === undefined
        ? null
        : { [media]: { schema: { type: "string" } } };
  const good = content === null ? { description: "Done" } : { description: "Done", content };
  const refusals = access === "public" || access === "link" ? ["4XX"] : ["401", "403", "4XX"];
  return { [status]: good, ...Object.fromEntries([...refusals, "5XX"].map((code) => [code, problemAnswer])) };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  return inlined(rest);
}

// A named schema would be a `$defs` of this one place; the document has no such places, so it stands where it is used.
function inlined({ $defs, ...schema }: Record<string, unknown>): Record<string, unknown> {
  if ($defs === undefined) return schema;
  const names = $defs as Record<string, Record<string, unknown>>;
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...rest } = value as Record<string, unknown>;
    const name = typeof $ref === "string" ? $ref.replace("#/$defs/", "") : null;
    const own = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, resolve(part)]));
    return name === null ? own : { ...(resolve(names[name] ?? {}) as object), ...own };
  };
  return resolve(schema) as Record<string, unknown>;
}
