// A route as data: method, path, who may call it, and the schemas of what goes in and out. The server, the OpenAPI document and
// the typed client read the same contract, so they cannot differ.
import type { z } from "zod";

/** What a machine key may be allowed to do. `admin` allows everything. */
export const scopes = ["ingest", "learners", "read", "design", "publish", "operate", "admin"] as const;
/** One permission of a key. */
export type Scope = (typeof scopes)[number];

/** The roles of people (ruling 33). */
export type Role = "operator" | "marketer" | "analyst" | "staff" | "admin";

/**
 * Who may call: a scope, `writeKey` (the scope `ingest`, by a key that may stand in the body), `learner` (a signed learner token),
 * `link` (the signed token in the path is the authority) or `public`.
 */
export type Access = Scope | "writeKey" | "learner" | "link" | "public";

/** People's roles that hold a scope; `ingest` is for machines. */
export const rolesOf: Readonly<Record<Scope, readonly Role[]>> = {
  ingest: [],
  learners: ["admin", "operator"],
  read: ["admin", "operator", "marketer", "analyst", "staff"],
  design: ["admin", "operator", "marketer"],
  publish: ["admin", "operator"],
  operate: ["admin", "operator", "staff"],
  admin: ["admin"],
};

/** A route. `path` is in OpenAPI form (`/api/keys/{id}`); an absent schema means that there is nothing of that kind. */
export interface Contract {
  readonly method: "get" | "post" | "put" | "delete";
  readonly path: string;
  readonly area: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Media types of a body that is not plain JSON; the handler reads it itself. */
  readonly bodyMedia?: readonly string[];
  readonly answer?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  readonly media?: string;
  /** The status of a good answer, 200 where absent. */
  readonly status?: 200 | 201 | 202 | 204 | 302;
}

/** The contract itself, with its exact type. */
export function contract<const C extends Contract>(route: C): C {
  return route;
}

type Out<C, K extends string> = C extends Readonly<Record<K, infer S extends z.ZodType>> ? z.output<S> : undefined;
type In<C, K extends string> = C extends Readonly<Record<K, infer S extends z.ZodType>> ? z.input<S> : undefined;

/** What a handler gets, checked. */
export interface Given<C extends Contract> {
  params: Out<C, "params">;
  query: Out<C, "query">;
  body: Out<C, "body">;
}

/** What a handler gives, and what a client receives. */
export type AnswerOf<C extends Contract> = C extends { readonly answer: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;

/** What a client sends; absent where the contract names none. */
export type Sent<C extends Contract> = Present<{ params: In<C, "params">; query: In<C, "query">; body: In<C, "body"> }>;

type Present<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
