// What the HTTP side is given, and what is known of a request once it is in.
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Logger } from "pino";
import type { EngineApi } from "#runtime/engine/protocol.ts";
import type { ApiKey } from "#runtime/store/school/keys.ts";
import type { School } from "#runtime/store/school/open.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { Live } from "./live.ts";

/** What the app works with. `now` is UTC ms, by the test clock where there is one. */
export interface Deps {
  readonly engine: EngineApi;
  readonly school: School;
  readonly clock: { now(): number };
  readonly secrets: { readonly tracking: readonly Uint8Array[] };
  readonly isTest: boolean;
  readonly version: string;
  readonly live: Live;
  readonly log: Logger;
}

/** Who asks: a machine key, or the learner named by a signed token. People's sessions will be a third kind. */
export type Principal = { kind: "key"; key: ApiKey } | { kind: "learner"; learner: string } | { kind: "none" };

/** Hono's environment. The Node bindings are absent where a test calls the app without a server. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { principal: Principal; requestId: string; locale: Locale };
}

/** A request in the app. */
export type AppContext = Context<AppEnv>;

/** The name under which an act is written down. */
export function actorOf(c: AppContext): string {
  const principal = c.get("principal");
  if (principal.kind === "key") return `key/${principal.key.prefix}`;
  return principal.kind === "learner" ? `learner/${principal.learner}` : "anyone";
}

/** The source of a key's events; a route that asks for it has checked the key. */
export function sourceOf(c: AppContext): string {
  const principal = c.get("principal");
  return principal.kind === "key" ? principal.key.source : "";
}
