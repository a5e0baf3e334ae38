// `npm run shots [-- --out FOLDER --only NAME,NAME --width 1280 --height 2400]`: a picture of every view in both languages, both looks and
// two widths, taken of schools of its own; prints what it wrote.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { Command } from "commander";
import { launchOptions, resolveBrowser } from "#e2e/browser.ts";
import { findRoot } from "#runtime/main/root.ts";
import { enter, type Schools, startSchools } from "./schools.ts";
import { type View, views } from "./views.ts";

const flags = new Command("shots")
  .option("--out <folder>", "where the pictures go", join(findRoot(), "shots"))
  .option("--only <names>", "views whose name begins so, comma separated")
  .option("--width <px>", "one width only", Number)
  .option("--height <px>", "as high as this, to see what stands below the fold", Number)
  .parse()
  .opts<{ out: string; only?: string; width?: number; height?: number }>();

const SETTLE_MS = 500;
const MOST_MS = 15_000;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 900 },
]
  .filter(({ width }) => flags.width === undefined || flags.width === width)
  .map(({ width, height }) => ({ width, height: flags.height ?? height }));
const locales = ["zh", "en"] as const;
const themes = ["light", "dark"] as const;

interface Look {
  readonly locale: (typeof locales)[number];
  readonly theme: (typeof themes)[number];
  readonly size: { readonly width: number; readonly height: number };
}

const looks: readonly Look[] = sizes.flatMap((size) =>
  locales.flatMap((locale) => themes.map((theme) => ({ locale, theme, size }))),
);

/** Until the page has its heading and waits for nothing any more; what never comes to rest is pictured as it is. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor({ timeout: MOST_MS });
  const waiting = page.locator(".ant-skeleton, [aria-busy='true']");
  const until = Date.now() + MOST_MS;
  while ((await waiting.count()) > 0 && Date.now() < until) await page.waitForTimeout(SETTLE_MS / 4);
  await page.waitForTimeout(SETTLE_MS);
}

async function picture(page: Page, schools: Schools, view: View, file: string): Promise<void> {
  const { url } = view.place === "fresh" ? schools.fresh : schools.care;
  await page.goto(`${url}${view.address === "" ? schools.invitation : view.address}`);
  await settled(page);
  await page.screenshot({ path: file });
}

/** All views of one place in one look; gives the files. */
async function walk(browser: Browser, schools: Schools, look: Look, some: readonly View[]): Promise<string[]> {
  const { locale, theme, size } = look;
  const files: string[] = [];
  for (const place of new Set(some.map((view) => view.place))) {
    const options = { viewport: size, locale: locale === "zh" ? "zh-CN" : "en-GB", reducedMotion: "reduce" } as const;
    const context = await browser.newContext(options);
    await context.addInitScript(
      (chosen) => {
        localStorage.setItem("winback.locale", chosen.locale);
        localStorage.setItem("winback.theme", chosen.theme);
      },
      { locale, theme },
    );
    await enter(context, schools, place);
    const page = await context.newPage();
    for (const view of some.filter((one) => one.place === place)) {
      const file = join(flags.out, `${view.name}-${locale}-${theme}-${size.width}.png`);
      await picture(page, schools, view, file);
      process.stdout.write(`${file}\n`);
      files.push(file);
    }
    await context.close();
  }
  return files;
}

const wanted = flags.only?.split(",");
const chosen = views.filter(({ name }) => wanted === undefined || wanted.some((one) => name.startsWith(one)));
const launch = await resolveBrowser();
if (launch === null || chosen.length === 0) {
  process.stderr.write(`${launch === null ? "no browser starts here: set CHROMIUM_PATH" : "no such view"}\n`);
  process.exit(2);
}
mkdirSync(flags.out, { recursive: true });
const schools = await startSchools();
const browser = await chromium.launch(launchOptions(launch));
const files: string[] = [];
try {
  for (const look of looks) files.push(...(await walk(browser, schools, look, chosen)));
} finally {
  await browser.close();
  await schools.stop();
}
process.stdout.write(`${files.length} pictures of ${chosen.length} views in ${flags.out}\n`);
