// Trying a draft out in the browser: a learner falls silent, the signal lights up, the tier opens, a message is rendered as it would be sent,
// quiet hours hold it, receipts are set by hand, and time goes back.
import { expect, type Page, test } from "@playwright/test";
import { silence } from "#e2e/api/drawings.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1600, height: 900 } });

const panelOf = (page: Page, name: string) => page.getByRole("complementary", { name });

async function schoolWith(settings: Record<string, unknown> = {}): Promise<DesignedSchool> {
  const school = await startSchool({ settings });
  await school.call("POST", "/api/strategies", silence("quiet"));
  return school;
}

test("a made-up learner is stepped through silence, and back", async ({ page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  const school = await schoolWith();
  try {
    await school.signIn(page, "operator");
    const complaints = listen(page, school);
    await page.goto(`${school.url}/strategies/quiet?panel=try`);
    const panel = panelOf(page, "试运行");
    const log = panel.getByRole("list", { name: "经过" });
    const clock = panel.getByRole("timer");
    await expect(clock).toHaveText("2026/03/02 09:31", { timeout: 30_000 });
    await expect(log).toContainText("报名");
    await panel.getByRole("button", { name: "静默 3 天" }).click();
    await expect(log).toContainText("信号亮起");
    await expect(log).toContainText("进入等级");
    await expect(log.getByText("学一小节吧").first()).toBeVisible();
    await expect(page.locator(".react-flow__node[data-id=silent] .wb-node")).toHaveAttribute("data-glow", "lit");
    await expect(page.locator(".react-flow__node[data-id=breath] .wb-node")).toHaveAttribute("data-glow", "here");
    const answers = log.getByRole("group", { name: "手动设置回执" });
    await answers.getByRole("button", { name: "已打开" }).click();
    await expect(log).toContainText("已打开（手动）");
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole("button", { name: "退一步" }).click();
    await expect(log).not.toContainText("已打开（手动）");
    await panel.getByRole("button", { name: "两天都回来" }).click();
    await panel.getByRole("button", { name: "到结尾" }).click();
    await expect(log).toContainText("预警周期结束：已挽回");
    const end = (await clock.textContent()) ?? "";
    await page.getByRole("link", { name: "策略", exact: true }).click();
    await page.goBack();
    await expect(clock).toHaveText(end);
    await expect(log).toContainText("预警周期结束：已挽回");
    await panel.getByRole("button", { name: "重新开始" }).click();
    await page.getByRole("tooltip").getByRole("button", { name: "重新开始" }).click();
    await expect(clock).toHaveText("2026/03/02 09:31");
    await expect(log).not.toContainText("进入等级");
    expect(complaints).toEqual([]);
  } finally {
    await school.stop();
  }
});

test("quiet hours hold, a missing address and the holdout are told, a real learner's history is loaded", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => localStorage.setItem("winback.locale", "en"));
  const school = await schoolWith({ quiet: { from: "22:00", to: "08:00" } });
  try {
    await school.call("POST", "/v1/learners", [{ id: "wei", name: "Wei", addresses: { push: "device-1" } }]);
    const late = { id: "w1", type: "session.started", learner: "wei", at: "2026-03-01T15:30:00Z" };
    await school.call("POST", "/v1/events", [late]);
    await school.signIn(page, "operator");
    await page.goto(`${school.url}/strategies/quiet?panel=try`);
    const panel = panelOf(page, "Try");
    const log = panel.getByRole("list", { name: "What happens" });
    await panel.getByRole("tab", { name: "Learner" }).click();
    await panel.getByRole("combobox", { name: "Load a real learner" }).click();
    await page.getByTitle("Wei · wei").click();
    await expect(page.getByText("1 event of Wei loaded")).toBeVisible();
    await panel.getByRole("tab", { name: "What happens" }).click();
    await panel.getByRole("button", { name: "To the end" }).click();
    await expect(log).toContainText("held until Mar 6, 2026, 08:00 (Quiet hours)");
    await panel.getByRole("tab", { name: "Learner" }).click();
    await panel.getByRole("switch", { name: "Push: has an address" }).click();
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole("tab", { name: "What happens" }).click();
    await expect(log).toContainText("No address for this channel");
  } finally {
    await school.stop();
  }
});
