// What a template of a strategy may name: the fields of the catalogue, those that its own signals fill first, and the helpers, each with
// its words. Completion, the field menu and hover explanations read these lists.
import type { Draft } from "#designer/document/draft.ts";
import type { Text } from "#designer/text/say.tsx";
import type { Words } from "#shared/kernel/issue.ts";
import { type Field, fieldCatalog, isGuaranteed, type SubjectKind } from "#shared/message/fields.ts";
import { helpers } from "#shared/message/helpers.ts";
import { type Opening, openingAt } from "./template-places.ts";
import { type fieldGroupWords, helperWords } from "./words-studio.ts";

/** A field as it is offered. */
export interface Offered {
  readonly path: string;
  readonly label: Words;
  readonly example: string;
  readonly group: keyof typeof fieldGroupWords;
  /** Whether it always has a value, so that it needs no fallback. */
  readonly isSure: boolean;
}

// What each kind of signal says of itself (`evidence` of shared/signal); `since` is when the signal rose.
const figures: Readonly<Record<string, readonly string[]>> = {
  absence: ["days", "hours", "lastAt"],
  stall: ["days", "hours", "progress", "lastAt"],
  behind: ["progress", "median", "behind"],
  count: ["count", "days", "lastAt"],
  drop: ["count", "baseline", "ratio", "days"],
  metric: ["count"],
  milestone: ["count", "days"],
  overdue: ["key", "overdueHours"],
  score: ["score"],
};

/** The figures that the strategy's own signals fill, by path. */
export function ownEvidence(draft: Draft): ReadonlySet<string> {
  const kinds = draft.nodes.filter(({ type }) => type === "signal").map(({ kind }) => String(kind));
  const names = kinds.flatMap((kind) => ["since", ...(figures[kind] ?? [])]);
  return new Set(names.map((name) => `evidence.${name}`));
}

/** Every field for a strategy; evidence that none of its signals fills is left out. */
export function offeredFields(draft: Draft): Offered[] {
  const own = ownEvidence(draft);
  const subject = subjectOf(draft);
  return Object.entries<Field>(fieldCatalog).flatMap(([path, { label, example }]) => {
    const group = path.slice(0, path.indexOf(".")) as Offered["group"];
    if (path.endsWith("*") || (group === "evidence" && !own.has(path))) return [];
    return [{ path, label, example: String(example), group, isSure: isGuaranteed(path, subject) === true }];
  });
}

/** What a draft's episodes are about, as the guarantees of fields ask. */
export function subjectOf({ subject }: Draft): SubjectKind {
  return subject === "course" ? "course" : typeof subject === "object" && subject !== null ? "key" : "learner";
}

/** An entry of the completion list. */
export interface Completion {
  readonly label: string;
  readonly kind: "field" | "helper";
  readonly detail: Words | Text;
  /** What is written; a field that may be missing brings its fallback along where it is printed as it is. */
  readonly insert: string;
}

/** What may be completed at an offset, with where the word begins; null where nothing may. */
export function completionsAt(
  text: string,
  at: number,
  fields: readonly Offered[],
  fallback: (path: string) => string,
): (Opening & { readonly options: readonly Completion[] }) | null {
  const opening = openingAt(text, at);
  if (opening === null) return null;
  const isInBrackets = text.slice(0, opening.from).trimEnd().endsWith("(");
  const named = Object.entries(helpers).flatMap(([name, helper]): Completion[] => {
    if (opening.kind === "argument" || helper.isBlock !== (opening.kind === "block")) return [];
    return [{ label: name, kind: "helper", detail: helperWords[name as keyof typeof helpers], insert: `${name} ` }];
  });
  const printed = opening.kind === "head" && !isInBrackets;
  const offered = fields.map(({ path, label, isSure }): Completion => {
    const insert = printed && !isSure ? `or ${path} "${fallback(path)}"` : path;
    return { label: path, kind: "field", detail: label, insert };
  });
  return { ...opening, options: opening.kind === "block" ? named : [...offered, ...named] };
}
