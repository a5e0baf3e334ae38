// The words of the first page and of the quarantine.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** The first page. */
export const overviewWords = {
  title: say("概览", "Overview"),
  lead: (date: Text, learners: number, open: number): Text =>
    say(
      `${date.zh}：${learners} 位学员，${open} 个预警进行中。`,
      `${date.en}: ${learners} learners, ${open} open episodes.`,
    ),
  waiting: say("今天发生了什么，哪里需要人处理。", "What happened today, and what needs a person."),
  alarms: say("需要处理", "Needs a person"),
  calm: say("一切正常：没有积压，没有隔离的数据。", "All is well: nothing is late, nothing in quarantine."),
  stopped: say("发送已停止", "Sends are stopped"),
  stalled: (since: Text): Text => say(`有工作到期未执行，最早 ${since.zh}`, `Work is late since ${since.en}`),
  quarantine: (count: number): Text =>
    say(`${count} 条数据被退回或隔离`, `${count} ${count === 1 ? "item was" : "items were"} refused or set aside`),
  overdue: (count: number): Text =>
    say(`${count} 个任务已超时`, `${count} ${count === 1 ? "task is" : "tasks are"} overdue`),
  broken: (count: number): Text =>
    say(
      `今天有 ${count} 个触达承诺没有兑现`,
      `${count} reach ${count === 1 ? "promise was" : "promises were"} broken today`,
    ),
  waitingSends: (count: number, reason: Text): Text =>
    say(`${count} 条消息在等：${reason.zh}`, `${count} ${count === 1 ? "send waits" : "sends wait"}: ${reason.en}`),
  notLooked: say("尚未判断", "not yet looked at"),
  look: say("去看看", "Look"),
  today: say("今天", "Today"),
  newly: say("新进入预警", "Newly at risk"),
  inTier: say("正在预警", "At risk now"),
  recovered: say("挽回成功", "Won back"),
  lost: say("流失", "Lost"),
  sent: say("消息已发出", "Messages sent"),
  openTasks: say("待处理任务", "Open tasks"),
  ofThem: (claimed: number, overdue: number): Text =>
    say(`处理中 ${claimed}，超时 ${overdue}`, `${claimed} in hand, ${overdue} overdue`),
  promises: say("触达承诺", "Reach promises"),
  kept: (kept: number, broken: number): Text => say(`兑现 ${kept}，未兑现 ${broken}`, `${kept} kept, ${broken} broken`),
  yesterday: (count: number): Text => say(`昨天 ${count}`, `yesterday ${count}`),
  byTier: say("按等级", "By tier"),
  byTierNone: say("还没有运行中的策略", "No strategy is live yet"),
  byTierHow: say(
    "从策略库挑一个，发布后这里会按等级显示。",
    "Take one from the gallery; once live its tiers stand here.",
  ),
  gallery: say("打开策略库", "Open the gallery"),
  strategy: say("策略", "Strategy"),
  tier: say("等级", "Tier"),
  entered: say("今天进入", "Entered today"),
  byChannel: say("今天的消息", "Messages today"),
  byChannelNone: say("今天还没有消息。", "No messages today."),
  channel: say("渠道", "Channel"),
  states: {
    accepted: say("已发出", "Sent"),
    delivered: say("已送达", "Delivered"),
    opened: say("已打开", "Opened"),
    acted: say("已行动", "Acted"),
    suppressed: say("未发", "Not sent"),
    withheld: say("按计划不发", "Withheld"),
    unreachable: say("无法送达", "Unreachable"),
    expired: say("过期", "Expired"),
    failed: say("失败", "Failed"),
    unknown: say("不明", "Unknown"),
    cancelled: say("已取消", "Called back"),
  } as Readonly<Record<string, Text>>,
  series: say("近 14 天", "Last 14 days"),
  risk: say("预警与结果", "Risk and what came of it"),
  messages: say("消息", "Messages"),
  tasks: say("任务", "Tasks"),
  tasksOpened: say("派出", "Opened"),
  tasksDone: say("完成", "Done"),
  shortcuts: say("常用", "Shortcuts"),
  toLearners: say("正在预警的学员", "Learners at risk"),
  toStrategies: say("策略", "Strategies"),
  toTasks: say("任务", "Tasks"),
} as const;

/** The quarantine. */
export const quarantineWords = {
  title: say("隔离区", "Quarantine"),
  lead: say(
    "被退回或无法处理的数据都留在这里，附上原因。改好后可以重试，确认无用可以丢弃。",
    "What was refused or could not be applied stays here with its reason. Mend and retry it, or discard it.",
  ),
  filters: say("筛选", "Filter"),
  states: {
    open: say("待处理", "Open"),
    retried: say("已重试", "Retried"),
    discarded: say("已丢弃", "Discarded"),
  },
  kind: say("类型", "Kind"),
  kinds: {
    rejected: say("被退回", "Refused"),
    quarantined: say("处理失败", "Failed"),
  },
  kindHow: {
    rejected: say("格式不符，没有记入", "Not of the form asked for; it was never taken in"),
    quarantined: say("已记入，处理时出错", "It was taken in and failed when applied"),
  },
  at: say("时间", "When"),
  reason: say("原因", "Reason"),
  source: say("来源", "Source"),
  state: say("状态", "State"),
  acts: say("操作", "Actions"),
  csv: say("导出 CSV", "Export CSV"),
  more: say("加载更多", "Load more"),
  open: say("查看", "View"),
  openOf: (what: string): Text => say(`查看：${what}`, `View: ${what}`),
  none: say("隔离区是空的", "The quarantine is empty"),
  noneHow: say(
    "退回或处理失败的数据会出现在这里，不会悄悄丢失。",
    "What is refused or fails appears here; nothing is lost in silence.",
  ),
  noMatch: say("没有符合条件的数据", "Nothing matches"),
  clear: say("清除筛选", "Clear filters"),
  item: say("数据详情", "Item"),
  payload: say("原文", "What was sent"),
  mended: say("可以直接修改后重试", "Mend it here and retry"),
  noPayload: say("原文已删除或不能查看", "The text is erased or not for your role"),
  cut: say(
    "原文过长，这里只有开头，不能直接重试。",
    "The text is too long: only its beginning is here, and it cannot be retried as it is.",
  ),
  retry: say("重试", "Retry"),
  retried: say("已重新收下", "Taken in"),
  duplicate: say("这条数据之前已经收过", "This was taken in before"),
  discard: say("丢弃", "Discard"),
  discarded: say("已丢弃", "Discarded"),
  resolvedBy: (who: string, when: string): Text => say(`${who} 于 ${when} 处理`, `by ${who}, ${when}`),
} as const;
