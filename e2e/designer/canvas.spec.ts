// The canvas: drawing by hand and by keyboard, what may not be connected, undo to the same document, copies between strategies, layout,
// problems, the JSON beside it, and two people at one draft; without a complaint of the browser or a barrier.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { gallery } from "#shared/strategy/gallery.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ viewport: { width: 1600, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });

let school: DesignedSchool;
test.beforeAll(async () => {
  school = await startSchool();
});
test.afterAll(() => school.stop());

const [three, firstWeek] = gallery.map(({ document }) => document);

/** A strategy of this test's own: the gallery's under another id. */
async function keep(id: string, document: object = three ?? {}): Promise<void> {
  await school.call("POST", "/api/strategies", { ...document, id });
}

async function documentOf(id: string): Promise<Record<string, unknown>> {
  return (await school.call("GET", `/api/strategies/${id}`)).document as Record<string, unknown>;
}

/** Opens a canvas in a language and waits until it stands. */
async function open(page: Page, address: string, locale: "zh" | "en" = "zh"): Promise<void> {
  await school.signIn(page, "operator");
  await page.addInitScript((chosen) => localStorage.setItem("winback.locale", chosen), locale);
  await page.goto(`${school.url}/strategies/${address}`);
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
}

const node = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
const told = (page: Page): Locator => page.locator("output");
const saved = (page: Page) => expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "saved");

/** From the first port of a node to the middle of another. */
async function drawWire(page: Page, from: string, to: string): Promise<void> {
  await node(page, from).locator(".react-flow__handle.source").first().hover();
  await page.mouse.down();
  const box = await node(page, to).boundingBox();
  if (box === null) throw new Error(`${to} is not drawn`);
  await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
}

/** N, some of what it is called, Enter. */
async function addByKeys(page: Page, what: string): Promise<void> {
  await page.keyboard.press("n");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type(what);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

const start = {
  ...{ format: "winback.strategy/1", name: { "zh-CN": "从头画", en: "From scratch" }, purpose: "retention" },
  ...{ subject: "learner", goal: { events: ["session.started"], days: 1, within: "P14D" } },
  nodes: [{ id: "silent", type: "signal", kind: "absence", events: ["session.started"], for: "P3D" }],
  edges: [],
  layout: { silent: { x: 0, y: 0 } },
};

test("by keyboard alone a strategy is drawn, connected and undone to the same document", async ({ page }) => {
  await keep("by-keys", start);
  const complaints = listen(page, school);
  await open(page, "by-keys", "en");
  const before = await documentOf("by-keys");
  await page.keyboard.press("]");
  await expect(node(page, "silent")).toBeFocused();
  await addByKeys(page, "watch");
  await expect(told(page)).toHaveText("Added Watch");
  await expect(page.getByRole("group", { name: "Absence, on, to Watch" })).toHaveCount(1);
  await addByKeys(page, "send.push");
  await expect(node(page, "push")).toBeFocused();
  await addByKeys(page, "step.wait ");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toContainText("Nothing it can lead to");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+ArrowDown");
  await saved(page);
  const drawn = await documentOf("by-keys");
  expect(drawn.edges).toEqual([
    { from: "silent", port: "on", to: "watch" },
    { from: "watch", port: "enter", to: "push" },
    { from: "push", port: "next", to: "wait" },
  ]);
  for (let n = 0; n < 50; n++) await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await saved(page);
  expect(await documentOf("by-keys")).toEqual(before);
  for (let n = 0; n < 50; n++) await page.keyboard.press("Control+Shift+z");
  await saved(page);
  expect(await documentOf("by-keys")).toEqual(drawn);
  expect(complaints).toEqual([]);
});

test("where frames come late, what was done meanwhile stands", async ({ page }) => {
  await keep("late-frames");
  await page.addInitScript(() => {
    const soon = requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (call) => Number(setTimeout(() => soon(call), 400));
  });
  await open(page, "late-frames?node=silent3");
  await page.keyboard.press("Escape");
  await page.waitForTimeout(2500);
  await expect(page.locator(".react-flow__node.selected")).toHaveCount(0);
  await page.keyboard.press("]");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("f");
  const find = page.getByRole("textbox", { name: "查找节点" });
  await expect(find).toBeFocused();
  await page.waitForTimeout(1500);
  await expect(find).toBeFocused();
});

test("a connection that makes no sense is refused with its reason; one that does is drawn", async ({ page }) => {
  await keep("wires");
  await open(page, "wires");
  await drawWire(page, "silent3", "nudge");
  await expect(told(page)).toHaveText("不能连接：信号要先接到等级，由等级进入步骤");
  await drawWire(page, "silent3", "watch");
  await expect(told(page)).toHaveText("不能连接：已经连好了");
  await drawWire(page, "silent14", "watch");
  await expect(told(page)).toHaveText("已连接：14 天没有登录 到 关注级");
  await saved(page);
  expect((await documentOf("wires")).edges).toContainEqual({ from: "silent14", port: "on", to: "watch" });
});

test("a new layout moves nodes and changes nothing else, in one step", async ({ page }) => {
  await keep("tidy");
  const { layout: before, ...meaning } = await documentOf("tidy");
  await open(page, "tidy");
  await page.getByRole("toolbar").getByRole("button", { name: "自动排列" }).click();
  await saved(page);
  const { layout, ...rest } = await documentOf("tidy");
  expect(rest).toEqual(meaning);
  expect(layout).not.toEqual(before);
  await page.keyboard.press("Control+z");
  await saved(page);
  expect((await documentOf("tidy")).layout).toEqual(before);
});

test("nodes go to another strategy through the clipboard, with their messages and new names", async ({ page }) => {
  await keep("source");
  await keep("target", firstWeek);
  await open(page, "source?node=remind");
  await expect(node(page, "remind")).toBeFocused();
  await page.keyboard.press("Control+c");
  await expect(told(page)).toHaveText("已复制 1 个节点");
  await open(page, "target");
  await page.locator(".react-flow__pane").click({ position: { x: 20, y: 20 } });
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+v");
  await expect(told(page)).toHaveText("已粘贴 1 个节点");
  await saved(page);
  const { nodes, messages } = await documentOf("target");
  const pasted = { type: "send", message: "keep-going-push" };
  expect(nodes).toContainEqual({ ...pasted, id: "remind" });
  expect(nodes).toContainEqual({ ...pasted, id: "remind-2", message: "keep-going-push-2" });
  expect(messages).toHaveProperty("keep-going-push-2");
});

test("a problem leads to its node, and a certain cure is one click", async ({ page }) => {
  await keep("ill");
  await open(page, "ill?panel=problems");
  await node(page, "nudge").click();
  await page.keyboard.press("Delete");
  const list = page.getByRole("list", { name: "问题" });
  await list.getByRole("button", { name: "等级“关注级”之后没有任何步骤" }).click();
  await expect(node(page, "watch")).toBeFocused();
  await expect(page).toHaveURL(/node=watch/);
  await list.getByRole("button", { name: "删除这条消息" }).click();
  await expect(list.getByText("没有被任何步骤发送")).toHaveCount(0);
  await saved(page);
  expect((await documentOf("ill")).messages).not.toHaveProperty("keep-going");
});

test("JSON and canvas follow each other", async ({ page }) => {
  await keep("text");
  await open(page, "text?panel=json&node=breath");
  await expect(page.locator(".wb-json-here").first()).toBeVisible();
  await expect(page.locator(".wb-json-here").filter({ hasText: '"breath"' })).toHaveCount(1);
  await page.locator(".wb-json-here").filter({ hasText: '"P1D"' }).click();
  await page.keyboard.press("End");
  for (let n = 0; n < 2; n++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("6");
  await expect(node(page, "breath")).toContainText("等 6 天");
  await expect(page).toHaveURL(/node=breath/);
});

test("two people: what only one touched is merged, what both touched is asked", async ({ page }) => {
  await keep("both");
  await open(page, "both?node=silent3");
  const { document, revision } = await school.call("GET", "/api/strategies/both");
  const theirs = structuredClone(document) as { nodes: Record<string, unknown>[] };
  for (const one of theirs.nodes) {
    if (one.id === "silent3") one.for = "P5D";
    if (one.id === "breath") one.for = "P2D";
  }
  const answer = await page.request.put(`${school.url}/api/strategies/both`, {
    data: theirs,
    headers: { "If-Match": `"${revision}"`, Authorization: `Bearer ${school.key}`, Origin: school.url },
  });
  expect(answer.status()).toBe(200);
  await page.getByRole("complementary").getByRole("spinbutton").first().fill("4");
  await page.keyboard.press("Tab");
  const merge = page.getByRole("dialog", { name: "有人先保存了修改" });
  await expect(merge.getByRole("listitem")).toHaveCount(1);
  await expect(merge.getByRole("listitem")).toContainText(/持续没有.*4 天.*5 天/);
  expect(await barriers(page)).toEqual([]);
  await merge.getByRole("radio", { name: /对方的/ }).check();
  await merge.getByRole("button", { name: "合并并保存" }).click();
  await saved(page);
  const { nodes } = await documentOf("both");
  expect(nodes).toContainEqual(expect.objectContaining({ id: "silent3", for: "P5D" }));
  expect(nodes).toContainEqual(expect.objectContaining({ id: "breath", for: "P2D" }));
});

for (const [locale, scheme] of [
  ["zh", "light"],
  ["en", "dark"],
] as const) {
  test(`no barriers in ${locale}, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await keep(`plain-${locale}`);
    await open(page, `plain-${locale}?node=watch&panel=problems`, locale);
    await expect(page.getByRole("complementary").first()).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await barriers(page)).toEqual([]);
  });
}
