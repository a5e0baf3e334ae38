// A conflict as people read it: the node by its name, the field by the label of its form, each side's value in words. What has no words
// of ours is shown as it is written.
import { firstWords, kindLabel } from "#designer/document/describe.ts";
import { type Draft, type DraftMessage, type DraftNode, type DraftVariant, nodeAt } from "#designer/document/draft.ts";
import type { Conflict } from "#designer/document/merge.ts";
import { isSame } from "#designer/document/path.ts";
import { nodeFields, strategyFields, valueWords } from "#designer/form/field-words.ts";
import { type Locale, tagOf } from "#designer/text/locale.ts";
import { sayIn } from "#designer/text/say.tsx";
import { channels } from "#shared/channel/all.ts";
import { type Field, valueAt } from "#shared/kernel/form.ts";
import { percent } from "#shared/signal/words.ts";
import { linesOf, nameIn, nameOf } from "./naming.ts";
import { mergeWords as words } from "./words.ts";
import { conflictWords, messageParts } from "./words-merge.ts";

/** See the head of this file. A side that has nothing there says so. */
export interface ConflictView {
  readonly title: string;
  /** Where it stands in the document. */
  readonly path: string;
  readonly was: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The conflict in words; `draft` gives nodes their names. */
export function conflictView(conflict: Conflict, draft: Draft, locale: Locale): ConflictView {
  const { of, id, field, base, mine, theirs } = conflict;
  const key = of === "part" ? id : field;
  const differing = key === null ? [] : fieldsAt(conflict, draft, key);
  const label = key === null ? "" : labelOf(conflict, differing, key, locale);
  const owner =
    of === "part" ? "" : ` ${of === "node" ? nodeName(conflict, draft, locale) : userOf(draft, id, locale)}`;
  const isWhole = field === null ? of !== "part" : field.startsWith("variants ");
  const side = (value: unknown) => {
    if (value === undefined && isWhole) return sayIn(locale, words.absent);
    return sideWords(conflict, differing, key, value, locale);
  };
  return {
    title: `${sayIn(locale, words[of])}${owner}${label === "" ? "" : ` · ${label}`}`,
    path: pathOf(conflict),
    was: base === undefined ? sayIn(locale, conflictWords.none) : side(base),
    mine: side(mine),
    theirs: side(theirs),
  };
}

function pathOf({ of, id, field }: Conflict): string {
  if (of === "part") return id;
  const place = `${of}s.${id}`;
  return field === null ? place : `${place}.${field.replace(" ", ".")}`;
}

/** The fields of the form at a key, or below it, on which the two sides differ. */
function fieldsAt({ of, base, mine, theirs, id }: Conflict, draft: Draft, key: string): readonly Field[] {
  const node = of === "node" ? nodeAt(draft, id) : null;
  const all = of === "part" ? strategyFields() : node === null ? [] : nodeFields(node);
  const at = (value: unknown, path: string) => valueAt({ [key]: value }, path);
  const sides = [base, mine, theirs];
  const paths = new Set<string>();
  return all.filter(({ path }) => {
    const isHere = (path === key || path.startsWith(`${key}.`)) && !paths.has(path);
    paths.add(path);
    return isHere && sides.some((one) => !isSame(at(one, path), at(mine, path)));
  });
}

function labelOf({ of, field }: Conflict, differing: readonly Field[], key: string, locale: Locale): string {
  const [first, variant] = (field ?? "").split(" ");
  if (of === "message" && variant !== undefined) return sayIn(locale, conflictWords.variant(variant));
  const part = of === "message" && first !== undefined ? messageParts[first] : undefined;
  if (part !== undefined) return sayIn(locale, part);
  const labels = differing.map(({ label }) => label[tagOf(locale)]);
  return labels.length === 0 ? key : [...new Set(labels)].join(sayIn(locale, conflictWords.list));
}

/** A node that one took out is not in the draft: whichever side has it names it. */
function nodeName({ id, field, base, mine, theirs }: Conflict, draft: Draft, locale: Locale): string {
  if (nodeAt(draft, id) !== null || field !== null) return nameIn(draft, id, locale);
  const node = (mine ?? theirs ?? base) as DraftNode | undefined;
  return node === undefined ? id : nameOf(node, null, locale);
}

/** A message goes by the node that sends it. */
function userOf(draft: Draft, id: string, locale: Locale): string {
  const user = draft.nodes.find(({ message }) => message === id);
  return user === undefined ? id : nameIn(draft, user.id, locale);
}

function sideWords(
  { of, field }: Conflict,
  differing: readonly Field[],
  key: string | null,
  value: unknown,
  locale: Locale,
): string {
  if (key === null) return wholeWords(of, value, locale);
  if (of === "message" && field?.startsWith("variants ")) return variantWords(value as DraftVariant, locale);
  if (of === "message" && field === "channel") return channelName(String(value), locale);
  const said = (one: Field) => {
    const part = valueAt({ [key]: value }, one.path);
    return valueWords(one, part === undefined ? null : written(part), locale, conflictWords.none);
  };
  const [only] = differing;
  if (only === undefined) return value === undefined ? sayIn(locale, conflictWords.none) : written(value);
  if (differing.length === 1) return said(only);
  return differing.map((one) => `${one.label[tagOf(locale)]}: ${said(one)}`).join("\n");
}

function wholeWords(of: Conflict["of"], value: unknown, locale: Locale): string {
  if (of === "message") {
    const message = value as DraftMessage;
    return [channelName(message.channel, locale), firstWords(message, locale) ?? ""].join("\n").trim();
  }
  const node = value as DraftNode;
  const kind = sayIn(locale, kindLabel(node));
  return [...new Set([nameOf(node, null, locale), kind, ...linesOf({ node, message: null }, locale)])].join("\n");
}

function channelName(id: string, locale: Locale): string {
  const channel = channels.find((one) => one.id === id);
  return channel === undefined ? id : channel.describe().label[tagOf(locale)];
}

function variantWords({ weight, content }: DraftVariant, locale: Locale): string {
  const share =
    typeof weight === "number" ? [`${sayIn(locale, conflictWords.weight)}: ${percent(weight / 10_000)}`] : [];
  return [...share, ...textLines(content, "", locale)].join("\n");
}

/** The texts of a content, each with what it is; languages one after the other. */
function textLines(content: unknown, name: string, locale: Locale): string[] {
  if (typeof content === "string") {
    const part = messageParts[name];
    return [part === undefined ? content : `${sayIn(locale, part)}: ${content}`];
  }
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([key, inner]) => textLines(inner, key, locale));
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
