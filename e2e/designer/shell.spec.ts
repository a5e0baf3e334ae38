// The shell: the first run, coming in and going out, both languages, both looks, the keyboard, and stopping all sends; without a
// complaint of the browser, a request that leaves the server, or a barrier.
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { admin, barriers, type House, listen, openHouse, setUp, signIn } from "./kit.ts";
import { startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1280, height: 800 } });

test.describe("a school that begins", () => {
  let house: House;
  test.beforeEach(async () => {
    house = await openHouse();
  });
  test.afterEach(() => house.close());

  test("the printed token makes the first administrator, who begins with the gallery", async ({ page }) => {
    const complaints = listen(page, house);
    await page.goto(house.url);
    await expect(page).toHaveURL(`${house.url}/setup`);
    await expect(page).toHaveTitle("欢迎使用 Winback · Winback 挽回");
    await expect(page.getByLabel("安装口令")).toBeFocused();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel("安装口令").fill(house.token);
    await page.getByLabel("姓名").fill(admin.name);
    await page.getByLabel("邮箱").fill(admin.email);
    await page.getByLabel("密码", { exact: true }).fill(admin.password);
    await page.getByLabel("再输入一次密码").fill(`${admin.password}!`);
    await page.getByRole("button", { name: "创建管理员" }).click();
    await expect(page.getByText("两次输入的密码不同")).toBeVisible();
    await page.getByLabel("再输入一次密码").fill(admin.password);
    await page.getByRole("button", { name: "创建管理员" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("从哪里开始？");
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "开始使用" }).click();
    await page.getByRole("button", { name: "打开策略库" }).click();
    const gallery = page.getByRole("dialog", { name: "策略库" });
    await expect(gallery.getByRole("listitem")).toHaveCount(12);
    await expect(gallery.getByRole("img", { name: "首周激活 的流程图" })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("a wrong token is said in words, with a request to quote", async ({ page }) => {
    await page.goto(`${house.url}/setup?token=wrong`);
    await page.getByLabel("姓名").fill(admin.name);
    await page.getByLabel("邮箱").fill(admin.email);
    await page.getByLabel("密码", { exact: true }).fill(admin.password);
    await page.getByLabel("再输入一次密码").fill(admin.password);
    await page.getByRole("button", { name: "创建管理员" }).click();
    await expect(page.getByRole("alert")).toContainText("安装口令");
    await expect(page.getByRole("alert")).toContainText("请求编号");
  });
});

test.describe("a school that is set up", () => {
  let house: House;
  test.beforeAll(async ({ browser }) => {
    house = await openHouse();
    const page = await browser.newPage();
    await setUp(page, house);
    await page.close();
  });
  test.afterAll(() => house.close());

  test("who is not signed in is led to the door, then on to where they wanted", async ({ page }) => {
    await page.goto(`${house.url}/strategies?state=draft`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("登录");
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel("邮箱").fill(admin.email);
    await page.getByLabel("密码").fill("not my password");
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByLabel("密码").fill(admin.password);
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page).toHaveURL(`${house.url}/strategies?state=draft`);
    await page.getByRole("button", { name: `账户菜单：${admin.name}` }).click();
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("登录");
  });

  test("a new strategy has an id made of its name, or one of its author's own that nobody has", async ({ page }) => {
    await signIn(page, house);
    await page.goto(`${house.url}/strategies?open=new`);
    const dialog = page.getByRole("dialog", { name: "新建策略" });
    const [name, id] = [dialog.getByLabel("策略名称"), dialog.getByLabel("标识")];
    await expect(name).toBeFocused();
    await name.fill("Silent for days");
    await expect(id).toHaveValue("silent-for-days");
    await id.fill("Wrong Id");
    await expect(dialog.getByText("小写字母开头，只含小写字母、数字和连字符")).toBeVisible();
    await id.fill("quiet");
    await name.fill("三日未学提醒");
    await expect(id).toHaveValue("quiet");
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole("button", { name: "创建并打开" }).click();
    await expect(page).toHaveURL(/\/strategies\/quiet/);
    await page.goto(`${house.url}/strategies?open=new`);
    await id.fill("quiet");
    await expect(dialog.getByText("已有策略使用这个标识")).toBeVisible();
  });

  test("a strategy comes from the gallery and from a file, is copied, found and deleted", async ({ page }) => {
    await signIn(page, house);
    const complaints = listen(page, house);
    await page.goto(`${house.url}/strategies?open=gallery`);
    await page.getByRole("button", { name: "使用“首周激活”" }).click();
    await expect(page).toHaveURL(/\/strategies\/first-week/);
    await page.goto(`${house.url}/strategies`);
    const acts = page.getByRole("button", { name: "首周激活 的操作" });
    await acts.click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "导出 JSON" }).click(),
    ]);
    const file = await download.path();
    await acts.click();
    await page.getByRole("menuitem", { name: "复制" }).click();
    await expect(page.getByRole("link", { name: "首周激活 副本" })).toBeVisible();
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "导入 JSON" }).click(),
    ]);
    await chooser.setFiles(file);
    await page.getByRole("dialog").getByRole("button", { name: "作为新策略导入" }).click();
    await expect(page.getByText("first-week-3")).toBeVisible();
    await page.getByLabel("按名称或编号搜索").first().fill("副本");
    await expect(page).toHaveURL(/q=/);
    await expect(page.getByRole("row")).toHaveCount(2);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "首周激活 副本 的操作" }).click();
    await page.getByRole("menuitem", { name: "删除…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
    await expect(page.getByText("没有符合条件的策略")).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test("a file that is no strategy is refused with words for what is wrong", async ({ page }, info) => {
    await signIn(page, house);
    await page.goto(`${house.url}/strategies`);
    for (const [text, said] of [
      ["{", "文件不是有效的 JSON"],
      ['{"format":"winback.strategy/1","id":"x","nodes":[]}', "edges"],
    ] as const) {
      const file = info.outputPath("file.json");
      writeFileSync(file, text);
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.getByRole("button", { name: "导入 JSON" }).click(),
      ]);
      await chooser.setFiles(file);
      const dialog = page.getByRole("dialog");
      await expect(dialog).toContainText("无法导入 file.json");
      await expect(dialog).toContainText(said);
      await dialog.getByRole("button").last().click();
      await expect(dialog).toBeHidden();
    }
  });

  test("another language holds at once, for the next visit, and for what the server says", async ({ page }) => {
    await signIn(page, house);
    await page.goto(`${house.url}/account`);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await page.getByRole("button", { name: "Switch to English" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("My account");
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByLabel("Current password").fill("not my password");
    await page.getByLabel("New password").fill("another quiet walk");
    await page.getByLabel("Password again").fill("another quiet walk");
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByRole("alert")).toContainText(/password/i);
    expect(await barriers(page)).toEqual([]);
  });

  for (const look of ["light", "dark"] as const) {
    test(`the ${look} look is chosen, kept, readable, and fits`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: look === "dark" ? "light" : "dark" });
      await signIn(page, house);
      await page.goto(`${house.url}/about`);
      await page.getByRole("button", { name: "外观" }).click();
      await page.getByRole("menuitem", { name: look === "dark" ? "深色" : "浅色" }).click();
      await page.reload();
      await expect(page.locator("html")).toHaveAttribute("data-theme", look);
      for (const path of ["/about", "/strategies", "/account", "/no/such/page"]) {
        await page.goto(`${house.url}${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        expect(await barriers(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
      }
    });
  }

  test("a role sees what it may open, and is told where it may not", async ({ browser }) => {
    const school = await startSchool();
    const page = await (await browser.newContext({ locale: "en" })).newPage();
    await school.signIn(page, "staff");
    await page.goto(`${school.url}/strategies`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your role does not open this page");
    await expect(page.getByRole("navigation").getByRole("link", { name: "Strategies" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Stop all sends" })).toHaveCount(0);
    expect(await barriers(page)).toEqual([]);
    await page.close();
    await school.stop();
  });

  test("the keyboard reaches everything: skip link, palette, shortcuts, and focus that follows", async ({ page }) => {
    await signIn(page, house);
    await page.goto(`${house.url}/strategies`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("策略");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toBeFocused();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeHidden();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "搜索页面、策略与操作" })).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.type("我的账户");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("我的账户");
    await expect(page.locator("main")).toBeFocused();
    await expect(page).toHaveTitle("我的账户 · Winback 挽回");
  });

  test("stopping all sends is asked, done, said on every page with who and when, and taken back", async ({ page }) => {
    await signIn(page, house);
    await page.goto(`${house.url}/strategies`);
    await page.getByRole("button", { name: "停止全部发送" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "停止全部发送" }).click();
    await expect(page.getByText("全部发送已停止")).toBeVisible();
    await page.goto(`${house.url}/about`);
    await expect(page.getByText(`由 ${admin.name} 于 2026/03/02 09:00 停止`)).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "恢复发送" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "恢复发送" }).click();
    await expect(page.getByText("全部发送已停止")).toBeHidden();
  });

  test("a lost connection is said, and so is that it is back", async ({ page, context }) => {
    await signIn(page, house);
    await page.goto(`${house.url}/about`);
    await expect(page.getByText("引擎正常运行")).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText("与服务器的连接已断开")).toBeVisible({ timeout: 15_000 });
    await context.setOffline(false);
    await expect(page.getByText("与服务器的连接已断开")).toBeHidden();
  });
});
