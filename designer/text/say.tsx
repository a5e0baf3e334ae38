// The person's language: kept in the browser, given to every component, and turned into the words they show.
import { createContext, type ReactNode, useCallback, useContext, useLayoutEffect, useMemo, useState } from "react";
import type { Words } from "#shared/kernel/issue.ts";
import { KEPT_AS, type Locale, localeHere, tagOf } from "./locale.ts";

/** A text in each of them; one that lacks a language does not compile. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Turns a text into the words of the person's language. */
export type Say = (text: Text | Words) => string;

/** The words of one language. */
export function sayIn(locale: Locale, text: Text | Words): string {
  if (locale === "en") return text.en;
  return "zh" in text ? text.zh : text["zh-CN"];
}

interface Speech {
  readonly locale: Locale;
  readonly isChosen: boolean;
  readonly choose: (locale: Locale) => void;
}

const SpeechContext = createContext<Speech>({ locale: "zh", isChosen: false, choose: () => {} });
/** Gives the language to all below it and keeps the choice. `fixed` is for tests and previews. */
export function LocaleProvider({ children, fixed }: { children: ReactNode; fixed?: Locale }) {
  const [chosen, setChosen] = useState(localeHere);
  const locale = fixed ?? chosen;
  useLayoutEffect(() => {
    document.documentElement.lang = tagOf(locale);
  }, [locale]);
  const choose = useCallback((next: Locale) => {
    localStorage.setItem(KEPT_AS, next);
    setChosen(next);
  }, []);
  const isChosen = localStorage.getItem(KEPT_AS) !== null;
  const speech = useMemo(() => ({ locale, isChosen, choose }), [locale, isChosen, choose]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

/** The person's language. */
export function useLocale(): Locale {
  return useContext(SpeechContext).locale;
}

/** Changes the language, here and for next time. */
export function useChooseLocale(): (locale: Locale) => void {
  return useContext(SpeechContext).choose;
}

/** Whether this browser was told a language, rather than guessing one. */
export function useIsLocaleChosen(): boolean {
  return useContext(SpeechContext).isChosen;
}

/** The function that turns texts into words. */
export function useSay(): Say {
  const locale = useLocale();
  return useCallback((text) => sayIn(locale, text), [locale]);
}
