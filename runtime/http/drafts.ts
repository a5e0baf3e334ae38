// What the routes of strategies share: reading a document, compiling it under the school's settings, and the school's settings.
import type { z } from "zod";
import { defaultSettings, type Settings } from "#runtime/engine/logged.ts";
import { readSettings } from "#runtime/store/school/settings.ts";
import { settingsSchema } from "#shared/api/settings.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import { errorIssue, type Issue } from "#shared/kernel/issue.ts";
import { type Compiled, compile } from "#shared/strategy/compile.ts";
import type { CompileContext } from "#shared/strategy/context.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { parseStrategy } from "#shared/strategy/validate.ts";
import type { Deps } from "./deps.ts";
import { channelStates } from "./route-channels.ts";

/** What the engine goes by, and what concerns people's work only. */
export type SchoolSettings = Settings & Pick<z.infer<typeof settingsSchema>, "publish">;

/** The settings in force and their revision. */
export async function settingsOf(deps: Deps): Promise<{ revision: number; settings: SchoolSettings }> {
  const kept = await readSettings(deps.school.db);
  const first = { ...defaultSettings, publish: { needsApproval: false } };
  if (kept === null) return { revision: 0, settings: first };
  return {
    revision: kept.revision,
    settings: { ...first, ...settingsSchema.parse({ ...first, ...JSON.parse(kept.document) }) },
  };
}

/** What diagnostics depend on beside the document. */
export async function contextOf(deps: Deps): Promise<CompileContext> {
  const { settings } = await settingsOf(deps);
  const { quiet, caps, pauses, zone, signature, smsTail, locale, allowedHosts } = settings;
  return {
    settings: { quiet, caps, pauses, zone, signature, smsTail, locales: [locale], allowedHosts },
    channels: channelStates(),
    traffic: null,
  };
}

/** A kept document: its text, its value where it is a strategy, else what keeps it from being one. */
export type Draft = { document: Strategy; issues: [] } | { document: null; issues: Issue[] };

/** Reads a value as a strategy. */
export function readDraft(value: unknown): Draft {
  const read = parseStrategy(value);
  return "document" in read ? { document: read.document, issues: [] } : { document: null, issues: read.issues };
}

const ID = /^[a-z][a-z0-9-]{0,63}$/;

/** The id that a document gives itself, or why it has none. */
export function idOfDocument(value: Readonly<Record<string, unknown>>): { id: string } | { issue: Issue } {
  const { id } = value;
  return typeof id === "string" && ID.test(id) ? { id } : { issue: errorIssue("strategy.noId", ["id"]) };
}

/** The text under which a document is kept and exported. */
export function textOf(value: unknown): string {
  return `${canonicalJson(value)}\n`;
}

/** Compiles a document under the school's settings. */
export async function compileUnder(deps: Deps, document: Strategy): Promise<Compiled> {
  return compile(document, await contextOf(deps));
}
