// better-auth keeps session ids as they are in the cookie; this stands between it and its store and lets only their SHA-256 through, so
// that a stolen copy of the database opens no session.
import { createHash } from "node:crypto";
import type { BetterAuthOptions, DBAdapter } from "better-auth/types";

type Make = (options: BetterAuthOptions) => DBAdapter<BetterAuthOptions>;
type Fields = Record<string, unknown>;

interface Given {
  model: string;
  where?: { field: string; value: unknown }[];
  data?: Fields;
  update?: Fields;
}

const calls = [
  "create",
  "findOne",
  "findMany",
  "count",
  "update",
  "updateMany",
  "delete",
  "deleteMany",
  "consumeOne",
] as const;

/** The hash under which a session id is kept. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The same adapter, except that the store never sees a session's id. What comes back holds the id where the caller knew it. */
export function hashTokens(make: Make): Make {
  return (options) => {
    const inner = make(options);
    const outer: Record<string, unknown> = { ...inner };
    for (const name of calls) {
      const call = inner[name] as (given: Given) => Promise<unknown>;
      outer[name] = async (given: Given) => {
        const known = new Map<string, string>();
        return restored(await call(hashed(given, known)), known);
      };
    }
    outer.transaction = (work: (adapter: unknown) => unknown) => work(outer);
    return outer as unknown as DBAdapter<BetterAuthOptions>;
  };
}

function hashed(given: Given, known: Map<string, string>): Given {
  if (given.model !== "session") return given;
  const hide = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== "string") return value;
    const hash = hashOfToken(value);
    known.set(hash, value);
    return hash;
  };
  const hideIn = (fields: Fields) => ("token" in fields ? { ...fields, token: hide(fields.token) } : fields);
  return {
    ...given,
    ...(given.where && {
      where: given.where.map((one) => (one.field === "token" ? { ...one, value: hide(one.value) } : one)),
    }),
    ...(given.data && { data: hideIn(given.data) }),
    ...(given.update && { update: hideIn(given.update) }),
  };
}

function restored(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => restored(one, known));
  if (typeof value !== "object" || value === null || !("token" in value)) return value;
  return { ...value, token: known.get(String(value.token)) ?? value.token };
}
