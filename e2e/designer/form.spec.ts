// The inspector, by keyboard alone: a field of every kind of node changes the draft and the sentence that says what the node does; what
// was typed can be taken back; no field has a barrier in either look.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { silence } from "#e2e/api/drawings.ts";
import { nodeKinds } from "#shared/node/all.ts";
import { signalKinds } from "#shared/signal/all.ts";
import { freshTier } from "#shared/tier/form.ts";
import { listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

type Node = Record<string, unknown>;
const idOf = (kind: string) => `new-${kind.toLowerCase()}`;
const everyKind: Node[] = [
  ...signalKinds.map(({ kind, fresh }) => ({ ...fresh, id: idOf(kind), type: "signal" })),
  ...nodeKinds.map(({ type, fresh }) => ({ ...fresh, id: idOf(type) })),
  { ...freshTier, id: "new-tier" },
];
const own = silence("every-kind");
const drawing = {
  ...own,
  nodes: [...own.nodes, ...everyKind].map((node) => {
    if (node.id === idOf("score")) return { ...node, weights: { silent: 2 } };
    return node.id === idOf("send") ? { ...node, message: "hello" } : node;
  }),
};

/** A node's kind, the label of its field, what is typed into it, where that arrives, and what the sentence then says. */
const fields: [string, string, string, Node, string?][] = [
  ["absence", "持续没有", "14", { for: "P14D" }, "14 天没有登录学习"],
  ["drop", "平时至少", "6", { min: 6 }, "6 次"],
  ["stall", "没有推进", "10", { for: "P10D" }, "10 天"],
  ["behind", "落后同期中位数", "40", { by: 0.4 }, "40%"],
  ["count", "达到", "3", { atLeast: 3 }, "3 次"],
  ["metric", "界限", "75", { value: 75 }, "75"],
  ["overdue", "时限", "48", { within: "PT48H" }, "48 小时"],
  ["milestone", "连续", "10", { streakDays: 10 }, "连续 10 天"],
  ["attribute", "值", "30", { when: { attr: "enrolledAt", op: "withinLast", value: "P30D" } }, "30 天"],
  ["schedule", "时刻", "2030", { at: "20:30" }, "20:30"],
  ["score", "合计达到", "4", { atLeast: 4 }, "达到 4"],
  ["tier", "级别", "5", { rank: 5 }],
  ["wait", "时长", "2", { for: "P2D" }],
  ["waitFor", "最多等", "36", { timeout: "PT36H" }],
  ["branch", "情况 1 · 出口", "reply", { cases: [{ port: "reply", when: { cause: "motivation" } }] }],
  ["split", "分组 1 的占比", "70", { arms: [expect.objectContaining({ weight: 7000 }), expect.anything()] }],
  ["task", "任务标题 · 中文", "请致电", { title: { "zh-CN": "请致电", en: "Call the learner" } }],
  ["webhook", "地址", "https://crm.example.com/hook", { url: "https://crm.example.com/hook" }],
  ["window", "到", "20", { to: "20:00" }],
  ["end", "原因", "done", { reason: "done" }],
  ["send", "名称 · 中文", "最后一次", { name: { "zh-CN": "最后一次" } }],
  ["update", "加标签", "vip", { addTags: ["contacted", "vip"] }],
];

let school: DesignedSchool;
test.beforeAll(async () => {
  school = await startSchool();
  await school.call("POST", "/api/strategies", drawing);
});
test.afterAll(() => school.stop());

async function open(page: Page, kind: string) {
  await page.goto(`${school.url}/strategies/every-kind?node=${idOf(kind)}`);
  const form = page.getByRole("form");
  await expect(form).toBeVisible();
  return form;
}

async function kept(kind: string): Promise<Node | undefined> {
  const { document } = (await school.call("GET", "/api/strategies/every-kind")) as { document: { nodes: Node[] } };
  return document.nodes.find(({ id }) => id === idOf(kind));
}

async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}

test.beforeEach(({ page }) => page.addInitScript(() => localStorage.setItem("winback.locale", "zh")));

test("every kind is here", () => {
  expect(new Set(fields.map(([kind]) => idOf(kind)))).toEqual(new Set(everyKind.map(({ id }) => id)));
});

test("a field of every kind is filled in by keyboard", async ({ page }) => {
  test.setTimeout(180_000);
  await school.signIn(page, "operator");
  const complaints = listen(page, school);
  for (const [kind, label, text, wanted, said] of fields) {
    await test.step(`${kind}: ${label}`, async () => {
      const form = await open(page, kind);
      await form.getByLabel(label, { exact: true }).focus();
      await retype(page, text);
      await page.keyboard.press("Enter");
      if (said !== undefined) await expect(form.getByRole("status").first()).toContainText(said);
      await expect.poll(() => kept(kind), { timeout: 15_000 }).toMatchObject(wanted);
    });
  }
  expect(complaints).toEqual([]);
});

test("Escape brings back what stood there, undo takes a whole edit back", async ({ page }) => {
  await school.signIn(page, "operator");
  const form = await open(page, "stall");
  const days = form.getByLabel("没有推进", { exact: true });
  const before = await days.inputValue();
  const sentence = form.getByRole("status").first();
  await days.focus();
  await retype(page, "21");
  await expect(sentence).toContainText("21 天");
  await page.keyboard.press("Escape");
  await expect(sentence).toContainText(`${before} 天`);
  await expect(days).toHaveValue(before);
  await retype(page, "25");
  await page.keyboard.press("Tab");
  await expect(sentence).toContainText("25 天");
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(sentence).toContainText(`${before} 天`);
});

test("a unit, an event of the school's own and another way are chosen by keyboard", async ({ page }) => {
  await school.signIn(page, "operator");
  const absence = await open(page, "absence");
  await absence.getByLabel("事件", { exact: true }).focus();
  await page.keyboard.type("custom.tapped");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(absence.getByRole("status").first()).toContainText("custom.tapped");
  await absence.getByLabel("持续没有的单位").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => kept("absence")).toMatchObject({ for: expect.stringMatching(/^P\d+W$/) });
  const wait = await open(page, "wait");
  await wait.getByRole("radio", { name: "一段时间" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(wait.getByLabel("时刻", { exact: true })).toHaveValue("19:00");
  await expect.poll(() => kept("wait")).toEqual({ id: "new-wait", type: "wait", until: { time: "19:00" } });
});

test("a condition is added to, grouped and read back by keyboard", async ({ page }) => {
  await school.signIn(page, "operator");
  const form = await open(page, "branch");
  await form.getByRole("combobox", { name: "条件类型" }).focus();
  await page.keyboard.press("Alt+Enter");
  await expect(form.getByRole("combobox", { name: "组合方式" })).toHaveCount(1);
  await expect(form.getByRole("combobox", { name: "条件类型" })).toHaveCount(2);
  await page.keyboard.press("Alt+KeyG");
  await expect(form.getByRole("combobox", { name: "组合方式" })).toHaveCount(2);
  const when = { all: [{ cause: "motivation" }, { any: [{ attr: "status", op: "eq", value: "studying" }] }] };
  await expect.poll(() => kept("branch")).toMatchObject({ cases: [{ when }] });
  await expect(form.getByText("(原因是动机 且 (status = studying))")).toBeVisible();
});

test("an unusual duration stays as it was written, a bad one is refused in words", async ({ page }) => {
  await school.signIn(page, "operator");
  const nodes = drawing.nodes.map((node) => (node.id === idOf("wait") ? { ...node, for: "P1DT12H" } : node));
  await school.call("POST", "/api/strategies", { ...drawing, id: "unusual", nodes });
  await page.goto(`${school.url}/strategies/unusual?node=${idOf("wait")}`);
  await expect(page.getByLabel("时长", { exact: true })).toHaveValue("P1DT12H");
  await page.goto(`${school.url}/strategies/unusual?panel=settings`);
  const form = page.getByRole("form", { name: "策略设置" });
  await form.getByLabel("冷却期", { exact: true }).focus();
  await page.keyboard.type("21");
  await form.getByLabel("优先级", { exact: true }).focus();
  await page.keyboard.type("70");
  await page.keyboard.press("Tab");
  const policy = async () =>
    ((await school.call("GET", "/api/strategies/unusual")).document as { policy?: unknown }).policy;
  await expect.poll(policy).toEqual({ cooldown: "P21D", priority: 70 });
});

for (const look of ["light", "dark"] as const) {
  test(`no form has a barrier, ${look}`, async ({ page }) => {
    test.setTimeout(120_000);
    await school.signIn(page, "operator");
    await page.addInitScript((theme) => localStorage.setItem("winback.theme", theme), look);
    for (const kind of ["absence", "attribute", "branch", "task", "tier"]) {
      await open(page, kind);
      const { violations } = await new AxeBuilder({ page }).include("form").analyze();
      expect(violations.map(({ id, nodes }) => [kind, id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
}

test("the same in English", async ({ page }) => {
  await school.signIn(page, "operator");
  await page.addInitScript(() => localStorage.setItem("winback.locale", "en"));
  const form = await open(page, "absence");
  await expect(form).toHaveAccessibleName("Absence settings");
  await form.getByLabel("None for", { exact: true }).focus();
  await retype(page, "2");
  await page.keyboard.press("Enter");
  await expect(form.getByRole("status").first()).toContainText("no session started");
});
