// Numbers, times and lengths as the person's language writes them, times on the school's wall clock. Missing shows as a dash.
import { DAY_MS, describeDuration, HOUR_MS, MINUTE_MS } from "#shared/kernel/duration.ts";
import { type Locale, tagOf } from "./locale.ts";

/** What stands where there is no value. */
export const MISSING = "—";

/** A number with the language's digit groups, at most `digits` decimals. */
export function formatNumber(value: number | null | undefined, locale: Locale, digits = 0): string {
  if (value === null || value === undefined) return MISSING;
  return new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: digits }).format(value);
}

/** A large number in few characters: 1,099, 1.2万; 1.1K, 12.3K. */
export function formatCompact(value: number | null | undefined, locale: Locale): string {
  if (value === null || value === undefined) return MISSING;
  const options = { notation: "compact", maximumFractionDigits: 1, useGrouping: true } as const;
  return new Intl.NumberFormat(tagOf(locale), options).format(value);
}

/** A rate (0..1) as a percentage with `digits` decimals. */
export function formatPercent(rate: number | null | undefined, locale: Locale, digits = 1): string {
  if (rate === null || rate === undefined) return MISSING;
  const figures = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  // No minus before what is written as zero.
  const options = { style: "percent", signDisplay: "negative", ...figures } as const;
  return new Intl.NumberFormat(tagOf(locale), options).format(rate);
}

/** An amount of yuan (not fen). */
export function formatYuan(yuan: number | null | undefined, locale: Locale): string {
  if (yuan === null || yuan === undefined) return MISSING;
  return new Intl.NumberFormat(tagOf(locale), { style: "currency", currency: "CNY" }).format(yuan);
}

/** An instant: UTC ms, or the ISO text that answers carry. */
export type Instant = number | string;

/** The instant as UTC ms. */
export function instantAt(instant: Instant): number {
  return typeof instant === "number" ? instant : Date.parse(instant);
}

function inZone(instant: Instant | null | undefined, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  if (instant === null || instant === undefined) return MISSING;
  return new Intl.DateTimeFormat(tagOf(locale), options).format(instantAt(instant));
}

/** Day and minute in the school's zone: 2026/03/02 09:05; Mar 2, 2026, 09:05. */
export function formatDateTime(instant: Instant | null | undefined, locale: Locale, zone: string): string {
  const month = locale === "zh" ? "2-digit" : "short";
  const day = locale === "zh" ? "2-digit" : "numeric";
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return inZone(instant, locale, { timeZone: zone, year: "numeric", month, day, ...time });
}

/** The day in the school's zone. */
export function formatDate(instant: Instant | null | undefined, locale: Locale, zone: string): string {
  return inZone(instant, locale, { timeZone: zone, dateStyle: "medium" });
}

/** A calendar day `YYYY-MM-DD` of a year that is known: 2月25日; Feb 25. */
export function formatDay(day: string, locale: Locale): string {
  return inZone(Date.parse(day), locale, {
    timeZone: "UTC",
    month: locale === "zh" ? "long" : "short",
    day: "numeric",
  });
}

/** Hour and minute in the school's zone. */
export function formatTime(instant: Instant | null | undefined, locale: Locale, zone: string): string {
  return inZone(instant, locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** A length, in words: 3 天, 36 hours. */
export function formatDuration(ms: number | null | undefined, locale: Locale): string {
  return ms === null || ms === undefined ? MISSING : describeDuration(ms, tagOf(locale));
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
];

/** How long ago or ahead of `nowAt` (UTC ms): 3 小时前, in 2 days. Below a minute: now. */
export function formatRelative(instant: Instant | null | undefined, locale: Locale, nowAt: number): string {
  if (instant === null || instant === undefined) return MISSING;
  const words = new Intl.RelativeTimeFormat(tagOf(locale), { numeric: "auto" });
  const byMs = instantAt(instant) - nowAt;
  const step = steps.find(([, unitMs]) => Math.abs(byMs) >= unitMs);
  const said = step === undefined ? words.format(0, "second") : words.format(Math.trunc(byMs / step[1]), step[0]);
  // A space between figure and character, as lengths and every other text of ours have it.
  return locale === "zh" ? said.replace(/(\d)(?=\p{Script=Han})/u, "$1 ") : said;
}
