// Places in a template's text: which tag the caret is in and what may stand there, where an issue lies, and the edits that put it right.
import type { Issue } from "#shared/kernel/issue.ts";
import { fieldOf, isGuaranteed, type SubjectKind } from "#shared/message/fields.ts";

/** A stretch of a text, offsets in UTF-16 units. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A change of a text. */
export interface Edit extends Stretch {
  readonly insert: string;
}

/** What may stand at a caret: a block's name after `#`, a helper or a field, or a field alone. */
export interface Opening {
  readonly kind: "block" | "head" | "argument";
  /** Where the word under the caret begins. */
  readonly from: number;
}

const WORD = /[A-Za-z_][\w.-]*$/;

/** What may be written at an offset; null outside of a tag, in a closing tag and inside a quoted text. */
export function openingAt(text: string, at: number): Opening | null {
  const start = text.lastIndexOf("{{", at - 1);
  if (start === -1 || start + 2 > at) return null;
  const inside = text.slice(start + 2, at);
  if (inside.includes("}}") || /^~?[/!]/.test(inside) || inside.replace(/[^"']/g, "").length % 2 === 1) return null;
  const word = WORD.exec(inside)?.[0] ?? "";
  const before = inside.slice(0, inside.length - word.length);
  const from = at - word.length;
  if (/^~?#$/.test(before)) return { kind: "block", from };
  return { kind: /^~?\s*$|\(\s*$/.test(before) ? "head" : "argument", from };
}

/** The path of a field at an offset, with where it stands; null where there is none. */
export function fieldAt(text: string, at: number): (Stretch & { readonly path: string }) | null {
  const from = at - (/[\w.-]*$/.exec(text.slice(0, at))?.[0].length ?? 0);
  const path = /^[\w.-]*/.exec(text.slice(from))?.[0] ?? "";
  return fieldOf(path) === null ? null : { from, to: from + path.length, path };
}

/** The offset of a line and column, both from 1; the end of the text where it is shorter. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n += 1) {
    const end = text.indexOf("\n", start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  return Math.min(text.length, start + Math.max(0, column - 1));
}

/** Where an issue of a template lies: its phrase, the word at its place, or one character; all of it where it names no place. */
export function stretchOf(text: string, { params = {} }: Pick<Issue, "params">): Stretch {
  const { line, column, phrase } = params;
  if (typeof line !== "number" || typeof column !== "number") return { from: 0, to: text.length };
  const from = offsetOf(text, line, column);
  const length =
    typeof phrase === "string"
      ? phrase.length
      : (/^(?:\{\{[^}]*\}\}|[\w.#/-]+)/.exec(text.slice(from))?.[0].length ?? 1);
  return { from: Math.min(from, Math.max(0, text.length - 1)), to: Math.min(text.length, from + Math.max(1, length)) };
}

const fallbacks: Readonly<Record<string, readonly [string, string]>> = {
  "learner.name": ["同学", "there"],
  "course.title": ["这门课", "your course"],
  "school.name": ["学校", "our school"],
};

/** What stands in place of a field that has no value. */
export function fallbackOf(path: string, locale: "zh-CN" | "en"): string {
  const [zh, en] = fallbacks[path] ?? (fieldOf(path)?.type === "number" ? ["几", "a few"] : ["你", "you"]);
  return locale === "zh-CN" ? zh : en;
}

/** The text that prints a field safely: formatted, and with a fallback where it may be missing. */
export function snippetOf(path: string, subject: SubjectKind, locale: "zh-CN" | "en"): string {
  const type = fieldOf(path)?.type ?? "text";
  const isSure = isGuaranteed(path, subject) === true;
  const printed = type === "instant" ? `{{date ${path}}}` : type === "rate" ? `{{percent ${path}}}` : `{{${path}}}`;
  if (isSure) return printed;
  if (type === "instant" || type === "rate") return `{{#if ${path}}}${printed}{{/if}}`;
  return `{{or ${path} "${fallbackOf(path, locale)}"}}`;
}

/** The edit that gives a field at an issue's place its fallback: `or` where it is printed as it is, else `#if` around its tag. */
export function fallbackEdit(
  text: string,
  { params = {} }: Pick<Issue, "params">,
  locale: "zh-CN" | "en",
): Edit | null {
  const { line, column, path } = params;
  if (typeof line !== "number" || typeof column !== "number" || typeof path !== "string") return null;
  const at = offsetOf(text, line, column);
  const from = text.startsWith("{{", at) ? at : text.lastIndexOf("{{", at);
  const end = text.indexOf("}}", at);
  if (from === -1 || end === -1) return null;
  const [to, tag] = [end + 2, text.slice(from, end + 2)];
  if (tag.slice(2, -2).trim() === path) {
    const type = fieldOf(path)?.type;
    const isPlain = type !== "instant" && type !== "rate";
    return {
      from,
      to,
      insert: isPlain ? `{{or ${path} "${fallbackOf(path, locale)}"}}` : snippetOf(path, "learner", locale),
    };
  }
  return tag.startsWith("{{#") ? null : { from, to, insert: `{{#if ${path}}}${tag}{{/if}}` };
}
