// A route as data: method, path, who may call it, and the schemas of what goes in and out. The server, the OpenAPI document and
// the typed client read the same contract, so they cannot differ.
import type { z } from "zod";

/**
 * What may be allowed: `ingest` events · `learners` their data · `cards` one learner's card and the tasks · `read` strategies, ledgers
 * and reports · `messages` their text · `design` drafts · `publish` versions · `tasks` work on them · `operate` stop and settings.
 * `admin` allows everything.
 */
export const scopes = [
  "ingest",
  "learners",
  "cards",
  "read",
  "messages",
  "design",
  "publish",
  "tasks",
  "operate",
  "admin",
] as const;
/** One permission of a key or a role. */
export type Scope = (typeof scopes)[number];

/** The roles of people (ruling 33). */
export const roles = ["operator", "marketer", "analyst", "staff", "admin"] as const;
/** A person's role. */
export type Role = (typeof roles)[number];

/**
 * Who may call: a scope, `person` (anyone signed in), `writeKey` (the scope `ingest`, by a key that may stand in the body), `learner`
 * (a signed learner token), `link` (the signed or secret token in the path is the authority) or `public`.
 */
export type Access = Scope | "person" | "writeKey" | "learner" | "link" | "public";

/**
 * The matrix of roles: who holds a scope. `ingest` is for machines. A marketer writes messages and experiments into drafts that others
 * draw; an analyst reads; staff see the tasks and the learners behind them; only operators and admins bring anything into force.
 */
export const rolesOf: Readonly<Record<Scope, readonly Role[]>> = {
  ingest: [],
  learners: ["admin", "operator"],
  cards: ["admin", "operator", "marketer", "analyst", "staff"],
  read: ["admin", "operator", "marketer", "analyst"],
  messages: ["admin", "operator", "marketer"],
  design: ["admin", "operator"],
  publish: ["admin", "operator"],
  tasks: ["admin", "operator", "staff"],
  operate: ["admin", "operator"],
  admin: ["admin"],
};

/** What a key's scope allows beside itself; roles name each scope on its own. */
const within: Readonly<Partial<Record<Scope, readonly Scope[]>>> = {
  learners: ["cards"],
  read: ["cards"],
  design: ["messages"],
  operate: ["tasks"],
  admin: scopes,
};

/** Whether a key of these scopes may do what asks for `needed`. */
export function allows(held: readonly Scope[], needed: Scope): boolean {
  return held.some((scope) => scope === needed || within[scope]?.includes(needed) === true);
}

/** Whose addresses are shown in part only: these roles read about learners but never reach them. */
export const maskedRoles: readonly Role[] = ["marketer", "analyst"];

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
