// The inbox of staff: what they see and do, by keyboard too, in both languages; and what their role does not open.
import { expect, test } from "@playwright/test";
import { startCareSchool } from "./care-school.ts";
import { barriers, listen } from "./kit.ts";
import type { DesignedSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

let school: DesignedSchool;
test.beforeEach(async ({ page }) => {
  test.setTimeout(90_000);
  school = await startCareSchool();
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
});
test.afterEach(() => school.stop());

test("staff take a call, read why and what to say, and note what came of it", async ({ page }) => {
  const complaints = listen(page, school);
  await school.signIn(page, "staff");
  await page.goto(school.url);
  await expect(page).toHaveURL(`${school.url}/tasks`);
  await expect(page).toHaveTitle("任务 · Winback 挽回");
  const task = page.getByRole("article", { name: "任务详情" });
  await expect(task.getByRole("heading", { name: "电话关怀：李小雨" })).toBeVisible();
  await expect(task.getByText("咨询退费或退课", { exact: true })).toBeVisible();
  await expect(task.getByText("13800000000")).toBeVisible();
  await expect(task.getByText("完成测验“小测一” 得分 40%")).toBeVisible();
  await expect(task.getByRole("button", { name: /需要帮助/ })).toBeDisabled();
  expect(await barriers(page)).toEqual([]);

  await page.keyboard.press("c");
  await expect(page.getByText("已认领，计时不停")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "任务列表" }).getByText("我 处理中")).toBeVisible();
  await task.getByLabel("备注", { exact: true }).fill("卡在第三章");
  await task.getByRole("button", { name: "只记备注" }).click();
  await expect(task.getByText("卡在第三章")).toBeVisible();
  await page.locator("h1").click();
  await expect(task.getByRole("button", { name: /需要帮助/ })).toBeEnabled();
  await page.keyboard.press("1");
  await expect(page.getByText(/^已记录：/).first()).toBeVisible();
  await expect(page.getByText("现在没有待处理的任务")).toBeVisible();

  await page.getByText("已完成", { exact: true }).click();
  await expect(page).toHaveURL(/view=done/);
  await expect(page.getByRole("navigation", { name: "任务列表" }).getByText("李小雨", { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a call that nobody took passes to the lead; one in hand stays, overdue, and can still be finished", async ({
  page,
}) => {
  await school.signIn(page, "staff");
  await page.goto(`${school.url}/tasks`);
  const list = page.getByRole("navigation", { name: "任务列表" });
  const task = page.getByRole("article", { name: "任务详情" });
  await expect(task.getByText("剩 23 小时")).toBeVisible();
  await school.call("POST", "/test/clock", { advance: "P1D" });
  await expect(list.getByText("督导组长")).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(task.getByRole("button", { name: /^认领/ })).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.getByText("已认领，计时不停")).toBeVisible();
  await school.call("POST", "/test/clock", { advance: "P2D" });
  await page.goto(`${school.url}/tasks?view=overdue`);
  await expect(list.getByText(/^超时/)).toBeVisible();
  await expect(task.getByText(/^已超时：流程已继续往下走/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await task.getByRole("button", { name: /已联系上/ }).click();
  await expect(page.getByText("没有符合条件的任务")).toBeVisible();
});

test("staff see the learners behind their tasks in English, and nothing of strategies", async ({ page }) => {
  await school.signIn(page, "staff");
  await page.addInitScript(() => localStorage.setItem("winback.locale", "en"));
  await page.goto(`${school.url}/tasks`);
  const rail = page.getByRole("navigation", { name: "Main navigation" });
  await expect(rail.getByRole("link")).toHaveText(["Tasks"]);
  await page.getByRole("complementary", { name: "Learner" }).getByRole("link", { name: "李小雨" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("李小雨");
  await expect(page.getByText("Signal on: Asked about a refund or leaving")).toBeVisible();
  await expect(page.getByRole("button", { name: "Erase…" })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  await page.goto(`${school.url}/learners`);
  await expect(page.getByText("Your role does not open this page")).toBeVisible();
});

test("two colleagues at once: the second is told who was quicker, and a task can be handed over", async ({
  page,
  browser,
}) => {
  await school.signIn(page, "staff");
  await page.goto(`${school.url}/tasks`);
  const context = await browser.newContext({ locale: "zh-CN" });
  const other = await context.newPage();
  await other.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  await school.signIn(other, "operator");
  await other.goto(`${school.url}/tasks`);
  await other.getByRole("button", { name: /^认领/ }).click();
  await expect(other.getByText("已认领，计时不停")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "任务列表" }).getByText("operator 处理中")).toBeVisible();
  await other.getByRole("combobox", { name: "转交" }).click();
  await other.getByTitle("staff").click();
  await expect(other.getByText("已转交给 staff").first()).toBeVisible();
  await expect(page.getByRole("navigation", { name: "任务列表" }).getByText("我 处理中")).toBeVisible();
  await context.close();
});

test("a call that arises, and one that a colleague takes, are seen at once, without asking by the clock", async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  await school.signIn(page, "staff");
  const stream = page.waitForResponse((answer) => answer.url().endsWith("/api/tasks/stream"));
  await page.goto(`${school.url}/tasks`);
  expect((await stream).ok()).toBe(true);
  const list = page.getByRole("navigation", { name: "任务列表" });
  await expect(list.getByText("李小雨", { exact: true })).toBeVisible();
  const soon = { timeout: 4000 };
  await school.call("POST", "/v1/events", [
    {
      id: "hao-leaves",
      learner: "hao",
      type: "ticket.opened",
      at: "2026-03-10T02:00:00Z",
      course: "math",
      data: { topic: "退费" },
    },
  ]);
  await school.call("POST", "/test/clock", { advance: "PT2H" });
  await expect(list.getByText("郝明", { exact: true })).toBeVisible(soon);
  const { rows } = await school.call("GET", "/api/tasks?learner=hao");
  const [task] = rows as { send: string }[];
  await school.call("POST", `/api/tasks/${task?.send}/claim`, { by: "person/somebody" });
  await expect(list.getByRole("button", { name: /郝明.*处理中/s })).toBeVisible(soon);
});
