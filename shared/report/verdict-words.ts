// The words of a verdict, in both languages: one sentence that says it, and one for each reason. Numbers come from the verdict, and
// show no more decimals than its interval bears.
import type { Words } from "#shared/kernel/issue.ts";
import type { Locale } from "#shared/signal/words.ts";
import type { DistrustCode, Wait, WaitCode } from "#shared/stats/gates.ts";
import type { Estimated, Verdict } from "#shared/stats/verdict.ts";
import { fill } from "#shared/strategy/diagnostic.ts";

/** What a sentence calls its arms, as in the middle of one: an author's own name in quotes. `noMessage`: the control is a holdout. */
export interface VerdictNames {
  readonly treated: string;
  /** Null for a holdout: "no message". */
  readonly control: string | null;
  readonly metric: "recovered" | "acted" | "opened";
}

/** The parts sentences are made of, by name. */
export const verdictWords = {
  noMessage: { "zh-CN": "不发消息", en: "no message" },
  "recovered.better": {
    "zh-CN":
      "{treated}比{control}多挽回 {points} 个百分点的学员（{level} 置信区间 {low} 至 {high}），到目前为止约 {extra} 人。",
    en: "{treated} brings back {points} points more learners than {control} ({level} CI {low} to {high}), about {extra} learners so far.",
  },
  "recovered.worse": {
    "zh-CN":
      "{treated}比{control}少挽回 {points} 个百分点的学员（差值的 {level} 置信区间 {low} 至 {high}），到目前为止约少 {extra} 人。",
    en: "{treated} brings back {points} points fewer learners than {control} ({level} CI of the difference {low} to {high}), about {extra} learners fewer so far.",
  },
  "acted.better": {
    "zh-CN": "收到{treated}后行动的学员比{control}多 {points} 个百分点（{level} 置信区间 {low} 至 {high}）。",
    en: "{points} points more learners act on {treated} than on {control} ({level} CI {low} to {high}).",
  },
  "acted.worse": {
    "zh-CN": "收到{treated}后行动的学员比{control}少 {points} 个百分点（差值的 {level} 置信区间 {low} 至 {high}）。",
    en: "{points} points fewer learners act on {treated} than on {control} ({level} CI of the difference {low} to {high}).",
  },
  "opened.better": {
    "zh-CN": "打开{treated}的学员比{control}多 {points} 个百分点（{level} 置信区间 {low} 至 {high}）。打开不等于挽回。",
    en: "{points} points more learners open {treated} than {control} ({level} CI {low} to {high}). Opening is not coming back.",
  },
  "opened.worse": {
    "zh-CN": "打开{treated}的学员比{control}少 {points} 个百分点（差值的 {level} 置信区间 {low} 至 {high}）。",
    en: "{points} points fewer learners open {treated} than {control} ({level} CI of the difference {low} to {high}).",
  },
  noDifference: {
    "zh-CN": "{treated}与{control}没有值得在意的差别（差值的 {level} 置信区间 {low} 至 {high} 个百分点）。",
    en: "No difference that matters between {treated} and {control} ({level} CI of the difference {low} to {high} points).",
  },
  notEnough: {
    "zh-CN": "还不能判断{treated}与{control}哪个更好：证据不足。",
    en: "Not enough evidence yet to say whether {treated} or {control} is better.",
  },
  notEnoughFinal: {
    "zh-CN": "计划的样本已经收齐，仍不能判断{treated}与{control}哪个更好。",
    en: "The planned learners are in, and the evidence does not say whether {treated} or {control} is better.",
  },
  notTrusted: {
    "zh-CN": "{treated}与{control}的数据不可信，暂不下结论。",
    en: "The data on {treated} and {control} are not to be trusted; no verdict.",
  },
  daysLeft: { "zh-CN": "大约还需 {days} 天。", en: "About {days} more days." },
  oneDayLeft: { "zh-CN": "大约还需 1 天。", en: "About one more day." },
  early: { "zh-CN": "这是提前查看，并非最终结论。", en: "Early look: not final." },
  drifting: { "zh-CN": "效果随时间在变化。", en: "The effect is changing with time." },
} as const satisfies Record<string, Words>;

/** What is still missing for a verdict. */
export const waitWords = {
  learners: {
    "zh-CN": "较小一组已满观察期的学员 {have} 人，需要 {need} 人。",
    en: "The smaller arm has {have} matured learners of {need} needed.",
  },
  successes: {
    "zh-CN": "两组合计挽回（或行动）{have} 人，需要 {need} 人。",
    en: "Both arms have {have} successes of {need} needed.",
  },
  days: {
    "zh-CN": "已运行 {have} 天，至少 {need} 天（一个完整的星期）。",
    en: "{have} full days of {need} (one whole week).",
  },
} as const satisfies Record<WaitCode, Words>;

/** Why data are not to be trusted. */
export const distrustWords = {
  srm: {
    "zh-CN": "各组人数与计划比例不符（样本比例失衡）。",
    en: "Learners did not come into the arms as planned (sample ratio mismatch).",
  },
  leak: { "zh-CN": "有学员进入了权重为零的组。", en: "Learners stand in an arm whose weight is zero." },
  crossover: { "zh-CN": "超过 1% 的学员出现在两个组里。", en: "More than 1% of learners were seen in two arms." },
} as const satisfies Record<DistrustCode, Words>;

/** Decimals of points that an interval bears: none where it is 20 points wide or more, one above half a point, else two. */
export function decimalsOf({ low, high }: Estimated): number {
  const width = (high - low) * 100;
  return width >= 20 ? 0 : width >= 0.5 ? 1 : 2;
}

/** A share as points, without a minus before a zero. */
export function pointsText(share: number, decimals: number): string {
  const text = (share * 100).toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

/** A level as a percentage: 95%, 98.75%. */
export function levelText(level: number): string {
  return `${Number((level * 100).toFixed(2))}%`;
}

function withEstimate(verdict: Verdict, difference: Estimated): Record<string, string> {
  const decimals = decimalsOf(difference);
  return {
    points: pointsText(Math.abs(difference.estimate), decimals),
    low: pointsText(difference.low, decimals),
    high: pointsText(difference.high, decimals),
    level: levelText(verdict.level),
    extra: String(Math.round(Math.abs(verdict.extraLearners?.estimate ?? 0))),
  };
}

function mainWords(verdict: Verdict, metric: VerdictNames["metric"]): Words {
  if (verdict.kind === "better" || verdict.kind === "worse") return verdictWords[`${metric}.${verdict.kind}`];
  return verdict.kind === "notEnough" && verdict.isFinal ? verdictWords.notEnoughFinal : verdictWords[verdict.kind];
}

function waitSentence({ code, have, need }: Wait, locale: Locale): string {
  return fill(waitWords[code][locale], { have, need }, locale);
}

/** What goes after the main sentence: why not, how long still, and that a look was early. */
function tailOf(verdict: Verdict, locale: Locale): string[] {
  const { kind, isFinal, daysLeft, waits, distrust, isDrifting } = verdict;
  const said: string[] = [];
  if (kind === "notTrusted") said.push(...distrust.map((code) => distrustWords[code][locale]));
  if (kind === "notEnough") {
    said.push(...waits.map((wait) => waitSentence(wait, locale)));
    if (daysLeft === 1) said.push(verdictWords.oneDayLeft[locale]);
    else if (daysLeft !== null) said.push(fill(verdictWords.daysLeft[locale], { days: daysLeft }, locale));
  }
  const isSaid = kind === "better" || kind === "worse" || kind === "noDifference";
  if (isSaid && isDrifting) said.push(verdictWords.drifting[locale]);
  if (isSaid && !isFinal) said.push(verdictWords.early[locale]);
  return said;
}

function capitalised(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

/** The verdict in plain words: "B brings back 2.4 points more learners than no message (95% CI 0.4 to 3.8), about 108 learners so far. Early look: not final." */
export function verdictSentence(verdict: Verdict, names: VerdictNames, locale: Locale): string {
  const { treated, metric } = names;
  const control = names.control ?? verdictWords.noMessage[locale];
  const params = verdict.difference === null ? {} : withEstimate(verdict, verdict.difference);
  const main = fill(mainWords(verdict, metric)[locale], { treated, control, ...params }, locale);
  return [capitalised(main), ...tailOf(verdict, locale)].join(locale === "en" ? " " : "");
}
