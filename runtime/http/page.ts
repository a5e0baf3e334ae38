// The small pages that the runtime itself serves: one layout, both languages, light and dark, no script.
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Locale } from "#shared/signal/words.ts";
import type { AppContext } from "./deps.ts";
import { localeOf } from "./locale.ts";
import { contentPolicy } from "./secure.ts";

/** Markup whose values have been escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A page. `isForm`: its forms may post to us. */
export interface Page {
  title: string;
  body: Markup;
  isForm?: boolean;
}

const style = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #556070; --line: #d9dee6; --paper: #fff; --ground: #f4f6f9; --link: #0b5cad; --good: #1b7a3d; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --dim: #a3adbb; --line: #333c49; --paper: #1a2028; --ground: #11151b; --link: #7db8ff; --good: #6fd08c; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
:lang(zh-CN) body { font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
h1 { font-size: 1.75rem; line-height: 1.3; margin: 0; } h2 { font-size: 1.125rem; margin: 2.25rem 0 .5rem; } p { margin: .75rem 0; text-wrap: pretty; }
section, li.card { background: var(--paper); border: 1px solid var(--line); border-radius: .625rem; padding: 1.25rem 1.5rem; margin: 1rem 0; }
section > :first-child, li.card > :first-child { margin-top: 0; } section > :last-child, li.card > :last-child { margin-bottom: 0; }
section.note { border-left: .25rem solid var(--link); } .lead { max-width: 42rem; color: var(--dim); margin: .5rem 0 1.5rem; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; } .bar > :last-child { margin-left: auto; }
.bar strong::before { content: ""; display: inline-block; width: .625rem; height: .625rem; margin-right: .5rem; border-radius: 50%; background: currentColor; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1.25rem; margin: 1.25rem 0; }
dt { color: var(--dim); font-size: .875rem; } dd { margin: 0; font-size: 1.75rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; }
ul { list-style: none; padding: 0; margin: 0; } ul.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.4rem, 1fr)); gap: .75rem 1rem; } ul.grid li { display: grid; }
ul.rows li { display: grid; gap: 0 1rem; align-items: baseline; padding: .625rem 0; border-top: 1px solid var(--line); }
@media (min-width: 44rem) { ul.rows li { grid-template-columns: 3fr 4fr 3fr; } }
ul.rows li:first-child { border: 0; padding-top: 0; } ul.rows li:last-child { padding-bottom: 0; }
a { color: var(--link); text-underline-offset: .2em; } a:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
button { font: inherit; padding: .5rem 1.25rem; border: 1px solid var(--link); border-radius: .375rem; background: var(--link); color: var(--paper); cursor: pointer; }
button.quiet { background: transparent; color: var(--link); } form { display: inline-block; margin: .25rem .5rem .25rem 0; }
code { font: .8125rem/1.6 ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
.dim { color: var(--dim); } .good { color: var(--good); } .bad { color: var(--bad); } .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0b5cad"/><path d="M12 11V8a2 2 0 0 0-2-2H4m2.5-2.5L4 6l2.5 2.5" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>')}`;

/** The language of a page: `?lang=`, else the browser's, else Chinese. */
export function pageLocale(c: AppContext): Locale {
  const asked = c.req.query("lang");
  if (asked === "zh" || asked === "zh-CN") return "zh-CN";
  return asked === "en" ? "en" : localeOf(c.req.header("Accept-Language"), "zh-CN");
}

/** The response of a page. */
export async function showPage(
  c: AppContext,
  locale: Locale,
  { title, body, isForm = false }: Page,
  status: 200 | 404 = 200,
): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="${icon}"><style>${raw(style)}</style></head>
<body><main>${body}</main></body>
</html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Language": locale, Vary: "Accept-Language" };
  return c.body(
    String(text),
    status,
    isForm ? { ...headers, "Content-Security-Policy": contentPolicy("'self'") } : headers,
  );
}

/** The link to the same page in the other language. */
export function otherLanguage(c: AppContext, locale: Locale): Markup {
  const [tag, name] = locale === "en" ? ["zh-CN", "中文"] : ["en", "English"];
  return html`<a href="${c.req.path}?lang=${tag}" lang="${tag}" hreflang="${tag}">${name}</a>`;
}
