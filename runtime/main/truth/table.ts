// What a simulation came to, as text for a terminal: a row for each comparison of one seed, or the counts of many.
import type { Locale } from "#runtime/main/oulad/issues.ts";
import { alignColumns } from "#runtime/main/oulad/width.ts";
import type { Words } from "#shared/kernel/issue.ts";
import type { Interval } from "#shared/stats/rate.ts";
import type { VerdictKind } from "#shared/stats/verdict.ts";
import { type Judged, mostByChance } from "./judge.ts";

const WORDS = {
  comparison: { "zh-CN": "比较", en: "comparison" },
  learners: { "zh-CN": "学员", en: "learners" },
  truth: { "zh-CN": "真值", en: "truth" },
  estimate: { "zh-CN": "估计", en: "estimate" },
  interval: { "zh-CN": "报表区间", en: "interval shown" },
  covered: { "zh-CN": "覆盖", en: "covered" },
  oneLook: { "zh-CN": "只看一次的区间", en: "interval of one look" },
  verdict: { "zh-CN": "结论", en: "verdict" },
  seeds: { "zh-CN": "种子数", en: "seeds" },
  bias: { "zh-CN": "平均偏差", en: "mean error" },
  falseOnes: { "zh-CN": "错误结论", en: "false verdicts" },
  better: { "zh-CN": "更好", en: "better" },
  worse: { "zh-CN": "更差", en: "worse" },
  noDifference: { "zh-CN": "没有值得在意的差别", en: "no difference that matters" },
  notEnough: { "zh-CN": "证据不足", en: "not enough evidence" },
  notTrusted: { "zh-CN": "数据不可信", en: "not to be trusted" },
  byChance: {
    "zh-CN": "按 5% 的误差，{n} 个种子里偶然出错至多 {most} 个",
    en: "with an error of 5 %, chance alone misses at most {most} of {n} seeds",
  },
  wrong: { "zh-CN": "（错误）", en: " (false)" },
  yes: { "zh-CN": "是", en: "yes" },
  no: { "zh-CN": "否", en: "no" },
} as const satisfies Record<string, Words>;

const kinds = ["better", "worse", "noDifference", "notEnough", "notTrusted"] as const satisfies readonly VerdictKind[];

/** The name of a comparison: the same for all seeds. */
export function nameOf({ tier, arm, control }: Pick<Judged, "tier" | "arm" | "control">): string {
  return tier === null ? `${arm} : ${control}` : `${tier}: ${arm} : ${control}`;
}

/** The counts over seeds of one comparison. */
export interface Counted {
  comparison: string;
  seeds: number;
  truth: number;
  /** Mean of estimate less truth over seeds that gave one, of one look at the end. */
  meanError: number;
  covered: number;
  coveredByOneLook: number;
  verdicts: Record<VerdictKind, number>;
  falseVerdicts: number;
  /** Intervals miss the truth, and verdicts are false, no more often than chance has it. */
  isSound: boolean;
}

/** Adds seeds up, comparison by comparison. */
export function countSeeds(list: readonly Judged[]): Counted[] {
  const names = [...new Set(list.map(nameOf))];
  return names.map((comparison) => {
    const rows = list.filter((one) => nameOf(one) === comparison);
    const ofKind = (kind: VerdictKind) => rows.filter(({ verdict }) => verdict === kind).length;
    const errors = rows.flatMap(({ estimate, truth }) => (estimate === null ? [] : [estimate - truth]));
    const covered = rows.filter(({ isCovered }) => isCovered).length;
    const falseVerdicts = rows.filter(({ isFalse }) => isFalse).length;
    const most = mostByChance(rows.length);
    return {
      comparison,
      seeds: rows.length,
      truth: rows[0]?.truth ?? 0,
      meanError: errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length),
      covered,
      coveredByOneLook: rows.filter(({ isCoveredByOneLook }) => isCoveredByOneLook).length,
      verdicts: Object.fromEntries(kinds.map((kind) => [kind, ofKind(kind)])) as Counted["verdicts"],
      falseVerdicts,
      isSound: rows.length - covered <= most && falseVerdicts <= most,
    };
  });
}

function points(share: number | null): string {
  return share === null ? "–" : (share * 100).toFixed(1).replace(/^-(0\.0)$/, "$1");
}

function ends(interval: Interval | null): string {
  return interval === null ? "–" : `${points(interval.low)} … ${points(interval.high)}`;
}

/** One seed: a row for each comparison, in points. */
export function seedTable(list: readonly Judged[], locale: Locale): string {
  const say = (name: keyof typeof WORDS) => WORDS[name][locale];
  const head = ["comparison", "learners", "truth", "estimate", "interval", "covered", "oneLook", "covered", "verdict"];
  const rows = list.map((one) => [
    nameOf(one),
    String(one.learners),
    points(one.truth),
    points(one.estimate),
    ends(one.shown),
    say(one.isCovered ? "yes" : "no"),
    ends(one.oneLook),
    say(one.isCoveredByOneLook ? "yes" : "no"),
    `${say(one.verdict)}${one.isFalse ? say("wrong") : ""}`,
  ]);
  return alignColumns([head.map((name) => say(name as keyof typeof WORDS)), ...rows]).join("\n");
}

/** Many seeds: a row of counts for each comparison. */
export function seedsTable(list: readonly Counted[], locale: Locale): string {
  const say = (name: keyof typeof WORDS) => WORDS[name][locale];
  const head = ["comparison", "seeds", "truth", "bias", "interval", "oneLook", "falseOnes", ...kinds] as const;
  const rows = list.map(({ comparison, seeds, truth, meanError, covered, coveredByOneLook, ...rest }) => [
    comparison,
    String(seeds),
    points(truth),
    (meanError * 100).toFixed(2),
    `${covered}/${seeds}`,
    `${coveredByOneLook}/${seeds}`,
    `${rest.falseVerdicts}/${seeds}`,
    ...kinds.map((kind) => String(rest.verdicts[kind])),
  ]);
  const n = Math.max(0, ...list.map(({ seeds }) => seeds));
  const note = say("byChance")
    .replace("{n}", String(n))
    .replace("{most}", String(mostByChance(n)));
  return [...alignColumns([head.map(say), ...rows]), note].join("\n");
}
