// Every page at every address, as an administrator of a school with data opens it: in both languages and both looks it has a heading,
// no barrier, nothing to complain of in the browser, and asks nobody but the school.
import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { findRoot } from "#runtime/main/root.ts";
import { startCareSchool } from "./care-school.ts";
import { barriers, listen } from "./kit.ts";
import { doors, inside } from "./pages.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

const looks = [
  { locale: "zh", theme: "light" },
  { locale: "en", theme: "dark" },
] as const;
type Look = (typeof looks)[number];

async function wear(page: Page, { locale, theme }: Look): Promise<void> {
  await page.addInitScript(
    (chosen) => {
      localStorage.setItem("winback.locale", chosen.locale);
      localStorage.setItem("winback.theme", chosen.theme);
    },
    { locale, theme },
  );
}

/** Opens an address, waits until all of it stands, and tells what is wrong with it. */
async function faultsAt(page: Page, school: DesignedSchool, address: string): Promise<string[]> {
  await page.goto(`${school.url}${address}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.locator(".ant-skeleton, [aria-busy='true']")).toHaveCount(0, { timeout: 20_000 });
  await expect(page).toHaveTitle(/./);
  return (await barriers(page)).map((barrier) => `${address} ${barrier}`);
}

test("this list has every route", () => {
  const source = readFileSync(joinPath(findRoot(), "designer/app/routes.tsx"), "utf8");
  const paths = [...source.matchAll(/path: "([^"]+)"/g)].flatMap(([, path]) => path ?? []);
  expect(new Set(paths)).toEqual(new Set([...Object.keys(doors), ...Object.keys(inside)]));
});

test.describe("inside", () => {
  let school: DesignedSchool;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    school = await startCareSchool();
  });
  test.afterAll(() => school.stop());

  for (const look of looks) {
    test(`every page stands in ${look.locale}, ${look.theme}`, async ({ page }) => {
      test.setTimeout(400_000);
      await wear(page, look);
      await school.signIn(page, "admin");
      const faults = listen(page, school);
      for (const address of Object.values(inside)) faults.push(...(await faultsAt(page, school, address)));
      expect(faults).toEqual([]);
    });
  }
});

test.describe("at the door", () => {
  let school: DesignedSchool;
  let fresh: DesignedSchool;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    [school, fresh] = await Promise.all([startSchool(), startSchool({ isNew: true })]);
  });
  test.afterAll(() => Promise.all([school.stop(), fresh.stop()]));

  for (const look of looks) {
    test(`the doors stand in ${look.locale}, ${look.theme}`, async ({ page }) => {
      test.setTimeout(120_000);
      await wear(page, look);
      const name = `${look.locale}-${look.theme}`;
      const invited = { role: "staff", name, email: `${name}@school.example` };
      const { path } = await school.call("POST", "/api/invitations", invited);
      const faults = listen(page, school);
      for (const address of [doors["/login"], String(path)]) faults.push(...(await faultsAt(page, school, address)));
      expect(faults).toEqual([]);
      const other = await page.context().newPage();
      await wear(other, look);
      const othersFaults = listen(other, fresh);
      othersFaults.push(...(await faultsAt(other, fresh, doors["/setup"])));
      expect(othersFaults).toEqual([]);
    });
  }
});
