// Getting in: the setup by the one-use token, signing in and out, and what every page needs to know first.
import { recordAct } from "#runtime/store/school/audit.ts";
import type { Person } from "#runtime/store/school/people.ts";
import { isSetupOpen, redeemForAdmin, redeemSetupToken } from "#runtime/store/school/setup.ts";
import * as api from "#shared/api/accounts.ts";
import { type Given, rolesOf, scopes } from "#shared/api/contract.ts";
import { passwordIssues } from "#shared/api/password.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { plainPerson, setCookies, visitorOf } from "./accounts.ts";
import { namesOf } from "./attempts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { settingsOf } from "./drafts.ts";
import { iso } from "./iso.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { type Refused, refuse } from "./problem.ts";

const SETUP_TRIES = 5;
const MINUTE_MS = 60_000;

/** Adds `/api/session` and `/api/setup`. */
export function mountSession(routes: Routes): void {
  const { deps } = routes;
  mount(routes, api.getSession, async (_, c) => {
    const principal = c.get("principal");
    const { settings } = await settingsOf(deps);
    const person = principal.kind === "person" ? principal.person : null;
    return {
      person: person && plainPerson(person),
      scopes: person === null ? [] : scopes.filter((scope) => rolesOf[scope].includes(person.role)),
      isSetUp: !(await isSetupOpen(deps.accounts.school)),
      school: {
        name: settings.schoolName,
        zone: settings.zone,
        isSample: deps.isSample,
        clock: { isTest: deps.isTest || deps.isSample, now: iso(deps.clock.now()) },
      },
    };
  });
  mount(routes, api.postSession, ({ body }, c) => signIn(deps, c, body.email.toLowerCase(), body.password));
  mount(routes, api.deleteSession, async (_, c) => {
    const principal = c.get("principal");
    setCookies(c, await deps.accounts.auth.signOut(c.req.header("Cookie") ?? ""));
    if (principal.kind === "person") await noteAct(deps, c, "session.end", principal.person.id);
    return undefined;
  });
  mountSetup(routes);
}

/** Writes down what a person did to their own account. */
export async function noteAct({ accounts }: Deps, c: AppContext, act: string, person: string): Promise<void> {
  const entry = { at: accounts.now(), actor: actorOf(c), act, object: `person/${person}`, detail: {} };
  await accounts.school.db.transaction((tx) => recordAct(tx, entry));
}

async function signIn({ accounts }: Deps, c: AppContext, email: string, password: string) {
  const visitor = visitorOf(c);
  const names = namesOf(email, visitor.address);
  const waitMs = accounts.attempts.take(names, accounts.now());
  if (waitMs !== null) return tooMany(waitMs);
  const opened = await accounts.auth.signIn(email, password, visitor);
  if (opened === null) return refuse(401, "session.wrong");
  accounts.attempts.forgive(names);
  setCookies(c, opened.cookies);
  const { id } = opened.person;
  const entry = {
    at: accounts.now(),
    actor: `person/${id}`,
    act: "session.create",
    object: `person/${id}`,
    detail: {},
  };
  await accounts.school.db.transaction((tx) => recordAct(tx, entry));
  return { person: plainPerson(opened.person) };
}

/** The refusal of one try too many. */
export function tooMany(waitMs: number): Refused {
  const seconds = Math.ceil(waitMs / 1000);
  return refuse(429, "session.tooMany", [errorIssue("session.tooMany", [], { seconds })], {
    "Retry-After": String(seconds),
  });
}

/** Signs in someone who has just proved themselves otherwise: by the setup token or a link. */
export async function welcome({ accounts }: Deps, c: AppContext, person: Person, password: string): Promise<void> {
  const opened = await accounts.auth.signIn(person.email, password, visitorOf(c));
  if (opened !== null) setCookies(c, opened.cookies);
}

function mountSetup(routes: Routes): void {
  const { deps } = routes;
  const { school, clock } = deps;
  let failures: number[] = [];
  mount(routes, api.postSetup, async ({ body }, c) => {
    const now = clock.now();
    failures = failures.filter((at) => at > now - MINUTE_MS && at <= now);
    if (failures.length >= SETUP_TRIES) return refuse(429, "setup.tooMany", [], { "Retry-After": "60" });
    if ("password" in body) {
      const issues = passwordIssues(body.password, body);
      if (issues.length > 0) return refuse(422, issues[0]?.code ?? "password.short", issues);
    }
    failures.push(now); // counted before the answer is known, so that a burst counts as well
    const done = "password" in body ? await firstAdmin(deps, c, body) : await firstKey();
    return done ?? refuse(403, "setup.token");

    async function firstKey() {
      const made = await redeemSetupToken(school, body.token, body.name, now);
      if (made === null) return null;
      const { id, prefix } = made.key;
      return new Answer({ key: made.text, id, prefix }, { "Cache-Control": "no-store" });
    }
  });
}

type Setup = Extract<Given<typeof api.postSetup>["body"], { password: string }>;

async function firstAdmin(deps: Deps, c: AppContext, { token, name, email, password }: Setup) {
  const { school, auth, now } = deps.accounts;
  const passwordHash = await auth.hash(password);
  const person = await redeemForAdmin(school, token, { name, email, locale: c.get("locale"), passwordHash }, now());
  if (person === null) return null;
  await welcome(deps, c, person, password);
  return { person: plainPerson(person) };
}
