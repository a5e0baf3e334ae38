// A diagnostic, as a compiler gives it: a code with its place, numbers, words in both languages and, where there is one, a way
// to put it right.
import { describeDuration } from "#shared/kernel/duration.ts";
import type { IssueParams, Severity, Words } from "#shared/kernel/issue.ts";
import { inEach, type Locale, percent } from "#shared/signal/words.ts";
import { type Code, words } from "./words.ts";

/** A place in the document: keys and indexes from its root. */
export type DocumentPath = (string | number)[];

/** One change of a document, in the manner of JSON Patch. */
export type Patch =
  | { readonly op: "replace"; readonly path: DocumentPath; readonly value: unknown }
  | { readonly op: "remove"; readonly path: DocumentPath };

/** A way to put something right; with a patch, at one click. */
export interface Fix {
  readonly label: Words;
  readonly patch?: readonly Patch[];
}

/** One thing that the compiler has to say. Errors stop publishing, warnings are shown with it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** The node where it is wrong; null where it is no node's. */
  readonly nodeId: string | null;
  readonly port?: string;
  readonly path: DocumentPath;
  readonly params: IssueParams;
  readonly message: Words;
  readonly fix?: Fix;
}

/** Where a diagnostic belongs, and what it may bring along; `severity` overrides the code's own. */
export interface Site {
  readonly nodeId: string | null;
  readonly path: DocumentPath;
  readonly port?: string;
  readonly severity?: Severity;
  readonly fix?: Fix;
}

/** The diagnostic of a code at a site, with its words filled in. */
export function diagnose(code: Code, site: Site, params: IssueParams = {}): Diagnostic {
  const { severity = words[code].severity, ...place } = site;
  return { code, severity, ...place, params, message: inEach((locale) => fill(words[code][locale], params, locale)) };
}

/**
 * A text with its `{name}` marks replaced by the parameters of these names: `…Ms` as a length of time, `…Rate` as a percentage,
 * others as they are. A mark without a parameter stays.
 */
export function fill(text: string, params: IssueParams, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return mark;
    if (typeof value === "number" && name.endsWith("Ms")) return describeDuration(value, locale);
    return typeof value === "number" && name.endsWith("Rate") ? percent(value) : String(value);
  });
}
