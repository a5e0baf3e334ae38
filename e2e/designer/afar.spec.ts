// A large drawing from afar, where all connections are one curve: each is clicked, asked for its menu, dropped on, and come to by keyboard
// as near by; a node that is dragged there stands where it was let go.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { largeStrategy } from "#e2e/canvas/strategy.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1600, height: 900 } });

let school: DesignedSchool;
test.beforeAll(async () => {
  school = await startSchool();
});
test.afterAll(() => school.stop());

const SIZE = [240, 320] as const;
const node = (page: Page, id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
const edge = (page: Page, id: string): Locator => page.locator(`.react-flow__edge[data-id="${id}"]`);
const drawn = (page: Page): Locator => page.locator(".react-flow__edge");
const saved = (page: Page) => expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "saved");

interface Kept {
  readonly edges: readonly object[];
  readonly nodes: readonly { id: string; type: string }[];
  readonly layout: Readonly<Record<string, { x: number; y: number }>>;
}

async function documentOf(id: string): Promise<Kept> {
  return (await school.call("GET", `/api/strategies/${id}`)).document as unknown as Kept;
}

/** Opens a strategy of its own and looks at all of it. */
async function openAfar(page: Page, id: string): Promise<void> {
  await school.call("POST", "/api/strategies", largeStrategy(id, ...SIZE));
  await school.signIn(page, "operator");
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  await page.goto(`${school.url}/strategies/${id}`);
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
  await page.getByRole("toolbar").getByRole("button", { name: "显示全部" }).click();
  await expect(page.locator(".react-flow__node")).toHaveCount(SIZE[0]);
  await expect(page.locator(".wb-drawing-asleep")).toBeVisible();
  await expect(drawn(page)).toHaveCount(0);
  // Away from the button and its hint.
  await page.mouse.move(800, 880);
}

async function boxOf(one: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await one.boundingBox();
  if (box === null) throw new Error("it is not on the screen");
  return box;
}

/** The middle of the connection by a port of a node, as its ports stand on the screen. */
async function middleOf(page: Page, from: string, port: string, to: string): Promise<{ x: number; y: number }> {
  const out = await boxOf(node(page, from).locator(`.react-flow__handle[data-handleid="${port}"]`));
  const into = await boxOf(node(page, to).locator(".react-flow__handle.target"));
  return { x: (out.x + out.width + into.x) / 2, y: (out.y + out.height / 2 + into.y + into.height / 2) / 2 };
}

/** Whether what the hand carries is drawn at a point of the screen. */
function isPictured(page: Page, point: { x: number; y: number }): Promise<boolean> {
  return page.locator("canvas.wb-in-hand").evaluate((sheet: HTMLCanvasElement, { x, y }) => {
    const room = sheet.getBoundingClientRect();
    const [left, top] = [(x - room.x) * devicePixelRatio, (y - room.y) * devicePixelRatio];
    return (sheet.getContext("2d")?.getImageData(left, top, 1, 1).data[3] ?? 0) > 0;
  }, point);
}

test("a click beside a connection selects it, a right click asks for its menu, and what is dropped on it joins it", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openAfar(page, "afar-hand");
  const complaints = listen(page, school);
  const first = await middleOf(page, "s0", "next", "s1");
  await page.mouse.click(first.x, first.y);
  await expect(edge(page, "s0 next s1")).toHaveClass(/selected/);
  await expect(drawn(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(drawn(page)).toHaveCount(0);

  const second = await middleOf(page, "s1", "next", "s2");
  await page.mouse.click(second.x, second.y, { button: "right" });
  await expect(edge(page, "s1 next s2")).toHaveClass(/selected/);
  await page.getByRole("menuitem", { name: /删除/ }).click();
  await saved(page);
  expect((await documentOf("afar-hand")).edges).not.toContainEqual({ from: "s1", port: "next", to: "s2" });

  const third = await middleOf(page, "s2", "timeout", "s3");
  const room = await boxOf(page.locator(".wb-drawing"));
  const targetPosition = { x: third.x - room.x, y: third.y - room.y };
  await page
    .getByRole("button", { name: "添加：等待", exact: true })
    .dragTo(page.locator(".wb-drawing"), { targetPosition });
  await saved(page);
  const { nodes, edges } = await documentOf("afar-hand");
  expect(nodes).toHaveLength(SIZE[0] + 1);
  const added = nodes.at(-1)?.id ?? "";
  expect(edges).not.toContainEqual({ from: "s2", port: "timeout", to: "s3" });
  expect(edges).toContainEqual({ from: "s2", port: "timeout", to: added });
  expect(edges).toContainEqual({ from: added, port: "next", to: "s3" });
  expect(complaints).toEqual([]);
});

test("Tab comes to one connection after the other, there and back; Enter selects, Delete takes away, as near by", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await openAfar(page, "afar-keys");
  const complaints = listen(page, school);
  const all = (await documentOf("afar-keys")).edges as { from: string; port: string; to: string }[];
  const [first, second, third] = all.map(({ from, port, to }) => edge(page, `${from} ${port} ${to}`));
  if (first === undefined || second === undefined || third === undefined) throw new Error("there are three");
  await page.getByRole("button", { name: "添加：结束", exact: true }).focus();
  await page.keyboard.press("Tab");
  while (!(await first.evaluate((one) => one === document.activeElement).catch(() => false)))
    await page.keyboard.press("Tab");
  await expect(first).toHaveAttribute("aria-label", /到/);
  await page.keyboard.press("Tab");
  await expect(second).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(third).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(second).toBeFocused();
  expect(await drawn(page).count()).toBeLessThan(6);
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(second).toHaveClass(/selected/);
  await page.keyboard.press("Delete");
  await saved(page);
  expect((await documentOf("afar-keys")).edges).not.toContainEqual(all[1]);
  expect(complaints).toEqual([]);
});

test("a node dragged from afar stands where it was let go, and goes back where it was by undo", async ({ page }) => {
  test.setTimeout(120_000);
  await openAfar(page, "afar-drag");
  const before = (await documentOf("afar-drag")).layout["s60"];
  const began = await boxOf(node(page, "s60"));
  const at = { x: began.x + began.width / 2, y: began.y + 4 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 200, at.y + 90, { steps: 12 });
  await expect.poll(() => isPictured(page, { x: at.x + 200, y: at.y + 90 })).toBe(true);
  expect(await isPictured(page, at)).toBe(false);
  await expect(node(page, "s60")).toHaveCSS("opacity", "0");
  await page.mouse.up();
  await expect(node(page, "s60")).toHaveCSS("opacity", "1");
  await expect(page.locator(".wb-in-hand")).toHaveCount(0);
  await saved(page);
  const after = (await documentOf("afar-drag")).layout["s60"];
  expect(after?.x).toBeGreaterThan((before?.x ?? 0) + 1000);
  const place = node(page, "s60");
  await expect(place).toHaveAttribute("style", new RegExp(`translate\\(${after?.x}px, ?${after?.y}px\\)`));
  await page.keyboard.press("Control+z");
  await expect(place).toHaveAttribute("style", new RegExp(`translate\\(${before?.x}px, ?${before?.y}px\\)`));
});
