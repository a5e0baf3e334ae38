// The words of the form: what its own buttons and parts are called. What fields are called stands with the kinds, in shared.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** Words of the fields. */
export const words = {
  optional: say("可选", "optional"),
  add: say("添加", "Add"),
  remove: say("移除", "Remove"),
  removeNth: (nth: number): Text => say(`移除第 ${nth} 项`, `Remove item ${nth}`),
  up: (nth: number): Text => say(`上移第 ${nth} 项`, `Move item ${nth} up`),
  down: (nth: number): Text => say(`下移第 ${nth} 项`, `Move item ${nth} down`),
  unfinished: say("还没填完整", "Not complete yet"),
  unknownKind: say("没有这种节点，只能在 JSON 中修改", "There is no such kind of node; change it in the JSON"),
  identity: say("标识", "Id"),
  identityHelp: say("跨版本不变；改名会同步所有引用", "Stable across versions; all that names it follows"),
  identityTaken: say("已被占用", "Already taken"),
  identityShape: say(
    "小写字母开头，只含小写字母、数字和连字符",
    "Lower-case letters, digits and hyphens, a letter first",
  ),
  nodeForm: (kind: string): Text => say(`${kind}的设置`, `${kind} settings`),
  strategyForm: say("策略设置", "Strategy settings"),
  inZh: say("中文", "Chinese"),
  inEn: say("英文", "English"),
  yes: say("是", "Yes"),
  no: say("否", "No"),
  custom: (name: string): Text => say(`自定义：${name}`, `Custom: ${name}`),
  pick: say("请选择", "Choose"),
  pickOrType: say("选择，或输入自定义名称", "Choose, or type a name of your own"),
  unit: (label: string): Text => say(`${label}的单位`, `Unit of ${label}`),
  asWritten: say("按 ISO-8601 书写", "As ISO-8601"),
  from: say("从", "From"),
  to: say("到", "To"),
} as const;

/** Units of durations. */
export const unitWords = {
  M: say("分钟", "minutes"),
  H: say("小时", "hours"),
  D: say("天", "days"),
  W: say("周", "weeks"),
} as const;

/** Days of the week, Monday first. */
export const weekdayWords: readonly Text[] = [
  say("一", "Mon"),
  say("二", "Tue"),
  say("三", "Wed"),
  say("四", "Thu"),
  say("五", "Fri"),
  say("六", "Sat"),
  say("日", "Sun"),
];

/** Months. */
export const monthWords: readonly Text[] = Array.from({ length: 12 }, (_, index) =>
  say(
    `${index + 1} 月`,
    new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(Date.UTC(2024, index, 1)),
  ),
);

/** Recurrence. */
export const repeatWords = {
  DAILY: say("每天", "Daily"),
  WEEKLY: say("每周", "Weekly"),
  MONTHLY: say("每月", "Monthly"),
  YEARLY: say("每年", "Yearly"),
  other: say("按 RRULE 书写", "As an RRULE"),
  interval: say("每隔", "Every"),
  intervalUnit: {
    DAILY: say("天", "days"),
    WEEKLY: say("周", "weeks"),
    MONTHLY: say("个月", "months"),
    YEARLY: say("年", "years"),
  },
  weekdays: say("星期", "On"),
  month: say("月份", "Month"),
  day: say("日期", "Day of the month"),
} as const;

/** Parts that lead elsewhere in the flow. */
export const branchWords = {
  caseName: say("出口", "Port"),
  nthCase: (nth: number): Text => say(`情况 ${nth}`, `Case ${nth}`),
  addCase: say("添加情况", "Add a case"),
  armName: (nth: number): Text => say(`分组 ${nth} 的名称`, `Name of arm ${nth}`),
  armShare: (nth: number): Text => say(`分组 ${nth} 的占比`, `Share of arm ${nth}`),
  addArm: say("添加分组", "Add an arm"),
  even: say("平均分配", "Even out"),
  whole: say("合计 100%", "100% in all"),
  missing: (percent: number): Text => say(`还差 ${percent}%`, `${percent}% missing`),
  over: (percent: number): Text => say(`多出 ${percent}%`, `${percent}% too much`),
  noSignals: say("画布上还没有信号", "There are no signals yet"),
  points: say("分", "points"),
  noNodes: say("画布上还没有这种节点", "There is no such node yet"),
} as const;

/** Messages of a send. */
export const messageWords = {
  edit: say("编辑文案", "Edit the texts"),
  create: say("新建消息", "New message"),
  empty: say("还没有文案", "No text yet"),
} as const;

/** Rows of names and values. */
export const recordWords = {
  name: (nth: number): Text => say(`第 ${nth} 项的名称`, `Name of item ${nth}`),
  value: (nth: number): Text => say(`第 ${nth} 项的值`, `Value of item ${nth}`),
  valueType: (nth: number): Text => say(`第 ${nth} 项的类型`, `Type of item ${nth}`),
  text: say("文本", "Text"),
  number: say("数字", "Number"),
  boolean: say("是/否", "Yes/no"),
  none: say("清空", "Remove"),
} as const;

/** Tiers, caps, subjects, hosts. */
export const ruleWords = {
  atLeast: say("至少几个信号成立", "At least so many signals hold"),
  all: say("全部信号成立", "All signals hold"),
  score: say("评分达到", "A score is reached"),
  signals: (wired: number): Text => say(`个（接入 ${wired} 个）`, `of ${wired} wired`),
  points: say("分", "points"),
  noPromise: say("不承诺", "No promise"),
  within: say("期限", "Within"),
  minTouches: say("至少触达", "At least"),
  minChannels: say("至少渠道", "Over at least"),
  maxTouches: say("最多触达", "At most"),
  times: say("次", "touches"),
  channels: say("个", "channels"),
  capScope: (nth: number): Text => say(`上限 ${nth} 的渠道`, `Channel of cap ${nth}`),
  capLimit: (nth: number): Text => say(`上限 ${nth} 的次数`, `Touches of cap ${nth}`),
  capPer: (nth: number): Text => say(`上限 ${nth} 的周期`, `Period of cap ${nth}`),
  capSpan: (nth: number): Text => say(`上限 ${nth} 的时长`, `Length of cap ${nth}`),
  allChannels: say("所有渠道", "All channels"),
  perDay: say("每天", "A day"),
  perSpan: say("每段时间", "In any"),
  addCap: say("添加上限", "Add a cap"),
  learner: say("学员", "The learner"),
  course: say("每门课程", "Each course"),
  key: say("每个编号", "Each value of a field"),
  keyName: say("编号字段", "Property"),
  hostAllowed: (host: string): Text => say(`${host} 在允许列表中`, `${host} is allowed`),
  hostRefused: (host: string): Text =>
    say(`${host} 不在允许列表中，请到设置里添加`, `${host} is not on the list in the settings`),
} as const;
