// The words of members, roles and API keys.
import type { Text } from "#designer/text/say.tsx";

/** Members and invitations. */
export const memberWords = {
  title: { zh: "成员", en: "Members" },
  lead: { zh: "谁能进入这个学校，以及各自能做什么。", en: "Who may come in, and what each of them may do." },
  invite: { zh: "邀请成员", en: "Invite a member" },
  inviteHow: {
    zh: "生成一次性链接，自行发给对方；7 天内有效。",
    en: "Makes a link that works once, within 7 days. Send it to them yourself.",
  },
  makeLink: { zh: "生成邀请链接", en: "Make the link" },
  email: { zh: "邮箱", en: "E-mail" },
  emailHow: {
    zh: "填写后，只有这个邮箱能用此链接注册。可不填。",
    en: "If given, the account is of this address and no other. Optional.",
  },
  emailBad: { zh: "邮箱格式不对", en: "This is no e-mail address" },
  name: { zh: "姓名", en: "Name" },
  role: { zh: "角色", en: "Role" },
  linkFor: (who: string): Text => ({ zh: `给${who}的邀请链接`, en: `Invitation for ${who}` }),
  resetFor: (who: string): Text => ({ zh: `${who}的重设密码链接`, en: `Password link for ${who}` }),
  anyone: { zh: "新成员", en: "a new member" },
  linkOnce: {
    zh: "链接只在这里显示一次，只能使用一次。请通过安全的方式发给对方。",
    en: "The link is shown only here, and works once. Send it by a way you trust.",
  },
  link: { zh: "链接", en: "Link" },
  people: { zh: "全部成员", en: "All members" },
  member: { zh: "成员", en: "Member" },
  state: { zh: "状态", en: "State" },
  active: { zh: "可登录", en: "Active" },
  stopped: { zh: "已停用", en: "Deactivated" },
  seen: { zh: "最近活动", en: "Last seen" },
  never: { zh: "从未登录", en: "Never" },
  joined: (when: string): Text => ({ zh: `${when} 加入`, en: `Joined ${when}` }),
  acts: { zh: "操作", en: "Actions" },
  actsOf: (name: string): Text => ({ zh: `${name} 的操作`, en: `Actions for ${name}` }),
  roleOf: (name: string): Text => ({ zh: `${name} 的角色`, en: `Role of ${name}` }),
  you: { zh: "你", en: "You" },
  roleChanged: (name: string, role: string): Text => ({ zh: `${name} 现在是${role}`, en: `${name} is now ${role}` }),
  stop: { zh: "停用…", en: "Deactivate…" },
  start: { zh: "恢复登录", en: "Activate" },
  reset: { zh: "生成重设密码链接", en: "Make a password link" },
  remove: { zh: "移除…", en: "Remove…" },
  stopAsk: (name: string): Text => ({ zh: `停用 ${name}？`, en: `Deactivate ${name}?` }),
  stopHow: {
    zh: "立即退出其所有设备，之后不能登录；可以随时恢复。",
    en: "They are signed out everywhere at once and cannot sign in. You can undo this.",
  },
  stopOk: { zh: "停用", en: "Deactivate" },
  removeAsk: (name: string): Text => ({ zh: `移除 ${name}？`, en: `Remove ${name}?` }),
  removeHow: {
    zh: "账号被删除，不能恢复；其做过的事保留在审计日志中。",
    en: "The account is deleted for good; what they did stays in the audit log.",
  },
  removeOk: { zh: "移除", en: "Remove" },
  lastAdmin: {
    zh: "最后一位管理员不能停用、移除或改换角色",
    en: "The last administrator cannot be deactivated, removed or given another role",
  },
  links: { zh: "未使用的链接", en: "Links not used yet" },
  noLinks: { zh: "没有等待使用的邀请。", en: "No invitation is waiting." },
  kindInvitation: { zh: "邀请", en: "Invitation" },
  kindReset: { zh: "重设密码", en: "New password" },
  forWhom: { zh: "给谁", en: "For" },
  kind: { zh: "用途", en: "Purpose" },
  by: { zh: "由谁创建", en: "Made by" },
  expires: { zh: "失效时间", en: "Expires" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  withdrawOf: (who: string): Text => ({ zh: `撤回给${who}的链接`, en: `Withdraw the link for ${who}` }),
} as const;

/** What each role is for. */
export const roleHints = {
  operator: {
    zh: "画策略、发布、设置规则、处理学员",
    en: "Draws and publishes strategies, sets the rules, works with learners",
  },
  marketer: {
    zh: "改文案与实验，看报表；看不到完整联系方式",
    en: "Writes messages and experiments, reads reports; addresses are masked",
  },
  analyst: { zh: "只看报表与学员轨迹；看不到完整联系方式", en: "Reads reports and learners; addresses are masked" },
  staff: { zh: "只处理派给人的任务，以及任务背后的学员", en: "Works on tasks and sees the learners behind them" },
  admin: { zh: "以上全部，加上成员、密钥与审计", en: "All of that, and members, keys and the audit log" },
} as const;

/** The matrix of roles. */
export const rolesWords = {
  title: { zh: "角色权限", en: "Roles" },
  lead: {
    zh: "每个角色能做什么。这张表直接读自服务器的接口说明，与实际判断一致。",
    en: "What each role may do, read from the server's own description of its API, by which it decides.",
  },
  matrix: { zh: "谁能做什么", en: "Who may do what" },
  permission: { zh: "权限", en: "Permission" },
  routes: (n: number): Text => ({ zh: `${n} 个接口`, en: n === 1 ? "1 operation" : `${n} operations` }),
  yes: { zh: "可以", en: "Yes" },
  no: { zh: "不可以", en: "No" },
  masked: {
    zh: "市场与分析角色看到的手机号、邮箱等联系方式是打码的。",
    en: "Marketers and analysts see phone numbers and e-mail addresses masked.",
  },
  show: { zh: "查看接口", en: "Show the operations" },
} as const;

/** Scopes: what each allows. */
export const scopeWords = {
  ingest: { zh: "写入事件", en: "Send events" },
  learners: { zh: "读写学员资料、退订与清除", en: "Read and write learners, opt-outs and erasure" },
  cards: { zh: "查看学员卡片与任务", en: "See learner cards and tasks" },
  read: { zh: "查看策略、台账与报表", en: "Read strategies, ledgers and reports" },
  messages: { zh: "修改消息文案与实验", en: "Change messages and experiments" },
  design: { zh: "新建与修改策略草稿", en: "Make and change strategy drafts" },
  publish: { zh: "发布、暂停与归档策略", en: "Publish, pause and archive strategies" },
  tasks: { zh: "领取与完成任务", en: "Take and finish tasks" },
  operate: { zh: "停止发送、修改设置", en: "Stop sends, change settings" },
  admin: { zh: "管理成员、密钥、审计与备份", en: "Members, keys, audit and backups" },
  person: { zh: "管理自己的账户与登录设备", en: "Their own account and sessions" },
  learner: { zh: "代学员读取站内消息", en: "Read a learner's inbox on their behalf" },
} as const;

/** API keys. */
export const keyWords = {
  title: { zh: "API 密钥", en: "API keys" },
  lead: {
    zh: "供你的系统调用接口：写入学习事件、同步学员、读取台账。",
    en: "For your own systems: to send events, keep learners in step, and read ledgers.",
  },
  create: { zh: "新建密钥", en: "New key" },
  make: { zh: "创建", en: "Create" },
  name: { zh: "名称", en: "Name" },
  nameHow: { zh: "写明用途，例如“学习平台”。", en: "Say what it is for: learning platform, data warehouse." },
  needed: { zh: "请填写名称", en: "Give it a name" },
  source: { zh: "事件来源", en: "Source of events" },
  sourceHow: {
    zh: "同一来源内事件编号不重复。不填则取自名称；换新密钥时填写旧来源，去重才能延续。",
    en: "Event ids are unique within a source. Taken from the name if empty; give the old source when you replace a key, so duplicates are still known.",
  },
  sourceBad: {
    zh: "小写字母、数字、点、横线或下划线，最多 64 个字符",
    en: "Lower-case letters, digits, dots, dashes or underscores, at most 64",
  },
  scopes: { zh: "权限", en: "Scopes" },
  scopesHow: { zh: "只给需要的权限。", en: "Give it what it needs and no more." },
  scopesNeeded: { zh: "至少选择一项权限", en: "Choose at least one scope" },
  shown: (name: string): Text => ({ zh: `密钥“${name}”`, en: `Key “${name}”` }),
  shownOnce: {
    zh: "密钥只在这里显示一次，我们不保存原文。丢失后请新建并撤销旧的。",
    en: "The key is shown only here and is not kept. If it is lost, make another and revoke this one.",
  },
  key: { zh: "密钥", en: "Key" },
  use: { zh: "使用方式", en: "How to use it" },
  created: { zh: "创建时间", en: "Made" },
  state: { zh: "状态", en: "State" },
  active: { zh: "有效", en: "In force" },
  revoked: (when: string): Text => ({ zh: `${when} 撤销`, en: `Revoked ${when}` }),
  revoke: { zh: "撤销", en: "Revoke" },
  revokeOf: (name: string): Text => ({ zh: `撤销 ${name}`, en: `Revoke ${name}` }),
  revokeAsk: (name: string): Text => ({ zh: `撤销密钥“${name}”？`, en: `Revoke the key “${name}”?` }),
  revokeHow: {
    zh: "立即失效，不能恢复。正在使用它的系统会收到 401。",
    en: "It stops at once and for good. Systems that use it will get 401.",
  },
  none: { zh: "还没有密钥", en: "No keys yet" },
  noneHow: {
    zh: "建一个只能写入事件的密钥，交给学习平台。",
    en: "Make one that only sends events and give it to your learning platform.",
  },
  hideRevoked: { zh: "隐藏已撤销", en: "Hide revoked" },
} as const;
