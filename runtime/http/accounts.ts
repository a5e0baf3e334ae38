// People's accounts as routes use them: where they are kept, how they sign in, and who an actor of the past is.
import type { School } from "#runtime/store/school/open.ts";
import { listPeople, type Person } from "#runtime/store/school/people.ts";
import type { PersonView } from "#shared/api/accounts.ts";
import { Attempts } from "./attempts.ts";
import { type Auth, openAuth, type Visitor } from "./auth.ts";
import type { AppContext } from "./deps.ts";

/** Accounts. `now` is the time of the wall, UTC ms: sessions and links do not follow a test clock. */
export interface Accounts {
  readonly school: School;
  readonly auth: Auth;
  readonly attempts: Attempts;
  now(): number;
}

/** What accounts are opened with. `isSecure`: people come by TLS. */
export interface AccountsOptions {
  school: School;
  secret: string;
  isSecure: boolean;
  now(): number;
}

/** The accounts of a school. */
export async function openAccounts({ school, secret, isSecure, now }: AccountsOptions): Promise<Accounts> {
  const auth = await openAuth({ db: school.db, secret, isSecure });
  return { school, auth, attempts: new Attempts(), now };
}

/** A person as answers show them. */
export function plainPerson({ id, name, email, role, locale }: Person): PersonView {
  return { id, name, email, role, locale };
}

/** Gives actors (`person/…`, `key/…`) their names; what has none stays as it is. */
export async function namer({ school }: Accounts): Promise<(actor: string) => string> {
  const names = new Map((await listPeople(school.db)).map(({ id, name }) => [`person/${id}`, name]));
  for (const { prefix, name } of school.keys.list()) names.set(`key/${prefix}`, name);
  return (actor) => names.get(actor) ?? actor;
}

/** Where a request comes from, by its connection. */
export function visitorOf(c: AppContext): Visitor {
  const address = c.env?.incoming?.socket.remoteAddress ?? "";
  return { address: address.replace(/^::ffff:/, ""), device: c.req.header("User-Agent") ?? "" };
}

/** Passes cookies on. */
export function setCookies(c: AppContext, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header("Set-Cookie", cookie, { append: true });
}
