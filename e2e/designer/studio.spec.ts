// The message studio as a marketer uses it: two variants in two languages, the length of an SMS with signature and tail, a learner's own
// preview, a test to oneself, and an experiment that is fixed once an operator has published it.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { inapp, silence } from "#e2e/api/drawings.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ viewport: { width: 1600, height: 900 } });

let school: DesignedSchool;
test.beforeAll(async () => {
  const settings = { schoolName: "晨光网校", signature: "【晨光】", smsTail: "拒收请回复R" };
  school = await startSchool({ settings });
  await school.call("POST", "/v1/learners", [{ id: "li", name: "李雷" }]);
});
test.afterAll(() => school.stop());

/** A strategy of this test's own, whose second message is an SMS that says nothing yet. */
async function keep(id: string): Promise<void> {
  const ring = { channel: "sms", variants: [{ id: "a", weight: 10_000, content: {} }] };
  const messages = { hello: { channel: "inapp", variants: [inapp("学一小节吧")] }, ring };
  await school.call("POST", "/api/strategies", silence(id, { messages }));
}

async function open(page: Page, address: string, locale: "zh" | "en"): Promise<void> {
  await school.signIn(page, "marketer");
  await page.addInitScript((chosen) => localStorage.setItem("winback.locale", chosen), locale);
  await page.goto(`${school.url}/strategies/${address}`);
  await expect(page.getByRole("tab").first()).toBeVisible({ timeout: 20_000 });
}

const variant = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });
const saved = (page: Page) => expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "saved");

async function messagesOf(id: string): Promise<Record<string, Record<string, unknown>>> {
  const { document } = await school.call("GET", `/api/strategies/${id}`);
  return (document as { messages: Record<string, Record<string, unknown>> }).messages;
}

test("a marketer writes two variants in two languages, and sees what an SMS costs", async ({ page }) => {
  test.setTimeout(120_000);
  await keep("texts");
  const complaints = listen(page, school);
  await open(page, "texts/messages/ring", "zh");
  const [a, b] = [variant(page, "变体 A"), variant(page, "变体 B")];
  await expect(a.getByText("缺少中文文案")).toBeVisible();
  const text = a.getByRole("textbox", { name: "正文" });
  await text.fill("学".repeat(61));
  await expect(a.getByRole("status").filter({ hasText: "71 字 · 2 条" })).toContainText("¥0.10");
  await expect(a.getByRole("list", { name: "检查" })).toContainText("3GPP TS 23.038");
  await text.fill("学".repeat(60));
  await expect(a.getByRole("status").filter({ hasText: "70 字 · 1 条" })).toContainText("¥0.05");
  await expect(a.getByRole("list", { name: "检查" })).toHaveCount(0);
  await text.fill("");
  await text.pressSequentially("{{lear");
  await page.getByRole("option", { name: /learner\.name/ }).click();
  await expect(text).toHaveText('{{or learner.name "同学"}}');
  await text.press("End");
  await text.pressSequentially("，你的课还在");
  await page.getByText("英文", { exact: true }).click();
  await a.getByRole("textbox", { name: "正文" }).fill("Your lesson is waiting");
  await page.getByRole("button", { name: "添加变体" }).click();
  await b.getByRole("textbox", { name: "正文" }).fill("Five minutes are enough");
  await page.getByText("中文", { exact: true }).click();
  await b.getByRole("textbox", { name: "正文" }).fill("五分钟就够");
  await saved(page);
  const { ring } = await messagesOf("texts");
  const written = [
    { "zh-CN": { body: '{{or learner.name "同学"}}，你的课还在' }, en: { body: "Your lesson is waiting" } },
    { "zh-CN": { body: "五分钟就够" }, en: { body: "Five minutes are enough" } },
  ];
  expect(ring?.variants).toMatchObject(written.map((content) => ({ weight: 5000, content })));
  await page.getByRole("combobox", { name: "用谁的数据预览" }).fill("李");
  await page.getByTitle("李雷 · li").click();
  await expect(a.locator(".wb-text-bubble")).toHaveText("【晨光】李雷，你的课还在拒收请回复R");
  await expect(page).toHaveURL(/learner=li/);
  expect(await barriers(page)).toEqual([]);
  await a.getByRole("button", { name: "变体 A 的操作" }).click();
  await page.getByRole("menuitem", { name: "发给自己试试" }).click();
  const dialog = page.getByRole("dialog", { name: "发给自己试试" });
  await dialog.getByLabel("手机号").fill("13800138000");
  await dialog.getByRole("button", { name: "发送" }).click();
  await expect(dialog).toContainText("由沙盒代收");
  expect(complaints).toEqual([]);
});

test("what a learner should not read is told at its place, and undo takes it back", async ({ page }) => {
  await keep("tone");
  await open(page, "tone/messages/hello", "zh");
  const a = variant(page, "变体 A");
  const text = a.getByRole("textbox", { name: "正文" });
  await text.fill("{{learner.name}}，你是高风险学员");
  const list = a.getByRole("list", { name: "检查" });
  await expect(list).toContainText("高风险");
  await expect(list).toContainText("产品原则");
  await expect(list).toContainText("learner.name");
  await expect(a.locator(".cm-lintRange-error").first()).toBeVisible();
  await list.getByRole("button", { name: "加上缺省文字" }).click();
  await expect(text).toHaveText('{{or learner.name "同学"}}，你是高风险学员');
  await page.getByRole("button", { name: "撤销" }).click();
  await text.press("Control+z");
  await expect(text).toHaveText("学一小节吧");
  await expect(list).toHaveCount(0);
  await page.getByRole("link", { name: "返回画布" }).click();
  await expect(page).toHaveURL(/strategies\/tone\?node=nudge/);
});

test("an experiment is planned, starts with the publish, and is fixed from then on", async ({ page }) => {
  test.setTimeout(120_000);
  await keep("trial");
  await open(page, "trial/messages/hello?tab=experiment", "en");
  await expect(page.getByText("Add a second variant under Texts first.")).toBeVisible();
  await page.getByRole("tab", { name: "Texts" }).click();
  await variant(page, "Variant A").getByRole("button", { name: "Acts on variant A" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.getByRole("tab", { name: "Experiment" }).click();
  await page.getByRole("button", { name: "Design an experiment" }).click();
  await page.getByLabel("Rate today (%)").fill("10");
  await page.getByLabel("Smallest difference that matters (points)").fill("5");
  await page.getByLabel("Learners a week").fill("200");
  await expect(page.getByText(/learners in all \(A \S+ · B \S+\)/)).toBeVisible();
  await expect(page.getByText(/About \d+ weeks at today's traffic/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await saved(page);
  const ring = { channel: "sms", variants: [{ id: "a", weight: 10_000, content: { "zh-CN": { body: "学" } } }] };
  const { document, revision } = await school.call("GET", "/api/strategies/trial");
  const whole = document as { messages: object };
  const sound = { ...whole, messages: { ...whole.messages, ring } };
  const headers = { "If-Match": `"${revision}"`, Authorization: `Bearer ${school.key}`, Origin: school.url };
  await page.request.put(`${school.url}/api/strategies/trial`, { data: sound, headers });
  await school.call("POST", "/api/strategies/trial/publish", {});
  await page.reload();
  await expect(page.getByText("Started: metric and window are fixed")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Primary metric" })).toBeDisabled();
  await page.getByRole("button", { name: "Start a new experiment" }).click();
  await expect(page.getByText("Not started: it starts at the next publish")).toBeVisible();
  await saved(page);
  expect((await messagesOf("trial")).hello?.experiment).toMatchObject({ salt: "hello-2", baseline: 0.1 });
});

for (const [locale, scheme] of [
  ["zh", "light"],
  ["en", "dark"],
] as const) {
  test(`no barriers in ${locale}, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await keep(`plain-${locale}`);
    await open(page, `plain-${locale}/messages/hello`, locale);
    await expect(page.locator(".wb-inapp")).toBeVisible({ timeout: 20_000 });
    expect(await barriers(page)).toEqual([]);
  });
}
