// The house of the shell's stories: a server before or after its setup, an admin who signs in, and what a browser or axe complains of.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { launch } from "#e2e/api/server.ts";

/** A server that runs, and the token of its setup. */
export interface House {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** Who sets the school up. */
export const admin = { name: "王老师", email: "wang@school.example", password: "correct horse battery" } as const;

/** A server on an empty folder, on Monday 2 March 2026, 09:00 in Shanghai. */
export async function openHouse(): Promise<House> {
  const data = mkdtempSync(join(tmpdir(), "winback-pages-"));
  const { ready, child, ended } = await launch(data, 0, []);
  const { url, setupToken } = ready;
  const body = JSON.stringify({ set: "2026-03-02T01:00:00Z" });
  await fetch(`${url}/test/clock`, { method: "POST", headers: { "content-type": "application/json" }, body });
  return {
    url,
    token: setupToken ?? "",
    async close() {
      child.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function ask(page: Page, { url }: House, path: string, data: object): Promise<void> {
  const response = await page
    .context()
    .request.post(`${url}${path}`, { data, headers: { origin: url, "accept-language": "zh-CN" } });
  expect(response.status(), await response.text()).toBeLessThan(300);
}

/** Makes the first admin, without the page for it. */
export async function setUp(page: Page, house: House): Promise<void> {
  await ask(page, house, "/api/setup", { token: house.token, ...admin });
}

/** Signs the page's browser in, without the page for it. */
export async function signIn(page: Page, house: House): Promise<void> {
  await ask(page, house, "/api/session", { email: admin.email, password: admin.password });
}

/** What a browser has to complain of, from now on: messages of its console, faults, and requests to elsewhere. */
export function listen(page: Page, { url }: Pick<House, "url">): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const isOwn = /^(?:data|blob):/.test(request.url()) || new URL(request.url()).origin === url;
    if (!isOwn) complaints.push(`left: ${request.url()}`);
  });
  return complaints;
}

/** What axe finds against WCAG 2.2 AA and good practice. */
export async function barriers(page: Page): Promise<string[]> {
  // What fades in is faint on the way; what turns for ever is not waited for.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map((animation) => animation.finished));
  });
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
