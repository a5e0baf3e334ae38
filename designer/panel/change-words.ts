// The changes of a diff as people read them: nodes by their names, fields by the labels of their forms, values in words. What has no
// words of ours keeps the diff's own.

import { kindLabel, ownName } from "#designer/document/describe.ts";
import { type Draft, type DraftNode, nodeAt } from "#designer/document/draft.ts";
import { nodeFields, valueWords } from "#designer/form/field-words.ts";
import { type Locale, tagOf } from "#designer/text/locale.ts";
import { sayIn } from "#designer/text/say.tsx";
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
  const known = nodeFields(node).find(({ path }) => path === field) ?? null;
  const label = known === null ? field : known.label[tagOf(locale)];
  const words = (value: string | null) => valueWords(known, value, locale, changeWords.absent);
  return `${label}: ${words(from)} → ${words(to)}`;
}
