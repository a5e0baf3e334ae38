// The pages of people: the list of learners and one learner's time line, the first page, and the quarantine; by role, in both
// languages, by keyboard.
import { expect, type Page, test } from "@playwright/test";
import { startCareSchool } from "./care-school.ts";
import { barriers, listen } from "./kit.ts";
import type { DesignedSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

let school: DesignedSchool;
test.beforeAll(async () => {
  test.setTimeout(90_000);
  school = await startCareSchool();
});
test.afterAll(() => school.stop());

async function speak(page: Page, locale: "zh" | "en"): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem("winback.locale", chosen), locale);
}

test("learners are searched, filtered by tier and opened by keyboard; the address keeps it", async ({ page }) => {
  await speak(page, "zh");
  const complaints = listen(page, school);
  await school.signIn(page, "operator");
  await page.goto(`${school.url}/learners`);
  const grid = page.getByRole("grid", { name: "学员" });
  await expect(grid.getByRole("row")).toHaveCount(4);
  await expect(grid.getByRole("row", { name: /李小雨/ }).getByText("紧急级")).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.getByText("预警中", { exact: true }).click();
  await expect(grid.getByRole("row")).toHaveCount(3);
  await page.getByRole("textbox", { name: "按姓名或学员编号的开头搜索" }).fill("魏");
  await expect(page).toHaveURL(/q=/);
  await expect(grid.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(grid.getByRole("row")).toHaveCount(2);
  await page.getByRole("textbox", { name: "按姓名或学员编号的开头搜索" }).fill("");
  await expect(grid.getByRole("row")).toHaveCount(3);
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("魏然");
  expect(complaints).toEqual([]);
});

test("an analyst reads why each thing was done, in both languages, and sees addresses in part", async ({ page }) => {
  await speak(page, "zh");
  await school.signIn(page, "analyst");
  await page.goto(`${school.url}/learners/li`);
  const line = page.getByRole("region", { name: "时间线" });
  await expect(line.getByText("升到紧急级")).toBeVisible();
  await expect(line.getByText(/^咨询退费或退课：14 天内 1 次/)).toBeVisible();
  await expect(line.getByText("信号出现：3 天没有登录")).toBeVisible();
  await expect(line.getByText("派出任务：电话关怀：李小雨")).toBeVisible();
  await expect(line.getByRole("figure", { name: "站内信内容" }).first()).toBeVisible();
  await expect(page.getByText("138****0000")).toBeVisible();
  await expect(page.getByRole("button", { name: "删除数据…" })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  await line.getByRole("checkbox", { name: "学习事件" }).uncheck();
  await expect(page).toHaveURL(/groups=/);
  await expect(line.getByText(/^完成测验/)).toHaveCount(0);
  await page.getByRole("button", { name: /Switch to English/ }).click();
  const english = page.getByRole("region", { name: "Time line" });
  await expect(english.getByText("Climbs to Urgent")).toBeVisible();
  await english.getByRole("link", { name: "Show on the canvas: Climbs to Urgent" }).click();
  await expect(page).toHaveURL(/\/strategies\/three-tier-retention\?node=urgent/);
});

test("an operator brings learners in from a file, opts one out, and erases one after typing the id", async ({
  page,
}) => {
  await speak(page, "zh");
  await school.signIn(page, "operator");
  await page.goto(`${school.url}/learners?open=import`);
  const drawer = page.getByRole("dialog", { name: "导入学员" });
  const csv = "id,name,phone\nnew1,新一,13900000000\n,无编号,1\n";
  await drawer
    .locator("input[type=file]")
    .setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(drawer.getByText("接收 1 行，退回 1 行")).toBeVisible();
  await expect(drawer.getByRole("table").getByText(/编号/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${school.url}/learners/new1`);
  await page.getByRole("button", { name: "退订…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "退订", exact: true }).click();
  await expect(page.getByText("已退订全部消息")).toBeVisible();
  await page.getByRole("button", { name: "删除数据…" }).click();
  const dialog = page.getByRole("dialog", { name: "删除 新一 的全部数据？" });
  await expect(dialog.getByRole("button", { name: "永久删除" })).toBeDisabled();
  await dialog.getByRole("textbox").fill("new1");
  await dialog.getByRole("button", { name: "永久删除" }).click();
  await expect(page).toHaveURL(`${school.url}/learners`);
  await expect(page.getByRole("row", { name: /郝明/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /新一/ })).toHaveCount(0);
});

test("the first page says what happened today and where a person is needed; the quarantine is mended", async ({
  page,
}) => {
  test.setTimeout(90_000);
  await speak(page, "zh");
  const bad = [{ id: "bad", type: "session.started", learner: "hao", at: "yesterday" }];
  const sent = await fetch(`${school.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${school.key}`, "content-type": "application/json" },
    body: JSON.stringify(bad),
  });
  expect(sent.status).toBeLessThan(300);
  await school.signIn(page, "operator");
  await page.goto(school.url);
  await expect(page.getByRole("region", { name: "按等级" }).getByRole("row", { name: /紧急级/ })).toContainText("1");
  await expect(page.getByRole("figure")).toHaveCount(3);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("link", { name: "去看看: 1 条数据被退回或隔离" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("隔离区");
  await page.getByRole("button", { name: /^查看：时间应为/ }).click();
  const item = page.getByRole("dialog", { name: "数据详情" });
  const text = item.getByRole("textbox", { name: /原文/ });
  await expect(text).toHaveValue(/yesterday/);
  await item.getByRole("button", { name: "重试" }).click();
  await expect(item.getByRole("alert").filter({ hasText: "请求编号" })).toBeVisible();
  await text.fill(JSON.stringify({ ...bad[0], at: "2026-03-09T01:00:00Z" }));
  expect(await barriers(page)).toEqual([]);
  await item.getByRole("button", { name: "重试" }).click();
  await expect(page.getByText("已重新收下")).toBeVisible();
  await expect(page.getByText("隔离区是空的")).toBeVisible();
});
