// The table of three tiers, drawn from nothing and published by an operator who never saw the product: with a mouse, and with a keyboard
// alone. Names and descriptions, which have no meaning to the engine, are left out; the rest is the gallery's, by the same hash.
import { expect, type Page, test } from "@playwright/test";
import type { Strategy } from "#shared/strategy/document.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { meaningOf, strategyHash } from "#shared/strategy/hash.ts";
import { type Hand, MouseHand } from "./hand.ts";
import { KeyboardHand } from "./hand-keys.ts";
import { writeMessages } from "./hand-messages.ts";
import { drawNodes, settle } from "./hand-strategy.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({
  locale: "zh-CN",
  viewport: { width: 1920, height: 1080 },
  permissions: ["clipboard-read", "clipboard-write"],
  contextOptions: { reducedMotion: "reduce" },
});

/** How long a person takes for one click, drag or text. */
const PACE_S = 0.6;
const FIVE_MINUTES_S = 300;

const ID = "three-tier-retention";
const wanted = gallery.find(({ id }) => id === ID)?.document;
if (wanted === undefined) throw new Error(`the gallery has no ${ID}`);
const table: Strategy = wanted;

/** From the empty list of strategies to the published table. */
async function drawTable(hand: Hand, school: DesignedSchool): Promise<void> {
  const { page } = hand;
  await page.goto(`${school.url}/strategies`);
  await hand.press(page.getByRole("button", { name: "新建策略" }));
  const dialog = page.getByRole("dialog", { name: "新建策略" });
  await hand.write(dialog.getByLabel("策略名称"), "Three-tier retention");
  await hand.press(dialog.getByRole("button", { name: "创建并打开" }));
  await expect(page).toHaveURL(new RegExp(`/strategies/${ID}`));
  await expect(page.locator(".wb-drawing")).toBeVisible();
  const made = await drawNodes(hand, table);
  await writeMessages(hand, table, made);
  await hand.connect(table.edges);
  await settle(hand, table);
  await expect(page.locator("[data-phase]")).toHaveAttribute("data-phase", "saved", { timeout: 20_000 });
  await hand.press(page.getByRole("button", { name: "发布", exact: true }));
  const publish = page.getByRole("complementary", { name: "发布" });
  await hand.press(publish.getByRole("button", { name: "发布", exact: true }));
  await expect(page.getByText("已发布第 1 版")).toBeVisible({ timeout: 20_000 });
}

/** The table as it is exported means what the gallery's does. */
async function expectTable(page: Page, { url }: DesignedSchool): Promise<void> {
  const answer = await page.context().request.get(`${url}/api/strategies/${ID}/export`);
  const drawn = (await answer.json()) as Strategy;
  expect(meaningOf(drawn)).toEqual(meaningOf(table));
  expect(strategyHash(drawn)).toBe(strategyHash(table));
}

for (const means of ["a mouse", "a keyboard alone"] as const) {
  test(`with ${means} an operator draws the three tiers from an empty canvas and publishes them`, async ({ page }) => {
    test.setTimeout(900_000);
    const school = await startSchool();
    try {
      const pointed: string[] = [];
      await page.exposeFunction("pointed", (what: string) => pointed.push(what));
      await page.addInitScript(() => {
        localStorage.setItem("winback.locale", "zh");
        const tell = ({ type }: Event) => (window as unknown as { pointed(what: string): void }).pointed(type);
        for (const type of ["pointerdown", "mousedown", "dragstart"]) addEventListener(type, tell, true);
      });
      await school.signIn(page, "operator");
      const hand = means === "a mouse" ? new MouseHand(page) : new KeyboardHand(page);
      await drawTable(hand, school);
      await expectTable(page, school);
      if (means === "a mouse") expect(hand.count() * PACE_S).toBeLessThan(FIVE_MINUTES_S);
      else expect(pointed).toEqual([]);
    } finally {
      await school.stop();
    }
  });
}
