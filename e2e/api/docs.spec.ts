// The API's documents of the built server, as a person's browser shows them: complete, without a complaint of the browser or a request
// that leaves the server, and led to from the system page.
import { expect, test } from "@playwright/test";
import { type House, listen, openHouse, setUp } from "#e2e/designer/kit.ts";

let house: House;
test.beforeAll(async () => {
  house = await openHouse();
});
test.afterAll(() => house.close());

test("the system page leads to the documentation of every operation", async ({ page }) => {
  await setUp(page, house);
  const complaints = listen(page, house);
  const answer = await fetch(`${house.url}/api/openapi.json`);
  const openapi = (await answer.json()) as { openapi: string; paths: Record<string, object> };
  expect(openapi.openapi).toMatch(/^3\.1\./);
  const count = Object.values(openapi.paths).flatMap((path) => Object.keys(path)).length;
  await page.goto(`${house.url}/about`);
  for (const link of await page.getByRole("main").getByRole("link").all())
    expect((await page.request.get(`${house.url}${await link.getAttribute("href")}`)).status()).toBe(200);
  await page.locator('a[href="/api/docs"]').press("Enter");
  await expect(page).toHaveTitle("Winback API");
  await expect(page.getByText("OAS 3.1")).toBeVisible();
  const seen = new Set<string>();
  // The viewer keeps only what is in sight: the whole is seen by scrolling.
  await expect(async () => {
    for (const id of await page.locator(".opblock").evaluateAll((all) => all.map((one) => one.id))) seen.add(id);
    await page.mouse.wheel(0, 400);
    expect(seen.size).toBe(count);
  }).toPass({ intervals: [100], timeout: 25_000 });
  expect(count).toBeGreaterThan(70);
  expect(complaints).toEqual([]);
});

test("an operation opens by its own address", async ({ page }) => {
  const complaints = listen(page, house);
  await page.goto(`${house.url}/api/docs#/ledgers/getApiSuppressions`);
  const operation = page.locator(".opblock.is-open");
  await expect(operation).toHaveCount(1);
  await expect(operation).toContainText("/api/suppressions");
  await expect(operation.getByRole("button", { name: "Try it out" })).toBeVisible();
  expect(complaints).toEqual([]);
});
