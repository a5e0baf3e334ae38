// Who may do what: machine keys by Bearer or Basic, learners by a signed token, people by their session; and no state change from a
// foreign page.
import { type Access, allows, rolesOf, type Scope } from "#shared/api/contract.ts";
import { verifyToken } from "#shared/message/token.ts";
import { setCookies } from "./accounts.ts";
import type { AppContext, Deps, Principal } from "./deps.ts";
import { type Refused, refuse } from "./problem.ts";

const NONE: Principal = { kind: "none" };

/**
 * Who asks: by the Authorization header; for a learner's stream also by `?token=`, since browsers send no header there; else by the
 * session's cookie.
 */
export async function principalOf(c: AppContext, deps: Deps): Promise<Principal> {
  // The designer's files are anybody's, and a page asks for a dozen at once.
  if (c.req.path.startsWith("/assets/")) return NONE;
  const text = credentialOf(c.req.header("Authorization"));
  const key = keyOf(text, deps);
  if (key !== null) return key;
  const token = text ?? (c.req.path.startsWith("/v1/inbox/") ? c.req.query("token") : undefined);
  if (token === undefined) return personOf(c, deps);
  const payload = verifyToken(deps.secrets.tracking, token, deps.clock.now());
  return payload?.k === "i" ? { kind: "learner", learner: payload.s } : NONE;
}

/** The machine that shows this credential; null where no key of that text is in force. */
export function keyOf(credential: string | null, { school }: Deps): Extract<Principal, { kind: "key" }> | null {
  const key = credential === null ? null : school.keys.find(credential);
  return key === null ? null : { kind: "key", key };
}

async function personOf(c: AppContext, { accounts }: Deps): Promise<Principal> {
  const cookie = c.req.header("Cookie");
  const found = cookie?.includes("winback=") === true ? await accounts.auth.find(cookie) : null;
  if (found === null) return NONE;
  setCookies(c, found.cookies);
  return { kind: "person", person: found.person, session: found.session };
}

/** What an Authorization header shows. Segment libraries and record stores send the key as the user name or the password of Basic. */
export function credentialOf(header: string | undefined): string | null {
  const found = /^(bearer|basic)\s+(\S+)\s*$/i.exec(header ?? "");
  if (found?.[2] === undefined) return null;
  if (found[1]?.toLowerCase() === "bearer") return found[2];
  const [user = "", ...rest] = Buffer.from(found[2], "base64").toString("utf8").split(":");
  return user.startsWith("wb_") ? user : rest.join(":");
}

/** Why this principal may not do that, null where it may. */
export function denied(principal: Principal, access: Access): Refused | null {
  if (access === "public" || access === "link" || access === "writeKey") return null;
  if (principal.kind === "none") return unknownKey();
  if (access === "person") return principal.kind === "person" ? null : refuse(403, "access.person");
  if (principal.kind === "learner") return access === "learner" ? null : refuse(403, "access.scope");
  if (may(principal, access === "learner" ? "learners" : access)) return null;
  return refuse(403, principal.kind === "person" ? "access.role" : "access.scope");
}

/** Whether a principal holds a scope: a person by their role, a key by its own. */
export function may(principal: Principal, scope: Scope): boolean {
  if (principal.kind === "person") return rolesOf[scope].includes(principal.person.role);
  return principal.kind === "key" && allows(principal.key.scopes, scope);
}

/** The answer to one who shows no valid key. */
export function unknownKey(): Refused {
  return refuse(401, "access.key", [], { "WWW-Authenticate": 'Bearer realm="winback"' });
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a page of another origin asks for a change of state. Links in messages carry their own authority. Where a session asks,
 * silence is no proof: without Origin the browser itself has to say that the page is ours.
 */
export function isForeign(c: AppContext, publicHost: string): boolean {
  if (SAFE.has(c.req.method) || c.req.path.startsWith("/t/u/")) return false;
  const origin = c.req.header("Origin");
  if (origin !== undefined) {
    // A proxy in front may have put a name of its own in Host.
    const own = [c.req.header("Host") ?? new URL(c.req.url).host, publicHost];
    return !URL.canParse(origin) || !own.includes(new URL(origin).host);
  }
  return c.get("principal").kind === "person" && c.req.header("Sec-Fetch-Site") !== "same-origin";
}
