// The words of the list of learners and of one learner's page.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** The list. */
export const learnersWords = {
  title: say("学员", "Learners"),
  lead: say(
    "谁在哪个等级、最近有没有学、下一步什么时候发生。",
    "Who is in which tier, who was active lately, and what is due next.",
  ),
  search: say("按姓名或学员编号的开头搜索", "Start of a name or id"),
  filters: say("筛选学员", "Filter learners"),
  state: say("状态", "State"),
  states: {
    all: say("全部", "All"),
    atRisk: say("预警中", "At risk"),
    calm: say("平稳", "Calm"),
    optedOut: say("已退订", "Opted out"),
  },
  strategy: say("策略", "Strategy"),
  tier: say("等级", "Tier"),
  course: say("课程", "Course"),
  any: say("不限", "Any"),
  columns: say("显示的列", "Columns"),
  name: say("姓名", "Name"),
  tiers: say("所在等级", "Tier now"),
  courses: say("课程", "Courses"),
  lastActivity: say("最近学习", "Last active"),
  nextDue: say("下一步", "Next due"),
  created: say("加入时间", "Since"),
  noTier: say("平稳", "Calm"),
  optedOut: say("已退订", "Opted out"),
  holdout: say("对照组", "Holdout"),
  more: (count: number): Text => say(`另 ${count} 个`, `${count} more`),
  loading: say("正在加载更多", "Loading more"),
  count: (count: number, isAll: boolean): Text =>
    isAll
      ? say(`共 ${count} 人`, count === 1 ? "1 learner" : `${count} learners`)
      : say(`已加载 ${count} 人`, `${count} loaded`),
  none: say("还没有学员", "No learners yet"),
  noneHow: say(
    "导入一份名单，或让网校系统把事件发过来，学员会自动出现。",
    "Import a list, or let the school's systems send events: learners appear by themselves.",
  ),
  noMatch: say("没有符合条件的学员", "No learner matches"),
  noMatchHow: say("换个关键词，或清除筛选。", "Try other words, or clear the filters."),
  clear: say("清除筛选", "Clear filters"),
  import: say("导入学员", "Import learners"),
  csv: say("导出 CSV", "Export CSV"),
  keys: say("上下键移动，回车打开", "Arrow keys move, Enter opens"),
} as const;

/** Bringing learners in. */
export const importWords = {
  title: say("导入学员", "Import learners"),
  one: say("添加一人", "Add one"),
  file: say("从文件导入", "From a file"),
  id: say("学员编号", "Learner id"),
  idHint: say("学校系统里的编号，之后不能改", "As the school's systems have it; it cannot change"),
  name: say("姓名", "Name"),
  phone: say("手机号", "Phone for SMS"),
  email: say("邮箱", "E-mail"),
  add: say("添加", "Add"),
  added: (id: string): Text => say(`已添加 ${id}`, `${id} is added`),
  needed: say("请填写学员编号", "Fill in the learner's id"),
  drop: say("把 CSV 或 NDJSON 文件拖到这里，或点击选择", "Drop a CSV or NDJSON file here, or click to choose"),
  how: say(
    "CSV 第一行是列名：id、name、phone、email、zone、consent.sms、attr.status 等。相同编号的学员会更新，不会重复。",
    "The first row of a CSV names its columns: id, name, phone, email, zone, consent.sms, attr.status and so on. A known id is updated, never doubled.",
  ),
  working: say("正在导入…", "Importing…"),
  result: (accepted: number, rejected: number): Text =>
    say(`接收 ${accepted} 行，退回 ${rejected} 行`, `${accepted} rows taken, ${rejected} refused`),
  row: say("行", "Row"),
  field: say("字段", "Field"),
  problem: say("问题", "What is wrong"),
  onlyFirst: (shown: number, all: number): Text =>
    say(`只列出前 ${shown} 行，共 ${all} 行`, `The first ${shown} of ${all}`),
} as const;

/** One learner. */
export const learnerWords = {
  unnamed: say("未填姓名", "No name"),
  now: say("现在", "Now"),
  calm: say("没有预警", "Not at risk"),
  since: (when: Text): Text => say(`${when.zh} 起`, `since ${when.en}`),
  nextDue: (when: Text): Text => say(`下一步：${when.zh}`, `Next: ${when.en}`),
  enrolments: say("课程", "Courses"),
  noEnrolments: say("没有报名记录", "Not enrolled"),
  started: (when: Text): Text => say(`${when.zh} 开始`, `from ${when.en}`),
  contact: say("联系方式", "Addresses"),
  noContact: say("没有联系方式", "No addresses"),
  masked: say("按你的角色只显示一部分", "Shown in part, as your role may see"),
  consent: say("授权", "Consent"),
  optedOut: say("已退订全部消息", "Opted out of everything"),
  allowed: say("同意", "Allowed"),
  refused: say("不同意", "Refused"),
  unasked: say("未说明", "Not stated"),
  unaskedHow: say("未说明的渠道视为可发", "A channel not stated counts as allowed"),
  attributes: say("属性", "Attributes"),
  figures: say("学习情况", "Activity"),
  ended: {
    completed: say("已结课", "completed"),
    withdrawn: say("已退课", "withdrawn"),
    open: say("在读", "enrolled"),
  } as Readonly<Record<string, Text>>,
  optOut: say("退订…", "Opt out…"),
  optOutAsk: (name: string): Text => say(`为 ${name} 退订？`, `Opt ${name} out?`),
  optOutHow: say(
    "提交后不再开始任何发送；已经发出的无法收回。进行中的预警会作废。",
    "No send begins after this; what has left cannot be called back. Open episodes end as void.",
  ),
  optOutChannel: say("退订哪个渠道", "Which channel"),
  optOutAll: say("全部渠道", "All channels"),
  optOutGo: say("退订", "Opt out"),
  optOutDone: say("已退订", "Opted out"),
  erase: say("删除数据…", "Erase…"),
  eraseAsk: (name: string): Text => say(`删除 ${name} 的全部数据？`, `Erase all data of ${name}?`),
  eraseHow: say(
    "姓名、联系方式、事件与消息内容都会删除，不能恢复；统计数字保留。请输入学员编号确认：",
    "Name, addresses, events and message texts are erased for good; only counts remain. Type the learner's id to confirm:",
  ),
  eraseGo: say("永久删除", "Erase for good"),
  eraseDone: say("已删除", "Erased"),
  toTry: say("用这位学员试运行", "Try with this learner"),
  toTryHow: say("选择一个策略，载入这位学员的历史", "Choose a strategy; this learner's history is loaded"),
  back: say("学员列表", "All learners"),
} as const;

/** The time line's frame. */
export const timelineWords = {
  title: say("时间线", "Time line"),
  filter: say("按类别筛选", "Filter by kind"),
  groups: {
    events: say("学习事件", "Events"),
    signals: say("信号", "Signals"),
    tiers: say("等级", "Tiers"),
    steps: say("步骤", "Steps"),
    messages: say("消息", "Messages"),
    tasks: say("任务", "Tasks"),
    experiments: say("实验", "Experiments"),
    profile: say("资料", "Profile"),
  },
  order: say("顺序", "Order"),
  newest: say("最新在前", "Newest first"),
  oldest: say("最早在前", "Oldest first"),
  strategy: say("策略", "Strategy"),
  allStrategies: say("全部策略", "All strategies"),
  canvas: say("在画布上查看", "Show on the canvas"),
  canvasOf: (what: string): Text => say(`在画布上查看：${what}`, `Show on the canvas: ${what}`),
  loadMore: say("加载更早的记录", "Load earlier"),
  loadLater: say("加载更晚的记录", "Load later"),
  allLoaded: say("没有更多了", "That is all"),
  none: say("还没有记录", "Nothing yet"),
  noneHow: say("学习事件和策略的每个决定都会出现在这里。", "Events and every decision of a strategy appear here."),
  noneKind: say("这些类别没有记录", "Nothing of these kinds"),
  noneKindHow: say("换一个类别，或查看全部。", "Choose other kinds, or all."),
  showAll: say("查看全部", "Show all"),
  messageOf: (channel: Text): Text => say(`${channel.zh}内容`, `The ${channel.en} as rendered`),
} as const;
