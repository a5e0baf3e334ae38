// The first page: that the runtime lives, what it holds, and where the documents are.
import { html } from "hono/html";
import { type EngineStatus, ledgerNames } from "#runtime/engine/protocol.ts";
import { isSetupOpen } from "#runtime/store/school/setup.ts";
import { contract } from "#shared/api/contract.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { AppContext, Deps } from "./deps.ts";
import { mount, type Routes } from "./mount.ts";
import { type Markup, otherLanguage, pageLocale, showPage } from "./page.ts";
import { statusOf } from "./route-health.ts";

const home = contract({
  method: "get",
  path: "/",
  area: "pages",
  summary: "The first page.",
  access: "public",
  media: "text/html",
});

const words = {
  "zh-CN": {
    title: "Winback 挽回",
    lead: "在学员离开之前把他们挽回来。运行时正在工作；可视化设计器尚未包含在这个版本中。",
    running: "引擎正常运行",
    stopped: "引擎没有应答",
    held: "发送已停止",
    setup: "还没有管理员密钥：请用首次启动时打印的一次性口令调用 POST /api/setup。",
    version: "版本",
    learners: "学员",
    events: "已记录的批次",
    episodes: "进行中的预警周期",
    sends: "待发送",
    now: "引擎时间",
    documents: "文档",
    docs: "接口文档",
    openapi: "OpenAPI 3.1",
    schema: "策略文档的 JSON Schema",
    metrics: "运行指标",
    ledgers: "账本（需要 API 密钥）",
  },
  en: {
    title: "Winback 挽回",
    lead: "Win learners back before they leave. The runtime is at work; the visual designer is not part of this version yet.",
    running: "The engine is running",
    stopped: "The engine does not answer",
    held: "Sends are stopped",
    setup: "There is no admin key yet: call POST /api/setup with the one-use token that the first start printed.",
    version: "Version",
    learners: "Learners",
    events: "Logged batches",
    episodes: "Open episodes",
    sends: "Pending sends",
    now: "Engine clock",
    documents: "Documents",
    docs: "API documentation",
    openapi: "OpenAPI 3.1",
    schema: "JSON Schema of strategies",
    metrics: "Metrics",
    ledgers: "Ledgers (an API key is needed)",
  },
} as const;

type PageWords = (typeof words)[Locale];

/** Adds `/`. */
export function mountHome(routes: Routes): void {
  mount(routes, home, (_, c) => show(routes.deps, c));
}

async function show(deps: Deps, c: AppContext): Promise<Response> {
  const locale = pageLocale(c);
  const say = words[locale];
  const [status, isNew] = await Promise.all([statusOf(deps), isSetupOpen(deps.school)]);
  const setup = isNew ? html`<section role="note"><p>${say.setup}</p></section>` : "";
  const body = html`<header><h1>${say.title}</h1>${otherLanguage(c, locale)}</header>
<p>${say.lead}</p>${setup}
<section aria-live="polite">${status === null ? html`<p class="bad">${say.stopped}</p>` : figures(status, say, locale, deps.version)}</section>
<h2>${say.documents}</h2>
<ul class="links"><li><a href="/api/docs">${say.docs}</a></li><li><a href="/api/openapi.json">${say.openapi}</a></li><li><a href="/api/schema/strategy.json">${say.schema}</a></li><li><a href="/metrics">${say.metrics}</a></li></ul>
<h2>${say.ledgers}</h2>
<ul class="links">${[...ledgerNames, "books"].map((name) => html`<li><code>/api/${name}</code></li>`)}</ul>`;
  return showPage(c, locale, { title: say.title, body });
}

function figures(status: EngineStatus, say: PageWords, locale: Locale, version: string): Markup {
  const count = new Intl.NumberFormat(locale);
  const now = new Date(status.now).toISOString().replace(/\.\d+Z$/, "Z");
  const rows: [string, string][] = [
    [say.learners, count.format(status.learnerCount)],
    [say.episodes, count.format(status.openEpisodeCount)],
    [say.sends, count.format(status.pendingSendCount)],
    [say.events, count.format(status.lastSeq)],
  ];
  const state =
    status.stop === null
      ? html`<p class="good">● ${say.running}</p>`
      : html`<p class="bad">● ${say.held}: ${status.stop}</p>`;
  return html`${state}<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="dim">${say.version} ${version} · ${say.now} <time datetime="${now}">${now}</time></p>`;
}
