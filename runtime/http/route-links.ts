// Where links in messages lead: the open pixel, tracked clicks, one-click unsubscribe (RFC 8058), and the learner's own page. A GET
// records what was seen and never changes consent.
import { html } from "hono/html";
import { z } from "zod";
import { EngineRefused } from "#runtime/engine/protocol.ts";
import { tokenParams } from "#shared/api/common.ts";
import { contract } from "#shared/api/contract.ts";
import { channels } from "#shared/channel/all.ts";
import { isWebLink } from "#shared/message/html.ts";
import { type TokenKind, verifyToken } from "#shared/message/token.ts";
import { readText, sentOf } from "./body.ts";
import type { AppContext, Deps } from "./deps.ts";
import { mount, type Routes } from "./mount.ts";
import { type Markup, otherLanguage, pageLocale, showPage } from "./page.ts";
import { Refused, refuse } from "./problem.ts";

const link = { area: "links", access: "link", params: tokenParams } as const;
const form = {
  body: z.unknown(),
  bodyMedia: ["application/x-www-form-urlencoded", "multipart/form-data"],
  media: "text/html",
} as const;
const pixel = contract({
  ...link,
  method: "get",
  path: "/t/o/{token}",
  summary: "The open pixel.",
  media: "image/gif",
});
const click = contract({
  ...link,
  method: "get",
  path: "/t/c/{token}",
  summary: "A tracked click: on to the published target.",
  status: 302,
});
const askLeave = contract({
  ...link,
  method: "get",
  path: "/t/u/{token}",
  summary: "Asks before it unsubscribes; changes nothing.",
  media: "text/html",
});
const leave = contract({
  ...link,
  ...form,
  method: "post",
  path: "/t/u/{token}",
  summary: "One-click unsubscribe (RFC 8058).",
});
const ownPage = contract({
  ...link,
  method: "get",
  path: "/l/{token}",
  summary: "The learner's page: messages and channels.",
  media: "text/html",
});
const ownLeave = contract({
  ...link,
  ...form,
  method: "post",
  path: "/l/{token}",
  summary: "Leaves a channel, or all.",
});

const MAX_FORM_BYTES = 16_384;
const GIF = Uint8Array.from(Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64"));

const words = {
  "zh-CN": {
    ask: "不再接收消息？",
    leave: "退订",
    leaveAll: "全部退订",
    done: "已退订",
    doneText: "我们不会再通过这个渠道给你发消息。",
    all: "全部渠道",
    mine: "我的消息",
    none: "还没有消息。",
    channels: "接收渠道",
    nowhere: "这条消息没有要打开的页面。",
  },
  en: {
    ask: "Stop these messages?",
    leave: "Unsubscribe",
    leaveAll: "Unsubscribe from all",
    done: "Unsubscribed",
    doneText: "You will get no more messages by this channel.",
    all: "all channels",
    mine: "My messages",
    none: "There are no messages yet.",
    channels: "Channels",
    nowhere: "There is no page to open for this message.",
  },
} as const;

/** Adds the routes of links. */
export function mountLinks(routes: Routes): void {
  const { deps } = routes;
  mount(routes, pixel, async ({ params }, c) => {
    const send = sendOf(deps, params.token, "o");
    if (send instanceof Refused) return send;
    await report(deps, c, send, "opened", isMachine(c));
    return c.body(GIF, 200, { "Content-Type": "image/gif" });
  });
  mount(routes, click, ({ params }, c) => follow(deps, c, params.token));
  mount(routes, askLeave, async ({ params }, c) => {
    const payload = verifyToken(deps.secrets.tracking, params.token, deps.clock.now());
    if (payload?.k !== "u") return refuse(404, "link.invalid");
    const say = words[pageLocale(c)];
    const channel = await channelOf(deps, payload.x);
    const body = html`${leaveForm(channel, labelOf(channel, c), say.leave)}${channel === "all" ? "" : leaveForm("all", say.all, say.leaveAll, true)}`;
    return page(c, say.ask, html`<section>${body}</section>`);
  });
  mount(routes, leave, async ({ params }, c) => {
    const payload = verifyToken(deps.secrets.tracking, params.token, deps.clock.now());
    if (payload?.k !== "u") return refuse(404, "link.invalid");
    return optOut(deps, c, payload.s, (await wantedChannel(routes, c)) ?? (await channelOf(deps, payload.x)));
  });
  mount(routes, ownPage, ({ params }, c) => showLearner(deps, c, params.token));
  mount(routes, ownLeave, async ({ params }, c) => {
    const payload = verifyToken(deps.secrets.tracking, params.token, deps.clock.now());
    if (payload?.k !== "l") return refuse(404, "link.invalid");
    return optOut(deps, c, payload.s, (await wantedChannel(routes, c)) ?? "all");
  });
}

function sendOf(deps: Deps, token: string, kind: TokenKind): number | Refused {
  const payload = verifyToken(deps.secrets.tracking, token, deps.clock.now());
  const send = payload?.k === kind ? Number(payload.s) : Number.NaN;
  return Number.isSafeInteger(send) ? send : refuse(404, "link.invalid");
}

// A full disk must not keep a learner from their lesson; what is lost is a figure.
/** Whether software fetched the pixel on its own: a prefetch by its header, or Apple's mail privacy by its bare agent (2021-09). */
function isMachine(c: AppContext): boolean {
  const purpose = c.req.header("Sec-Purpose") ?? c.req.header("Purpose") ?? "";
  return purpose.includes("prefetch") || c.req.header("User-Agent") === "Mozilla/5.0";
}

async function report(
  { engine, clock }: Deps,
  c: AppContext,
  send: number,
  state: "opened" | "acted",
  isByMachine = false,
): Promise<void> {
  if (c.req.method === "HEAD") return;
  try {
    await engine.receipts([{ send, state, at: clock.now(), ...(isByMachine ? { isMachine: true } : {}) }]);
  } catch (error) {
    if (!(error instanceof EngineRefused)) throw error;
  }
}

async function follow(deps: Deps, c: AppContext, token: string): Promise<Response | Refused> {
  const send = sendOf(deps, token, "c");
  if (send instanceof Refused) return send;
  const target = await deps.engine.sendTarget(send);
  if (target === null) return refuse(404, "link.invalid");
  await report(deps, c, send, "acted");
  if (target.link !== null && isWebLink(target.link)) return c.body(null, 302, { Location: target.link });
  return page(c, words[pageLocale(c)].nowhere, html`<p><code>${target.learner}</code></p>`);
}

async function optOut({ engine }: Deps, c: AppContext, learner: string, channel: string): Promise<Response> {
  await engine.withdraw({ is: "optOut", learner, channel });
  const say = words[pageLocale(c)];
  return page(c, say.done, html`<p role="status">${say.doneText}</p><p class="dim">${labelOf(channel, c)}</p>`);
}

/** The channel that a form names; null where it names none that there is. */
async function wantedChannel({ meter }: Routes, c: AppContext): Promise<string | null> {
  const body = await readText(sentOf(c), meter, MAX_FORM_BYTES);
  if (body instanceof Refused) return null;
  body.release();
  const wanted = new URLSearchParams(body.text).get("channel");
  return wanted === "all" || channels.some(({ id }) => id === wanted) ? wanted : null;
}

/** The channel of a send; all where it is not known. */
async function channelOf({ engine }: Deps, send: string | undefined): Promise<string> {
  if (send === undefined) return "all";
  const page = await engine.ledger({ ledger: "sends", cursor: null, limit: 1, filters: { id: send } });
  const channel = "issue" in page ? undefined : page.rows[0]?.channel;
  return channels.find(({ id }) => id === channel)?.id ?? "all";
}

function labelOf(channel: string, c: AppContext): string {
  const locale = pageLocale(c);
  return channels.find(({ id }) => id === channel)?.describe().label[locale] ?? words[locale].all;
}

function leaveForm(channel: string, label: string, text: string, isQuiet = false): Markup {
  return html`<form method="post"><input type="hidden" name="channel" value="${channel}"><button class="${isQuiet ? "quiet" : ""}" type="submit">${text} · ${label}</button></form>`;
}

async function showLearner(deps: Deps, c: AppContext, token: string): Promise<Response | Refused> {
  const payload = verifyToken(deps.secrets.tracking, token, deps.clock.now());
  if (payload?.k !== "l") return refuse(404, "link.invalid");
  const say = words[pageLocale(c)];
  const items = await deps.engine.inbox(payload.s, 20);
  const list = items.length === 0 ? html`<p class="dim">${say.none}</p>` : html`<ul>${items.map(showItem)}</ul>`;
  const forms = channels
    .filter((channel) => channel.describe().interrupts)
    .map(({ id }) => leaveForm(id, labelOf(id, c), say.leave, true));
  return page(
    c,
    say.mine,
    html`${list}<h2>${say.channels}</h2><section>${forms}${leaveForm("all", say.all, say.leaveAll)}</section>`,
  );
}

function showItem(item: Record<string, unknown>): Markup {
  const content = item.content;
  const { title, body } = (typeof content === "object" && content !== null ? content : item) as {
    title?: unknown;
    body?: unknown;
  };
  return html`<li class="card"><strong>${String(title ?? "")}</strong><p>${String(body ?? "")}</p></li>`;
}

function page(c: AppContext, title: string, body: Markup): Promise<Response> {
  const locale = pageLocale(c);
  return showPage(c, locale, {
    title,
    body: html`<header><h1>${title}</h1>${otherLanguage(c, locale)}</header>${body}`,
    isForm: true,
  });
}
