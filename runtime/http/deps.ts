// What the HTTP side is given, and what is known of a request once it is in.
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Logger } from "pino";
import type { EngineApi } from "#runtime/engine/protocol.ts";
import type { ApiKey } from "#runtime/store/school/keys.ts";
import type { School } from "#runtime/store/school/open.ts";
import type { Person } from "#runtime/store/school/people.ts";
import type { Transport } from "#runtime/transport/kind.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { Accounts } from "./accounts.ts";
import type { Backtests } from "./backtests.ts";
import type { Live } from "./live.ts";
import type { SampleDoor } from "./sample.ts";
import type { Turns } from "./turns.ts";

/** What the app works with. `now` is UTC ms, by the test clock where there is one. */
export interface Deps {
  readonly engine: EngineApi;
  /** Rewrites the log's files where items were erased or have become old. */
  readonly keepLog: () => Promise<{ erased: number; compacted: number }>;
  readonly school: School;
  readonly backtests: Backtests;
  /** People; those of the real school also where this is the sample. */
  readonly accounts: Accounts;
  readonly clock: { now(): number };
  readonly secrets: { readonly tracking: readonly Uint8Array[] };
  /** What carries messages out, by channel; asked here for trials only. */
  readonly transports: ReadonlyMap<string, Pick<Transport, "send">>;
  /** The host that people's browsers know this server by, beside the one they name. */
  readonly publicHost: string;
  readonly isTest: boolean;
  /** Where requests may ask for turns; null where they may not. */
  readonly turns: Turns | null;
  /** Whether this is the sample school (ruling 36). */
  readonly isSample: boolean;
  readonly sample: SampleDoor;
  readonly version: string;
  /** Where the built designer is; a folder that is not there leaves the server without pages. */
  readonly designerFolder: string;
  readonly live: Live;
  readonly log: Logger;
}

/** Who asks: a machine key, the learner named by a signed token, or a person by their session. */
export type Principal =
  | { kind: "key"; key: ApiKey }
  | { kind: "learner"; learner: string }
  | { kind: "person"; person: Person; session: string }
  | { kind: "none" };

/** Hono's environment. The Node bindings are absent where a test calls the app without a server. */
export interface AppEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { principal: Principal; requestId: string; locale: Locale };
}

/** A request in the app. */
export type AppContext = Context<AppEnv>;

/** Writes a fault down where operators look. */
export function logFault(
  { log }: Deps,
  error: unknown,
  about: { requestId: string; method: string; route: string },
): void {
  log.error({ err: error, ...about }, "a request met a fault");
}

/** The name under which an act is written down. */
export function actorOf(c: AppContext): string {
  const principal = c.get("principal");
  if (principal.kind === "key") return `key/${principal.key.prefix}`;
  if (principal.kind === "person") return `person/${principal.person.id}`;
  return principal.kind === "learner" ? `learner/${principal.learner}` : "anyone";
}

/** In whose name an act is done: a machine may say for whom it speaks, a person is only themselves. */
export function actingAs(c: AppContext, named: string | undefined): string {
  return c.get("principal").kind === "key" ? (named ?? actorOf(c)) : actorOf(c);
}

/** The source of a key's events; a route that asks for it has checked the key. */
export function sourceOf(c: AppContext): string {
  const principal = c.get("principal");
  return principal.kind === "key" ? principal.key.source : "";
}
