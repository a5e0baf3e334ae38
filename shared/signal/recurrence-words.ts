// Recurrence rules in words: every day, every 2 weeks on Monday, every month on day 1. A rule past these stays as written.
import { parseRecurrence, type Recurrence } from "#shared/kernel/recurrence.ts";
import type { Locale } from "./words.ts";

const units = {
  DAILY: { "zh-CN": "天", en: "day" },
  WEEKLY: { "zh-CN": "周", en: "week" },
  MONTHLY: { "zh-CN": "个月", en: "month" },
  YEARLY: { "zh-CN": "年", en: "year" },
} as const;
const weekdays = {
  "zh-CN": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
} as const;

function isPlain(rule: Recurrence): boolean {
  const isSimple = rule.byMonth.length === 0 && rule.count === null && rule.untilDay === null;
  return isSimple && rule.byDay.every((day) => day.ordinal === null) && rule.byMonthDay.every((day) => day > 0);
}

function every(rule: Recurrence, locale: Locale): string {
  const unit = units[rule.freq][locale];
  if (locale === "en") return rule.interval === 1 ? `every ${unit}` : `every ${rule.interval} ${unit}s`;
  return rule.interval === 1 ? `每${unit.slice(-1)}` : `每 ${rule.interval} ${unit}`;
}

/** A rule that `parseRecurrence` accepts, in words where it is simple, else as written. */
export function recurrenceWords(rrule: string, locale: Locale): string {
  const rule = parseRecurrence(rrule);
  if ("error" in rule || !isPlain(rule)) return rrule;
  const isZh = locale === "zh-CN";
  const days = rule.byDay.map((day) => weekdays[locale][day.weekday - 1] ?? "");
  const dates = rule.byMonthDay.map((day) => (isZh ? `${day} 日` : `day ${day}`));
  const named = [...dates, ...days];
  if (named.length === 0) return every(rule, locale);
  return isZh ? `${every(rule, locale)}的${named.join("、")}` : `${every(rule, locale)} on ${named.join(", ")}`;
}
