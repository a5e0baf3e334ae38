// One's own account: sessions on all devices, password, name and language.
import * as people from "#runtime/store/school/people.ts";
import * as api from "#shared/api/accounts.ts";
import { passwordIssues } from "#shared/api/password.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { plainPerson, setCookies, visitorOf } from "./accounts.ts";
import { namesOf } from "./attempts.ts";
import { type AppContext, actorOf, type Deps, type Principal } from "./deps.ts";
import { deviceOf, maskAddress } from "./devices.ts";
import { iso } from "./iso.ts";
import { mount, type Routes } from "./mount.ts";
import { refuse } from "./problem.ts";
import { noteAct, tooMany } from "./route-session.ts";

/** The person who asks; the routes that use it let nobody else in. */
function self(c: AppContext): Extract<Principal, { kind: "person" }> {
  const principal = c.get("principal");
  if (principal.kind !== "person") throw new Error("a route of people was reached by another");
  return principal;
}

/** Adds `/api/sessions` and `/api/account`. */
export function mountAccount(routes: Routes): void {
  const { deps } = routes;
  const { accounts } = deps;
  const { db } = accounts.school;
  mount(routes, api.listSessions, async (_, c) => {
    const { person, session } = self(c);
    const rows = await people.listSessions(db, person.id, accounts.now());
    return {
      items: rows.map(({ id, address, device, createdAt, lastSeenAt }) => ({
        id,
        device: deviceOf(device),
        address: maskAddress(address),
        createdAt: iso(createdAt),
        lastSeenAt: iso(lastSeenAt),
        isCurrent: id === session,
      })),
    };
  });
  mount(routes, api.endSession, async ({ params }, c) => {
    const { person, session } = self(c);
    if ((await people.endSessions(db, person.id, { only: params.id })) === 0) return refuse(404, "session.unknown");
    if (params.id === session) setCookies(c, await accounts.auth.signOut(c.req.header("Cookie") ?? ""));
    await noteAct(deps, c, "session.end", person.id);
    return undefined;
  });
  mount(routes, api.endSessions, async (_, c) => {
    const { person } = self(c);
    await people.endSessions(db, person.id, "all");
    setCookies(c, await accounts.auth.signOut(c.req.header("Cookie") ?? ""));
    await noteAct(deps, c, "session.endAll", person.id);
    return undefined;
  });
  mount(routes, api.putAccount, async ({ body }, c) => {
    const by = { actor: actorOf(c), at: accounts.now() };
    const changed = await people.changePerson(db, self(c).person.id, body, by);
    return typeof changed === "string" ? refuse(404, "member.unknown") : { person: plainPerson(changed) };
  });
  mount(routes, api.postPassword, ({ body }, c) => changePassword(deps, c, body));
}

async function changePassword(deps: Deps, c: AppContext, { current, next }: { current: string; next: string }) {
  const { person, session } = self(c);
  const { school, auth, attempts, now } = deps.accounts;
  const names = namesOf(person.email, visitorOf(c).address);
  const waitMs = attempts.take(names, now());
  if (waitMs !== null) return tooMany(waitMs);
  const kept = await people.passwordHashOf(school.db, person.id);
  if (kept === null || !(await auth.verify(kept, current)))
    return refuse(403, "password.wrong", [errorIssue("password.wrong", ["current"])]);
  attempts.forgive(names);
  const issues = current === next ? [errorIssue("password.same", ["password"])] : passwordIssues(next, person);
  if (issues.length > 0) return refuse(422, issues[0]?.code ?? "password.short", issues);
  const hash = await auth.hash(next);
  await school.db.transaction(async (tx) => {
    await people.setPassword(tx, person.id, hash, now());
    await people.endSessions(tx, person.id, { but: session });
  });
  await noteAct(deps, c, "person.password", person.id);
  return undefined;
}
