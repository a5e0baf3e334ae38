// The words of the message studio.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** A letter stands as a capital; an id of the author's own as it is. */
export function named(id: string): string {
  return id.length === 1 ? id.toUpperCase() : id;
}

/** The page and its head. */
export const studioWords = {
  studio: say("文案工作台", "Message studio"),
  back: say("返回画布", "Back to the canvas"),
  unnamed: say("未命名策略", "Unnamed strategy"),
  notDrawable: say("这份草稿无法编辑", "This draft cannot be edited"),
  notDrawableHow: say("请在列表里导入一份有效的文件。", "Import a valid file from the list."),
  readOnly: say("只读", "Read only"),
  undo: say("撤销", "Undo"),
  redo: say("重做", "Redo"),
  texts: say("文案", "Texts"),
  experiment: say("实验", "Experiment"),
  tabs: say("消息的部分", "Parts of the message"),
  noMessage: say("没有这条消息", "There is no such message"),
  noMessageHow: say("它可能已被删除或改名。", "It may have been removed or renamed."),
  none: say("这份策略还没有消息", "This strategy has no message yet"),
  noneHow: say("新建一条，再到画布上让一个发送节点使用它。", "Make one, then let a send node of the canvas use it."),
} as const;

/** The list of messages. */
export const listWords = {
  title: say("消息", "Messages"),
  add: say("新建消息", "New message"),
  empty: say("还没有文案", "No text yet"),
  unused: say("没有节点使用", "Not used"),
  usedBy: say("使用它的节点：", "Used by: "),
  jump: (name: string) => say(`到画布上的 ${name}`, `To ${name} on the canvas`),
  used: (n: number) => say(`${n} 个节点使用`, `used by ${many(n, "node", "nodes")}`),
  problems: (n: number) => say(`${n} 个问题`, many(n, "problem", "problems")),
  more: say("更多操作", "More"),
  rename: say("重命名", "Rename"),
  renameTo: say("新的标识", "New id"),
  renameHow: say(
    "小写字母、数字和连字符，以字母开头；发送它的节点会跟着改。",
    "Lower-case letters, digits and hyphens, a letter first; the nodes that send it follow.",
  ),
  taken: say("这个标识已被使用", "This id is taken"),
  remove: say("删除消息", "Delete the message"),
  removeAsk: (id: string) => say(`删除消息「${id}」？`, `Delete message “${id}”?`),
  removeUsed: (n: number) =>
    say(
      `${n} 个节点还在发送它，删除后需要给它们另选消息。可以撤销。`,
      `${many(n, "node still sends", "nodes still send")} it and will need another one. You can undo this.`,
    ),
  removeFree: say("没有节点发送它。可以撤销。", "No node sends it. You can undo this."),
  cancel: say("取消", "Cancel"),
} as const;

/** Variants. */
export const variantWords = {
  variant: (id: string) => say(`变体 ${named(id)}`, `Variant ${named(id)}`),
  name: (id: string) => say(`变体 ${named(id)} 的名称`, `Name of variant ${named(id)}`),
  namePlaceholder: say("起个名字", "Name it"),
  weight: (id: string) => say(`变体 ${named(id)} 的权重（%）`, `Weight of variant ${named(id)} (%)`),
  add: say("添加变体", "Add a variant"),
  duplicate: say("复制变体", "Duplicate"),
  rename: say("重命名", "Rename"),
  renameHow: say(
    "小写字母、数字和连字符，以字母开头；报表按这个标识区分变体。",
    "Lower-case letters, digits and hyphens, a letter first; reports tell variants apart by it.",
  ),
  remove: say("删除变体", "Delete"),
  acts: (id: string) => say(`变体 ${named(id)} 的操作`, `Acts on variant ${named(id)}`),
  even: say("平均分配", "Share equally"),
  sum: (percent: number) => say(`权重合计 ${percent}%，应为 100%`, `The weights add up to ${percent}%, not 100%`),
  test: say("发给自己试试", "Send a test to myself"),
  locales: say("语言", "Language"),
  zh: say("中文", "Chinese"),
  en: say("英文", "English"),
  missing: (language: string) => say(`缺少${language}文案`, `No ${language} text`),
  missingHow: say("读这种语言的学员会收到另一种语言的文案。", "Learners who read it get the other language."),
  copyFrom: (language: string) => say(`从${language}复制`, `Copy from ${language}`),
} as const;

/** Fields of content. */
export const contentWords = {
  title: say("标题", "Title"),
  body: say("正文", "Text"),
  link: say("点开后去", "Opens"),
  actionLabel: say("按钮文字", "Button"),
  actionLink: say("按钮去", "Button opens"),
  smsTemplate: say("服务商模板编号", "Vendor's template id"),
  wechatTemplate: say("模板编号", "Template id"),
  wechatField: (name: string) => say(`字段 ${name}`, `Field ${name}`),
  addField: say("添加字段", "Add a field"),
  removeField: (name: string) => say(`删除字段 ${name}`, `Remove field ${name}`),
  subject: say("主题", "Subject"),
  html: say("正文（HTML）", "Body (HTML)"),
  plain: say("纯文本版本", "Plain text"),
  resume: say("继续学习", "Next lesson"),
  preferences: say("偏好设置", "Preferences"),
  url: say("指定网址", "A web address"),
  address: say("网址", "Web address"),
  nowhere: say("不打开", "Nothing"),
} as const;

/** The editor. */
export const editorWords = {
  insertField: say("插入字段", "Insert a field"),
  actionMap: say("行动地图", "Action map"),
  fallback: say("加上缺省文字", "Add a fallback"),
  example: (text: string) => say(`例：${text}`, `e.g. ${text}`),
  always: say("总有值", "always there"),
  maybe: say("可能没有值，需要缺省文字", "may be missing: needs a fallback"),
  chars: (n: number, most: number | null) =>
    most === null
      ? say(`${n} 字`, many(n, "character", "characters"))
      : say(`${n} / ${most} 字`, `${n} / ${most} characters`),
  cut: say("设备上可能被截断", "devices may cut it"),
  sms: (chars: number, perPart: number, parts: number, encoding: string) =>
    say(
      `${chars} 字 · ${parts} 条（每条 ${perPart}，${encoding}）`,
      `${chars} units · ${many(parts, "part", "parts")} of ${perPart} (${encoding})`,
    ),
  smsLeft: (n: number) => say(`还可写 ${n} 字`, `${n} left`),
  yuan: (text: string) => say(`每人 ${text}`, `${text} each`),
  counted: (text: string) => say(`已计入签名和退订语：${text}`, `With signature and opt-out tail: ${text}`),
  unsigned: say("学校还没有设置签名和退订语", "The school has no signature or opt-out tail yet"),
} as const;

/** The action map. */
export const actionMapWords = {
  title: say("行动地图", "Action map"),
  lead: say(
    "用数据说明处境，再给出下一步；不吓唬人。",
    "Say with data where they stand, then give a next step; no threats.",
  ),
  wrong: say("哪里不对", "What is wrong"),
  inTime: say("还来得及吗", "Is it still in time"),
  steps: say("怎么做", "What to do"),
  minutes: say("要多久（分钟）", "How long (minutes)"),
  none: say("不说", "Leave out"),
  result: say("将插入", "Will be inserted"),
  insert: say("插入", "Insert"),
} as const;

/** Previews. */
export const previewWords = {
  title: say("预览", "Preview"),
  learner: say("用谁的数据预览", "Preview with"),
  sample: say("示例数据", "Sample data"),
  search: say("按姓名或编号找学员", "Find a learner by name or id"),
  nobody: say("没有这样的学员", "No such learner"),
  nothing: say("写下文案后在这里预览", "Write a text to see it here"),
  unready: say("文案还不完整，暂时无法预览", "Not complete enough to preview"),
  parts: (n: number) => say(`${n} 条短信`, many(n, "part", "parts")),
  now: say("现在", "now"),
  ios: say("iOS 锁屏", "iOS lock screen"),
  android: say("安卓通知栏", "Android shade"),
  iosCut: say("标题 1 行、正文 4 行，超出部分以 … 省略", "1 line of title and 4 of text, then …"),
  androidCut: say("收起时标题、正文各 1 行", "1 line of title and of text while folded"),
  smsFrame: say("短信", "SMS"),
  wechatFrame: say("服务号消息", "Service account message"),
  wechatCut: say("thing 字段最多 20 字，超出会被微信拒绝", "A thing field holds 20 characters; WeChat refuses more"),
  inappFrame: say("站内信", "In-app message"),
  emailFrame: say("邮件", "E-mail"),
  emailCut: say("图片与外链样式不在预览中加载", "Pictures and outside styles are not loaded here"),
  taskFrame: say("话术", "Script"),
  open: say("查看详情", "Details"),
  school: say("学校", "School"),
} as const;

/** A test send. */
export const testWords = {
  title: say("发给自己试试", "Send a test to myself"),
  to: {
    sms: say("手机号", "Phone number"),
    email: say("邮箱", "E-mail address"),
    push: say("设备标识", "Device token"),
    wechat: say("OpenID", "OpenID"),
  },
  toInbox: say("会直接显示在这里，不进入任何学员的收件箱。", "It is shown to you here and enters no learner's inbox."),
  note: say(
    "只发给这个地址；记入审计，不计入任何统计。",
    "Goes to this address only; it is audited and never counted.",
  ),
  send: say("发送", "Send"),
  cancel: say("取消", "Cancel"),
  sandbox: say(
    "这个渠道还没有接入服务商：由沙盒代收，没有发到真实设备。",
    "No provider is connected to this channel: the sandbox took it, no device got it.",
  ),
  sent: say("已交给服务商", "Handed to the provider"),
  shown: say("站内信如下", "In-app message below"),
  failed: (reason: string) => say(`没有发出：${reason}`, `Not sent: ${reason}`),
} as const;

/** What is wrong with a text. */
export const lintWords = {
  title: say("检查", "Checks"),
  clean: say("没有发现问题", "Nothing to complain of"),
  source: (text: string) => say(`依据：${text}`, `Source: ${text}`),
  fix: (label: string) => say(`修正：${label}`, `Fix: ${label}`),
} as const;

/** Groups of fields. */
export const fieldGroupWords = {
  learner: say("学员", "Learner"),
  course: say("课程", "Course"),
  evidence: say("信号数据", "Signal evidence"),
  cohort: say("同期", "Cohort"),
  school: say("学校", "School"),
  links: say("链接", "Links"),
} as const;

/** Helpers, in a few words. */
export const helperWords = {
  if: say("有值才显示", "shown where there is a value"),
  unless: say("没有值才显示", "shown where there is none"),
  each: say("逐项显示", "for each item"),
  or: say("缺省文字", "with a fallback"),
  eq: say("相等", "equal"),
  gt: say("大于", "greater than"),
  lt: say("小于", "less than"),
  percent: say("显示为百分比", "as a percentage"),
  round: say("四舍五入", "rounded"),
  days: say("显示为天数", "as days"),
  date: say("显示为日期", "as a date"),
  plural: say("单复数", "singular or plural"),
} as const;

/** Where a rule comes from, by the first part of its code or the whole of it. */
export const ruleSources: Readonly<Record<string, Text>> = {
  "sms.parts": say(
    "3GPP TS 23.038 v17（2022）；阿里云、华为云短信计费规则（2025 年查阅）",
    "3GPP TS 23.038 v17 (2022); Aliyun and Huawei Cloud SMS billing rules (read 2025)",
  ),
  "sms.promotionHours": say(
    "阿里云短信模板规范、华为云短信规范（2025 年查阅）",
    "Aliyun and Huawei Cloud SMS template rules (read 2025)",
  ),
  "sms.noWayOut": say("《通信短信息服务管理规定》（2015）", "MIIT rules on SMS services (2015)"),
  "wechat.marketing": say(
    "微信开放文档「模板消息」（2023-03-30 起）",
    "WeChat open docs, template messages (since 2023-03-30)",
  ),
  "wechat.fieldTooLong": say(
    "微信开放文档「订阅通知」（2025 年查阅）",
    "WeChat open docs, subscription notices (read 2025)",
  ),
  "wechat.tooManyTemplates": say(
    "微信开放文档「模板消息」（2025 年查阅）",
    "WeChat open docs, template messages (read 2025)",
  ),
  tone: say(
    "产品原则：不威胁、不说风险等级，用数据和下一步说话",
    "Product principle: no threat, no risk level; data and a next step",
  ),
  template: say(
    "文案不能出现空白：可能没有值的数据需要缺省文字",
    "No blank may reach a learner: data that may be missing needs a fallback",
  ),
  html: say("邮件正文不含脚本和外部代码", "A mail holds no script and no outside code"),
};
