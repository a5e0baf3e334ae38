// What changed between two versions of a document, in words, for the reviewer and the publish dialogue. Layout is not looked at.
import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { Words } from "#shared/kernel/issue.ts";
import { inEach } from "#shared/signal/words.ts";
import { fill } from "./diagnostic.ts";
import { isFlow, type Strategy } from "./document.ts";
import { sortedById, sortedEdges } from "./hash.ts";

/** What a change is about; `part` is a field of the document itself, such as the goal. */
export type ChangeOf = "part" | "node" | "edge" | "message" | "variant";

/** A field that differs, with its values as short JSON; null: absent. */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** One change. `id` is the part's name, the node's or message's id, `message.variant`, or `from.port → to`. */
export interface Change {
  readonly of: ChangeOf;
  readonly is: "added" | "removed" | "changed";
  readonly id: string;
  readonly fields: readonly FieldChange[];
  readonly message: Words;
}

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_VALUE = 60;

const nouns = {
  part: { "zh-CN": "", en: "" },
  node: { "zh-CN": "节点 ", en: "node " },
  edge: { "zh-CN": "连线 ", en: "connection " },
  message: { "zh-CN": "消息 ", en: "message " },
  variant: { "zh-CN": "变体 ", en: "variant " },
} as const satisfies Record<ChangeOf, Words>;

const verbs = {
  added: { "zh-CN": "新增{noun}{name}", en: "Added {noun}{name}" },
  removed: { "zh-CN": "删除{noun}{name}", en: "Removed {noun}{name}" },
  changed: { "zh-CN": "修改{noun}{name}：{details}", en: "Changed {noun}{name}: {details}" },
} as const satisfies Record<Change["is"], Words>;

/** The document's own parts, in the order in which they are told. */
const parts = {
  name: { "zh-CN": "名称", en: "the name" },
  description: { "zh-CN": "说明", en: "the description" },
  purpose: { "zh-CN": "用途", en: "the purpose" },
  subject: { "zh-CN": "对象", en: "the subject" },
  audience: { "zh-CN": "目标人群", en: "the audience" },
  goal: { "zh-CN": "目标", en: "the goal" },
  churn: { "zh-CN": "流失事件", en: "the churn events" },
  policy: { "zh-CN": "发送规则", en: "the policy" },
  holdout: { "zh-CN": "对照组", en: "the holdout" },
} as const satisfies Partial<Record<keyof Strategy, Words>>;

/** Every change from one document to another: its parts, nodes, connections, then messages and their variants, each by id. */
export function diffStrategies(from: Strategy, to: Strategy): Change[] {
  return [
    ...partChanges(from, to),
    ...diffLists("node", from.nodes, to.nodes),
    ...edgeChanges(from, to),
    ...messageChanges(from, to),
  ];
}

/**
 * Flow nodes on which running episodes may stand and that the new version has no more, or only as another type: where the publisher must
 * say what becomes of them. Sorted.
 */
export function removedNodes(from: Strategy, to: Strategy): string[] {
  const types = new Map(to.nodes.map((node) => [node.id, node.type]));
  const gone = from.nodes.filter((node) => isFlow(node) && types.get(node.id) !== node.type);
  return gone.map((node) => node.id).sort();
}

function partChanges(from: Strategy, to: Strategy): Change[] {
  return (Object.keys(parts) as (keyof typeof parts)[]).flatMap((part) => {
    const [before, after] = [from[part], to[part]];
    if (isSame(before, after)) return [];
    if (before === undefined || after === undefined)
      return [change("part", before === undefined ? "added" : "removed", part, [])];
    const isRecord = typeof before === "object" && typeof after === "object" && part !== "audience";
    const fields = isRecord ? fieldChanges(before, after) : [{ field: part, from: show(before), to: show(after) }];
    return [change("part", "changed", part, fields)];
  });
}

function edgeChanges(from: Strategy, to: Strategy): Change[] {
  const named = (document: Strategy) =>
    sortedEdges(document.edges).map((edge) => ({ id: `${edge.from}.${edge.port} → ${edge.to}` }));
  return diffLists("edge", named(from), named(to));
}

function messageChanges(from: Strategy, to: Strategy): Change[] {
  const named = (document: Strategy) =>
    Object.entries(document.messages ?? {}).map(([id, { variants: _, ...rest }]) => ({ id, ...rest }));
  const variants = (document: Strategy, id: string) =>
    (document.messages?.[id]?.variants ?? []).map((variant) => ({ ...variant, id: `${id}.${variant.id}` }));
  const both = Object.keys(from.messages ?? {}).filter((id) => Object.hasOwn(to.messages ?? {}, id));
  const inside = both.sort().flatMap((id) => diffLists("variant", variants(from, id), variants(to, id)));
  return [...diffLists("message", named(from), named(to)), ...inside];
}

function diffLists(of: ChangeOf, from: readonly { id: string }[], to: readonly { id: string }[]): Change[] {
  const before = new Map(from.map((one) => [one.id, one]));
  const after = new Map(to.map((one) => [one.id, one]));
  return sortedById([...new Map([...before, ...after]).values()]).flatMap(({ id }) => {
    const [old, now] = [before.get(id), after.get(id)];
    if (old === undefined || now === undefined) return [change(of, old === undefined ? "added" : "removed", id, [])];
    const fields = fieldChanges(old, now);
    return fields.length === 0 ? [] : [change(of, "changed", id, fields)];
  });
}

function fieldChanges(from: object, to: object): FieldChange[] {
  const [before, after] = [from as Fields, to as Fields];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, from: show(before[field]), to: show(after[field]) }));
}

function change(of: ChangeOf, is: Change["is"], id: string, fields: readonly FieldChange[]): Change {
  const details = fields.map(({ field, from, to }) => `${field} ${from ?? "–"} → ${to ?? "–"}`).join(", ");
  const message = inEach((locale) => {
    const name = of === "part" ? parts[id as keyof typeof parts][locale] : id;
    return fill(verbs[is][locale], { noun: nouns[of][locale], name, details }, locale);
  });
  return { of, is, id, fields, message };
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b) && (a === undefined) === (b === undefined);
}

function show(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === "string" ? value : canonicalJson(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
