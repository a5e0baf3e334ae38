// `winback invite` and `winback reset-password`: links for people, made in the data folder while no server runs, else by the server
// that has it, with the admin key of WINBACK_KEY.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { StoreBusy } from "#runtime/store/engine-db.ts";
import { createInvitation } from "#runtime/store/school/invitations.ts";
import { openSchool, type School } from "#runtime/store/school/open.ts";
import { findByEmail, resetPassword } from "#runtime/store/school/people.ts";
import * as api from "#shared/api/accounts.ts";
import { type Called, createClient } from "#shared/api/client.ts";
import type { Role } from "#shared/api/contract.ts";
import { passwordIssues } from "#shared/api/password.ts";
import { sentence } from "#shared/api/words.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import type { Config } from "./config.ts";
import { exitCodes, print } from "./output.ts";

/** The flags that both share. */
export interface PeopleFlags {
  data: string;
  json?: boolean;
  locale: "zh-CN" | "en";
}

/** What came of it: the link's path, nothing to show, or what was wrong. */
type Outcome = { path: string } | "done" | { issue: Issue };

const wrong = (code: string): Outcome => ({ issue: errorIssue(code, []) });

const ACTOR = "command line";

/** `winback invite [EMAIL]`. */
export function runInvite(email: string | undefined, flags: PeopleFlags & { role: Role }, config: Config) {
  const wanted = { person: null, email: email?.toLowerCase() ?? null, name: null, role: flags.role };
  return run(flags, config, {
    here: async ({ db }) => {
      if (wanted.email !== null && (await findByEmail(db, wanted.email)) !== null) return wrong("member.email");
      return linkTo((await createInvitation(db, wanted, { actor: ACTOR, at: Date.now() })).token);
    },
    there: async (client) => {
      const body = { role: flags.role, ...(email === undefined ? {} : { email }) };
      return outcomeOf(await client.call(api.createInvitation, { body }));
    },
  });
}

/** `winback reset-password EMAIL`: a link, or with `password` that one at once. */
export function runReset(email: string, flags: PeopleFlags, config: Config, password: string | null) {
  return run(flags, config, {
    here: async (school) => {
      const person = await findByEmail(school.db, email.toLowerCase());
      if (person === null) return wrong("member.unknown");
      if (password === null) {
        const wanted = { person: person.id, email: person.email, name: person.name, role: person.role };
        return linkTo((await createInvitation(school.db, wanted, { actor: ACTOR, at: Date.now() })).token);
      }
      const [issue] = passwordIssues(password, person);
      if (issue !== undefined) return { issue };
      const { hashPassword } = await import("better-auth/crypto");
      const hash = await hashPassword(password);
      await school.db.transaction((tx) => resetPassword(tx, person.id, hash, Date.now()));
      return "done";
    },
    there: async (client) => {
      const found = await client.call(api.listMembers);
      if (!found.isOk) return outcomeOf(found);
      const member = found.value.items.find((one) => one.email === email.toLowerCase());
      if (member === undefined) return wrong("member.unknown");
      return outcomeOf(await client.call(api.createReset, { params: { id: member.id } }));
    },
  });
}

interface Ways {
  here(school: School): Promise<Outcome>;
  there(client: ReturnType<typeof createClient>): Promise<Outcome>;
}

async function run({ data, json, locale }: PeopleFlags, config: Config, ways: Ways): Promise<number> {
  const url = config.WINBACK_PUBLIC_URL ?? `http://${config.WINBACK_HOST}:${config.WINBACK_PORT}`;
  const outcome = await take(join(resolve(data), "school.db"), ways, { url, key: config.WINBACK_KEY });
  if (outcome !== "done" && "issue" in outcome) {
    process.stderr.write(`winback: ${sentence(outcome.issue, locale)}\n`);
    return exitCodes.found;
  }
  const link = outcome === "done" ? null : new URL(outcome.path, url).href;
  print(json, { link }, () => link ?? (locale === "en" ? "The password is set." : "密码已设置。"));
  return exitCodes.ok;
}

async function take(file: string, ways: Ways, server: { url: string; key: string | undefined }): Promise<Outcome> {
  if (!existsSync(file)) return wrong("cli.noSchool");
  let school: School;
  try {
    school = await openSchool(file);
  } catch (error) {
    if (!(error instanceof StoreBusy)) throw error;
    return server.key === undefined ? wrong("cli.noKey") : ask(ways, { url: server.url, key: server.key });
  }
  try {
    return await ways.here(school);
  } finally {
    await school.close();
  }
}

async function ask(ways: Ways, server: { url: string; key: string }): Promise<Outcome> {
  try {
    return await ways.there(createClient({ ...server, send: (address, request) => fetch(address, request) }));
  } catch {
    return wrong("cli.noAnswer"); // a connection that could not be made
  }
}

function linkTo(token: string): Outcome {
  return { path: `/invitations/${token}` };
}

function outcomeOf(called: Called<unknown>): Outcome {
  if (!called.isOk) return wrong(called.problem?.code ?? "cli.noAnswer");
  return { path: (called.value as { path: string }).path };
}

/** All that stands on standard input, without the end of its last line. */
export async function readInput(): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin.setEncoding("utf8")) text += String(chunk);
  return text.replace(/\r?\n$/, "");
}
