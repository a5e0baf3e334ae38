// The words of a strategy's report beside its experiments: filters, funnel, tables, load, signs of too many messages, drawers.
import type { Text } from "#designer/text/say.tsx";

export const filterWords = {
  title: { zh: "筛选", en: "Filters" },
  from: { zh: "从", en: "From" },
  to: { zh: "到", en: "To" },
  only: { zh: "只看", en: "Only" },
  everything: { zh: "全部", en: "Everything" },
  value: { zh: "取值", en: "Value" },
  by: { zh: "分组方式", en: "Divide by" },
  clear: { zh: "清除", en: "Clear" },
  note: {
    zh: "时间与筛选作用于“漏斗”和“明细”；实验的结论只看全部学员，不随筛选改变。",
    en: "Period and filter hold for the funnel and the tables. A verdict is over all learners and no filter changes it.",
  },
} as const;

export const cutWords = {
  all: { zh: "全部", en: "Everything" },
  version: { zh: "版本", en: "Version" },
  tier: { zh: "等级", en: "Tier" },
  channel: { zh: "渠道", en: "Channel" },
  message: { zh: "消息变体", en: "Message variant" },
  cause: { zh: "原因", en: "Cause" },
  course: { zh: "课程", en: "Course" },
  cohort: { zh: "开课周", en: "Cohort week" },
  tierChannel: { zh: "等级 × 渠道", en: "Tier × channel" },
  load: { zh: "每周条数", en: "A week's sends" },
} as const satisfies Record<string, Text>;

export const funnelWords = {
  title: { zh: "漏斗", en: "Funnel" },
  sent: { zh: "发出", en: "Sent" },
  decided: { zh: "决定发送", en: "Decided" },
  delivered: { zh: "送达", en: "Delivered" },
  opened: { zh: "打开", en: "Opened" },
  acted: { zh: "行动", en: "Acted" },
  recovered: { zh: "挽回（按周期）", en: "Recovered (episodes)" },
  kept: { zh: "没有发出", en: "Not sent" },
  suppressed: { zh: "被拦下", en: "Suppressed" },
  withheld: { zh: "对照组", en: "Withheld" },
  cancelled: { zh: "已取消", en: "Cancelled" },
  unreachable: { zh: "无法送达", en: "Unreachable" },
  expired: { zh: "已过期", en: "Expired" },
  cost: { zh: "花费", en: "Cost" },
  costEach: { zh: "每挽回一人", en: "Per recovered episode" },
  ofSent: { zh: "占发出的消息", en: "Of the sends that were sent" },
  costNone: { zh: "还没有人挽回", en: "Nobody recovered yet" },
} as const;

export const tableWords = {
  title: { zh: "明细", en: "Tables" },
  sends: { zh: "消息", en: "Sends" },
  episodes: { zh: "预警周期", en: "Episodes" },
  opened: { zh: "开启", en: "Opened" },
  running: { zh: "进行中", en: "Running" },
  lost: { zh: "流失", en: "Lost" },
  recovered: { zh: "挽回", en: "Recovered" },
  variant: { zh: "变体", en: "Variant" },
  none: { zh: "没有可列的行", en: "No rows" },
  causes: {
    zh: "一次挽回可有多个原因，各行相加会大于合计。",
    en: "One episode can have several causes: rows add up to more than the total.",
  },
} as const;

export const chartWords = {
  lift: { zh: "差值随时间的变化", en: "Difference over time" },
  liftHow: {
    zh: "上下两条虚线是把每天查看都算在内的置信带，最后一次查看用方块标出。0 线以上表示更好。",
    en: "The band between the dashed lines holds over all daily looks together; a square marks the final look. Above the zero line is better.",
  },
  noLooks: { zh: "观察期满的学员还不够画出变化。", en: "Too few matured learners for a line yet." },
  estimate: { zh: "估计", en: "Estimate" },
  low: { zh: "下限", en: "Low" },
  high: { zh: "上限", en: "High" },
  points: { zh: "百分点", en: "points" },
  assigned: { zh: "各组累计人数", en: "Learners assigned, cumulative" },
  load: { zh: "每名学员一周收到的消息", en: "Messages a learner got in a week" },
  loadHow: (date: string): Text => ({
    zh: `${date} 起的一周，全部策略合计；没有收到的学员不计。`,
    en: `Week of ${date}, all strategies together; learners who got none are not counted.`,
  }),
  loadNone: { zh: "上一个整周没有发出消息。", en: "No message went out in the last full week." },
  loadBar: (sends: string, learners: string): Text => ({
    zh: `${sends} 条：${learners} 人`,
    en: `${sends}: ${learners} learners`,
  }),
  learners: { zh: "学员", en: "Learners" },
  recovery: { zh: "每周挽回率（按周期）", en: "Weekly recovery (episodes)" },
  recoveryNone: {
    zh: "每周至少结束 30 个预警周期才画点，还没有这样的一周。",
    en: "A week needs 30 ended episodes to be drawn; there is none yet.",
  },
  heat: { zh: "等级 × 渠道", en: "Tier × channel" },
  heatGrey: {
    zh: "各格之间没有可信的差别，先不上色；数字仅供参考。",
    en: "The cells do not differ beyond chance, so none is coloured; read the numbers as they are.",
  },
  heatNone: { zh: "还没有观察期满的学员。", en: "No matured learners yet." },
  isDifferent: { zh: "与零有差别", en: "Differs from zero" },
} as const;

export const fatigueWords = {
  title: { zh: "是否打扰过多", en: "Too many messages?" },
  none: { zh: "没有迹象", en: "No sign of it" },
  amber: { zh: "有一个迹象与疲劳相符", en: "One sign is consistent with fatigue" },
  red: { zh: "两个迹象都与疲劳相符", en: "Both signs are consistent with fatigue" },
  trend: (z: string, p: string, n: string): Text => ({
    zh: `同一学员越往后越少打开：z = ${z}，p = ${p}（${n} 名学员，28 天，去掉每人最后一条）`,
    en: `The same learner opens less with every further send: z = ${z}, p = ${p} (${n} learners, 28 days, each one's last send dropped)`,
  }),
  trendNone: {
    zh: "打开有变化的学员不足 30 人，看不出趋势。",
    en: "Fewer than 30 learners whose opens differ: no trend can be seen.",
  },
  optOuts: (x: string, n: string, base: string): Text => ({
    zh: `上周退订 ${x} / 发出 ${n}${base}`,
    en: `Opt-outs last week: ${x} of ${n} sends${base}`,
  }),
  above: { zh: "，高于此前 8 周", en: ", above the eight weeks before" },
  asUsual: { zh: "，与此前 8 周无异", en: ", as in the eight weeks before" },
  caveat: {
    zh: "只说“相符”：不学习的时间越长，本来就越少打开。要知道原因，需做“每周最多 2 条 对 4 条”的实验。",
    en: "“Consistent with” is all it says: opens also fall the longer a learner stays away. The cause takes an experiment, cap 2 against cap 4.",
  },
  proposal: { zh: "建议", en: "Proposal" },
  lower: { zh: "把每周上限降低", en: "Lower the weekly cap" },
  lowerHow: {
    zh: "打开设置，核对后由你保存；系统不会自己改。",
    en: "Opens the settings, for you to check and save: nothing changes by itself.",
  },
  tryCaps: { zh: "试“上限 2 对上限 4”", en: "Try cap 2 against cap 4" },
} as const;

export const behindWords = {
  title: { zh: "这个数字背后的学员", en: "Learners behind this number" },
  behind: (x: string): Text => ({ zh: `${x}，查看背后的学员`, en: `${x}, see the learners behind it` }),
  more: { zh: "再看一些", en: "More" },
  none: { zh: "没有学员", en: "No learners" },
  learner: { zh: "学员", en: "Learner" },
  at: { zh: "时间", en: "At" },
  erased: { zh: "（已合并）", en: "(merged)" },
  csv: { zh: "导出这一页", en: "Export this page" },
} as const;

export const tableNotes = {
  expand: { zh: "更多指标", en: "More metrics" },
} as const;

export const howWords = {
  question: { zh: "比较什么", en: "What is compared" },
  questionSays: (title: string, metric: string, how: string): Text => ({
    zh: `${title}，看${metric}：${how}`,
    en: `${title}, by ${metric}: ${how}`,
  }),
  test: { zh: "检验", en: "Test" },
  testSays: {
    zh: "得分检验（Miettinen–Nurminen）；差值、比值的区间与 p 值来自同一个统计量，不会互相矛盾。",
    en: "Score test (Miettinen–Nurminen): the intervals of difference and ratio and the p-value are one statistic and cannot contradict each other.",
  },
  bandit: {
    zh: "按日加权的效果（占比会变，各日分别比较再合起来）。",
    en: "Effect weighted by day: shares move, so each day is compared and the days are put together.",
  },
  alpha: { zh: "误差预算", en: "Error budget" },
  hybrid: (n: string): Text => ({
    zh: `0.05 中的 0.01 用于每天查看（任何时候都成立的置信序列），0.04 留给计划人数 ${n} 到齐后的最后一次查看。`,
    en: `Of 0.05, 0.01 goes to the daily looks (an always-valid confidence sequence) and 0.04 to one final look once the planned ${n} learners are in.`,
  }),
  sequence: {
    zh: "没有计划人数：0.05 全部用于任何时候都成立的置信序列，每天查看都不会多犯错。",
    en: "No planned number of learners: all of 0.05 goes to an always-valid confidence sequence, so looking daily costs no extra error.",
  },
  family: { zh: "多重比较", en: "Family" },
  familySays: (n: number): Text => ({
    zh:
      n === 1
        ? "只有一个比较，不需要分摊。"
        : `${n} 个变体与对照比较，误差平均分摊（Bonferroni）；其他指标用 Holm，分群用 BH 0.10。`,
    en:
      n === 1
        ? "One comparison: nothing to share."
        : `${n} comparisons with the control share the error (Bonferroni); other metrics Holm, segments BH 0.10.`,
  }),
  window: { zh: "观察期", en: "Window" },
  windowSays: (days: number): Text => ({
    zh: `从第一次触达决定起 ${days} 天；只算观察期已满的学员，分子分母都是。`,
    en: `${days} days from the first send decided; only matured learners count, above and below the line.`,
  }),
  left: { zh: "不计入", en: "Left out" },
  leftSays: (n: string): Text => ({
    zh: `出现在两个组的 ${n} 人；观察期未满的学员；已删除的学员。`,
    en: `${n} seen in two arms; learners whose window is not over; erased learners.`,
  }),
  gates: { zh: "门槛", en: "Gates" },
  gatesSays: {
    zh: "每组至少 100 名观察期满的学员、两组合计至少 30 次达成、至少 7 天、分组比例相符、两组重叠不超过 1%。不满足时只列数字，不下结论。",
    en: "At least 100 matured learners an arm, 30 successes in all, 7 full days, a split as planned, at most 1% seen twice. Short of these the numbers stand and the verdict does not.",
  },
  formula: { zh: "公式", en: "Formula" },
} as const;
