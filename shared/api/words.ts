// The words of every issue and problem code, in both languages, split by area. One code reads the same in every answer.
import type { Issue, IssueParams, Words } from "#shared/kernel/issue.ts";
import type { Locale } from "#shared/signal/words.ts";
import { fill } from "#shared/strategy/diagnostic.ts";
import { words as compilerWords } from "#shared/strategy/words.ts";
import { accountWords } from "./words-account.ts";
import { eventWords } from "./words-event.ts";
import { httpWords } from "./words-http.ts";
import { strategyWords } from "./words-strategy.ts";

/** All words, by area. Codes are unique over all areas; the compiler's also carry a weight. */
export const wordsByArea = {
  account: accountWords,
  compiler: compilerWords,
  event: eventWords,
  http: httpWords,
  strategy: strategyWords,
} as const;

const byCode: ReadonlyMap<string, Words> = new Map(
  Object.values(wordsByArea).flatMap((area): [string, Words][] => Object.entries(area)),
);

/** The words of a code, null for one that has none. */
export function wordsOf(code: string): Words | null {
  return byCode.get(code) ?? null;
}

/** The sentence of a code with its parameters filled in; the code itself where it has no words. */
export function sentenceOf(code: string, locale: Locale, params: IssueParams = {}): string {
  const words = byCode.get(code);
  return words === undefined ? code : fill(words[locale], params, locale);
}

/** The sentence of an issue. */
export function sentence({ code, params }: Issue, locale: Locale): string {
  return sentenceOf(code, locale, params);
}
