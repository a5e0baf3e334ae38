// The small pages that the runtime itself serves: one layout, both languages, light and dark, no script.
import { html } from "hono/html";
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
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
header { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
section, li.card { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin: 1rem 0; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; margin: 0; }
dt { color: var(--dim); font-size: .875rem; } dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
ul { list-style: none; padding: 0; margin: 0; } ul.links li { display: inline-block; margin: 0 1rem .25rem 0; }
a { color: var(--link); } a:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
button { font: inherit; padding: .5rem 1.25rem; border: 1px solid var(--link); border-radius: .375rem; background: var(--link); color: var(--paper); cursor: pointer; }
button.quiet { background: transparent; color: var(--link); } form { display: inline-block; margin: .25rem .5rem .25rem 0; }
.dim { color: var(--dim); } .good { color: var(--good); } .bad { color: var(--bad); } code { font-size: .9em; overflow-wrap: anywhere; }
`;

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
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head>
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
