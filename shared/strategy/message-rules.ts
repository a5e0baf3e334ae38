// Rules of texts: templates that can be filled for every learner, in every language, in a tone that a learner may read.
import type { Issue } from "#shared/kernel/issue.ts";
import { htmlIssues } from "#shared/message/html.ts";
import { checkTemplate } from "#shared/message/template.ts";
import { toneIssues } from "#shared/message/tone.ts";
import type { CompileContext } from "./context.ts";
import { type Diagnostic, diagnose } from "./diagnostic.ts";
import type { Drawing } from "./drawing.ts";
import { type PlacedText, senderOf, subjectKind, textsOf } from "./texts.ts";
import { type Code, words } from "./words.ts";

/** Templates that no renderer would take, and data that may be missing without a fallback (ruling 32). */
export function brokenTemplates(drawing: Drawing): Diagnostic[] {
  const subject = subjectKind(drawing.document);
  return textsOf(drawing).flatMap((text) =>
    checkTemplate(text.source, { subject }).map((issue) => diagnoseIssue(text, issue)),
  );
}

/** Words that a learner should not read (channels.md, a product principle). */
export function wrongTone(drawing: Drawing): Diagnostic[] {
  const read = textsOf(drawing).filter(({ reader }) => reader === "learner");
  return read.flatMap((text) => toneIssues(text.source).map((issue) => diagnoseIssue(text, issue)));
}

/** Links and elements that a message's HTML may not have. */
export function unsafeHtml(drawing: Drawing): Diagnostic[] {
  const html = textsOf(drawing).filter(({ isHtml }) => isHtml);
  return html.flatMap((text) => htmlIssues(text.source).map((issue) => diagnoseIssue(text, issue)));
}

/** The message room's issue as a diagnostic, at the text's place; a code that has no words yet is a text that cannot be used. */
function diagnoseIssue({ nodeId, path }: PlacedText, { code, severity, params = {} }: Issue): Diagnostic {
  if (isCode(code)) return diagnose(code, { nodeId, path, severity }, params);
  return diagnose("template.unusable", { nodeId, path, severity }, { reason: code, ...params });
}

function isCode(code: string): code is Code {
  return Object.hasOwn(words, code);
}

/** Variants with nothing to say in any language. */
export function emptyVariants(drawing: Drawing): Diagnostic[] {
  return variantsOf(drawing).flatMap(({ nodeId, message, variant, path, locales }) =>
    locales.length > 0 ? [] : [diagnose("message.noContent", { nodeId, path }, { message, variant })],
  );
}

/** Variants that lack a language of the school's learners. */
export function missingLocales(drawing: Drawing, { settings }: CompileContext): Diagnostic[] {
  return variantsOf(drawing).flatMap(({ nodeId, message, variant, path, locales }) => {
    const missing = locales.length === 0 ? [] : settings.locales.filter((locale) => !locales.includes(locale));
    return missing.map((locale) => diagnose("message.missingLocale", { nodeId, path }, { message, variant, locale }));
  });
}

function variantsOf(drawing: Drawing) {
  return Object.entries(drawing.document.messages ?? {}).flatMap(([message, { variants }]) => {
    const nodeId = senderOf(drawing, message);
    return variants.map(({ id, content }, index) => {
      const locales = Object.entries(content).flatMap(([locale, one]) => (one === undefined ? [] : [locale]));
      return { nodeId, message, variant: id, locales, path: ["messages", message, "variants", index, "content"] };
    });
  });
}
