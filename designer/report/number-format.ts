// How numbers of reports are written: points without a minus before a zero, p-values, days of the school.
import { formatNumber, formatPercent } from "#designer/text/format.ts";
import type { Locale } from "#designer/text/locale.ts";
import { dateOfDay } from "#shared/kernel/zone.ts";
import { pointsText } from "#shared/report/verdict-words.ts";

/** A share as signed points: +2.4, −0.3, 0. */
export function signedPoints(share: number, digits = 1): string {
  const written = pointsText(Math.abs(share), digits);
  if (Number(written) === 0) return written;
  return `${share > 0 ? "+" : "−"}${written}`;
}

/** A share as a signed percentage: +3%, −13%, 0%; below ten with a decimal, so that a small lift is not called none. */
export function signedPercent(share: number, locale: Locale): string {
  const written = formatPercent(Math.abs(share), locale, Math.abs(share) < 0.0995 ? 1 : 0);
  if (Number.parseFloat(written) === 0) return formatPercent(0, locale, 0);
  return `${share > 0 ? "+" : "−"}${written}`;
}

/** A p-value: three decimals, below that "< 0.001". */
export function pText(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** A local day of the school, as the language writes dates. */
export function dayText(day: number, locale: Locale): string {
  const [year, month, date] = dateOfDay(day).split("-").map(Number);
  return new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en", { dateStyle: "medium", timeZone: "UTC" }).format(
    Date.UTC(year ?? 1970, (month ?? 1) - 1, date ?? 1),
  );
}

/** Fen as yuan. */
export function yuanText(fen: number, locale: Locale): string {
  return `¥${formatNumber(fen / 100, locale, 2)}`;
}
