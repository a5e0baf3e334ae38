// One run of the bench: a canvas of 500 nodes opened, worked on by hand, typed into and laid out; gives the figures by name.
import type { Browser, CDPSession, Page } from "@playwright/test";
import { percentile } from "#e2e/bench/load.ts";
import type { DesignedSchool } from "#e2e/designer/school.ts";
import { pinch, pull, type } from "./hand.ts";
import { headOf, lastPlace, nodeCount, openingOf, watchItself } from "./page.ts";
import { largeStrategy } from "./strategy.ts";
import { frameRate, frameWork, longestTask, type Trace, traced } from "./trace.ts";

/** How large the drawing is. */
export const SIZE = { nodes: 500, edges: 800 } as const;

/** Figures by name. */
export type Figures = Record<string, number>;

/** Work is what the processor gave the thread; the clock, which other programs of the machine move too, stands beside. */
function framesOf(name: string, trace: Trace): Figures {
  const [work, clock] = [frameWork(trace, "cpuMs"), frameWork(trace, "ms")];
  return {
    [`${name} p50`]: percentile(work, 0.5),
    [`${name} p95`]: percentile(work, 0.95),
    [`${name} clock p50`]: percentile(clock, 0.5),
    [`${name} clock p95`]: percentile(clock, 0.95),
    [`${name} rate`]: frameRate(trace),
  };
}

const middle = { x: 950, y: 600 };

/** Near, as it opens: a node across the screen, the canvas under the hand, out to all of it and back. */
async function nearBy(page: Page, session: CDPSession): Promise<Figures> {
  const head = await headOf(page, "s20");
  const drag = await traced(session, () => pull(session, head, { x: 560, y: 240 }));
  await quiet(page);
  const pan = await traced(session, () => pull(session, { x: 1000, y: 115 }, { x: -600, y: 300 }));
  await quiet(page);
  const zoom = await traced(session, () => pinch(session, middle));
  await quiet(page);
  return { ...framesOf("drag", drag), ...framesOf("pan", pan), ...framesOf("zoom", zoom) };
}

/** From afar, with every node in view. */
async function fromAfar(page: Page, session: CDPSession): Promise<Figures> {
  await page.getByRole("toolbar").getByRole("button", { name: "显示全部" }).click();
  await page.waitForFunction((all) => document.querySelectorAll(".react-flow__node").length === all, SIZE.nodes);
  await quiet(page);
  const head = await headOf(page, "s120");
  const drag = await traced(session, () => pull(session, head, { x: 300, y: 200 }));
  await quiet(page);
  const pan = await traced(session, () => pull(session, { x: 700, y: 115 }, { x: 160, y: 90 }));
  await quiet(page);
  return { ...framesOf("drag all", drag), ...framesOf("pan all", pan) };
}

async function typing(page: Page): Promise<Figures> {
  const field = page.locator(".wb-form-common input").first();
  await field.click();
  await quiet(page);
  await page.evaluate(() => {
    window.winbackKeysMs = [];
  });
  await type(page, 40);
  const keys = await page.evaluate(() => window.winbackKeysMs);
  return { "key p50": percentile(keys, 0.5), "key p95": percentile(keys, 0.95), "key worst": Math.max(...keys) };
}

async function layingOut(page: Page, session: CDPSession): Promise<Figures> {
  const button = await page.getByRole("toolbar").getByRole("button", { name: "自动排列" }).boundingBox();
  if (button === null) throw new Error("there is a button for the layout");
  // The last of the document: when it has come to its place, all have.
  const placeOfLast = () => page.evaluate(lastPlace);
  const before = await placeOfLast();
  const began = performance.now();
  let wholeMs = 0;
  const trace = await traced(session, async () => {
    await page.mouse.click(button.x + 8, button.y + 8);
    while ((await placeOfLast()) === before) await page.waitForTimeout(20);
    wholeMs = performance.now() - began;
    await quiet(page);
  });
  return {
    "layout blocked": longestTask(trace, "cpuMs"),
    "layout blocked clock": longestTask(trace, "ms"),
    "layout whole": wholeMs,
  };
}

/** Until what rests a moment before it is done (judging, saving) is done. */
async function quiet(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
}

/** What the page's main thread has had of the processor since it began, which other programs of the machine hardly move. */
async function taskCpuMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
}

/** Opens a fresh drawing in a fresh browser profile and measures everything. */
export async function runOnce(browser: Browser, school: DesignedSchool, id: string): Promise<Figures> {
  await school.call("POST", "/api/strategies", largeStrategy(id, SIZE.nodes, SIZE.edges));
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  await page.addInitScript(watchItself);
  await school.signIn(page, "operator");
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(`${school.url}/strategies/${id}`);
  const { shownMs, usableMs } = await openingOf(page);
  const openingCpuMs = await taskCpuMs(session);
  const drawn = await nodeCount(page);
  await quiet(page);
  const near = await nearBy(page, session);
  const keys = await typing(page);
  await page.keyboard.press("Escape");
  const afar = await fromAfar(page, session);
  const layout = await layingOut(page, session);
  await context.close();
  const opening = { shown: shownMs, usable: usableMs, "usable cpu": openingCpuMs };
  return { ...opening, "nodes drawn": drawn, ...near, ...afar, ...keys, ...layout };
}
