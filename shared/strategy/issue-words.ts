// The words of the issues for which a value is refused as a document, by code: those of this room and of fields' own refinements.
import type { Words } from "#shared/kernel/issue.ts";

const say = (zh: string, en: string): Words => ({ "zh-CN": zh, en });

/** Words by code, with marks `{name}` for parameters; the place is the issue's path. */
export const issueWords = {
  "strategy.tooManyNodes": say(
    "有 {nodes} 个节点、{edges} 条连线，最多 {mostNodes} 个和 {mostEdges} 条",
    "{nodes} nodes and {edges} connections; {mostNodes} and {mostEdges} are allowed.",
  ),
  "strategy.tooDeep": say("嵌套超过 {most} 层", "Nested deeper than {most} levels."),
  "strategy.reservedName": say("不能使用名称 {name}", "The name {name} cannot be used."),
  "strategy.unknownKey": say("没有名为 {key} 的字段", "There is no field called {key}."),
  "strategy.unknownKind": say("没有这种类型：{got}", "There is no such kind: {got}."),
  "strategy.missing": say("缺少这个字段", "This field is missing."),
  "strategy.type": say("这里要 {wanted}，不是 {got}", "{wanted} is wanted here, not {got}."),
  "strategy.value": say("这个值不在允许之列", "This value is not one of those allowed."),
  "strategy.range": say("这个值超出了允许的范围", "This value is out of its range."),
  "strategy.pattern": say("写法不对：{got}", "This is not written as it must be: {got}."),
  "strategy.duplicateId": say("标识 {name} 重复", "The id {name} is used twice."),
  "strategy.duplicatePort": say("出口 {name} 重复", "The port {name} is used twice."),
  "strategy.duplicateEdge": say("连线重复：{name}", "This connection is drawn twice: {name}."),
  "strategy.edgeUnknownNode": say("连线指向不存在的节点 {node}", "The connection names {node}, which is no node."),
  "strategy.edgeUnknownPort": say("节点 {node} 没有出口 {port}", "Node {node} has no port {port}."),
  "duration.invalid": say("时长要写成 P3D、PT48H 这样", "A duration is written like P3D or PT48H."),
  "duration.wholeDays": say("这里要整天数，最多 {most} 天", "Whole days are wanted here, {most} at most."),
  "date.invalid": say("没有这一天", "There is no such day."),
  "events.repeated": say("同一事件列了两次", "An event is listed twice."),
  "condition.tooDeep": say("条件嵌套最多 {most} 层", "Conditions nest {most} levels deep at most."),
  "attribute.onlyAttributes": say("这里只能看学员属性", "Only attributes of learners can be looked at here."),
  "milestone.reachesOrStreak": say(
    "请在次数和连续天数中选一个",
    "Choose either a number of times or of days in a row.",
  ),
  "milestone.whereWithStreak": say("连续天数不能再加条件", "Days in a row take no further test."),
  "overdue.closesItself": say("开始和结束不能是同一事件", "An event cannot close itself."),
  "overdue.withinOrDue": say("请在时限与到期加宽限中选一种", "Choose either a time limit, or a due date with grace."),
  "overdue.untilWithinGrace": say("停止计算的时间要晚于宽限期", "It must end later than its grace."),
  "schedule.dateOrRule": say("请在日期和重复规则中选一个", "Choose either a date or a recurrence rule."),
  "schedule.fromWithoutRule": say("起始日只用于重复规则", "A start day goes with a recurrence rule."),
  "schedule.countWithoutFrom": say("按次数结束的规则需要起始日", "A rule that counts needs a start day."),
  "schedule.recurrenceUnknownPart": say("重复规则里不认识 {part}", "The recurrence rule has an unknown part: {part}."),
  "schedule.recurrenceRepeatedPart": say("重复规则里 {part} 重复", "The recurrence rule repeats {part}."),
  "schedule.recurrenceBadValue": say("重复规则的 {part} 不对", "This part of the recurrence rule is wrong: {part}."),
  "schedule.recurrenceNoFrequency": say("重复规则没有写频率", "The recurrence rule has no frequency."),
  "schedule.recurrenceConflict": say(
    "重复规则的 {part} 与其他部分冲突",
    "{part} contradicts the rest of the recurrence rule.",
  ),
  "score.weightCount": say("评分要引用 1 到 {most} 个信号", "A score weighs 1 to {most} signals."),
  "waitFor.outcomeOf": say(
    "等待结果时要指明是哪一步的",
    "An outcome needs the step it is of, and the other way round.",
  ),
  "waitFor.outcomeOrEvents": say("请在结果和事件中选一种", "Choose either an outcome or events to wait for."),
  "wait.forOrUntil": say("请在时长和时刻中选一种", "Choose either a length of time or a time of day."),
  "update.empty": say("没有要更新的内容", "There is nothing to update."),
} as const satisfies Record<string, Words>;
