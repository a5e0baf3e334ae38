// The languages of the designer, and the one that this browser begins with; apart from the words, for it is asked before any page is there.

/** The languages. */
export type Locale = "zh" | "en";

/** Where the browser keeps the one that was chosen. */
export const KEPT_AS = "winback.locale";

/** The language's tag, as HTML, Intl and Accept-Language want it. */
export function tagOf(locale: Locale): "zh-CN" | "en" {
  return locale === "zh" ? "zh-CN" : "en";
}

/** The language to begin with: what was chosen here before, else the browser's first that is ours, else Chinese. */
export function firstLocale(stored: string | null, preferred: readonly string[]): Locale {
  if (stored === "zh" || stored === "en") return stored;
  const found = preferred.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "zh" || tag === "en");
  return found === "en" ? "en" : "zh";
}

/** That of this browser. */
export function localeHere(): Locale {
  return firstLocale(localStorage.getItem(KEPT_AS), navigator.languages);
}
