// The first page: that the runtime lives, what it holds, and where the documents are.
import { html } from "hono/html";
import { type EngineStatus, ledgerNames } from "#runtime/engine/protocol.ts";
import { isSetupOpen } from "#runtime/store/school/setup.ts";
import { contract } from "#shared/api/contract.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { AppContext, Deps } from "./deps.ts";
import { type HomeWords, homeWords } from "./home-words.ts";
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

const NAME = "Winback 挽回";

/** Adds `/`. */
export function mountHome(routes: Routes): void {
  mount(routes, home, (_, c) => show(routes.deps, c));
}

async function show(deps: Deps, c: AppContext): Promise<Response> {
  const locale = pageLocale(c);
  const say = homeWords[locale];
  const [status, isNew] = await Promise.all([statusOf(deps), isSetupOpen(deps.school)]);
  const body = html`<header><h1>${NAME}</h1>${otherLanguage(c, locale)}</header>
<p class="lead">${say.lead}</p>
${isNew ? firstKey(say) : ""}
<section aria-labelledby="state"><h2 id="state" class="unseen">${say.state}</h2>
<div class="bar">${stateOf(status, say)}<span class="dim">${say.version} ${deps.version}</span></div>
${status === null ? "" : figures(status, say, locale, deps.isTest)}</section>
<h2>${say.documents}</h2>
<section><ul class="rows">${say.list.map(([path, name, purpose]) => html`<li><a href="${path}">${name}</a><span class="dim">${purpose}</span><code class="dim">${path}</code></li>`)}</ul></section>
<h2>${say.ledgers}</h2>
<p class="dim">${say.ledgersHow}</p>
<section><ul class="grid">${([...ledgerNames, "books", "doctor"] as const).map((name) => html`<li><a href="${operationOf(name)}">${say.names[name]}</a><code class="dim">/api/${name}</code></li>`)}</ul></section>`;
  return showPage(c, locale, { title: NAME, body });
}

function firstKey(say: HomeWords): Markup {
  return html`<section class="note"><h2>${say.setup}</h2><p>${say.setupHow}</p>
<p><code>POST /api/setup  {"token": "…", "name": "…"}</code></p></section>`;
}

function stateOf(status: EngineStatus | null, say: HomeWords): Markup {
  if (status === null) return html`<strong class="bad">${say.silent}</strong>`;
  if (status.stop === null) return html`<strong class="good">${say.running}</strong>`;
  const reason = Object.hasOwn(say.reasons, status.stop) ? say.reasons[status.stop] : say.fault;
  return html`<strong class="bad">${say.stopped}</strong><span>${reason}</span>`;
}

function figures(status: EngineStatus, say: HomeWords, locale: Locale, isTest: boolean): Markup {
  const count = new Intl.NumberFormat(locale);
  const now = new Date(status.now).toISOString();
  const rows: [string, number][] = [
    [say.learners, status.learnerCount],
    [say.events, status.counters["events applied"] ?? 0],
    [say.episodes, status.openEpisodeCount],
    [say.sends, status.pendingSendCount],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${count.format(value)}</dd></div>`)}</dl>
<p class="dim">${isTest ? say.testClock : say.clock} <time datetime="${now}">${now.slice(0, 19).replace("T", " ")} UTC</time></p>`;
}

/** Where the documentation describes a ledger. */
function operationOf(ledger: string): string {
  return `/api/docs#/ledgers/getApi${ledger.charAt(0).toUpperCase()}${ledger.slice(1)}`;
}
