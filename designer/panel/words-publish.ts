// The words of publishing and of versions.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });
const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

/** A person or several. */
export const people = (n: number): Text => say(`${n} 人`, many(n, "learner", "learners"));

/** Publishing. */
export const publishWords = {
  title: say("发布", "Publish"),
  versions: say("版本", "Versions"),
  saving: say("正在保存草稿…", "Saving the draft…"),
  checking: say("正在核对影响的人数…", "Counting who is concerned…"),
  unreadable: say("草稿还有错误，不能发布", "The draft has errors and cannot be published"),
  errors: (n: number): Text => say(`${n} 个错误，先修正才能发布`, `${many(n, "error", "errors")} to put right first`),
  warnings: (n: number): Text => say(`${n} 个提醒`, many(n, "warning", "warnings")),
  showProblems: say("查看问题", "Show the problems"),
  changes: say("与线上版本的差异", "Changes from the version in force"),
  changesOf: (n: number): Text => say(`${n} 处修改`, many(n, "change", "changes")),
  first: say("第一次发布", "The first publish"),
  firstHow: say(
    "发布后才开始判断和发送；之后可随时暂停、恢复旧版本。",
    "Only then it judges and sends; it can be paused and taken back at any time.",
  ),
  noChanges: say("与线上版本没有实质差异", "Nothing that matters differs from the version in force"),
  highlight: say("在画布上选中改动", "Select what changed"),
  running: say("正在进行中的学员", "Learners in the middle of it"),
  runningCount: (n: number): Text =>
    say(`${n} 个预警周期正在按旧版本进行`, `${many(n, "episode runs", "episodes run")} on an older version`),
  nobody: say("没有学员在旧版本中", "Nobody is on an older version"),
  finish: say("按旧版本走完", "Finish on their version"),
  finishHow: say("已开始的不受影响", "What has begun is not touched"),
  move: say("移到新版本", "Move to this version"),
  moveHow: say("等级还在的周期换成新版本，逐个节点对应", "Where the tier is still there, node by node"),
  here: say("人数", "There"),
  fromNode: say("现在的节点", "At node"),
  toNode: say("移到", "Goes on at"),
  toNodeOf: (name: string): Text => say(`“${name}”移到`, `${name} goes on at`),
  removed: say("新版本中没有", "not in this version"),
  endPath: say("结束这条路径", "End this path"),
  matching: say("已经满足条件的学员", "Learners who match already"),
  matchingCount: (n: number): Text =>
    say(`现在有 ${n} 人满足条件`, `${many(n, "learner matches", "learners match")} now`),
  enrolNone: say("不进入，只管以后新出现的", "Leave them; take only those to come"),
  enrolRamp: say("分批进入", "Let them in gradually"),
  perHour: say("每小时", "an hour"),
  perHourOf: say("每小时进入人数", "Learners an hour"),
  takes: (hours: number): Text => say(`约 ${hours} 小时进完`, `About ${many(hours, "hour", "hours")} for all`),
  how: say("发布方式", "How"),
  live: say("正式运行", "Live"),
  liveHow: say("按策略发送", "Sends as drawn"),
  observe: say("仅观察", "Observe only"),
  observeHow: say(
    "照常判断和计数，一条也不发；之后一键转为正式",
    "Decides and counts, sends nothing; goes live at a click",
  ),
  publish: say("发布", "Publish"),
  publishObserve: say("发布为仅观察", "Publish to observe"),
  done: (version: number): Text => say(`已发布第 ${version} 版`, `Version ${version} is published`),
  observing: say("正在仅观察，一条也不发", "Observing: nothing is sent"),
  goLive: say("转为正式运行", "Go live"),
  wentLive: say("已转为正式运行", "It is live"),
  cannot: say("你的角色不能发布", "Your role cannot publish"),
} as const;

/** Approval by a second person. */
export const approvalWords = {
  title: say("审批", "Approval"),
  none: say("学校要求发布前由另一个人审批", "The school asks for a second person before a publish"),
  note: say("给审批人的说明", "A note for whoever approves"),
  decisionNote: say("审批意见", "Your note"),
  request: say("请求审批", "Ask for approval"),
  requested: (by: string): Text => say(`${by} 请求审批，等待另一个人`, `${by} asked; waiting for another person`),
  approve: say("同意", "Approve"),
  reject: say("退回", "Reject"),
  approved: (by: string): Text => say(`${by} 已同意，可以发布`, `${by} approved; ready to publish`),
  rejected: (by: string): Text => say(`${by} 已退回`, `${by} rejected it`),
  someone: say("有人", "Somebody"),
} as const;

/** Versions. */
export const versionWords = {
  title: say("已发布的版本", "Published versions"),
  none: say("还没有发布过", "Nothing is published yet"),
  noneHow: say(
    "发布后，每一版都会留在这里，可比较、可恢复。",
    "Each version stays here, to compare and to bring back.",
  ),
  number: (n: number): Text => say(`第 ${n} 版`, `Version ${n}`),
  inForce: say("使用中", "In force"),
  live: say("正式", "Live"),
  observe: say("仅观察", "Observe"),
  compare: say("与草稿比较", "Compare with the draft"),
  compareOf: (n: number): Text => say(`第 ${n} 版与草稿的差异`, `From version ${n} to the draft`),
  hide: say("收起比较", "Hide the comparison"),
  same: say("与草稿的含义相同", "It means the same as the draft"),
  toDraft: say("把草稿换成这一版", "Make it the draft"),
  toDraftDone: (n: number): Text =>
    say(`草稿已换成第 ${n} 版，可撤销`, `The draft is version ${n} now; undo brings yours back`),
  rollback: say("恢复上线", "Bring back"),
  rollbackAsk: (n: number): Text => say(`恢复第 ${n} 版？`, `Bring version ${n} back?`),
  rollbackHow: say("它会作为新的一版立即生效，草稿不变。", "It takes force as a new version at once; the draft stays."),
  rollbackDone: (n: number): Text => say(`已恢复为第 ${n} 版`, `It is back, as version ${n}`),
  rollbackRunning: say("正在进行中的学员", "Learners in the middle of it"),
} as const;

/** What a change is. */
export const changeWords = {
  added: say("新增", "Added"),
  removed: say("删除", "Removed"),
  changed: say("修改", "Changed"),
  node: (name: string): Text => say(`节点 ${name}`, `node ${name}`),
  edge: (from: string, port: string, to: string): Text =>
    say(`连线 ${from}（${port}）→ ${to}`, `connection ${from} (${port}) → ${to}`),
  absent: say("无", "none"),
} as const;
