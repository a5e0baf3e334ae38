// What a step of the flow says of itself on the canvas, in one line with its own numbers; null while it is unfinished. A type without
// words here does not compile.

import type { Words } from "#shared/kernel/issue.ts";
import { type FlowNode, nodeKind } from "#shared/node/all.ts";
import { conditionWords, eventWords, inEach, type Locale, span } from "#shared/signal/words.ts";
import type { TierNode } from "#shared/strategy/document.ts";
import { enterSchema, reachSchema } from "#shared/tier/tier.ts";
import type { DraftNode } from "./draft.ts";

type Of<T extends FlowNode["type"]> = Extract<FlowNode, { type: T }>;
type Sayings = { readonly [T in FlowNode["type"]]: (node: Of<T>, locale: Locale) => string };

const outcomes: Readonly<Record<string, Words>> = {
  delivered: { "zh-CN": "送达", en: "delivered" },
  opened: { "zh-CN": "打开", en: "opened" },
  acted: { "zh-CN": "行动", en: "acted on" },
};
const dayNames: Readonly<Record<Locale, readonly string[]>> = {
  "zh-CN": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};

const pick = (locale: Locale, zh: string, en: string) => (locale === "zh-CN" ? zh : en);

function daysIn(weekdays: readonly number[] | undefined, locale: Locale): string {
  if (weekdays === undefined) return "";
  const names = weekdays.map((day) => dayNames[locale][day - 1] ?? "");
  return pick(locale, `（${names.join("、")}）`, ` on ${names.join(", ")}`);
}

const sayings: Sayings = {
  send: (node, locale) => (node.to === "guardian" ? pick(locale, "发给家长", "to the guardian") : ""),
  wait: ({ for: length, until }, locale) =>
    length === undefined
      ? pick(locale, `等到 ${until?.time}`, `until ${until?.time}`) + daysIn(until?.weekdays, locale)
      : pick(locale, `等 ${span(length, locale)}`, `for ${span(length, locale)}`),
  waitFor: ({ of, outcome, events, timeout }, locale) => {
    const most = span(timeout, locale);
    const what = outcome === undefined ? eventWords(events ?? [], locale) : "";
    const came = outcomes[outcome ?? ""]?.[locale] ?? "";
    if (outcome !== undefined)
      return pick(locale, `${of} 被${came}，最多等 ${most}`, `${of} is ${came}, up to ${most}`);
    return pick(locale, `${what}，最多等 ${most}`, `${what}, up to ${most}`);
  },
  branch: ({ cases }, locale) => cases.map(({ when }) => conditionWords(when, locale)).join(pick(locale, "；", "; ")),
  split: ({ arms }) => arms.map(({ port, weight }) => `${port} ${weight / 100}%`).join(" · "),
  task: ({ group, within }, locale) =>
    pick(locale, `${group}，${span(within, locale)}内完成`, `${group}, within ${span(within, locale)}`),
  update: ({ set = {}, addTags = [], removeTags = [] }) =>
    [
      ...Object.entries(set).map(([name, value]) => `${name} = ${String(value)}`),
      ...addTags.map((tag) => `+ ${tag}`),
      ...removeTags.map((tag) => `− ${tag}`),
    ].join(" · "),
  webhook: ({ url }) => new URL(url).host,
  window: ({ from, to, weekdays }, locale) => `${from} – ${to}${daysIn(weekdays, locale)}`,
  end: ({ reason }) => reason ?? "",
};

/** The line of a step; null for one that is unfinished or of no known type. */
export function stepSentence(node: DraftNode): Words | null {
  const read = nodeKind(node.type)?.schema.safeParse(node);
  if (read === undefined || !read.success) return null;
  const step = read.data;
  const tell = sayings[step.type] as (node: FlowNode, locale: Locale) => string;
  return inEach((locale) => tell(step, locale));
}

/** When a tier is entered; null while that is unfinished. */
export function enterSentence(node: DraftNode): Words | null {
  const read = enterSchema.safeParse(node.enter);
  if (!read.success) return null;
  const rule: TierNode["enter"] = read.data;
  if ("all" in rule) return { "zh-CN": "全部信号出现", en: "all signals on" };
  if ("score" in rule) return { "zh-CN": `评分达到 ${rule.score}`, en: `a score of ${rule.score}` };
  const { atLeast } = rule;
  return {
    "zh-CN": atLeast === 1 ? "任一信号出现" : `至少 ${atLeast} 个信号出现`,
    en: atLeast === 1 ? "any signal on" : `${atLeast} signals on`,
  };
}

/** What a tier promises; null where it promises nothing or that is unfinished. */
export function reachSentence(node: DraftNode): Words | null {
  const read = reachSchema.safeParse(node.reach);
  if (!read.success) return null;
  const { within, minTouches, minChannels, maxTouches } = read.data;
  const count = minTouches === maxTouches ? `${minTouches}` : `${minTouches}–${maxTouches}`;
  return inEach((locale) =>
    pick(
      locale,
      `${span(within, locale)}内触达 ${count} 次，${minChannels} 个渠道`,
      `${count} ${maxTouches === 1 ? "touch" : "touches"}, ${minChannels} ${minChannels === 1 ? "channel" : "channels"} in ${span(within, locale)}`,
    ),
  );
}
