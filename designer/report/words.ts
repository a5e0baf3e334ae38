// The words of reports: pages, verdicts, tables and charts.
import type { Text } from "#designer/text/say.tsx";

export const reportWords = {
  title: { zh: "报表", en: "Reports" },
  lead: {
    zh: "每个实验一句结论。点开一个策略，看数字和数字背后的学员。",
    en: "One sentence for each experiment. Open a strategy for its numbers, and the learners behind them.",
  },
  ofStrategy: (name: string): Text => ({ zh: `${name} · 报表`, en: `${name} · report` }),
  open: { zh: "打开报表", en: "Open report" },
  canvas: { zh: "打开策略", en: "Open strategy" },
  csv: { zh: "导出 CSV", en: "Export CSV" },
  png: { zh: "导出图片", en: "Export PNG" },
  how: { zh: "如何计算", en: "How this was computed" },
  noExperiments: { zh: "还没有实验", en: "No experiment yet" },
  noExperimentsHow: {
    zh: "给策略设一个对照组（不发消息），或给一条消息写两个变体，发布后这里会有结论。",
    en: "Give a strategy a holdout, or a message two variants, and publish: a verdict will stand here.",
  },
  strategies: { zh: "全部策略", en: "All strategies" },
  experiments: { zh: "实验", en: "Experiments" },
  schoolHoldout: { zh: "全校对照组", en: "School-wide holdout" },
  holdout: { zh: "与不发消息相比", en: "Against no message" },
  ofMessage: (name: string): Text => ({ zh: `消息“${name}”的变体`, en: `Variants of the message “${name}”` }),
  ofSplit: (id: string): Text => ({ zh: `分流“${id}”`, en: `Split “${id}”` }),
  startedOn: (date: string): Text => ({ zh: `开始于 ${date}`, en: `Started ${date}` }),
  asOf: (at: string): Text => ({ zh: `数据截至 ${at}`, en: `Data as of ${at}` }),
  loading: { zh: "正在读取报表", en: "Reading the report" },
  noArm: {
    zh: "只有一个组有学员，还没有什么可比较。",
    en: "Only one arm has learners: there is nothing to compare yet.",
  },
  nothing: { zh: "这段时间没有数据", en: "There is nothing in this period" },
  nothingHow: {
    zh: "换一段时间或去掉筛选。新发布的策略，等第一批学员满足条件后才有数字。",
    en: "Choose another period or take the filter off. A new strategy has numbers once its first learners match.",
  },
} as const;

export const verdictKinds = {
  better: { zh: "更好", en: "Better" },
  worse: { zh: "更差", en: "Worse" },
  noDifference: { zh: "没有值得在意的差别", en: "No difference that matters" },
  notEnough: { zh: "证据不足", en: "Not enough evidence" },
  notTrusted: { zh: "数据不可信", en: "Data not to be trusted" },
} as const satisfies Record<string, Text>;

export const healthWords = {
  title: { zh: "数据是否可信", en: "Health of the data" },
  srm: { zh: "分组比例", en: "Split" },
  srmGood: (p: string): Text => ({ zh: `与计划相符（p = ${p}）`, en: `As planned (p = ${p})` }),
  srmBad: (p: string): Text => ({
    zh: `与计划不符（p = ${p}），结论已撤回`,
    en: `Not as planned (p = ${p}): verdict withdrawn`,
  }),
  classic: (p: string): Text => ({ zh: `传统卡方 p = ${p}`, en: `Classic chi-square p = ${p}` }),
  counts: { zh: "实际人数 / 计划占比", en: "Learners / planned share" },
  leak: { zh: "泄漏", en: "Leak" },
  noLeak: { zh: "没有", en: "None" },
  isLeak: { zh: "有学员进了占比为零的组", en: "Learners in an arm of weight 0" },
  crossover: { zh: "出现在两个组", en: "Seen in two arms" },
  matured: { zh: "已满观察期", en: "Matured" },
  ofAssigned: (x: string, n: string): Text => ({ zh: `${x} / ${n} 人`, en: `${x} of ${n}` }),
  fresh: { zh: "上次查看", en: "Last look" },
  never: { zh: "还没有；每天零点查看一次", en: "None yet; one a day, at midnight" },
  days: { zh: "已运行", en: "Days run" },
  daysOf: (n: number): Text => ({ zh: `${n} 天`, en: n === 1 ? "1 day" : `${n} days` }),
  good: { zh: "正常", en: "Good" },
  bad: { zh: "异常", en: "Alarm" },
} as const;

export const armWords = {
  title: { zh: "各组对比", en: "Arms compared" },
  arm: { zh: "组", en: "Arm" },
  control: { zh: "对照", en: "control" },
  learners: { zh: "已满观察期的学员", en: "Matured learners" },
  difference: (level: string): Text => ({
    zh: `差值（百分点，${level} 置信区间）`,
    en: `Difference (points, ${level} CI)`,
  }),
  lift: { zh: "相对提升", en: "Relative lift" },
  p: { zh: "p（已按查看次数校正）", en: "p (all looks counted)" },
  cost: { zh: "每挽回一人", en: "Per recovered" },
  undefinedLift: { zh: "无法计算", en: "Undefined" },
  notYet: { zh: "尚未查看", en: "No look yet" },
  few: { zh: "不足 30 人，只列人数", en: "under 30: counts only" },
  notMeasurable: { zh: "无法测量", en: "Not measurable" },
  notComparable: { zh: "两组送达率不同，不可比", en: "deliveries differ: not comparable" },
  chance: { zh: "最优概率", en: "Chance to be best" },
  chanceNote: { zh: "贝叶斯估计，仅供参考，不决定结论", en: "Bayesian, beside the verdict: it decides nothing" },
  harm: { zh: "护栏", en: "Guardrails" },
  safe: { zh: "没有变差", en: "not worse" },
  harmful: { zh: "变差了", en: "worse" },
  unclear: { zh: "还看不出", en: "unclear yet" },
  secondary: { zh: "其他指标", en: "Other metrics" },
  adjusted: (p: string): Text => ({ zh: `校正后 p = ${p}`, en: `adjusted p = ${p}` }),
} as const;

export const metricWords = {
  recovered: { zh: "挽回率", en: "Recovery" },
  opened: { zh: "打开率（首条消息）", en: "Open (first send)" },
  acted: { zh: "行动率（首条消息）", en: "Action (first send)" },
  actedOfOpened: { zh: "打开后行动率", en: "Action of opened" },
  delivered: { zh: "送达率（首条消息）", en: "Delivered (first send)" },
  reachedAny: { zh: "触达过", en: "Reached at all" },
  openedAny: { zh: "打开过", en: "Opened at all" },
  actedAny: { zh: "行动过", en: "Acted at all" },
  optedOut: { zh: "退订", en: "Opt-out" },
  complained: { zh: "投诉", en: "Complaint" },
  reach: { zh: "触达率", en: "Reach" },
  open: { zh: "打开率", en: "Open" },
  action: { zh: "行动率", en: "Action" },
  actionOfOpened: { zh: "打开后行动率", en: "Action of opened" },
} as const satisfies Record<string, Text>;

export const definitionWords = {
  recovered: {
    zh: "观察期内达成目标的学员 ÷ 全部分组学员（不论是否收到），只算观察期已满的。",
    en: "Learners who met the goal within the window ÷ all learners assigned, reached or not; matured ones only.",
  },
  opened: { zh: "首条消息被人打开 ÷ 首条消息送达。", en: "First send opened by a person ÷ first send delivered." },
  acted: { zh: "首条消息后行动 ÷ 首条消息送达。", en: "First send acted on ÷ first send delivered." },
  delivered: { zh: "首条消息送达 ÷ 首条消息发出。", en: "First send delivered ÷ first send sent." },
  reach: {
    zh: "送达 ÷ 发出；因频控、勿扰未发的另列。",
    en: "Delivered ÷ sent; what caps and quiet hours kept back is apart.",
  },
  open: { zh: "被人打开 ÷ 送达；机器预取不算。", en: "Opened by a person ÷ delivered; machine opens are left out." },
  action: { zh: "行动 ÷ 送达。", en: "Acted ÷ delivered." },
  actionOfOpened: { zh: "行动 ÷ 打开。", en: "Acted ÷ opened." },
  recoveredEpisodes: {
    zh: "在期限内达成目标的预警周期 ÷ 已结束的预警周期。这是运营数字，不说明是消息带回来的。",
    en: "Episodes that met the goal in time ÷ episodes ended. An operations figure: it does not say that messages did it.",
  },
} as const satisfies Record<string, Text>;
