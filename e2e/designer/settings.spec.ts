// The settings: an admin changes what the school is and how it sends, lets people and machines in and out, reads what was done; others
// are refused politely. In both languages, without a complaint of the browser or a barrier.
import { expect, type Page, test } from "@playwright/test";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1280, height: 800 } });
test.setTimeout(120_000);

let school: DesignedSchool;
test.beforeAll(async () => {
  school = await startSchool({ settings: { schoolName: "启明网校" } });
});
test.afterAll(() => school.stop());

const pages = [
  ["school", "学校信息", "School details"],
  ["sending", "发送规则", "Sending"],
  ["channels", "渠道", "Channels"],
  ["publishing", "发布审批", "Publishing"],
  ["members", "成员", "Members"],
  ["roles", "角色权限", "Roles"],
  ["keys", "API 密钥", "API keys"],
  ["audit", "审计日志", "Audit log"],
  ["data", "数据", "Data"],
  ["system", "系统状态", "System"],
  ["sample", "样例学校", "Sample school"],
] as const;

async function speak(page: Page, locale: "zh" | "en"): Promise<void> {
  await page.addInitScript((one) => localStorage.setItem("winback.locale", one), locale);
}

async function settled(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.locator(".ant-skeleton")).toHaveCount(0);
}

for (const [locale, nth] of [
  ["zh", 1],
  ["en", 2],
] as const)
  test(`every page stands without a barrier (${locale})`, async ({ page }) => {
    await speak(page, locale);
    await school.signIn(page, "admin");
    const complaints = listen(page, school);
    for (const one of pages) {
      await page.goto(`${school.url}/settings/${one[0]}`);
      await settled(page, one[nth]);
      expect([one[0], await barriers(page)]).toEqual([one[0], []]);
    }
    expect(complaints).toEqual([]);
  });

test("what the school is called is changed, what is wrong is said at the field, and nothing is lost by leaving", async ({
  page,
}) => {
  await speak(page, "zh");
  await school.signIn(page, "operator");
  await page.goto(`${school.url}/settings`);
  await expect(page).toHaveURL(/settings\/school$/);
  const name = page.getByLabel("学校名称");
  await name.fill("启明在线学校");
  await page.getByLabel("继续学习的网址").fill("school.example/learn");
  await expect(page.getByText("有 1 处需要改正")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存" })).toBeDisabled();
  await page.getByLabel("继续学习的网址").fill("https://school.example/learn");
  await page.getByRole("navigation", { name: "设置" }).getByRole("link", { name: "发送规则" }).click();
  await page.getByRole("dialog", { name: "离开此页？" }).getByRole("button", { name: "留在此页" }).click();
  await page.getByRole("button", { name: "加入 2026 年法定节假日" }).click();
  await expect(page.getByLabel("假期 2 的第一天")).toHaveValue("2026-02-15");
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已保存，立即生效")).toBeVisible();
  const { settings } = (await school.call("GET", "/api/settings")) as { settings: Record<string, unknown> };
  expect(settings).toMatchObject({ schoolName: "启明在线学校", resumeUrl: "https://school.example/learn" });
  expect(settings.pauses).toHaveLength(7);
  await expect(page.getByRole("banner").getByText("启明在线学校")).toBeVisible();
});

test("the floor of all sends is set; who saved meanwhile is not overwritten", async ({ page }) => {
  await speak(page, "zh");
  await school.signIn(page, "admin");
  await page.goto(`${school.url}/settings/sending`);
  await settled(page, "发送规则");
  await page.getByRole("switch", { name: "启用免打扰" }).click();
  await page.getByLabel("开始").fill("21:30");
  await page.getByRole("button", { name: "添加上限" }).click();
  await page.getByRole("textbox", { name: "主机名单" }).fill("hooks.school.example\nnot a host!");
  await expect(page.getByText(/^not: |^host!: /).first()).toBeVisible();
  await page.getByRole("textbox", { name: "主机名单" }).fill("hooks.school.example");
  const { settings } = await school.call("GET", "/api/settings");
  await school.call("PUT", "/api/settings", { ...(settings as object), signature: "启明" });
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("其他人刚刚修改了设置")).toBeVisible();
  await page.getByRole("button", { name: "载入最新设置" }).click();
  await page.getByRole("switch", { name: "启用免打扰" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("已保存，立即生效")).toBeVisible();
  const after = (await school.call("GET", "/api/settings")) as { settings: Record<string, unknown> };
  expect(after.settings).toMatchObject({ signature: "启明", quiet: { from: "22:00", to: "08:00" }, allowedHosts: [] });
});

test("a member is invited by a link, gets another role, is stopped and removed; the last admin stays", async ({
  page,
  browser,
}) => {
  await speak(page, "zh");
  await school.signIn(page, "admin");
  await page.goto(`${school.url}/settings/members`);
  await page.getByRole("button", { name: "邀请成员" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill("陈晓");
  await dialog.getByLabel("邮箱").fill("chen");
  await dialog.getByRole("radio", { name: /^督学/ }).check();
  await expect(dialog.getByText("邮箱格式不对")).toBeVisible();
  await dialog.getByLabel("邮箱").fill("chen@school.example");
  await dialog.getByRole("button", { name: "生成邀请链接" }).click();
  const link = await page.getByRole("dialog", { name: "给陈晓的邀请链接" }).getByLabel("链接").inputValue();
  expect(link).toContain(`${school.url}/invitations/`);
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).last().click();
  await expect(page.getByRole("button", { name: "撤回给陈晓的链接" })).toBeVisible();

  const other = await (await browser.newContext({ locale: "zh-CN" })).newPage();
  await other.goto(link);
  await other.getByLabel("密码", { exact: true }).fill("correct horse battery");
  await other.getByLabel("再输入一次密码").fill("correct horse battery");
  await other.getByRole("button", { name: /加入|创建/ }).click();
  await expect(other.getByRole("navigation", { name: "主导航" })).toBeVisible();

  await page.reload();
  await page.getByRole("combobox", { name: "陈晓 的角色" }).click();
  await page.getByTitle("分析", { exact: true }).click();
  await expect(page.getByText("陈晓 现在是分析")).toBeVisible();
  await page.getByRole("button", { name: "陈晓 的操作" }).click();
  await page.getByRole("menuitem", { name: "停用…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
  await expect(page.getByText("已停用")).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("登录");
  await other.context().close();
  await page.getByRole("button", { name: "陈晓 的操作" }).click();
  await page.getByRole("menuitem", { name: "移除…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移除" }).click();
  await expect(page.getByText("chen@school.example")).toHaveCount(0);
  await expect(page.getByRole("combobox", { name: "admin 的角色" })).toBeDisabled();
});

test("a key is shown once, works, and works no more once it is revoked", async ({ page }) => {
  await speak(page, "en");
  await school.signIn(page, "admin");
  await page.goto(`${school.url}/settings/keys`);
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("Learning platform");
  await page.getByRole("checkbox", { name: /^Read strategies/ }).check();
  await page.getByRole("button", { name: "Create" }).click();
  const dialog = page.getByRole("dialog", { name: "Key “Learning platform”" });
  const key = await dialog.getByLabel("Key", { exact: true }).inputValue();
  expect(await barriers(page)).toEqual([]);
  const status = async () =>
    (await fetch(`${school.url}/api/strategies`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await status()).toBe(200);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Revoke Learning platform" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("Learning platform")).toHaveCount(0);
  expect(await status()).toBe(401);

  await page.goto(`${school.url}/settings/audit`);
  await expect(page.getByText(/Chain verified: \d+ rows/)).toBeVisible();
  await page.getByRole("combobox", { name: "Act" }).click();
  await page.getByTitle("revoked an API key").click();
  await expect(page).toHaveURL(/act=key\.revoke/);
  await expect(page.getByRole("row")).toHaveCount(2);
});

test("a channel is tried, the doctor is run, a backup ends with its folder", async ({ page }) => {
  await speak(page, "zh");
  await school.signIn(page, "admin");
  await page.goto(`${school.url}/settings/channels`);
  await page.getByRole("button", { name: "测试短信" }).click();
  await expect(page.getByText("还没有接入服务商，由沙盒代为收发")).toBeVisible();
  await page.getByRole("button", { name: "测试网络回调" }).click();
  await expect(page.getByText("请给出测试地址 url").first()).toBeVisible();

  await page.goto(`${school.url}/settings/system`);
  await page.getByRole("button", { name: "运行自检" }).click();
  await expect(page.getByText(/^\d+ 条承诺全部成立$/)).toBeVisible();
  await expect(page.getByText("免打扰时段内没有发送")).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  await page.goto(`${school.url}/settings/data`);
  await page.getByLabel("服务器上的新文件夹").fill("backup");
  await page.getByRole("button", { name: "开始备份" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("服务器上的新文件夹").fill(test.info().outputPath("copy"));
  await page.getByRole("button", { name: "开始备份" }).click();
  await expect(page.getByText(/已备份到/)).toBeVisible();
});

test("other roles read what they may, and are refused the rest politely", async ({ page }) => {
  await speak(page, "zh");
  await school.signIn(page, "analyst");
  await page.goto(`${school.url}/settings/school`);
  await expect(page.getByText("你的角色可以查看，不能修改这些设置。")).toBeVisible();
  await expect(page.getByLabel("学校名称")).toBeDisabled();
  const nav = page.getByRole("navigation", { name: "设置" });
  await expect(nav.getByRole("link", { name: "角色权限" })).toBeVisible();
  await expect(nav.getByRole("link", { name: "成员" })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);
  for (const path of ["members", "keys", "audit", "data"]) {
    await page.goto(`${school.url}/settings/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("你的角色不能打开此页面");
  }
  await school.signIn(page, "staff");
  await page.goto(`${school.url}/settings/school`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("你的角色不能打开此页面");
});
