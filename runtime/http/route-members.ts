// Members of the school and the links that let them in.
import * as links from "#runtime/store/school/invitations.ts";
import * as people from "#runtime/store/school/people.ts";
import * as api from "#shared/api/accounts.ts";
import { passwordIssues } from "#shared/api/password.ts";
import { errorIssue } from "#shared/kernel/issue.ts";
import { namer, plainPerson } from "./accounts.ts";
import { type AppContext, actorOf, type Deps } from "./deps.ts";
import { settingsOf } from "./drafts.ts";
import { iso, isoOrNull } from "./iso.ts";
import { Answer, mount, type Routes } from "./mount.ts";
import { type Refused, refuse } from "./problem.ts";
import { welcome } from "./route-session.ts";

/** Adds `/api/members`. */
export function mountMembers(routes: Routes): void {
  const { accounts } = routes.deps;
  const { db } = accounts.school;
  const doer = (c: AppContext) => ({ actor: actorOf(c), at: accounts.now() });
  mount(routes, api.listMembers, async () => {
    const seen = await people.lastSeen(db);
    return { items: (await people.listPeople(db)).map((person) => plainMember(person, seen)) };
  });
  mount(routes, api.putMember, async ({ params, body }, c) => {
    const { role, isActive } = body;
    const change = { ...(role === undefined ? {} : { role }), ...(isActive === undefined ? {} : { isActive }) };
    const changed = await people.changePerson(db, params.id, change, doer(c));
    return typeof changed === "string" ? refused(changed) : plainMember(changed, await people.lastSeen(db));
  });
  mount(routes, api.deleteMember, async ({ params }, c) => {
    const done = await people.removePerson(db, params.id, doer(c));
    return done === "done" ? undefined : refused(done);
  });
  mount(routes, api.createReset, async ({ params }, c) => {
    const person = await people.readPerson(db, params.id);
    if (person === null) return refused("unknown");
    const { id, email, name, role } = person;
    return shownOnce(routes.deps, await links.createInvitation(db, { person: id, email, name, role }, doer(c)));
  });
}

function refused(why: "unknown" | "lastAdmin"): Refused {
  return why === "unknown" ? refuse(404, "member.unknown") : refuse(409, "member.lastAdmin");
}

function plainMember(person: people.Person, seen: ReadonlyMap<string, number>) {
  const { isActive, createdAt, id } = person;
  return { ...plainPerson(person), isActive, createdAt: iso(createdAt), lastSeenAt: isoOrNull(seen.get(id) ?? null) };
}

/** Adds `/api/invitations`. */
export function mountInvitations(routes: Routes): void {
  const { deps } = routes;
  const { accounts } = deps;
  const { db } = accounts.school;
  const doer = (c: AppContext) => ({ actor: actorOf(c), at: accounts.now() });
  mount(routes, api.createInvitation, async ({ body }, c) => {
    const { email = null, name = null, role } = body;
    if (email !== null && (await people.findByEmail(db, email)) !== null) return refuse(409, "member.email");
    return shownOnce(deps, await links.createInvitation(db, { person: null, email, name, role }, doer(c)));
  });
  mount(routes, api.listInvitations, async () => {
    const name = await namer(accounts);
    return { items: (await links.listInvitations(db, accounts.now())).map((one) => plainLink(one, name)) };
  });
  mount(routes, api.deleteInvitation, async ({ params }, c) =>
    (await links.withdrawInvitation(db, params.id, doer(c))) ? undefined : refuse(404, "invitation.unknown"),
  );
  mount(routes, api.getInvitation, async ({ params }) => {
    const link = await links.findInvitation(db, params.token, accounts.now());
    if (link === null) return refuse(404, "invitation.unknown");
    const { settings } = await settingsOf(deps);
    const { email, name, role, expiresAt } = link;
    return { kind: kindOf(link), email, name, role, expiresAt: iso(expiresAt), schoolName: settings.schoolName };
  });
  mount(routes, api.acceptInvitation, ({ params, body }, c) => accept(deps, c, params.token, body));
}

function kindOf({ person }: links.Invitation): "invitation" | "reset" {
  return person === null ? "invitation" : "reset";
}

function plainLink(link: links.Invitation, name: (actor: string) => string) {
  const { person: _person, createdAt, expiresAt, invitedBy, ...rest } = link;
  const instants = { createdAt: iso(createdAt), expiresAt: iso(expiresAt) };
  return { ...rest, kind: kindOf(link), ...instants, invitedBy: name(invitedBy) };
}

async function shownOnce({ accounts }: Deps, { invitation, token }: { invitation: links.Invitation; token: string }) {
  const link = plainLink(invitation, await namer(accounts));
  return new Answer({ ...link, token, path: `/invitations/${token}` }, { "Cache-Control": "no-store" });
}

interface Accepted {
  name?: string | undefined;
  email?: string | undefined;
  password: string;
}

async function accept(deps: Deps, c: AppContext, token: string, { password, ...given }: Accepted) {
  const { school, auth, now } = deps.accounts;
  const link = await links.findInvitation(school.db, token, now());
  if (link === null) return refuse(404, "invitation.unknown");
  // What the inviter wrote stands: a link for one mailbox makes no account of another.
  const [email, name] = [link.email ?? given.email, given.name ?? link.name];
  if (email === undefined || name === null || name === undefined)
    return refuse(422, "invitation.name", [errorIssue("invitation.name", [email === undefined ? "email" : "name"])]);
  const issues = passwordIssues(password, { email, name });
  if (issues.length > 0) return refuse(422, issues[0]?.code ?? "password.short", issues);
  const passwordHash = await auth.hash(password);
  const person = await school.db.transaction(async (tx) => {
    if (link.person === null && (await people.findByEmail(tx, email)) !== null) return "taken";
    if (!(await links.takeInvitation(tx, link.id))) return null;
    if (link.person !== null) return people.resetPassword(tx, link.person, passwordHash, now());
    const made = { name, email, role: link.role, locale: c.get("locale"), passwordHash };
    return people.addPerson(tx, made, { actor: null, at: now() });
  });
  if (person === "taken") return refuse(409, "member.email");
  if (person === null) return refuse(404, "invitation.unknown");
  await welcome(deps, c, person, password);
  return { person: plainPerson(person) };
}
