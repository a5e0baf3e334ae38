// The page under measurement: what it notes by itself while it opens and while somebody types, and where things stand on it.
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    winbackShownAtMs: number | undefined;
    winbackLongMs: [number, number][];
    winbackKeysMs: number[];
  }
}

/** Before anything of the page runs: notes when the first node is seen, tasks over 50 ms, and each key's time to the paint after it. */
export function watchItself(): void {
  localStorage.setItem("winback.locale", "zh");
  localStorage.setItem("winback.theme", "light");
  window.winbackLongMs = [];
  window.winbackKeysMs = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.winbackLongMs.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });
  const afterPaint = (then: () => void) => requestAnimationFrame(() => setTimeout(then));
  const look = () => {
    const node = document.querySelector(".react-flow__node");
    if (node === null || getComputedStyle(node).visibility === "hidden") requestAnimationFrame(look);
    else
      afterPaint(() => {
        window.winbackShownAtMs = performance.now();
      });
  };
  requestAnimationFrame(look);
  const heard = ({ timeStamp }: Event) => afterPaint(() => window.winbackKeysMs.push(performance.now() - timeStamp));
  addEventListener("keydown", heard, { capture: true });
}

/** When the canvas was seen, and when it answered: after the last task that would have kept a hand waiting. Milliseconds from the navigation. */
export async function openingOf(page: Page): Promise<{ shownMs: number; usableMs: number }> {
  await page.waitForFunction(() => window.winbackShownAtMs !== undefined);
  await page.waitForTimeout(2000);
  return page.evaluate(() => {
    const shownMs = window.winbackShownAtMs ?? 0;
    // What begins a second later was not part of opening.
    const late = window.winbackLongMs.filter(([at]) => at < shownMs + 1000).map(([at, ms]) => at + ms);
    return { shownMs, usableMs: Math.max(shownMs, ...late) };
  });
}

/** The middle of a node's head on the screen. */
export async function headOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(`.react-flow__node[data-id="${id}"] .wb-node-title`).boundingBox();
  if (box === null) throw new Error(`${id} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How many nodes stand in the document. */
export function nodeCount(page: Page): Promise<number> {
  return page.locator(".react-flow__node").count();
}

/** Where the last node of the drawing stands; runs in the page. */
export function lastPlace(): string {
  const nodes = document.querySelectorAll<HTMLElement>(".react-flow__node");
  return nodes[nodes.length - 1]?.style.transform ?? "";
}
