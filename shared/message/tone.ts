// Tone of text that a learner reads (channels.md, a product principle): no threat, no "you are about to be lost", no internal risk
// level; data and a next step instead. A list of phrases, not a judge of style: it is short so that each hit is worth reading.
import type { Issue, Severity } from "#shared/kernel/issue.ts";
import { placeAt } from "./scan.ts";

interface Rule {
  readonly code: "tone.riskLevel" | "tone.lost" | "tone.threat";
  readonly severity: Severity;
  readonly phrases: readonly RegExp[];
}

// Every gap is bounded, so that matching stays linear in the text.
const rules: readonly Rule[] = [
  {
    code: "tone.riskLevel",
    severity: "error",
    phrases: [
      /(?:关注|预警|紧急)(?:级|等级)|(?:风险|流失|预警)(?:等级|级别|评分|名单|用户|学员|概率)/gu,
      /(?<!时间|时光|岁月|水土|资金)流失|高危|[高中低]风险/gu,
      /\bchurn(?:ed|ing|ers?|s)?\b|\b(?:high|medium|low)[ -]risk\b|\brisk (?:level|score|tier)\b|\bat[ -]risk\b/giu,
      /\b(?:watch|warning|urgent) (?:level|tier)\b/giu,
    ],
  },
  {
    code: "tone.lost",
    severity: "error",
    phrases: [
      /(?:即将|快要|马上要?|就要|差点)(?:失去|离开|流失|放弃|掉队)|我们(?:快|就)?要?失去(?:了)?你/gu,
      /\babout to (?:be lost|lose you|drop out|fall behind|quit)\b|\b(?:we are|we're) (?:about to lose|losing) you\b/giu,
      /\byou (?:are|will be) (?:lost|a lost cause)\b/giu,
    ],
  },
  {
    code: "tone.threat",
    severity: "warning",
    phrases: [
      /否则(?:将|就|会|后果)|后果自负|最后(?:一次)?(?:机会|警告|通牒)|再不[^。！？\n]{1,20}(?:就|将|会)|别怪我们?/gu,
      /(?:取消|失去|剥夺)(?:你的|您的)?(?:学习)?资格|(?:开除|拉黑|封号|清退|冻结(?:你的|您的)?账号)/gu,
      /\bor else\b|\b(?:last|final) (?:chance|warning|notice)\b|\botherwise,? (?:you|your|we)\b|\bface the consequences\b/giu,
      /\byou(?:r (?:account|place|access))? will (?:lose|be (?:expelled|removed|suspended|terminated|banned|kicked))\b/giu,
    ],
  },
];

/**
 * Phrases that a learner should not read, in reading order. Params: `phrase`, `at` (offset in UTF-16 units), `line`, `column` (both
 * from 1). Takes a template's source or rendered text. `tone.riskLevel` and `tone.lost` are errors, `tone.threat` warns.
 */
export function toneIssues(text: string, path: readonly (string | number)[] = []): Issue[] {
  const found: { at: number; issue: Issue }[] = [];
  for (const { code, severity, phrases } of rules) {
    for (const phrase of phrases) {
      for (const match of text.matchAll(phrase)) {
        const params = { phrase: match[0], at: match.index, ...placeAt(text, match.index) };
        found.push({ at: match.index, issue: { code, severity, path: [...path], params } });
      }
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ issue }) => issue);
}
