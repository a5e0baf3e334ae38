// The language of an answer: `?lang=` where a page offers it, then Accept-Language by its weights, then the fallback.
import type { Locale } from "#shared/signal/words.ts";

/** The best of our two languages; English where the header names neither. */
export function localeOf(header: string | undefined, fallback: Locale = "en"): Locale {
  if (header === undefined || header.length > 1000) return fallback;
  let best: Locale = fallback;
  let bestWeight = 0;
  for (const part of header.split(",")) {
    const [tag = "", ...options] = part.trim().toLowerCase().split(";");
    const weight = Number(
      options.map((option) => /^\s*q=([\d.]+)$/.exec(option)?.[1]).find((q) => q !== undefined) ?? 1,
    );
    const locale = /^zh\b/.test(tag) ? "zh-CN" : /^en\b/.test(tag) ? "en" : tag === "*" ? fallback : null;
    if (locale !== null && weight > bestWeight) [best, bestWeight] = [locale, weight];
  }
  return best;
}
