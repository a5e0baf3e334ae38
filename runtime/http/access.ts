// Who may do what: machine keys by Bearer or Basic, learners by a signed token, and no state change from a foreign page.
import type { Access } from "#shared/api/contract.ts";
import { verifyToken } from "#shared/message/token.ts";
import type { AppContext, Deps, Principal } from "./deps.ts";
import { type Refused, refuse } from "./problem.ts";

const NONE: Principal = { kind: "none" };

/** Who asks, by the Authorization header; for a learner's stream also by `?token=`, since browsers send no header there. */
export function principalOf(c: AppContext, deps: Deps): Principal {
  const text = credentialOf(c.req.header("Authorization"));
  const key = text === null ? null : deps.school.keys.find(text);
  if (key !== null) return { kind: "key", key };
  const token = text ?? (c.req.path.startsWith("/v1/inbox/") ? c.req.query("token") : undefined);
  if (token === undefined) return NONE;
  const payload = verifyToken(deps.secrets.tracking, token, deps.clock.now());
  return payload?.k === "i" ? { kind: "learner", learner: payload.s } : NONE;
}

// Segment libraries and record stores send the key as the user name or the password of Basic.
function credentialOf(header: string | undefined): string | null {
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
  if (principal.kind === "learner") return access === "learner" ? null : refuse(403, "access.scope");
  const needed = access === "learner" ? "learners" : access;
  const { scopes } = principal.key;
  return scopes.includes(needed) || scopes.includes("admin") ? null : refuse(403, "access.scope");
}

/** The answer to one who shows no valid key. */
export function unknownKey(): Refused {
  return refuse(401, "access.key", [], { "WWW-Authenticate": 'Bearer realm="winback"' });
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a page of another origin asks for a change of state. Links in messages carry their own authority. */
export function isForeign(c: AppContext): boolean {
  const origin = c.req.header("Origin");
  if (origin === undefined || SAFE.has(c.req.method) || c.req.path.startsWith("/t/u/")) return false;
  return !URL.canParse(origin) || new URL(origin).host !== (c.req.header("Host") ?? new URL(c.req.url).host);
}
