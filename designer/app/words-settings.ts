// The words of the settings that are one document: the frame of all settings, the school, sending, publishing.
import type { Text } from "#designer/text/say.tsx";

/** The settings' own navigation. */
export const navWords = {
  label: { zh: "设置", en: "Settings" },
  groupSchool: { zh: "学校", en: "School" },
  groupPeople: { zh: "成员与权限", en: "People and access" },
  groupSystem: { zh: "记录与系统", en: "Records and system" },
  school: { zh: "学校信息", en: "School details" },
  sending: { zh: "发送规则", en: "Sending" },
  channels: { zh: "渠道", en: "Channels" },
  publishing: { zh: "发布审批", en: "Publishing" },
  members: { zh: "成员", en: "Members" },
  roles: { zh: "角色权限", en: "Roles" },
  keys: { zh: "API 密钥", en: "API keys" },
  audit: { zh: "审计日志", en: "Audit log" },
  data: { zh: "数据", en: "Data" },
  system: { zh: "系统状态", en: "System" },
  sample: { zh: "样例学校", en: "Sample school" },
} as const;

/** What every form of the settings says. */
export const formWords = {
  save: { zh: "保存", en: "Save" },
  saved: { zh: "已保存，立即生效", en: "Saved; in force at once" },
  discard: { zh: "放弃修改", en: "Discard" },
  dirty: { zh: "有未保存的修改", en: "There are unsaved changes" },
  bad: (n: number): Text => ({
    zh: `有 ${n} 处需要改正`,
    en: n === 1 ? "1 field to correct" : `${n} fields to correct`,
  }),
  readOnly: { zh: "你的角色可以查看，不能修改这些设置。", en: "Your role may read these settings, not change them." },
  leaveAsk: { zh: "离开此页？", en: "Leave this page?" },
  leaveHow: { zh: "未保存的修改会丢失。", en: "Changes that are not saved will be lost." },
  leave: { zh: "离开", en: "Leave" },
  stay: { zh: "留在此页", en: "Stay" },
  conflict: { zh: "其他人刚刚修改了设置", en: "Someone else has just changed the settings" },
  conflictHow: {
    zh: "载入最新设置后再修改；你在此页未保存的内容会被放弃。",
    en: "Load the latest settings first; what you have not saved here is discarded.",
  },
  reload: { zh: "载入最新设置", en: "Load the latest" },
  cancel: { zh: "取消", en: "Cancel" },
  close: { zh: "关闭", en: "Close" },
  copy: { zh: "复制", en: "Copy" },
  copied: { zh: "已复制", en: "Copied" },
  copyFailed: { zh: "浏览器不允许复制，请手动选取", en: "The browser does not let us copy: select it by hand" },
  none: { zh: "未设置", en: "Not set" },
} as const;

/** The school. */
export const schoolWords = {
  title: { zh: "学校信息", en: "School details" },
  lead: {
    zh: "学校的名称与时间，以及哪些日子不计入学员的沉默时长。",
    en: "What the school is called, which clock it lives by, and which days do not count as silence.",
  },
  identity: { zh: "名称与语言", en: "Name and language" },
  name: { zh: "学校名称", en: "School name" },
  nameHow: {
    zh: "出现在页面顶部和邀请链接中，消息可用 {{school.name}} 引用。",
    en: "Shown on top of every page and in invitations; messages may name it as {{school.name}}.",
  },
  locale: { zh: "消息的默认语言", en: "Default language of messages" },
  localeHow: { zh: "学员没有自己的语言时使用。", en: "For learners who have none of their own." },
  zone: { zh: "时区", en: "Time zone" },
  zoneHow: {
    zh: "报表与日历日按此计算；学员有自己的时区时，免打扰按学员的时区。",
    en: "Reports and calendar days go by it. Quiet hours go by the learner's own zone where it is known.",
  },
  resume: { zh: "继续学习的网址", en: "Where “resume learning” leads" },
  resumeHow: {
    zh: "消息中 {{links.resume}} 跳转到这里，以 https:// 开头。",
    en: "What {{links.resume}} in messages opens; begins with https://.",
  },
  records: { zh: "学习记录的保存", en: "How long records are kept" },
  kept: { zh: "学员事件保留", en: "Learners' events" },
  keptHow: {
    zh: "到期后只保留数目和决定，不再保留事件原文；至少 400 天，且不短于策略用到的窗口。",
    en: "After that only counts and decisions stay, not the events themselves. At least 400 days, and never less than a strategy looks back.",
  },
  keptForEver: { zh: "一直保留", en: "For ever" },
  keptDays: { zh: "{days} 天", en: "{days} days" },
  signing: { zh: "落款", en: "How messages are signed" },
  signature: { zh: "短信签名", en: "SMS signature" },
  signatureHow: {
    zh: "须与服务商报备的一致，显示为【签名】。",
    en: "As registered with the provider; shown as 【signature】.",
  },
  smsTail: { zh: "短信退订尾注", en: "SMS opt-out line" },
  smsTailHow: { zh: "附在每条营销短信末尾。", en: "Ends every marketing SMS." },
  preview: { zh: "短信样式", en: "How an SMS reads" },
  previewText: { zh: "你好，第 3 课已为你保留进度……", en: "Hello, lesson 3 is waiting where you left off…" },
  pauses: { zh: "假期与停课", en: "Holidays and breaks" },
  pausesHow: {
    zh: "这些日子里学员不学习是正常的：沉默时长不计入这段时间。",
    en: "Nobody is expected to study on these days, so they do not count as silence.",
  },
  noPauses: {
    zh: "还没有假期。寒暑假与法定节假日不登记，学员会被误判为沉默。",
    en: "No holidays yet. Without them, learners on holiday look silent.",
  },
  pauseFirst: (nth: number): Text => ({ zh: `假期 ${nth} 的第一天`, en: `First day of break ${nth}` }),
  pauseLast: (nth: number): Text => ({ zh: `假期 ${nth} 的最后一天`, en: `Last day of break ${nth}` }),
  pauseFrom: (nth: number): Text => ({ zh: `假期 ${nth} 的开始时间`, en: `Start of break ${nth}` }),
  pauseTo: (nth: number): Text => ({ zh: `假期 ${nth} 的结束时间`, en: `End of break ${nth}` }),
  until: { zh: "至", en: "to" },
  days: (n: number): Text => ({ zh: `${n} 天`, en: n === 1 ? "1 day" : `${n} days` }),
  addPause: { zh: "添加假期", en: "Add a break" },
  addHolidays: (year: number): Text => ({
    zh: `加入 ${year} 年法定节假日`,
    en: `Add China's public holidays of ${year}`,
  }),
  holidays: { zh: "法定节假日", en: "China's public holidays" },
  removePause: (nth: number): Text => ({ zh: `移除假期 ${nth}`, en: `Remove break ${nth}` }),
  pauseOrder: { zh: "最后一天不能早于第一天", en: "The last day comes before the first" },
  holdout: { zh: "全校对照组", en: "School-wide holdout" },
  holdoutHow: {
    zh: "固定留出一小部分学员，任何策略都不触达，用来衡量全部挽回工作的总效果。",
    en: "A fixed small share of learners is never contacted by any strategy, so the effect of it all can be measured.",
  },
  holdoutOn: { zh: "留出全校对照组", en: "Keep a school-wide holdout" },
  holdoutShare: { zh: "留出比例", en: "Share held out" },
  holdoutSalt: { zh: "分组盐值", en: "Salt of the draw" },
  holdoutSaltHow: {
    zh: "改变盐值会重新抽取对照组，之前的对照随即失去意义。",
    en: "Another salt draws another holdout, and the comparison so far loses its meaning.",
  },
} as const;

/** Sending. */
export const sendingWords = {
  title: { zh: "发送规则", en: "Sending" },
  lead: {
    zh: "对全校所有策略生效的底线：何时不打扰、最多打扰几次、能调用哪些外部地址。",
    en: "What holds for every strategy of the school: when nobody is disturbed, how often at most, and which addresses may be called.",
  },
  quiet: { zh: "免打扰时段", en: "Quiet hours" },
  quietHow: {
    zh: "按学员当地时间。期间的消息留住，到点后重新判断学员是否仍需要，再决定发送。",
    en: "By the learner's own clock. What falls into them waits, and is sent afterwards only if it is still needed.",
  },
  quietOn: { zh: "启用免打扰", en: "Keep quiet hours" },
  from: { zh: "开始", en: "From" },
  to: { zh: "结束", en: "To" },
  providerQuiet: (channel: string, from: string, to: string): Text => ({
    zh: `${channel}另有服务商规定：${from} 至 ${to} 不得发送营销内容，此规定始终有效。`,
    en: `${channel}: providers refuse marketing from ${from} to ${to}; that always holds.`,
  }),
  caps: { zh: "频次上限", en: "Frequency caps" },
  capsHow: {
    zh: "每位学员在一段时间内最多收到的触达次数，所有策略合计。按天按学员当地的日历日。",
    en: "How many touches one learner gets at most, over all strategies. A day is the learner's calendar day.",
  },
  proposed: { zh: "报表建议：降低每周上限", en: "A report proposes a lower weekly cap" },
  proposedHow: {
    zh: "填入后请核对，再由你保存。",
    en: "It is filled in for you to check; nothing changes until you save.",
  },
  proposedTake: { zh: "填入建议", en: "Fill it in" },
  noCaps: {
    zh: "没有全校上限：只受各策略自身上限约束。",
    en: "No cap for the school: only those of each strategy hold.",
  },
  hostList: { zh: "主机名单", en: "Hosts" },
  hosts: { zh: "允许调用的地址", en: "Hosts that may be called" },
  hostsHow: {
    zh: "Webhook 节点只能调用这里列出的主机，每行一个，可带端口。",
    en: "Webhook nodes call these hosts only. One a line, with a port where it needs one.",
  },
  costs: { zh: "发送成本", en: "What sends cost" },
  costsHow: {
    zh: "报表用它计算每挽回一名学员的成本。短信按条，人工任务按次；改动只影响之后的发送。",
    en: "Reports divide it by the learners who came back. An SMS by the part, a call by staff as a whole; a change counts from the next send on.",
  },
  fen: { zh: "分", en: "fen" },
  rates: { zh: "沙盒回执", en: "Sandbox receipts" },
  ratesHow: {
    zh: "未接入服务商的渠道由沙盒代发，并按下列比例模拟回执；真实渠道不受影响。",
    en: "For channels without a provider the sandbox stands in and imitates receipts at these rates; real channels are not touched.",
  },
  delivered: { zh: "送达率", en: "Delivered" },
  opened: { zh: "打开率", en: "Opened" },
  acted: { zh: "点击率", en: "Clicked" },
  ratesOrder: {
    zh: "打开率和点击率超过送达率的部分不会出现",
    en: "Opens and clicks above the delivery rate do not happen",
  },
} as const;

/** Publishing. */
export const publishingWords = {
  title: { zh: "发布审批", en: "Publishing" },
  lead: {
    zh: "策略上线前，是否需要另一个人看过。",
    en: "Whether a second person looks at a strategy before it comes into force.",
  },
  approval: { zh: "第二人批准", en: "A second person approves" },
  approvalOn: {
    zh: "发布前必须由另一位运营或管理员批准",
    en: "Another operator or administrator must approve before publishing",
  },
  rules: {
    zh: [
      "批准针对草稿的确切内容：之后任何修改都要重新批准。",
      "提交批准的人，以及最后修改草稿的人，都不能批准。",
      "提交、批准与驳回都记入审计日志。",
    ],
    en: [
      "An approval is of the exact draft: any change after it needs a new one.",
      "Neither who asked nor who changed the draft last may approve it.",
      "Requests, approvals and rejections are kept in the audit log.",
    ],
  },
  few: {
    zh: "目前只有一位可以发布的成员：开启后将无人能批准。先邀请另一位运营或管理员。",
    en: "Only one member may publish now: nobody could approve. Invite another operator or administrator first.",
  },
  observe: { zh: "仅观察", en: "Observe first" },
  observeHow: {
    zh: "发布时可以先选“仅观察”：策略照常判断和计数，但一条也不发；确认无误后一键上线。",
    en: "When publishing, “observe only” lets a strategy decide and count without sending anything; one click brings it live.",
  },
} as const;
