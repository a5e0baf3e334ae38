// Passwords and sessions by better-auth on school.db, set up so that the security floor holds: ids of sessions are kept hashed, the
// cookie is out of reach of scripts, nothing is asked of forwarded headers, nothing is told to anybody.
// It takes a quarter of a second to load, so it is loaded beside the engine's start and by nothing else.
import type { BetterAuthOptions } from "better-auth/types";
import type { SchoolDb } from "#runtime/store/school/open.ts";
import { type Person, readPerson } from "#runtime/store/school/people.ts";
import { credentials, people, sessions, verifications } from "#runtime/store/school/people-schema.ts";
import { hashTokens } from "./auth-tokens.ts";

/** How it is set up. `isSecure`: people come by TLS, so the cookie is bound to it and to this host. */
export interface AuthOptions {
  db: SchoolDb;
  secret: string;
  isSecure: boolean;
}

/** Where a request comes from: the address of the connection, and what the client says it is. */
export interface Visitor {
  address: string;
  device: string;
}

/** Someone signed in. `cookies` are Set-Cookie headers to pass on. */
export interface SignedIn {
  person: Person;
  session: string;
  cookies: string[];
}

/** Passwords and sessions. */
export interface Auth {
  /** Opens a session; null for a wrong password, an unknown or an inactive person alike, after the same work. */
  signIn(email: string, password: string, visitor: Visitor): Promise<SignedIn | null>;
  /** Whose session a Cookie header names. */
  find(cookie: string): Promise<SignedIn | null>;
  /** Ends the session that a Cookie header names, if any; gives the cookies that take it away. */
  signOut(cookie: string): Promise<string[]>;
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

const DAY_SECONDS = 86_400;
/** A session ends this long after it was last used. */
export const SESSION_DAYS = 14;
const SEEN_EVERY_SECONDS = 60;
const ADDRESS = "x-connection-address";
const MAX_DEVICE_CHARS = 300;

/** The name of the session's cookie. */
export function cookieName(isSecure: boolean): string {
  return isSecure ? "__Host-winback" : "winback";
}

/** better-auth's own options, also for the test that compares its tables with ours. */
export async function authOptions({ db, secret, isSecure }: AuthOptions) {
  const { drizzleAdapter } = await import("better-auth/adapters/drizzle");
  const schema = { user: people, session: sessions, account: credentials, verification: verifications };
  const cookie = (name: string) => ({
    name: `${cookieName(isSecure)}${name}`,
    attributes: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure },
  });
  return {
    secret,
    baseURL: "http://127.0.0.1", // links are ours, so this is never shown; unset it would be read from the environment
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: hashTokens(drizzleAdapter(db, { provider: "sqlite", schema })),
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: 200 },
    user: {
      additionalFields: {
        role: { type: "string" as const, required: true, input: false },
        isActive: { type: "boolean" as const, required: true, input: false },
        locale: { type: "string" as const, required: false, input: false },
      },
    },
    session: { expiresIn: SESSION_DAYS * DAY_SECONDS, updateAge: SEEN_EVERY_SECONDS, cookieCache: { enabled: false } },
    rateLimit: { enabled: false }, // ours stands in front of the routes
    advanced: {
      useSecureCookies: false, // would put another prefix before the names
      cookies: {
        session_token: cookie(""),
        session_data: cookie("_data"),
        account_data: cookie("_account"),
        dont_remember: cookie("_brief"),
      },
      ipAddress: { ipAddressHeaders: [ADDRESS] },
      database: { generateId: "uuid" as const },
    },
    databaseHooks: {
      session: {
        create: { before: async ({ userId }) => (await readPerson(db, userId))?.isActive === true },
      },
    },
  } satisfies BetterAuthOptions;
}

/** Sets it up. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const [{ betterAuth }, { APIError }, { hashPassword, verifyPassword }] = await Promise.all([
    import("better-auth/minimal"),
    import("better-auth/api"),
    import("better-auth/crypto"),
  ]);
  const { api } = betterAuth(await authOptions(options));
  const orNull = <T>(asked: Promise<T>) =>
    nullWhere(asked, (error) => error instanceof APIError && error.statusCode < 500);
  const find = async (cookie: string): Promise<SignedIn | null> => {
    const found = await orNull(api.getSession({ headers: new Headers({ cookie }), returnHeaders: true }));
    if (found === null || found.response === null) return null;
    const { user, session } = found.response;
    const person = await readPerson(options.db, user.id);
    const cookies = found.headers.getSetCookie();
    return person?.isActive === true ? { person, session: session.id, cookies } : null;
  };
  return {
    async signIn(email, password, { address, device }) {
      const headers = new Headers({ "user-agent": latin(device), [ADDRESS]: address });
      const opened = await orNull(api.signInEmail({ body: { email, password }, headers, returnHeaders: true }));
      if (opened === null) return null;
      const cookies = opened.headers.getSetCookie();
      const made = await find(cookies.map((cookie) => cookie.split(";")[0]).join("; "));
      return made && { ...made, cookies };
    },
    find,
    async signOut(cookie) {
      const done = await orNull(api.signOut({ headers: new Headers({ cookie }), returnHeaders: true }));
      return done?.headers.getSetCookie() ?? [];
    },
    hash: hashPassword,
    verify: (hash, password) => verifyPassword({ hash, password }),
  };
}

/** What better-auth refuses is no fault: a wrong password, a session that ended in between. */
async function nullWhere<T>(asked: Promise<T>, isRefusal: (error: unknown) => boolean): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/** What may stand in a header, and not too much of it. */
function latin(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "").slice(0, MAX_DEVICE_CHARS);
}
