// What was stored never runs: names, labels, messages and attributes that hold script are shown as the text they are, on every page that
// shows them. And a session ends where its owner says so.
import { expect, type Page, test } from "@playwright/test";
import { fromGallery, reachable } from "#e2e/api/drawings.ts";
import { Visitor } from "#e2e/api/visitor.ts";
import { listen } from "./kit.ts";
import { type DesignedSchool, startSchool } from "./school.ts";

test.use({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });

/** Runs in most of the places where a text could become more than a text. */
const HOSTILE = `"><img src=x onerror="window.ran=1"><script>window.ran=2</script>`;
const TEMPLATE = '{{or learner.name "-"}} {{or learner.attr.note "-"}}';

let school: DesignedSchool;
test.beforeEach(async ({ page }) => {
  test.setTimeout(120_000);
  school = await startSchool();
  await page.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
});
test.afterEach(() => school.stop());

interface Document {
  id: string;
  name: object;
  nodes: { name?: object; type: string; title?: object }[];
  messages: Record<string, { variants: { content: Record<string, Record<string, unknown>> }[] }>;
}

/** Puts script into every text of a message that may be any. */
function spoil(fields: Record<string, unknown>): void {
  for (const [field, value] of Object.entries(fields))
    if (typeof value === "string" && !/url|link|subject|template/i.test(field))
      fields[field] = field === "html" ? `<p>${TEMPLATE}</p>` : `${HOSTILE} ${TEMPLATE}`;
}

/** The first starter strategy with script in every text that people write. */
function hostileStrategy(): Document {
  const document = structuredClone(fromGallery("three-tier-retention")) as unknown as Document;
  document.name = { "zh-CN": HOSTILE };
  for (const node of document.nodes) {
    node.name = { "zh-CN": HOSTILE.slice(0, 60) };
    if (node.title !== undefined) node.title = { "zh-CN": `${HOSTILE} ${TEMPLATE}` };
  }
  const contents = Object.values(document.messages).flatMap(({ variants }) => variants.map(({ content }) => content));
  for (const fields of contents.flatMap((content) => Object.values(content))) spoil(fields);
  return document;
}

async function fill(): Promise<string> {
  await school.call("PUT", "/v1/courses/math", { title: HOSTILE });
  const learner = { id: "li", name: HOSTILE, addresses: reachable, attributes: { status: "studying", note: HOSTILE } };
  await school.call("POST", "/v1/learners", [learner]);
  const { id } = await school.call("POST", "/api/strategies/import", hostileStrategy());
  await school.call("POST", `/api/strategies/${id}/publish`, {});
  const at = "2026-03-02T01:00:00Z";
  const event = (n: number, type: string, data = {}) => ({
    id: `e${n}`,
    learner: "li",
    type,
    at,
    course: "math",
    data,
  });
  await school.call("POST", "/v1/events", [
    event(1, "enrolment.created"),
    event(2, "session.started", { device: HOSTILE }),
    event(3, "lesson.completed", { title: HOSTILE }),
  ]);
  await school.call("POST", "/test/clock", { advance: "P9D" });
  await school.call("POST", "/v1/events", [
    { ...event(4, "ticket.opened", { topic: HOSTILE }), at: "2026-03-11T01:00:00Z" },
  ]);
  await school.call("POST", "/test/clock", { advance: "PT2H" });
  return String(id);
}

/** That nothing ran, and that nothing stored has become an element. */
async function expectInert(page: Page, where: string): Promise<void> {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => ({
      ran: (window as unknown as { ran?: number }).ran ?? null,
      images: document.querySelectorAll("img[onerror], img[src='x']").length,
      scripts: [...document.scripts].filter(({ text }) => text.includes("window.ran")).length,
    }));
    expect(found, `${where} ${frame.url()}`).toEqual({ ran: null, images: 0, scripts: 0 });
  }
}

test("script in names, labels, messages, events and attributes never runs", async ({ page }) => {
  const id = await fill();
  const complaints = listen(page, school);
  await school.signIn(page, "admin");
  const pages = [
    ["/strategies", "main"],
    [`/strategies/${id}`, ".react-flow__node"],
    [`/strategies/${id}/messages`, "main"],
    [`/strategies/${id}/report`, "main"],
    ["/learners", "main"],
    ["/learners/li", "main"],
    ["/tasks", "main"],
    ["/reports", "main"],
    ["/", "main"],
  ] as const;
  for (const [path, shown] of pages) {
    await page.goto(`${school.url}${path}`);
    await expect(page.locator(shown).first()).toBeVisible();
    await expect(page.locator(".ant-skeleton")).toHaveCount(0);
    await expectInert(page, path);
  }
  await page.goto(`${school.url}/learners/li`);
  await expect(page.getByText("<script>window.ran=2</script>").first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a page of another site cannot act with a live session", async ({ page, context }) => {
  await school.signIn(page, "admin");
  await page.goto(`${school.url}/strategies`);
  const cookie = (await context.cookies(school.url)).map(({ name, value }) => `${name}=${value}`).join("; ");
  const stranger = new Visitor(school.url, { cookie, origin: "https://elsewhere.example" });
  const refused = await stranger.send("POST", "/api/stop", { isStopped: true });
  expect([refused.status, (refused.json as { code?: string }).code]).toEqual([403, "origin.mismatch"]);
  const own = new Visitor(school.url, { cookie });
  expect((await own.send("GET", "/api/strategies")).status).toBe(200);
});

test("signing out everywhere closes every other window at its next step", async ({ page, browser }) => {
  const other = await browser.newContext({ locale: "zh-CN" });
  const elsewhere = await other.newPage();
  await elsewhere.addInitScript(() => localStorage.setItem("winback.locale", "zh"));
  await school.signIn(page, "operator");
  await school.signIn(elsewhere, "operator");
  await elsewhere.goto(`${school.url}/strategies`);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(`${school.url}/account`);
  await page.getByRole("button", { name: "在所有设备上退出" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /退出/ }).click();
  await expect(page).toHaveURL(/\/login/);
  await elsewhere.getByRole("link", { name: "学员" }).click();
  await expect(elsewhere).toHaveURL(/\/login/);
  await other.close();
});
