// How a page opens: what the browser asks for before there is something to see, each of it once, and in few requests.
import { expect, type Page, test } from "@playwright/test";
import { silence } from "#e2e/api/drawings.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN" });

let school: DesignedSchool;
test.beforeAll(async () => {
  school = await startSchool();
  await school.call("POST", "/api/strategies", silence("quiet"));
});
test.afterAll(() => school.stop());

/** What a page asks the server for until it has come to rest, paths in order. */
async function openedBy(page: Page, path: string, seen: string): Promise<string[]> {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  await page.goto(`${school.url}${path}`);
  await page.locator(seen).first().waitFor();
  await page.waitForLoadState("networkidle");
  return asked;
}

test("a canvas asks for session and draft once, and its code comes in a dozen files", async ({ page }) => {
  await school.signIn(page, "operator");
  const asked = await openedBy(page, "/strategies/quiet", ".react-flow__node");
  const count = (path: string) => asked.filter((one) => one === path).length;
  expect([count("/api/session"), count("/api/strategies/quiet")]).toEqual([1, 1]);
  const code = asked.filter((one) => /^\/assets\/.*\.js$/.test(one) && !one.includes("worker"));
  expect(code.length).toBeLessThan(25);
});

test("who is not signed in is asked for the session once, and for nothing of the canvas", async ({ page }) => {
  const asked = await openedBy(page, "/strategies/quiet", "form");
  expect(asked.filter((path) => path.startsWith("/api/strategies"))).toEqual([]);
  expect(asked.filter((path) => path === "/api/session")).toHaveLength(1);
});
