// The words of the condition builder.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** Words of the builder. */
export const words = {
  all: say("满足全部", "All of"),
  any: say("满足任一", "Any of"),
  not: say("并非", "Not"),
  joint: say("组合方式", "Joined by"),
  part: say("条件类型", "Kind of condition"),
  attr: say("学员属性", "Attribute"),
  signal: say("信号", "Signal"),
  cause: say("原因", "Cause"),
  attrName: say("属性名", "Attribute name"),
  op: say("比较", "Comparison"),
  value: say("值", "Value"),
  valueType: say("值的类型", "Type of value"),
  values: say("值（可多个）", "Values"),
  addPart: say("添加条件", "Add a condition"),
  addGroup: say("添加组", "Add a group"),
  negate: say("取反", "Turn into its opposite"),
  group: say("放进一组", "Put into a group"),
  ungroup: say("拆开这一组", "Take the group apart"),
  remove: say("移除", "Remove"),
  start: say("添加条件", "Add a condition"),
  partMenu: say("这个条件的操作", "Do something with this condition"),
  reads: say("读作", "Reads"),
  shortcuts: say(
    "快捷键：Alt+Enter 添加，Alt+Delete 移除，Alt+G 成组",
    "Keys: Alt+Enter adds, Alt+Delete removes, Alt+G groups",
  ),
  field: say("事件字段", "Event property"),
} as const;

/** The comparisons, in words. */
export const opWords = {
  eq: say("等于", "is"),
  ne: say("不等于", "is not"),
  lt: say("小于", "less than"),
  le: say("不大于", "at most"),
  gt: say("大于", "more than"),
  ge: say("不小于", "at least"),
  in: say("是其中之一", "is one of"),
  has: say("包含", "contains"),
  exists: say("有没有", "is known"),
  withinLast: say("在过去……内", "within the last"),
  withinNext: say("在未来……内", "within the next"),
} as const;
