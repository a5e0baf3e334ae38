// A school for browser stories: a server of its own on the test clock, and members who are signed in without a form.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Page } from "@playwright/test";
import { launch } from "#e2e/api/server.ts";
import { join, Visitor } from "#e2e/api/visitor.ts";
import type { Role } from "#shared/api/contract.ts";

/** How a school begins. */
export interface Opening {
  /** Before anybody set it up, for stories of the setup page. */
  isNew?: boolean;
  /** The test clock at first, ISO-8601. */
  at?: string;
  /** Settings over the defaults. */
  settings?: Record<string, unknown>;
  flags?: readonly string[];
}

/** A school whose server runs. `key` and `setupToken`: the one that the opening leaves to use is not empty. */
export interface DesignedSchool {
  readonly url: string;
  readonly key: string;
  readonly setupToken: string;
  /** Asks the API with the admin key for what must succeed. */
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Signs the page's browser in as the member of that role, made on first need: `{role}@school.example`, with the password of visitor.ts. */
  signIn(page: Page, role: Role): Promise<void>;
  stop(): Promise<void>;
}

/** Monday 2 March 2026, 09:00 in Shanghai. */
const MONDAY = "2026-03-02T01:00:00Z";

/** Starts a server on an empty folder; `stop` ends it and removes the folder. */
export async function startSchool({
  isNew = false,
  at = MONDAY,
  settings = {},
  flags = [],
}: Opening = {}): Promise<DesignedSchool> {
  const data = mkdtempSync(joinPath(tmpdir(), "winback-pages-"));
  const { ready, child, ended } = await launch(data, 0, flags);
  const { url, setupToken } = ready;
  const key = isNew ? "" : await firstKey(url, setupToken ?? "");
  const admin = new Visitor(url, { authorization: `Bearer ${key}` });
  await admin.call("POST", "/test/clock", { set: at });
  if (!isNew) await settle(admin, settings);
  const members = new Map<Role, Promise<Visitor>>();
  return {
    url,
    key,
    setupToken: isNew ? (setupToken ?? "") : "",
    call: (method, path, body) => admin.call(method, path, body),
    async signIn(page, role) {
      const member = members.get(role) ?? join({ url, key }, role);
      members.set(role, member);
      const { jar } = await member;
      await page.context().addCookies([...jar].map(([name, value]) => ({ name, value, url, sameSite: "Lax" })));
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function firstKey(url: string, token: string): Promise<string> {
  return String((await new Visitor(url).call("POST", "/api/setup", { token, name: "pages" })).key);
}

async function settle(admin: Visitor, settings: Record<string, unknown>): Promise<void> {
  const { settings: old } = await admin.call("GET", "/api/settings");
  await admin.call("PUT", "/api/settings", { ...(old as object), zone: "Asia/Shanghai", quiet: null, ...settings });
}
