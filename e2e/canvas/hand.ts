// A hand on the canvas: presses, moves and wheels as the browser's own input, one for each frame that the page draws, as a browser gives
// them to a page.
import { setTimeout as rest } from "node:timers/promises";
import type { CDPSession, Page } from "@playwright/test";

/** Steps of a gesture. */
const STEPS = 90;

interface Spot {
  readonly x: number;
  readonly y: number;
}

type Act = (step: number) => Promise<unknown>;

/** Carries a step out in every frame; the page says when one begins. */
async function eachFrame(session: CDPSession, steps: number, act: Act): Promise<void> {
  const sent: Promise<unknown>[] = [];
  await session.send("Runtime.addBinding", { name: "winbackFrame" });
  await new Promise<void>((done) => {
    const next = () => {
      if (sent.length < steps) sent.push(act(sent.length + 1));
      else {
        session.off("Runtime.bindingCalled", next);
        done();
      }
    };
    session.on("Runtime.bindingCalled", next);
    const expression = `{
      let left = ${steps + 1};
      const tell = () => { winbackFrame(""); if (--left > 0) requestAnimationFrame(tell); };
      requestAnimationFrame(tell);
    }`;
    void session.send("Runtime.evaluate", { expression });
  });
  await Promise.all(sent);
}

async function mouse(session: CDPSession, type: "mousePressed" | "mouseMoved" | "mouseReleased", at: Spot) {
  const isDown = type !== "mouseReleased";
  await session.send("Input.dispatchMouseEvent", {
    ...{ type, ...at, button: "left", buttons: isDown ? 1 : 0 },
    ...(type === "mouseMoved" ? {} : { clickCount: 1 }),
  });
}

/** Presses at a place, moves by so much and lets go. */
export async function pull(session: CDPSession, from: Spot, by: Spot): Promise<void> {
  await mouse(session, "mousePressed", from);
  const at = (step: number) => ({ x: from.x + (by.x * step) / STEPS, y: from.y + (by.y * step) / STEPS });
  await eachFrame(session, STEPS, (step) => mouse(session, "mouseMoved", at(step)));
  await mouse(session, "mouseReleased", at(STEPS));
}

/** Pinches at a place: out until five times as much is seen, and in again. */
export async function pinch(session: CDPSession, { x, y }: Spot): Promise<void> {
  const wheel = (deltaY: number) =>
    session.send("Input.dispatchMouseEvent", { type: "mouseWheel", x, y, deltaX: 0, deltaY, modifiers: 2 });
  await eachFrame(session, 2 * STEPS, (step) => wheel(step <= STEPS ? 1.3 : -1.3));
}

/** Types so many letters at a person's uneven pace, some of them just when what was typed before is written into the draft. */
export async function type(page: Page, letters: number): Promise<void> {
  const pausesMs = [70, 110, 190, 140, 205, 90, 230];
  for (let letter = 0; letter < letters; letter += 1) {
    await page.keyboard.press(String.fromCharCode(97 + (letter % 26)));
    await rest(pausesMs[letter % pausesMs.length] ?? 100);
  }
}
