// Words that the sentences of several signal kinds are made of: event types, tests and conditions as people read them.
import { findEventKind } from "#shared/event/catalog.ts";
import { describeDuration } from "#shared/kernel/duration.ts";
import type { Words } from "#shared/kernel/issue.ts";
import type { Cause, Condition } from "#shared/state/condition.ts";
import type { Test } from "#shared/state/test.ts";
import { msOf } from "./fields.ts";

/** A language of the product. */
export type Locale = keyof Words;

/** One text in each language. */
export function inEach(say: (locale: Locale) => string): Words {
  return { "zh-CN": say("zh-CN"), en: say("en") };
}

/** Event types by their labels, the unknown ones as they are written: "登录学习、提问", "session started or question asked". */
export function eventWords(types: readonly string[], locale: Locale): string {
  const names = types.map((type) => {
    const label = findEventKind(type)?.labels[locale];
    return label === undefined ? type : label.slice(0, 1).toLowerCase() + label.slice(1);
  });
  return names.join(locale === "en" ? " or " : "、");
}

/** A ratio 0..1 as a percentage with at most one decimal: "62.5%". */
export function percent(ratio: number): string {
  return `${Math.round(ratio * 1000) / 10}%`;
}

/** A duration field in words; the field has passed its schema. */
export function span(duration: string, locale: Locale): string {
  return describeDuration(msOf(duration), locale);
}

/** A count of local days: "2 天", "1 day". */
export function daysWords(count: number, locale: Locale): string {
  if (locale === "zh-CN") return `${count} 天`;
  return `${count} day${count === 1 ? "" : "s"}`;
}

/** A count of times: "2 次", "1 time". */
export function timesWords(count: number, locale: Locale): string {
  if (locale === "zh-CN") return `${count} 次`;
  return `${count} time${count === 1 ? "" : "s"}`;
}

/** The classes of causes by name. */
export const causeWords: Readonly<Record<Cause, Words>> = {
  technical: { "zh-CN": "技术", en: "technical" },
  content: { "zh-CN": "内容", en: "content" },
  motivation: { "zh-CN": "动机", en: "motivation" },
  service: { "zh-CN": "服务", en: "service" },
  external: { "zh-CN": "外部", en: "external" },
};

/** The comparison signs. */
export const signs = { eq: "=", ne: "≠", lt: "<", le: "≤", gt: ">", ge: "≥", in: "∈" } as const;

function comparison(name: string, op: keyof typeof signs | "exists", value: unknown, locale: Locale): string {
  if (op !== "exists") return `${name} ${signs[op]} ${Array.isArray(value) ? value.join(" / ") : String(value)}`;
  if (value === false) return locale === "zh-CN" ? `没有 ${name}` : `no ${name}`;
  return locale === "zh-CN" ? `有 ${name}` : `${name} is known`;
}

/** A test over an event's data, in brackets; empty where there is none: "（status = missed）". */
export function testWords(test: Test | undefined, locale: Locale): string {
  if (test === undefined) return "";
  const text = test.map(({ field, op, value }) => comparison(field, op, value, locale)).join(" & ");
  return locale === "zh-CN" ? `（${text}）` : ` (${text})`;
}

function attributeWords({ attr, op, value }: Extract<Condition, { attr: string }>, locale: Locale): string {
  const isZh = locale === "zh-CN";
  if (op === "has") return `${attr} ${isZh ? "包含" : "has"} ${String(value)}`;
  if (op !== "withinLast" && op !== "withinNext") return comparison(attr, op, value, locale);
  const length = span(String(value), locale);
  if (op === "withinLast") return isZh ? `${attr} 在过去 ${length}内` : `${attr} within the last ${length}`;
  return isZh ? `${attr} 在未来 ${length}内` : `${attr} within the next ${length}`;
}

/** A condition in words; groups are in brackets. */
export function conditionWords(condition: Condition, locale: Locale): string {
  const isZh = locale === "zh-CN";
  const joined = (parts: Condition[], word: string) =>
    `(${parts.map((part) => conditionWords(part, locale)).join(word)})`;
  if ("all" in condition) return joined(condition.all, isZh ? " 且 " : " and ");
  if ("any" in condition) return joined(condition.any, isZh ? " 或 " : " or ");
  if ("not" in condition) return `${isZh ? "并非 " : "not "}${conditionWords(condition.not, locale)}`;
  if ("signal" in condition) return `${isZh ? "信号 " : "signal "}${condition.signal}`;
  if ("cause" in condition) return `${isZh ? "原因是" : "the cause is "}${causeWords[condition.cause][locale]}`;
  return attributeWords(condition, locale);
}
