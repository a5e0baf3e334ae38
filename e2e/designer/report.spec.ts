// An analyst reads a verdict, opens the learners behind a number, exports a table, and is warned when the split is broken.
import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { TRIED, tryOut } from "#e2e/api/experiment.ts";
import { barriers } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ viewport: { width: 1440, height: 900 } });

const MONDAY = Date.UTC(2026, 2, 2, 1);
const iso = (at: number) => new Date(at).toISOString();

async function tried(isBroken: boolean): Promise<DesignedSchool> {
  const school = await startSchool({
    settings: { quiet: null, rates: { delivered: 9500, opened: 5000, acted: 2000 } },
  });
  await tryOut(
    {
      happen: (list) =>
        school.call(
          "POST",
          "/v1/events",
          list.map((one) => ({ ...one, at: iso(one.at) })),
        ),
      until: (at) => school.call("POST", "/test/clock", { set: iso(at) }),
      call: (method, path, body) => school.call(method, path, body),
    },
    MONDAY,
    isBroken,
  );
  return school;
}

async function openReport(page: Page, school: DesignedSchool): Promise<void> {
  await school.signIn(page, "analyst");
  await page.addInitScript(() =>
    localStorage.setItem("winback.locale", localStorage.getItem("winback.locale") ?? "zh"),
  );
  await page.goto(`${school.url}/reports`);
  await page.getByRole("link", { name: "打开报表" }).first().click();
  await expect(page).toHaveURL(new RegExp(`/strategies/${TRIED}/report`));
}

test.describe("a holdout that shows what messages do", () => {
  test.describe.configure({ mode: "serial", timeout: 90_000 });
  let school: DesignedSchool;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    school = await tried(false);
  });
  test.afterAll(() => school.stop());

  test("the verdict comes first, and every number opens the learners behind it", async ({ page }) => {
    await openReport(page, school);
    const section = page.getByRole("region", { name: "与不发消息相比" });
    await expect(section.getByRole("status")).toContainText("本策略比不发消息多挽回");
    const cell = section
      .getByRole("row", { name: /不发消息/ })
      .getByRole("button", { name: /查看背后的学员/ })
      .nth(1);
    const count = Number((await cell.innerText()).replaceAll(",", ""));
    await cell.click();
    const drawer = page.getByRole("dialog", { name: "这个数字背后的学员" });
    const items = drawer.getByRole("listitem");
    for (let shown = 100; shown < count; shown += 100) {
      await expect(items).toHaveCount(shown);
      await drawer.getByRole("button", { name: "再看一些" }).click();
    }
    await expect(items).toHaveCount(count);
    await expect(page).toHaveURL(/behind=/);
    await items.first().getByRole("link").click();
    await expect(page).toHaveURL(/\/learners\/l\d+/);
  });

  test("a filter stands in the address, and the table comes as a file", async ({ page }) => {
    await openReport(page, school);
    await expect(page.getByRole("region", { name: "漏斗" })).toBeVisible();
    await page.goto(`${school.url}/strategies/${TRIED}/report?cut=channel&value=inapp&by=message`);
    await expect(page.getByRole("region", { name: "明细" }).getByRole("row", { name: /hello/ })).toHaveCount(2);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "导出 CSV" }).first().click(),
    ]);
    expect(file.suggestedFilename()).toBe(`report-${TRIED}.csv`);
    expect(await readFile(await file.path(), "utf8")).toContain("reachOf");
  });

  test("how it was computed is said, and nobody is kept out of the page", async ({ page }) => {
    await openReport(page, school);
    const section = page.getByRole("region", { name: "与不发消息相比" });
    await expect(section.locator("figure svg").first()).toBeVisible();
    await expect(page.getByText("NaN")).toHaveCount(0);
    expect(await barriers(page)).toEqual([]);
    await section.getByRole("button", { name: "如何计算" }).click();
    await expect(page.getByRole("dialog", { name: "如何计算" })).toContainText("Miettinen");
  });
});

test("a split that is broken on purpose withdraws the verdict", async ({ page }) => {
  test.setTimeout(120_000);
  const school = await tried(true);
  await openReport(page, school);
  const section = page.getByRole("region", { name: "与不发消息相比" });
  await expect(section.getByRole("status")).toContainText("数据不可信");
  await expect(section.getByRole("region", { name: "数据是否可信" })).toContainText("结论已撤回");
  await school.stop();
});
