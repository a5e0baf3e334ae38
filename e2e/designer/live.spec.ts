// A strategy at work seen from the canvas: counts that move as events come in, who is at a node, versions, and work that waits.
import { expect, type Page, test } from "@playwright/test";
import { silence } from "#e2e/api/drawings.ts";
import { barriers, listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

const learners = ["li", "wei", "hao"];

function session(learner: string, number: number, at: string) {
  return { id: `${learner}-${number}`, type: "session.started", learner, at };
}

/** Three learners who came in once; the strategy is live and the third day has not passed. */
async function liveSchool(settings: Record<string, unknown> = {}): Promise<DesignedSchool> {
  const school = await startSchool({ settings });
  const addresses = { push: "device-1" };
  await school.call(
    "POST",
    "/v1/learners",
    learners.map((id) => ({ id, name: `学员${id}`, addresses })),
  );
  await school.call("POST", "/api/strategies", silence("quiet"));
  await school.call("POST", "/api/strategies/quiet/publish", {});
  await school.call(
    "POST",
    "/v1/events",
    learners.map((learner) => session(learner, 1, "2026-03-02T01:00:00Z")),
  );
  return school;
}

const panelOf = (page: Page, name: string) => page.getByRole("complementary", { name });

test("counts move as time passes and events come in; a node shows who is there", async ({ page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  const school = await liveSchool();
  try {
    await school.signIn(page, "operator");
    const complaints = listen(page, school);
    await page.goto(`${school.url}/strategies/quiet?panel=live`);
    const live = panelOf(page, "实时");
    const open = live.getByRole("region", { name: "进行中的预警周期" });
    await expect(open).toContainText("0", { timeout: 30_000 });
    await school.call("POST", "/test/clock", { advance: "PT73H" });
    await expect(open).toContainText("3");
    const wait = live.getByRole("row", { name: /等待/ });
    await expect(wait).toContainText("3");
    await wait.getByRole("button").click();
    const people = live.getByRole("region", { name: /^在“.*等待.*”的学员$/ });
    await expect(people.getByRole("link", { name: "学员li" })).toHaveAttribute("href", "/learners/li");
    await expect(people.getByRole("listitem")).toHaveCount(3);
    expect(await barriers(page)).toEqual([]);
    await school.call("POST", "/v1/events", [session("li", 2, "2026-03-05T02:00:00Z")]);
    await school.call("POST", "/test/clock", { advance: "P1D" });
    await school.call("POST", "/v1/events", [session("li", 3, "2026-03-06T02:00:00Z")]);
    await expect(open).toContainText("2");
    expect(complaints).toEqual([]);
  } finally {
    await school.stop();
  }
});

test("beside a changed draft it is said whose counts these are, and none stands on another node", async ({ page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  const school = await liveSchool();
  try {
    await school.call("POST", "/test/clock", { advance: "PT73H" });
    await school.signIn(page, "operator");
    const { document, revision } = await school.call("GET", "/api/strategies/quiet");
    const draft = structuredClone(document) as { nodes: Record<string, unknown>[] };
    draft.nodes = draft.nodes.map((node) => (node.id === "breath" ? { id: "breath", type: "end" } : node));
    const answer = await page.request.put(`${school.url}/api/strategies/quiet`, {
      data: draft,
      headers: { "If-Match": `"${revision}"`, Authorization: `Bearer ${school.key}`, Origin: school.url },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    await page.goto(`${school.url}/strategies/quiet?panel=live&node=breath`);
    const live = panelOf(page, "实时");
    await expect(live.getByText("各版本合计的人数，画法以线上第 1 版为准；草稿已改动")).toBeVisible({
      timeout: 30_000,
    });
    await expect(live.getByRole("row", { name: /草稿中已换成别的节点/ })).toContainText("3");
    await expect(live.getByText("这个节点还没有发布，没有人数。")).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "收起节点栏" }).click();
    const countOf = (id: string) => page.locator(`.react-flow__node[data-id=${id}]`).getByTitle(/人$/);
    await page.getByRole("button", { name: "显示全部" }).click();
    await expect(page.locator(".react-flow__node[data-id=breath]")).toBeVisible();
    await expect(countOf("watch")).toHaveText("3");
    await expect(countOf("breath")).toHaveCount(0);
  } finally {
    await school.stop();
  }
});

test("a draft that differs from the live version says so, and a version has its own counts", async ({ page }) => {
  test.setTimeout(120_000);
  await page.addInitScript(() => localStorage.setItem("winback.locale", "en"));
  const school = await liveSchool({ quiet: { from: "08:00", to: "20:00" } });
  try {
    await school.signIn(page, "operator");
    await school.call("POST", "/test/clock", { advance: "P4DT2H" });
    await page.goto(`${school.url}/strategies/quiet?panel=live`);
    const live = panelOf(page, "Live");
    await expect(live.getByText("3 sends are held")).toBeVisible({ timeout: 30_000 });
    await expect(live.getByText("Quiet hours")).toBeVisible();
    await expect(page.getByText("Version 1 is live and differs from the draft")).toHaveCount(0);
    const changed = silence("quiet", { goal: { events: ["session.started"], days: 3, within: "P14D" } });
    await school.call("POST", "/api/strategies/import", changed);
    await page.reload();
    await expect(page.getByText("Version 1 is live and differs from the draft")).toBeVisible();
    await school.call("POST", "/api/strategies/quiet/publish", {});
    await page.reload();
    await expect(page.getByText("is live and differs")).toHaveCount(0);
    await live.getByRole("combobox", { name: "Version" }).click();
    await page.getByRole("option", { name: "Version 2" }).or(page.getByTitle("Version 2")).first().click();
    await expect(live.getByRole("region", { name: "Open episodes" })).toContainText("0");
    expect(await barriers(page)).toEqual([]);
  } finally {
    await school.stop();
  }
});
