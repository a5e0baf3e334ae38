// What a diagnostic's message calls the things it speaks of: a node by its author's name, else by its kind's, in quotes; a message by the node
// that sends it; a channel, cause, purpose, metric or language by its label. The parameters keep the ids; what has no name stays an id.
import { channels } from "#shared/channel/all.ts";
import type { IssueParams, Words } from "#shared/kernel/issue.ts";
import { nodeKind } from "#shared/node/all.ts";
import { signalKind } from "#shared/signal/all.ts";
import { causeWords, inEach, type Locale } from "#shared/signal/words.ts";
import { tierLabel } from "#shared/tier/form.ts";
import { type Diagnostic, fill } from "./diagnostic.ts";
import { isSignal, isTier, type StrategyNode } from "./document.ts";
import { type Drawing, messageAt } from "./drawing.ts";
import { purposes } from "./form.ts";
import { senderOf } from "./texts.ts";
import { words } from "./words.ts";

type Caller = (drawing: Drawing, value: string) => Words | null;

const metricWords: Readonly<Record<string, Words>> = {
  recovered: { "zh-CN": "挽回", en: "won back" },
  acted: { "zh-CN": "行动", en: "acted" },
  opened: { "zh-CN": "打开", en: "opened" },
};

const typeWords: Readonly<Record<string, Words>> = {
  signal: { "zh-CN": "信号", en: "signal" },
  tier: { "zh-CN": "等级", en: "tier" },
};

const localeWords: Readonly<Record<string, Words>> = {
  "zh-CN": { "zh-CN": "中文", en: "Chinese" },
  en: { "zh-CN": "英文", en: "English" },
};

function labelOf(drawing: Drawing, node: StrategyNode): Words {
  if (isSignal(node)) return signalKind(node.kind).label;
  if (isTier(node)) return tierLabel;
  return (
    (node.type === "send" ? channel(drawing, messageAt(drawing.document, node.message)?.channel ?? "") : null) ??
    nodeKind(node.type)?.label ?? { "zh-CN": node.type, en: node.type }
  );
}

function node(drawing: Drawing, id: string): Words | null {
  const found = drawing.byId.get(id);
  if (found === undefined) return null;
  const { "zh-CN": zh, en } = found.name ?? {};
  const label = labelOf(drawing, found);
  return { "zh-CN": `“${zh ?? en ?? label["zh-CN"]}”`, en: `“${en ?? zh ?? label.en}”` };
}

function channel(_: Drawing, id: string): Words | null {
  return channels.find((one) => one.id === id)?.describe().label ?? null;
}

function listed(list: Readonly<Record<string, Words>>): Caller {
  return (_, value) => (Object.hasOwn(list, value) ? (list[value] ?? null) : null);
}

function nodeType(_: Drawing, type: string): Words | null {
  return typeWords[type] ?? nodeKind(type)?.label ?? null;
}

function purpose(_: Drawing, value: string): Words | null {
  return purposes.find((one) => one.value === value)?.label ?? null;
}

const cycle: Caller = (drawing, text) =>
  inEach((locale) =>
    text
      .split(" → ")
      .map((id) => node(drawing, id)?.[locale] ?? id)
      .join(" → "),
  );

/** How the parameter of a name is called. */
const callers: Readonly<Record<string, Caller>> = {
  node,
  of: node,
  from: node,
  to: node,
  tier: node,
  signal: node,
  other: (drawing, value) => node(drawing, value) ?? listed(metricWords)(drawing, value),
  message: (drawing, id) => node(drawing, senderOf(drawing, id) ?? ""),
  cycle,
  channel,
  fromType: nodeType,
  toType: nodeType,
  metric: listed(metricWords),
  cause: listed(causeWords),
  locale: listed(localeWords),
  purpose,
};

function calledIn(drawing: Drawing, params: IssueParams, locale: Locale): IssueParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const called = typeof value === "string" && Object.hasOwn(callers, name) ? callers[name]?.(drawing, value) : null;
      return [name, called?.[locale] ?? value];
    }),
  );
}

/** The diagnostic with the names of its document in its message. */
export function named(diagnostic: Diagnostic, drawing: Drawing): Diagnostic {
  const { code, params } = diagnostic;
  const message = inEach((locale) => fill(words[code][locale], calledIn(drawing, params, locale), locale));
  // Chinese sets no space beside quotation marks.
  const zh = message["zh-CN"].replace(/ (?=“)|(?<=”) /g, "");
  return { ...diagnostic, message: { "zh-CN": zh, en: message.en } };
}
