// The words of the backtest panel.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });
const many = (n: number, one: string, more: string): string => (n === 1 ? one : more);

/** Starting, waiting, and what goes wrong. */
export const backtestWords = {
  title: say("回测", "Backtest"),
  lead: say(
    "用学校已有的数据回测这份草稿：谁会被预警、有多准、要发多少。不会发出任何消息。",
    "Runs this draft over the school's own history: who would be alerted, how often rightly, how much would be sent. Nothing goes out.",
  ),
  setting: say("回测设置", "What to run"),
  from: say("从", "From"),
  to: say("到", "To"),
  periodHow: say("留空为全部历史", "Empty: all history"),
  horizon: say("预警后多少天内退课才算数", "A withdrawal counts within (days)"),
  against: say("与线上版本比较", "Compare with the live version"),
  slide: say("滑动哪个信号的阈值", "Slide the threshold of"),
  none: say("不滑动", "None"),
  start: say("开始回测", "Run the backtest"),
  again: say("重新回测", "Run again"),
  cancel: say("取消", "Cancel"),
  queued: say("排队中", "Waiting in line"),
  running: say("正在回测", "Running"),
  cancelled: say("已取消。可以改设置后重新开始。", "Cancelled. Change the settings and start again."),
  failed: say("回测没有完成", "The backtest did not finish"),
  failedHow: say(
    "请重试；如果还是不行，把编号告诉管理员：",
    "Try again; if it fails again, tell an admin its number: ",
  ),
  gone: say("上次的结果已过期", "The last result is no longer kept"),
  broken: say("图上还有错误", "The drawing still has errors"),
  brokenHow: say("先改好错误，才能回测。", "Mend them first, then run."),
  problems: say("查看问题", "Show problems"),
  empty: say("还没有历史数据", "There is no history yet"),
  emptyHow: say(
    "接入学习事件，或导入历史数据（不会因此发消息），再来回测。",
    "Send learning events, or import past ones (that sends nothing), and come back.",
  ),
  tryInstead: say("先用一位学员试运行", "Try it on one learner"),
  changed: say(
    "草稿在这次回测之后改过，下面是改动前的结果。",
    "The draft has changed since: these are figures of the one before.",
  ),
} as const;

/** Results. */
export const resultWords = {
  summary: say("结论", "In a sentence"),
  better: (times: string, precision: string, base: string, days: number): Text =>
    say(
      `每 100 次预警有 ${precision} 次在 ${days} 天内退课，是随机挑人（${base}）的 ${times} 倍。`,
      `Of 100 alerts ${precision} are followed by a withdrawal within ${days} days: ${times} times as many as among learners picked at random (${base}).`,
    ),
  noBetter: (precision: string, base: string, days: number): Text =>
    say(
      `每 100 次预警有 ${precision} 次在 ${days} 天内退课，与随机挑人（${base}）看不出差别：这些规则没有认出要走的人。`,
      `Of 100 alerts ${precision} are followed by a withdrawal within ${days} days, no different from learners picked at random (${base}): these rules do not find who will leave.`,
    ),
  worse: (precision: string, base: string, days: number): Text =>
    say(
      `每 100 次预警只有 ${precision} 次在 ${days} 天内退课，比随机挑人（${base}）还少。`,
      `Of 100 alerts only ${precision} are followed by a withdrawal within ${days} days, fewer than among learners picked at random (${base}).`,
    ),
  tooFew: (n: number): Text =>
    say(
      `只有 ${n} 次预警能判断对错，太少，先别下结论。`,
      `Only ${n} ${many(n, "alert", "alerts")} can be judged: too few to conclude anything.`,
    ),
  caught: (x: string, n: string, days: string): Text =>
    say(
      `${n} 次退课中有 ${x} 次事先预警，中位提前 ${days} 天。`,
      `Of ${n} withdrawals ${x} were alerted before, ${days} days ahead in the median.`,
    ),
  missed: (n: string): Text => say(`${n} 次退课都没有事先预警。`, `None of the ${n} withdrawals was alerted before.`),
  noWithdrawals: say(
    "这段时间没有已知的退课，准不准无从判断；下面只看数量。",
    "No withdrawal is known in this period, so nothing says how right alerts are; what follows is volume only.",
  ),
  caveat: say(
    "沉默但没有退课的学员在这里算误报；学校当时做过的挽回也会让预警看起来不准。",
    "Who falls silent and stays counts as a false alarm here; what the school did at the time to keep learners makes alerts look worse than they are.",
  ),
  model: say(
    "发送模型：通过所有闸门即送达，无人打开；人工任务无人处理。",
    "Sends by a model: what passes the gates is accepted and never opened; tasks are left undone.",
  ),
  imported: (n: string): Text =>
    say(
      `其中 ${n} 条是后来导入的，按发生时间计入；学员属性只有导入时的值，从头当作已知。`,
      `${n} of them were imported later and are taken where they happened; attributes of learners are known as of the import only.`,
    ),
  history: say("历史", "History"),
  period: say("时间", "Period"),
  events: say("事件", "Events"),
  learners: say("学员", "Learners"),
  withdrawals: say("已知退课", "Known withdrawals"),
  base: (days: number): Text => say(`基准率（${days} 天）`, `Base rate (${days} days)`),
  baseHow: say(
    "随便挑一位在读学员、随便挑一天，之后退课的概率",
    "The chance that a learner picked at random, on a day picked at random, withdraws soon after",
  ),
  tiers: say("预警与准确度", "Alerts and how right they are"),
  tier: say("等级", "Tier"),
  all: say("全部", "All"),
  alerts: say("预警", "Alerts"),
  learnersOf: (n: string): Text => say(`${n} 人`, `${n} learners`),
  perWeek: (n: string): Text => say(`每周 ${n}`, `${n} a week`),
  precision: say("精确率", "Precision"),
  precisionHow: say("预警之后退课的占比", "Alerts followed by a withdrawal"),
  recall: say("召回率", "Recall"),
  recallHow: say("退课之前有预警的占比", "Withdrawals alerted before"),
  lift: say("提升", "Lift"),
  liftHow: say("精确率 ÷ 基准率；1 等于随机", "Precision / base rate; 1 is chance"),
  lead: say("提前天数", "Lead days"),
  leadHow: say("从首次预警到退课的中位天数", "Median days from the first alert to the withdrawal"),
  quartiles: (lower: string, upper: string): Text => say(`${lower}–${upper}`, `${lower}–${upper}`),
  interval: (low: string, high: string): Text => say(`95% 区间 ${low} – ${high}`, `95% interval ${low} – ${high}`),
} as const;

/** Volume, the other version, thresholds. */
export const moreWords = {
  volume: say("发送量", "Volume"),
  perDay: say("每天的发送量", "Sends a day"),
  perWeek: say("每周的发送量", "Sends a week"),
  peak: (count: string, day: string): Text =>
    say(`消息最多的一天：${day}，${count} 条`, `Busiest day: ${day}, ${count} messages`),
  taskPeak: (count: string, day: string): Text =>
    say(`人工任务最多的一天：${day}，${count} 个`, `Most staff tasks: ${day}, ${count}`),
  perLearner: (n: string): Text => say(`平均每名学员每周 ${n} 条消息`, `${n} messages per learner and week`),
  noSends: say("不会发出任何消息。", "Nothing would be sent."),
  stopped: say("没有发出的", "Not sent"),
  put: say("被推迟的", "Put off"),
  against: (version: number): Text =>
    say(`与第 ${version} 版（在线）相比`, `Against version ${version}, which is live`),
  same: say("预警的学员完全相同。", "Both alert the same learners."),
  both: say("两者都预警", "Both alert"),
  onlyHere: say("只有草稿预警", "The draft only"),
  onlyThere: say("只有线上版本预警", "The live version only"),
  draft: say("草稿", "Draft"),
  live: say("线上版本", "Live version"),
  example: (tier: string, day: string): Text => say(`${tier}，${day}`, `${tier}, ${day}`),
  threshold: (name: string): Text => say(`阈值：${name}`, `Threshold: ${name}`),
  thresholdHow: say(
    "往左更早、更多；往右更晚、更少。看精确率值不值那么多预警。",
    "To the left earlier and more, to the right later and fewer. See whether precision is worth the alerts.",
  ),
  value: say("取值", "Value"),
  now: (value: string): Text => say(`${value}（现在）`, `${value} (now)`),
  use: (value: string): Text => say(`采用 ${value}`, `Use ${value}`),
  inUse: say("图上已是这个值", "The drawing has this value"),
  used: (value: string): Text => say(`已改为 ${value}，可以撤销`, `Changed to ${value}; it can be undone`),
} as const;
