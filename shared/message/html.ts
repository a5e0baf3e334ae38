// What a message's HTML and links may be: web links only, nothing that runs. A guard after rendering and a lint before it, not a
// sanitizer of foreign HTML: previews are shown in a sandboxed frame all the same.
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";

const WEB_LINK = /^https?:\/\/[^\s/?#@"'<>\\`]+(?:[/?#][^\s"'<>\\`]*)?$/;

/** Whether a text is an absolute http(s) URL without user info, quotes or spaces. Lower-case scheme, as in the published schema. */
export function isWebLink(text: string): boolean {
  return WEB_LINK.test(text);
}

/** The pattern of `isWebLink`, for schemas. */
export const webLinkPattern: RegExp = WEB_LINK;

// Unquoted and quoted values; the bounds keep an unclosed quote from being searched for over and over.
const LINKS =
  /\b(?:href|src|srcset|action|formaction|background|poster)\s{0,9}=\s{0,9}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s>]{0,4000}))/gi;
const ACTIVE =
  /<(script|iframe|object|embed|form|base|link|svg|math|meta[^>]{0,200}refresh)\b|\son[a-z]{3,30}\s{0,9}=/gi;

/**
 * Issues of an HTML text, template or rendered: `html.link` where a link does not begin with http:// or https:// (or, in a
 * template, with a tag), `html.active` where an element or attribute could run or load. `at` is the offset in UTF-16 units.
 */
export function htmlIssues(html: string): Issue[] {
  const issues: Issue[] = [];
  for (const match of html.matchAll(LINKS)) {
    const link = (match[1] ?? match[2] ?? match[3] ?? "").trim();
    if (/^https?:\/\//i.test(link) || link.startsWith("{{")) continue;
    issues.push(errorIssue("html.link", [], { link: link.slice(0, 80), at: match.index }));
  }
  for (const match of html.matchAll(ACTIVE)) {
    issues.push(errorIssue("html.active", [], { found: match[0].trim().slice(0, 40), at: match.index }));
  }
  return issues;
}
