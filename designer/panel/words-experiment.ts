// The words of experiments: what is compared, how it is judged, how many learners that takes.
import type { Text } from "#designer/text/say.tsx";
import { named } from "./words-studio.ts";

const say = (zh: string, en: string): Text => ({ zh, en });

/** The panels. */
export const experimentWords = {
  title: say("实验", "Experiments"),
  none: say("这条消息还没有实验", "This message has no experiment yet"),
  noneHow: say(
    "给两个以上的变体分好权重，再开始一个实验：先定好看什么指标、多大的差别值得在意。",
    "Give two or more variants their weights, then start one: say first which metric counts and how large a difference matters.",
  ),
  needsTwo: say("先在“文案”里添加第二个变体。", "Add a second variant under Texts first."),
  begin: say("设计一个实验", "Design an experiment"),
  stop: say("不做实验", "No experiment"),
  locked: say("已经开始，指标和窗口不能再改", "Started: metric and window are fixed"),
  lockedHow: say(
    "第一次发布时锁定。要改这些，请用新的盐开始一个新实验；旧实验的结果保留。",
    "They were fixed at its first publish. To change them start a new experiment under a new salt; the old one keeps its results.",
  ),
  renew: say("开始一个新实验", "Start a new experiment"),
  fresh: say("尚未开始：下一次发布时开始", "Not started: it starts at the next publish"),
  arms: say("分组", "Arms"),
  control: say("对照", "control"),
  judged: say("怎么评判", "How it is judged"),
  metric: say("主要指标", "Primary metric"),
  metrics: {
    recovered: say("挽回：窗口内回来学习", "Recovered: learning again within the window"),
    acted: say("行动：点了链接或按钮", "Acted: followed the link"),
    opened: say("打开（不建议用来选优）", "Opened (a poor judge of winners)"),
  },
  window: say("观察窗口", "Window"),
  margin: say("不劣于的余地（百分点）", "Margin (points)"),
  allocation: say("分配方式", "Allocation"),
  allocations: {
    fixed: say("固定权重", "Fixed weights"),
    bandit: say("自动倾斜（老虎机）", "Bandit"),
  },
  banditHow: (percent: string) =>
    say(
      `每天按已到期的结果调整，每组至少保留 ${percent}；适合尽快少损失，不适合要确切结论。`,
      `Weights follow matured results once a day; each arm keeps at least ${percent}. Loses less meanwhile, proves less in the end.`,
    ),
  salt: say("盐", "Salt"),
} as const;

/** Planning. */
export const planWords = {
  title: say("需要多少学员", "Learners needed"),
  baseline: say("现在的比率（%）", "Rate today (%)"),
  effect: say("值得在意的最小差别（百分点）", "Smallest difference that matters (points)"),
  power: say("把握（%）", "Power (%)"),
  perWeek: say("每周进入的学员", "Learners a week"),
  perWeekHow: (n: string) => say(`最近 4 周平均 ${n} 人次`, `${n} a week over the last four`),
  perWeekUnknown: say("还没有历史数据，请估一个数", "No history yet: make an estimate"),
  ask: say(
    "填上现在的比率和最小差别，就能算出需要多少学员。",
    "Fill in the rate and the difference to see how many learners it takes.",
  ),
  impossible: say(
    "这样的差别不可能出现：两者相加超过 100%，或只有一组。",
    "There is no such difference: together they pass 100%, or there is one arm only.",
  ),
  learners: (n: string, arms: string) => say(`共需 ${n} 名学员（${arms}）`, `${n} learners in all (${arms})`),
  weeks: (n: string) =>
    say(`按现在的流量约需 ${n} 周（含观察窗口）`, `About ${n} weeks at today's traffic, the window included`),
  tooLong: say(
    "超过一个季度：把最小差别调大，或减少分组。",
    "Longer than a quarter: look for a larger difference, or use fewer arms.",
  ),
  findable: (points: string) =>
    say(
      `一个季度的学员能发现 ${points} 个百分点以上的差别`,
      `A quarter's learners find differences from ${points} points`,
    ),
  keep: say("写入计划人数", "Keep as the plan"),
  kept: (n: string) => say(`计划 ${n} 人`, `Planned: ${n}`),
} as const;

/** What is known so far. */
export const standingWords = {
  title: say("目前的结论", "Where it stands"),
  assigned: (n: string) => say(`已有 ${n} 名学员进入`, `${n} learners so far`),
  waiting: say("还没有到第一次评估", "Before its first look"),
  promote: (id: string) => say(`采用 ${named(id)}`, `Use ${named(id)}`),
  promoteAsk: (id: string) => say(`以后只发变体 ${named(id)}？`, `Send variant ${named(id)} only from now on?`),
  promoteHow: say(
    "它的权重变为 100%，其余为 0%；发布后生效。已经分组的学员仍看到原来的变体。",
    "Its weight becomes 100%, the others 0%; in force once published. Learners who have an arm keep it.",
  ),
  publish: say("去发布", "Go and publish"),
  cannotPublish: say("请运营人员发布", "Ask an operator to publish"),
  cancel: say("取消", "Cancel"),
} as const;

/** The panel of the canvas. */
export const panelWords = {
  holdout: say("策略的对照组", "Holdout of the strategy"),
  holdoutHow: say(
    "对照组的学员不收任何消息，用来量出消息到底带来了多少挽回。",
    "They get no message at all, which shows what the messages really bring.",
  ),
  share: say("占比", "Share"),
  withHoldout: say("设置对照组", "Keep a holdout"),
  without: say("取消对照组", "Remove the holdout"),
  messages: say("消息的变体", "Variants of messages"),
  splits: say("分流节点", "Splits"),
  noMessages: say("没有带多个变体的消息", "No message has several variants"),
  open: say("打开实验", "Open the experiment"),
  show: say("选中节点", "Select the node"),
  running: say("已开始", "Started"),
  designed: say("未开始", "Not started"),
  plain: say("没有实验", "No experiment"),
  arm: (port: string) => say(`分支 ${port}（%）`, `Arm ${port} (%)`),
} as const;
