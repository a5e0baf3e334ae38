// Bringing a strategy into force from the canvas: who is concerned, what changed, those in the middle of it, observing first, an older
// version back, and a second person's word where the school asks for one.
import { expect, type Page, test } from "@playwright/test";
import { silence } from "#e2e/api/drawings.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

const inChinese = () => localStorage.setItem("winback.locale", "zh");
test.beforeEach(({ page }) => page.addInitScript(inChinese));

const learners = ["li", "wei", "hao"];

/** A school in which three learners have been silent for four days. */
async function quietSchool(settings: Record<string, unknown> = {}): Promise<DesignedSchool> {
  const school = await startSchool({ settings });
  const addresses = { push: "device-1" };
  await school.call(
    "POST",
    "/v1/learners",
    learners.map((id) => ({ id, addresses })),
  );
  const at = "2026-03-02T01:00:00Z";
  await school.call(
    "POST",
    "/v1/events",
    learners.map((learner, index) => ({ id: `e${index}`, type: "session.started", learner, at })),
  );
  await school.call("POST", "/test/clock", { advance: "P4D" });
  await school.call("POST", "/api/strategies", silence("quiet"));
  return school;
}

function panelOf(page: Page, name: string) {
  return page.getByRole("complementary", { name });
}

test("first observed, then live, changed, and back again", async ({ page }) => {
  test.setTimeout(120_000);
  const school = await quietSchool();
  try {
    await school.signIn(page, "operator");
    const complaints = listen(page, school);
    await page.goto(`${school.url}/strategies/quiet?panel=publish`);
    const publish = panelOf(page, "发布");
    await expect(publish.getByText("现在有 3 人满足条件")).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await publish.getByRole("radio", { name: "分批进入" }).check();
    await publish.getByLabel("每小时进入人数").fill("60");
    await expect(publish.getByText("约 1 小时进完")).toBeVisible();
    await publish.getByRole("radio", { name: /^仅观察/ }).check();
    await publish.getByRole("button", { name: "发布为仅观察" }).click();
    await expect(page.getByText("已发布第 1 版")).toBeVisible();
    await expect(page.getByRole("main").getByText("仅观察").first()).toBeVisible();
    await school.call("POST", "/test/clock", { advance: "PT2H" });

    await page.goto(`${school.url}/strategies/quiet?node=silent`);
    const days = page.getByRole("form").getByLabel("持续没有", { exact: true });
    await days.fill("5");
    await days.press("Enter");
    await page.getByRole("button", { name: "发布", exact: true }).click();
    await expect(publish.getByText("正在仅观察，一条也不发")).toBeVisible();
    await expect(publish.getByText("持续没有: 3 天 → 5 天")).toBeVisible();
    await expect(publish.getByText("3 个预警周期正在按旧版本进行")).toBeVisible();
    await publish.getByRole("radio", { name: /^移到新版本/ }).check();
    await expect(publish.getByRole("cell", { name: "3 人" })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await publish.getByRole("button", { name: "在画布上选中改动" }).click();
    await publish.getByRole("button", { name: "发布", exact: true }).click();
    await expect(page.getByText("已发布第 2 版")).toBeVisible();

    await page.goto(`${school.url}/strategies/quiet?panel=versions`);
    const versions = panelOf(page, "版本");
    const first = versions.getByRole("group", { name: "第 1 版" });
    await first.getByRole("button", { name: "与草稿比较" }).click();
    await expect(versions.getByText("持续没有: 3 天 → 5 天")).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await first.getByRole("button", { name: "恢复上线" }).click();
    const dialog = page.getByRole("dialog", { name: "恢复第 1 版？" });
    await dialog.getByRole("button", { name: "恢复上线" }).click();
    await expect(page.getByText("已恢复为第 3 版")).toBeVisible();
    await first.getByRole("button", { name: "把草稿换成这一版" }).click();
    await expect(versions.getByText("与草稿的含义相同")).toBeVisible();
    expect(complaints).toEqual([]);
  } finally {
    await school.stop();
  }
});

test("what is wrong has to be put right first", async ({ page }) => {
  const school = await quietSchool();
  try {
    await school.signIn(page, "operator");
    const broken = silence("broken", { edges: [] });
    await school.call("POST", "/api/strategies", broken);
    await page.goto(`${school.url}/strategies/broken?panel=publish`);
    const publish = panelOf(page, "发布");
    await expect(publish.getByRole("alert")).toContainText("不能发布");
    await expect(publish.getByRole("button", { name: "发布", exact: true })).toHaveCount(0);
    await publish.getByRole("button", { name: "查看问题" }).click();
    await expect(page).toHaveURL(/panel=problems/);
  } finally {
    await school.stop();
  }
});

test("a second person says yes before it is published", async ({ page, browser }) => {
  test.setTimeout(120_000);
  const school = await quietSchool({ publish: { needsApproval: true } });
  try {
    await school.signIn(page, "operator");
    await page.goto(`${school.url}/strategies/quiet?panel=publish`);
    const publish = panelOf(page, "发布");
    await expect(publish.getByRole("button", { name: "发布", exact: true })).toBeDisabled();
    await publish.getByLabel("给审批人的说明").fill("只动了天数");
    await publish.getByRole("button", { name: "请求审批" }).click();
    await expect(publish.getByText("operator 请求审批，等待另一个人")).toBeVisible();

    const other = await browser.newPage({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
    await other.addInitScript(inChinese);
    await school.signIn(other, "admin");
    await other.goto(`${school.url}/strategies/quiet?panel=publish`);
    const theirs = panelOf(other, "发布");
    await expect(theirs.getByText("只动了天数")).toBeVisible();
    await theirs.getByRole("button", { name: "同意" }).click();
    await expect(theirs.getByText("admin 已同意，可以发布")).toBeVisible();
    await other.close();

    await expect(publish.getByText("admin 已同意，可以发布")).toBeVisible({ timeout: 15_000 });
    await publish.getByRole("button", { name: "发布", exact: true }).click();
    await expect(page.getByText("已发布第 1 版")).toBeVisible();
  } finally {
    await school.stop();
  }
});
