// The first page and the documents of the built server, as a person's browser shows them: both languages, light and dark,
// by keyboard, without a complaint of the browser or a request that leaves the server.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { launch, type Running } from "./server.ts";

let data = "";
let running: Running;
let url = "";
let key = "";

async function call(method: string, path: string, body: unknown): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as Record<string, string>;
}

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "winback-page-"));
  const { ready, ...rest } = await launch(data, 0, []);
  running = rest;
  url = ready.url;
  ({ key = "" } = await call("POST", "/api/setup", { token: ready.setupToken, name: "page" }));
  await call("POST", "/test/clock", { set: "2026-03-02T01:00:00Z" });
  const event = { type: "session.started", at: "2026-03-02T00:00:00Z" };
  const learners = ["li", "li", "wei"].map((learner, index) => ({ ...event, id: `e${index}`, learner }));
  await call("POST", "/v1/events", learners);
});

test.afterAll(async () => {
  running.child.kill("SIGTERM");
  await running.ended;
  rmSync(data, { recursive: true, force: true });
});

/** What a browser has to complain of, from now on: messages of its console, faults, and requests to elsewhere. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== url)
      complaints.push(`left: ${request.url()}`);
  });
  return complaints;
}

/** Texts whose contrast with what they stand on is below 4.5 (WCAG 2.2, AA). */
async function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = (color: string) => {
      const [r = 0, g = 0, b = 0] = parts(color).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (element: Element | null): string => {
      const color = element === null ? "rgb(255, 255, 255)" : getComputedStyle(element).backgroundColor;
      return parts(color)[3] === 0 ? ground(element?.parentElement ?? null) : color;
    };
    const texts = [...document.querySelectorAll("main *")].filter((one) =>
      [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    );
    return texts.flatMap((one) => {
      const [a, b] = [light(getComputedStyle(one).color), light(ground(one))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5 ? [one.textContent ?? ""] : [];
    });
  });
}

const zh = { lang: "zh-CN", running: "引擎正常运行", events: "已处理事件", other: "English" };
const en = { lang: "en", running: "The engine is running", events: "Events applied", other: "中文" };

for (const [name, locale, path, said] of [
  ["the browser's Chinese", "zh-CN", "/", zh],
  ["the browser's English", "en-GB", "/", en],
  ["Chinese asked for", "en-US", "/?lang=zh", zh],
  ["English asked for", "zh-CN", "/?lang=en", en],
] as const) {
  test.describe(name, () => {
    test.use({ locale });
    test("the first page speaks it and tells what the engine holds", async ({ page }) => {
      const complaints = listen(page);
      await page.goto(`${url}${path}`);
      await expect(page).toHaveTitle("Winback 挽回");
      await expect(page.locator("html")).toHaveAttribute("lang", said.lang);
      await expect(page.getByText(said.running)).toBeVisible();
      await expect(page.locator("dd")).toHaveText(["2", "3", "0", "0"]);
      await expect(page.locator("dt").nth(1)).toHaveText(said.events);
      await expect(page.locator("time")).toHaveText("2026-03-02 01:00:00 UTC");
      await page.getByRole("link", { name: said.other }).click();
      await expect(page.locator("html")).not.toHaveAttribute("lang", said.lang);
      expect(complaints).toEqual([]);
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const width of [375, 1280, 1600]) {
      test(`at ${width} pixels every text is readable and nothing runs out of the page`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(url);
        const [red] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []);
        expect(Number(red) > 128).toBe(colorScheme === "light");
        expect(await faintTexts(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      });
    }
  });
}

test("stopped sends are said with who stopped them", async ({ page }) => {
  await call("POST", "/api/stop", { isStopped: true });
  await page.goto(`${url}/?lang=en`);
  await expect(page.getByText("Sends are stopped")).toBeVisible();
  await expect(page.getByText("by an administrator")).toBeVisible();
  await call("POST", "/api/stop", { isStopped: false });
});

test("every link is reached by keyboard, in order, seen, and leads somewhere", async ({ page }) => {
  await page.goto(url);
  const links = await page.getByRole("link").all();
  expect(links.length).toBe(20);
  for (const link of links) {
    await page.keyboard.press("Tab");
    await expect(link).toBeFocused();
    await expect(link).toHaveCSS("outline-style", "solid");
    const { status } = await fetch(new URL((await link.getAttribute("href")) ?? "", url));
    expect(status).toBe(200);
  }
});

test("the documentation shows every operation of the OpenAPI document and asks nobody else", async ({ page }) => {
  const complaints = listen(page);
  const openapi = (await (await fetch(`${url}/api/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, object>;
  };
  expect(openapi.openapi).toMatch(/^3\.1\./);
  const count = Object.values(openapi.paths).flatMap((path) => Object.keys(path)).length;
  await page.goto(`${url}/?lang=en`);
  await page.getByRole("link", { name: "API documentation" }).press("Enter");
  await expect(page).toHaveTitle("Winback API");
  await expect(page.locator(".opblock")).toHaveCount(count);
  await expect(page.getByText("OAS 3.1")).toBeVisible();
  expect(count).toBeGreaterThan(70);
  expect(complaints).toEqual([]);
});

test("a ledger's link opens its operation in the documentation", async ({ page }) => {
  const complaints = listen(page);
  await page.goto(`${url}/?lang=en`);
  await page.getByRole("link", { name: "Suppressions" }).click();
  const operation = page.locator(".opblock.is-open");
  await expect(operation).toHaveCount(1);
  await expect(operation).toContainText("/api/suppressions");
  await expect(operation.getByRole("button", { name: "Try it out" })).toBeVisible();
  expect(complaints).toEqual([]);
});
