// The changes of a diff as people read them: nodes by their names, fields by the labels of their forms, values in words. What has no
// words of ours keeps the diff's own.

import { kindLabel, ownName } from "#designer/document/describe.ts";
import { type Draft, type DraftNode, nodeAt } from "#designer/document/draft.ts";
import { formOf } from "#designer/form/form-of.ts";
import { type Locale, sayIn, tagOf } from "#designer/text/say.tsx";
import { findEventKind } from "#shared/event/catalog.ts";
import { describeDuration, parseDuration } from "#shared/kernel/duration.ts";
import { type Field, fieldsOf } from "#shared/kernel/form.ts";
import { nameField, noteField } from "#shared/node/form.ts";
import { eventWords, percent } from "#shared/signal/words.ts";
import type { Change, FieldChange } from "#shared/strategy/diff.ts";
import { changeWords } from "./words-publish.ts";

/** One change, readable. `nodeId` is the node of the draft it can be seen at; null where there is none. */
export interface ChangeLine {
  readonly key: string;
  readonly is: Change["is"];
  readonly title: string;
  readonly details: readonly string[];
  readonly nodeId: string | null;
}

/** The changes as lines. `now` is the draft, `before` the version it is compared with, where it could be read. */
export function changeLines(
  changes: readonly Change[],
  now: Draft,
  before: Draft | null,
  locale: Locale,
): ChangeLine[] {
  const find = (id: string) => nodeAt(now, id) ?? (before === null ? null : nodeAt(before, id));
  const name = (id: string) => nameOf(find(id), id, locale);
  return changes.map((change) => {
    const { of, is, id, fields } = change;
    const key = `${of} ${is} ${id}`;
    const message = change.message[tagOf(locale)];
    if (of === "edge") {
      const edge = readEdge(id);
      const title =
        edge === null ? message : sayIn(locale, changeWords.edge(name(edge.from), edge.port, name(edge.to)));
      return {
        key,
        is,
        title,
        details: [],
        nodeId: edge !== null && nodeAt(now, edge.from) !== null ? edge.from : null,
      };
    }
    if (of !== "node") return { key, is, title: message, details: [], nodeId: null };
    const node = find(id);
    const details = node === null ? [] : fields.map((field) => detailOf(node, field, locale));
    return {
      key,
      is,
      title: sayIn(locale, changeWords.node(name(id))),
      details,
      nodeId: nodeAt(now, id) === null ? null : id,
    };
  });
}

function nameOf(node: DraftNode | null, id: string, locale: Locale): string {
  if (node === null) return id;
  return ownName(node, locale) ?? `${sayIn(locale, kindLabel(node))} ${id}`;
}

function readEdge(id: string): { from: string; port: string; to: string } | null {
  const found = /^([^.]+)\.(\S+) → (\S+)$/.exec(id);
  const [, from, port, to] = found ?? [];
  return from === undefined || port === undefined || to === undefined ? null : { from, port, to };
}

function detailOf(node: DraftNode, { field, from, to }: FieldChange, locale: Locale): string {
  const fields: Field[] = [...fieldsOf(formOf(node) ?? []), nameField, noteField];
  const known = fields.find(({ path }) => path === field) ?? null;
  const label = known === null ? field : known.label[tagOf(locale)];
  return `${label}: ${valueWords(known, from, locale)} → ${valueWords(known, to, locale)}`;
}

/** A value as the diff writes it, in words where its field has them. */
export function valueWords(field: Field | null, text: string | null, locale: Locale): string {
  const tag = tagOf(locale);
  if (text === null) return field?.absent?.[tag] ?? sayIn(locale, changeWords.absent);
  if (field === null) return text;
  if (field.field === "duration") {
    const ms = parseDuration(text);
    return ms === null ? text : describeDuration(ms, tag);
  }
  if (field.field === "choice") return field.options.find(({ value }) => String(value) === text)?.label[tag] ?? text;
  if (field.field === "event") return findEventKind(text)?.labels[tag] ?? text;
  if (field.field === "events") return eventWords(listOf(text) ?? [text], tag);
  if (field.field === "ratio") return Number.isFinite(Number(text)) ? percent(Number(text)) : text;
  return text;
}

function listOf(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : null;
  } catch {
    // An edge of the program: the diff cuts long values off, and what is cut is no JSON.
    return null;
  }
}
