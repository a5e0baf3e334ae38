// What a page weighs at its first load: everything the browser asks for, as gzip would send it; fonts, which are packed already, beside.
import { gzipSync } from "node:zlib";
import type { Browser } from "@playwright/test";
import type { DesignedSchool } from "#e2e/designer/school.ts";
import type { Figures } from "./run.ts";

const pages = { "sign-in": "/login", strategies: "/strategies" } as const;

/** Kilobytes (1000 bytes) of each page in an empty browser profile. */
export async function weigh(browser: Browser, school: DesignedSchool): Promise<Figures> {
  const figures: Figures = {};
  for (const [name, path] of Object.entries(pages)) {
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: "zh-CN" });
    const page = await context.newPage();
    if (path !== "/login") await school.signIn(page, "operator");
    const sizes: Promise<[isFont: boolean, bytes: number]>[] = [];
    page.on("response", (response) => {
      const isFont = response.request().resourceType() === "font";
      const size = response.body().then(
        (body) => (isFont ? body.length : gzipSync(body).length),
        // An answer without a body weighs nothing.
        () => 0,
      );
      sizes.push(size.then((bytes) => [isFont, bytes]));
    });
    await page.goto(`${school.url}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForTimeout(2000);
    const found = await Promise.all(sizes);
    const sum = (isWanted: boolean) =>
      found.reduce((total, [isFont, bytes]) => total + (isFont === isWanted ? bytes / 1000 : 0), 0);
    figures[name] = sum(false);
    figures[`${name} fonts`] = sum(true);
    await context.close();
  }
  return figures;
}
