// An operator runs a draft over the school's history: watches it, reads how right its alerts are, slides a threshold, takes a value over and
// undoes that; an empty school is told what to do.
import { expect, type Page, test } from "@playwright/test";
import { silence } from "#e2e/api/drawings.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2026, 2, 2, 1);
const LEARNERS = 120;
const iso = (day: number) => new Date(MONDAY + day * DAY_MS).toISOString();
const id = "quiet";

/** A hundred and twenty learners over sixty days: a third falls silent on day 10, and half of those leave on day 20. */
function storyOf(learner: number): { type: string; day: number }[] {
  const isSilent = learner % 3 === 0;
  const studied = Array.from({ length: 60 }, (_, day) => ({ type: "session.started", day }));
  return [
    { type: "enrolment.created", day: 0 },
    ...studied.filter(({ day }) => (isSilent ? day < 10 : day % 2 === 0)),
    ...(isSilent && learner % 2 === 0 ? [{ type: "enrolment.withdrawn", day: 20 }] : []),
  ];
}

async function schoolWithHistory(): Promise<DesignedSchool> {
  const school = await startSchool({ at: iso(61) });
  await school.call("POST", "/api/strategies/import", silence(id));
  const names = Array.from({ length: LEARNERS }, (_, n) => `l${n}`);
  await school.call(
    "POST",
    "/v1/learners",
    names.map((name) => ({ id: name, attributes: { status: "studying" } })),
  );
  const events = names.flatMap((learner, n) =>
    storyOf(n).map(({ type, day }, at) => ({ id: `${learner}-${at}`, type, learner, course: "math", at: iso(day) })),
  );
  await school.call("POST", "/v1/backfill", events);
  return school;
}

async function open(page: Page, school: DesignedSchool, locale = "zh"): Promise<void> {
  await page.addInitScript((one) => localStorage.setItem("winback.locale", one), locale);
  await school.signIn(page, "operator");
  await page.goto(`${school.url}/strategies/${id}?panel=backtest`);
}

test("a draft is run over history, and a threshold is tried and taken over", async ({ page }) => {
  test.setTimeout(120_000);
  const school = await schoolWithHistory();
  try {
    await open(page, school);
    const complaints = listen(page, school);
    const panel = page.getByRole("complementary", { name: "回测" });
    await expect(panel.getByRole("combobox", { name: "滑动哪个信号的阈值" })).toBeVisible({ timeout: 30_000 });
    await panel.getByRole("button", { name: "开始回测" }).focus();
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("region", { name: "结论" })).toContainText("倍", { timeout: 30_000 });
    await expect(panel.getByRole("region", { name: "结论" })).toContainText(
      "20 次退课中有 20 次事先预警，中位提前 8 天",
    );
    const tiers = panel.getByRole("region", { name: "预警与准确度" });
    await expect(tiers.getByRole("row", { name: /^全部/ })).toContainText("20 / 20");
    await expect(panel.getByRole("region", { name: "发送量" }).locator("figure svg").first()).toBeVisible();
    expect(await panel.innerText()).not.toContain("NaN");
    expect(await barriers(page)).toEqual([]);

    const explorer = panel.getByRole("region", { name: /^阈值/ });
    await explorer.getByText("14 天", { exact: true }).first().click();
    await explorer.getByRole("button", { name: "采用 14 天" }).click();
    await expect(explorer.getByRole("button", { name: "图上已是这个值" })).toBeDisabled();
    await expect(panel.getByText("草稿在这次回测之后改过")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.locator(".react-flow__pane").click({ position: { x: 8, y: 8 } });
    await page.keyboard.press("Control+z");
    await expect(panel.getByText("草稿在这次回测之后改过")).toHaveCount(0);

    await page.emulateMedia({ colorScheme: "dark" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await school.stop();
  }
});

test("a run that waits in line is shown, and cancelled", async ({ page }) => {
  test.setTimeout(120_000);
  const school = await schoolWithHistory();
  try {
    await open(page, school);
    const panel = page.getByRole("complementary", { name: "回测" });
    const start = panel.getByRole("button", { name: "开始回测" });
    await expect(start).toBeEnabled({ timeout: 30_000 });
    const values = [1, 2, 3, 4, 5, 6, 7, 8].map((days) => `P${days}D`);
    const long = { strategy: id, threshold: { node: "silent", values } };
    for (let n = 0; n < 6; n += 1) await school.call("POST", "/api/backtests", long);
    await start.click();
    await expect(panel.getByRole("status")).toContainText("排队中");
    await panel.getByRole("button", { name: "取消" }).click();
    await expect(panel.getByText("已取消")).toBeVisible();
    await expect(panel.getByRole("button", { name: "重新回测" })).toBeEnabled();
  } finally {
    await school.stop();
  }
});

test("the live version stands beside the draft, and its learners lead to their trails", async ({ page }) => {
  test.setTimeout(120_000);
  const school = await schoolWithHistory();
  try {
    await school.call("POST", `/api/strategies/${id}/publish`, {});
    const drawing = silence(id);
    const nodes = drawing.nodes.map((node) => (node.id === "silent" ? { ...node, for: "P30D" } : node));
    await school.call("POST", "/api/strategies/import", { ...drawing, nodes });
    await open(page, school, "en");
    const panel = page.getByRole("complementary", { name: "Backtest" });
    await panel.getByRole("button", { name: "Run the backtest" }).click();
    const against = panel.getByRole("region", { name: "Against version 1, which is live" });
    await expect(against).toContainText("Live version", { timeout: 30_000 });
    await against.getByRole("list", { name: "The live version only" }).getByRole("link").first().click();
    await expect(page).toHaveURL(/\/learners\/l\d+/);
    await page.goBack();
    await expect(against).toContainText("The live version only");
  } finally {
    await school.stop();
  }
});

test("a school without history is told so", async ({ page }) => {
  const school = await startSchool();
  try {
    await school.call("POST", "/api/strategies/import", silence(id));
    await open(page, school);
    const panel = page.getByRole("complementary", { name: "回测" });
    await panel.getByRole("button", { name: "开始回测" }).click({ timeout: 30_000 });
    await expect(panel.getByRole("heading", { name: "还没有历史数据" })).toBeVisible({ timeout: 30_000 });
    expect(await barriers(page)).toEqual([]);
  } finally {
    await school.stop();
  }
});
