// The words of the compiler, by code: what is wrong and how much it weighs. A rule can only name a code that has them.
import type { Severity, Words } from "#shared/kernel/issue.ts";
import { templateWords } from "./template-words.ts";

/** A code's words, with marks `{name}` for its parameters, and its usual weight. */
export interface CodeWords extends Words {
  readonly severity: Severity;
}

const error = (zh: string, en: string): CodeWords => ({ severity: "error", "zh-CN": zh, en });
const warning = (zh: string, en: string): CodeWords => ({ severity: "warning", "zh-CN": zh, en });
const info = (zh: string, en: string): CodeWords => ({ severity: "info", "zh-CN": zh, en });

/** Every code of the compiler. */
export const words = {
  ...templateWords,
  "signal.unwired": error("信号 {node} 没有接到任何等级", "Signal {node} is wired to no tier."),
  "tier.unwired": error("等级 {node} 之后没有任何步骤", "Nothing follows tier {node}."),
  "tier.noSignal": error(
    "等级 {node} 没有接入任何信号，永远不会进入",
    "No signal leads into tier {node}: it can never be entered.",
  ),
  "tier.neverHolds": error(
    "等级 {node} 需要达到 {needed}，接入的信号最多只有 {most}",
    "Tier {node} asks for {needed}, its signals can give {most} at most.",
  ),
  "tier.sameRank": error("等级 {node} 与 {other} 的级别同为 {rank}", "Tiers {node} and {other} share rank {rank}."),
  "edge.wrongTarget": error(
    "{from}（{fromType}）不能接到 {to}（{toType}）：信号接等级，等级和步骤接步骤",
    "{from} ({fromType}) cannot lead to {to} ({toType}): signals lead to tiers, tiers and steps to steps.",
  ),
  "flow.cycle": error("流程绕成了环：{cycle}", "The flow runs in a circle: {cycle}."),
  "node.unreachable": warning(
    "没有等级通向步骤 {node}，它永远不会执行",
    "No tier leads to step {node}: it never runs.",
  ),
  "subject.noKeyedSignal": error(
    "没有按 {key} 区分的超时信号，无法以它为对象",
    "No overdue signal is kept by {key}, so nothing can be about it.",
  ),
  "score.unknownSignal": error(
    "评分 {node} 引用了不存在的信号 {signal}",
    "Score {node} weighs {signal}, which is no signal here.",
  ),
  "score.ofScore": error(
    "评分 {node} 不能引用另一个评分 {signal}",
    "Score {node} may not weigh another score, {signal}.",
  ),
  "score.neverReached": error(
    "评分 {node} 的权重合计 {most}，达不到 {needed}",
    "The weights of score {node} sum to {most} and cannot reach {needed}.",
  ),
  "condition.unknownSignal": error(
    "分支 {node} 引用了不存在的信号 {signal}",
    "Branch {node} asks for {signal}, which is no signal here.",
  ),
  "condition.causeNever": warning(
    "没有信号带有原因 {cause}，分支 {node} 的这个条件永远不成立",
    "No signal has the cause {cause}: this case of branch {node} never holds.",
  ),
  "condition.tooDeep": error(
    "条件嵌套 {depth} 层，最多 {most} 层",
    "The condition nests {depth} levels deep; {most} are allowed.",
  ),
  "audience.notAttribute": error(
    "目标人群只能按学员属性筛选，不能用 {name}",
    "An audience is chosen by attributes of learners only, not by {name}.",
  ),
  "waitFor.unknownNode": error("等待 {node} 引用了不存在的步骤 {of}", "{node} waits for {of}, which is no step here."),
  "waitFor.notSend": error("等待 {node} 引用的 {of} 不是发送步骤", "{node} waits for {of}, which sends nothing."),
  "waitFor.notBefore": error("{of} 不可能先于等待 {node} 执行", "{of} cannot run before {node}, which waits for it."),
  "waitFor.notMeasurable": warning(
    "{channel}渠道不回报是否打开，等待 {node} 只会超时",
    "Channel {channel} does not tell of opens: {node} can only time out.",
  ),
  "message.unknown": error(
    "步骤 {node} 发送的消息 {message} 不存在",
    "Step {node} sends {message}, which is no message here.",
  ),
  "message.unused": warning("消息 {message} 没有被任何步骤发送", "No step sends message {message}."),
  "message.noContent": error(
    "消息 {message} 的变体 {variant} 没有任何语言的内容",
    "Variant {variant} of message {message} has no content in any language.",
  ),
  "message.missingLocale": warning(
    "消息 {message} 的变体 {variant} 缺少{locale}内容",
    "Variant {variant} of message {message} has no {locale} content.",
  ),
  "weights.sum": error("权重合计 {sum}，应为 {wanted}", "The weights sum to {sum}; they must make {wanted}."),
  "experiment.oneVariant": error(
    "消息 {message} 的实验不足两个有权重的变体，没有可比较的",
    "The experiment of message {message} has fewer than two weighted variants to compare.",
  ),
  "experiment.sharedSalt": error("盐 {salt} 已被另一个实验使用", "Another experiment already uses the salt {salt}."),
  "experiment.twoMetrics": warning(
    "同一策略里有两个主要指标：{metric} 与 {other}，结论可能互相矛盾",
    "This strategy has two primary metrics, {metric} and {other}: their verdicts may contradict each other.",
  ),
  "experiment.impossibleEffect": error(
    "基线 {baselineRate} 加上最小效应 {effectRate} 超过 100%",
    "A baseline of {baselineRate} plus an effect of {effectRate} is beyond 100%.",
  ),
  "experiment.plannedTooFew": warning(
    "消息 {message} 的实验需要 {needed} 名学员才能测出最小效应，计划只有 {plannedLearners} 名",
    "The experiment of message {message} needs {needed} learners to find its smallest effect; {plannedLearners} are planned.",
  ),
  "experiment.tooFewLearners": warning(
    "消息 {message} 的实验需要 {needed} 名学员才能测出最小效应，{weeks} 周内预计只有 {expected} 名",
    "The experiment of message {message} needs {needed} learners to find its smallest effect; {expected} are expected in {weeks} weeks.",
  ),
  "holdout.sharedSalt": error("对照组与实验共用了盐 {salt}", "The holdout and an experiment share the salt {salt}."),
  "holdout.large": warning(
    "对照组占 {shareRate}，超过一半学员收不到任何消息",
    "The holdout takes {shareRate}: more than half of the learners get no message.",
  ),
  "reach.contradiction": error(
    "等级 {node} 承诺至少 {minTouches} 次触达、{minChannels} 个渠道，却最多只许 {maxTouches} 次",
    "Tier {node} promises at least {minTouches} touches over {minChannels} channels, yet allows {maxTouches} at most.",
  ),
  "reach.tooFewTouches": error(
    "等级 {node} 承诺至少 {needed} 次触达，流程最多只有 {most} 次",
    "Tier {node} promises {needed} touches; its flow makes {most} at most.",
  ),
  "reach.tooFewChannels": error(
    "等级 {node} 承诺至少 {needed} 个渠道，流程最多只用 {most} 个",
    "Tier {node} promises {needed} channels; its flow uses {most} at most.",
  ),
  "reach.tooLate": error(
    "等级 {node} 承诺在 {withinMs}内触达，流程最早要 {earliestMs}",
    "Tier {node} promises its touches within {withinMs}; its flow takes {earliestMs} at least.",
  ),
  "reach.tooManyTouches": warning(
    "等级 {node} 最多 {allowed} 次触达，流程可能达到 {most} 次",
    "Tier {node} allows {allowed} touches; its flow can make {most}.",
  ),
  "reach.quietMayPass": warning(
    "免打扰最长 {quietMs}，等级 {node} 的 {withinMs}承诺可能因此落空",
    "Quiet hours last up to {quietMs}: the {withinMs} of tier {node} may pass in them.",
  ),
  "task.outlivesReach": warning(
    "任务 {node} 限时 {taskMs}，超过等级 {tier} 承诺的 {withinMs}",
    "Task {node} may take {taskMs}, longer than the {withinMs} that tier {tier} promises.",
  ),
  "exit.flowOutlivesGoal": warning(
    "等级 {node} 的流程最长 {flowMs}，目标期限只有 {goalMs}，后面的步骤不会执行",
    "The flow of tier {node} lasts up to {flowMs}, the goal's window only {goalMs}: later steps never run.",
  ),
  "goal.impossible": error(
    "{withinMs}内最多跨 {most} 个自然日，目标却要求 {days} 天",
    "{withinMs} touch {most} calendar days at most; the goal asks for {days}.",
  ),
  "quiet.equalEnds": error(
    "免打扰的起止时间同为 {time}，等于没有",
    "Quiet hours from {time} to {time} are none at all.",
  ),
  "quiet.wholeDay": error(
    "{channel}渠道全天免打扰，步骤 {node} 永远发不出去",
    "Channel {channel} is quiet all day: step {node} can never send.",
  ),
  "quiet.wait": warning(
    "等待 {node} 到 {time} 结束，正值{channel}渠道的免打扰时段",
    "{node} waits until {time}, when channel {channel} is quiet.",
  ),
  "quiet.schedule": warning(
    "日程 {node} 在 {time} 开始，正值{channel}渠道的免打扰时段",
    "Schedule {node} begins at {time}, when channel {channel} is quiet.",
  ),
  "quiet.swallowsWindow": error(
    "日程 {node} 从 {time} 起只有 {forMs}，全部落在{channel}渠道的免打扰时段内（还有 {quietMs}）",
    "Schedule {node} lasts {forMs} from {time}, all within the quiet hours of channel {channel} ({quietMs} left).",
  ),
  "quiet.outlastsExpires": warning(
    "{channel}渠道的免打扰最长 {quietMs}，被推迟的消息 {expiresMs}后就过期",
    "Channel {channel} is quiet for up to {quietMs}; held messages expire after {expiresMs}.",
  ),
  "cap.zero": error(
    "频次上限 {cap} 为 0，步骤 {node} 永远发不出去",
    "Cap {cap} has no place at all: step {node} can never send over {channel}.",
  ),
  "cap.belowReach": error(
    "频次上限 {cap} 在 {withinMs}内放不下等级 {node} 承诺的 {needed} 次触达",
    "Cap {cap} leaves no room for the {needed} touches that tier {node} promises within {withinMs}.",
  ),
  "cap.losesStep": warning(
    "等级 {node} 同时发出 {atOnce} 条，频次上限 {cap} 只许 {limit} 条，其余不会补发",
    "Tier {node} sends {atOnce} at once; cap {cap} allows {limit}, the rest are not sent later.",
  ),
  "sms.parts": warning(
    "短信 {message}（{variant}，{locale}）连签名和退订共 {chars} 字，要拆成 {parts} 条",
    "SMS {message} ({variant}, {locale}) has {chars} characters with signature and tail: {parts} parts.",
  ),
  "sms.promotionHours": warning(
    "营销短信 {from}–{to} 不得发送，步骤 {node} 的免打扰没有覆盖这段时间",
    "Promotional SMS may not go out from {from} to {to}; the quiet hours of step {node} do not cover it.",
  ),
  "sms.noWayOut": warning(
    "营销短信必须写明退订方式，步骤 {node} 的短信没有退订尾巴",
    "A commercial SMS must say how to opt out; that of step {node} has no such tail.",
  ),
  "wechat.marketing": warning(
    "微信模板消息只限服务通知，{purpose} 属于营销，步骤 {node} 可能被拒",
    "WeChat templates are for service notices; {purpose} is marketing, and step {node} may be refused.",
  ),
  "wechat.fieldTooLong": warning(
    "微信消息 {message} 的字段 {field} 有 {chars} 字，最多 {most} 字",
    "Field {field} of WeChat message {message} has {chars} characters; {most} are allowed.",
  ),
  "wechat.tooManyTemplates": warning(
    "用到 {count} 个微信模板，服务号最多 {most} 个",
    "{count} WeChat templates are used; a service account has {most}.",
  ),
  "push.dailyClass": warning(
    "等级 {node} 一天内可能推送 {count} 次，手机厂商的营销类每天只许 {most} 次",
    "Tier {node} can push {count} times in a day; vendors let {most} of the marketing class through.",
  ),
  "channel.notConnected": info(
    "{channel}渠道尚未接通，步骤 {node} 由沙盒代发",
    "Channel {channel} is not connected: the sandbox stands in for step {node}.",
  ),
  "webhook.hostNotAllowed": error(
    "步骤 {node} 的地址 {host} 不在允许的主机之列",
    "Step {node} calls {host}, which is not an allowed host.",
  ),
} as const satisfies Record<string, CodeWords>;

/** A code of the compiler. */
export type Code = keyof typeof words;
