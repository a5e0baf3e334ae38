// The words of channels, the audit log, data, the system and the sample school.
import type { Text } from "#designer/text/say.tsx";

/** Channels. */
export const channelWords = {
  title: { zh: "渠道", en: "Channels" },
  lead: {
    zh: "每个渠道如何接入、能承诺什么。策略按这里写的能力判断，不按想象。",
    en: "How each channel is connected and what it can promise. Strategies go by what stands here.",
  },
  connected: { zh: "已接入", en: "Connected" },
  builtIn: { zh: "内置", en: "Built in" },
  sandbox: { zh: "沙盒代发", en: "Sandbox stands in" },
  sandboxHow: {
    zh: "还没有接入服务商：消息不会真正送达学员，回执按“发送规则”中的比例模拟。",
    en: "No provider is connected: nothing reaches learners, and receipts are imitated at the rates under Sending.",
  },
  delivery: { zh: "重复与遗漏", en: "Doubles and gaps" },
  exactlyOnce: { zh: "恰好一次：在本系统内落账", en: "Exactly once: settled in our own books" },
  keyed: (hours: string): Text => ({
    zh: `用同一编号重发，服务商在 ${hours}内识别重复`,
    en: `Retried under one key, which the provider knows for ${hours}`,
  }),
  keyedShort: {
    zh: "用同一编号重发，由服务商识别重复",
    en: "Retried under one key, by which the provider knows doubles",
  },
  atLeastOnce: { zh: "至少一次：对方按消息编号去重", en: "At least once: the receiver drops doubles by message id" },
  hold: { zh: "结果不明时不重发，由人处理", en: "Never sent again where the outcome is unknown; a person decides" },
  seen: { zh: "能否知道已读", en: "Can tell it was seen" },
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  interrupts: { zh: "打扰学员", en: "Disturbs the learner" },
  interruptsYes: { zh: "会，受免打扰时段约束", en: "Yes, quiet hours hold it" },
  interruptsNo: { zh: "不会", en: "No" },
  caps: { zh: "计入频次上限", en: "Counts to caps" },
  address: { zh: "学员需有地址", en: "Needs an address" },
  quiet: { zh: "服务商禁发时段", en: "Provider's quiet hours" },
  daily: { zh: "每人每日上限", en: "Most a person a day" },
  cost: { zh: "参考单价", en: "Usual list price" },
  costHow: (yuan: string): Text => ({ zh: `${yuan} / 条`, en: `${yuan} a part` }),
  test: { zh: "测试连接", en: "Test" },
  testOf: (name: string): Text => ({ zh: `测试${name}`, en: `Test ${name}` }),
  testUrl: { zh: "接收测试消息的网址", en: "Address that gets the test message" },
  took: (ms: number): Text => ({ zh: `用时 ${ms} 毫秒`, en: `${ms} ms` }),
} as const;

/** The audit log. */
export const auditWords = {
  title: { zh: "审计日志", en: "Audit log" },
  lead: {
    zh: "谁在什么时候做了什么。只增不改，每一条都与前一条一起加盖哈希。",
    en: "Who did what, and when. Nothing is ever changed: each row is hashed with the one before it.",
  },
  actor: { zh: "操作人", en: "By" },
  anyone: { zh: "所有人", en: "Anyone" },
  act: { zh: "操作", en: "Act" },
  anyAct: { zh: "所有操作", en: "Any act" },
  object: { zh: "对象", en: "Object" },
  invitationGone: { zh: "邀请（已使用、撤回或过期）", en: "An invitation used, withdrawn or expired" },
  objectHow: { zh: "对象编号", en: "Object id" },
  from: { zh: "从", en: "From" },
  to: { zh: "到", en: "To" },
  clear: { zh: "清除筛选", en: "Clear" },
  at: { zh: "时间", en: "When" },
  detail: { zh: "详情", en: "Detail" },
  hash: { zh: "哈希", en: "Hash" },
  more: { zh: "更早的记录", en: "Older" },
  none: { zh: "没有符合条件的记录", en: "Nothing fits" },
  noneHow: { zh: "换个条件，或清除筛选。", en: "Change the filter, or clear it." },
  verifying: { zh: "正在核对哈希链", en: "Checking the chain" },
  whole: (n: string): Text => ({ zh: `哈希链完整：${n} 条`, en: `Chain verified: ${n} rows` }),
  broken: (seq: number): Text => ({
    zh: `哈希链在第 ${seq} 条断开：记录可能被篡改`,
    en: `The chain breaks at row ${seq}: the log may have been tampered with`,
  }),
} as const;

/** Data. */
export const dataWords = {
  title: { zh: "数据", en: "Data" },
  lead: {
    zh: "备份、导出，以及应学员要求清除的资料。",
    en: "Backups, exports, and what was erased at learners' request.",
  },
  backup: { zh: "备份", en: "Backup" },
  backupHow: {
    zh: "把日志与两个数据库复制到服务器上的一个新文件夹，期间照常运行。恢复后的学校以“停止发送”状态启动。",
    en: "Copies the log and both databases into a new folder of the server while it runs. A restored school starts with sends stopped.",
  },
  folder: { zh: "服务器上的新文件夹", en: "New folder on the server" },
  folderHow: { zh: "绝对路径，且尚不存在。", en: "An absolute path that is not there yet." },
  folderNeeded: { zh: "请填写文件夹", en: "Name the folder" },
  start: { zh: "开始备份", en: "Back up" },
  running: { zh: "正在备份", en: "Backing up" },
  done: (folder: string, ms: string): Text => ({
    zh: `已备份到 ${folder}，写入只暂停了 ${ms} 毫秒`,
    en: `Backed up to ${folder}; writing paused for ${ms} ms`,
  }),
  failed: (why: string): Text => ({ zh: `备份失败：${why}`, en: `The backup failed: ${why}` }),
  export: { zh: "导出", en: "Export" },
  exportHow: {
    zh: "已发布的策略与设置，一个 JSON 文件；台账与学员在各自页面可导出 CSV。",
    en: "Published strategies and settings as one JSON file. Ledgers and learners export as CSV where they stand.",
  },
  download: { zh: "下载 JSON", en: "Download JSON" },
  ledgers: { zh: "台账 CSV：", en: "Ledgers as CSV:" },
  sends: { zh: "发送", en: "Sends" },
  decisions: { zh: "决定", en: "Decisions" },
  episodes: { zh: "预警周期", en: "Episodes" },
  erased: { zh: "已清除的学员", en: "Erased learners" },
  erasedHow: {
    zh: "清除后，姓名、联系方式与事件内容不可恢复；只留下清除这件事本身。",
    en: "Names, addresses and what their events said are gone for good; only that it was done is kept.",
  },
  noErased: { zh: "还没有清除过学员。", en: "Nobody was erased so far." },
  toAudit: { zh: "在审计日志中查看", en: "See them in the audit log" },
} as const;

/** The system. */
export const systemWords = {
  title: { zh: "系统状态", en: "System" },
  lead: {
    zh: "服务器现在怎么样，以及它答应过的每一件事是否仍然成立。",
    en: "How the server is, and whether everything it promised still holds.",
  },
  state: { zh: "运行状态", en: "State" },
  clock: { zh: "时钟", en: "Clock" },
  clockFine: { zh: "正常", en: "Right" },
  clockTest: { zh: "测试时钟", en: "Test clock" },
  clockJumped: { zh: "时钟突然跳变，发送已停止", en: "The clock jumped; sends are stopped" },
  confirmAsk: { zh: "现在的时间正确吗？", en: "Is this the right time?" },
  confirmHow: (when: string): Text => ({
    zh: `服务器时钟为 ${when}。确认后，到期的等待与发送会立即继续；时间不对时请先校准服务器时钟。`,
    en: `The server's clock says ${when}. Once confirmed, what is due goes on at once; if it is wrong, set the server's clock first.`,
  }),
  confirm: { zh: "时间正确，继续", en: "It is right, go on" },
  now: { zh: "学校时间", en: "School time" },
  version: { zh: "版本", en: "Version" },
  sends: { zh: "发送", en: "Sends" },
  sendsRun: { zh: "正常", en: "Running" },
  sendsStopped: { zh: "已停止", en: "Stopped" },
  log: { zh: "日志进度", en: "Log" },
  logAt: (applied: string, last: string): Text => ({
    zh: `已处理 ${applied} / ${last}`,
    en: `${applied} of ${last} applied`,
  }),
  memory: { zh: "内存", en: "Memory" },
  megabytes: (n: string): Text => ({ zh: `${n} MB`, en: `${n} MB` }),
  next: { zh: "下一件到期的事", en: "Next thing due" },
  nothing: { zh: "暂无", en: "Nothing" },
  doctor: { zh: "自检", en: "Doctor" },
  doctorHow: {
    zh: "逐条核对系统的承诺：每次决定只做一次、免打扰时段不发送、账目两边相等……只读，不改动数据。",
    en: "Checks every promise against the books: decided once, nothing sent in quiet hours, both sides equal… Reads only.",
  },
  run: { zh: "运行自检", en: "Run the doctor" },
  healthy: (n: number): Text => ({ zh: `${n} 条承诺全部成立`, en: `All ${n} promises hold` }),
  ill: (n: number): Text => ({
    zh: `${n} 条承诺不成立`,
    en: n === 1 ? "1 promise is broken" : `${n} promises are broken`,
  }),
  holds: { zh: "成立", en: "Holds" },
  broken: (n: string): Text => ({ zh: `${n} 处不符`, en: `${n} breaches` }),
  ago: (when: string): Text => ({ zh: `于 ${when} 检查`, en: `Checked ${when}` }),
} as const;

/** The doctor's invariants, by the names that the server gives them. */
export const invariantWords: Readonly<Record<string, Text>> = {
  "a decision key is decided once": { zh: "同一个决定只做一次", en: "A decision is made once" },
  "a decision ends once and never before it is made": {
    zh: "每个决定只结束一次，且不早于做出之时",
    en: "A decision ends once, and never before it is made",
  },
  "a decision has ended or an open episode waits at it": {
    zh: "未结束的决定都有进行中的预警周期在等",
    en: "What has not ended has an open episode that waits",
  },
  "a send is a decision to send, and the other way round": {
    zh: "每条发送都来自一个发送决定，反之亦然",
    en: "Sends and decisions to send are the same",
  },
  "a send is accepted once": { zh: "一条消息只被接收一次", en: "A send is accepted once" },
  "a send that waits has a path that waits for it": {
    zh: "等待中的发送都有路径在等它",
    en: "A send that waits has a path that waits for it",
  },
  "nothing is sent in quiet hours": { zh: "免打扰时段内没有发送", en: "Nothing is sent in quiet hours" },
  "nothing is sent above a cap": { zh: "没有超过频次上限的发送", en: "Nothing is sent above a cap" },
  "nothing is sent after an opt-out": { zh: "退订之后没有发送", en: "Nothing is sent after an opt-out" },
  "nothing is sent to a holdout": { zh: "对照组没有收到发送", en: "Nothing is sent to a holdout" },
  "nothing that is withheld leaves": { zh: "扣下的消息没有发出", en: "Nothing that is withheld leaves" },
  "an open episode has a next thing": { zh: "进行中的预警周期都有下一步", en: "An open episode has a next thing" },
  "the world and the ledger agree on open episodes": {
    zh: "内存与台账中的预警周期一致",
    en: "World and ledger agree on open episodes",
  },
  "no timer fires early": { zh: "没有提前触发的等待", en: "No timer fires early" },
  "no episode is lost early": { zh: "没有过早判为流失的周期", en: "No episode is lost early" },
  "the books balance": { zh: "总账平衡", en: "The books balance" },
  "the books equal a recount": { zh: "总账与逐条重数一致", en: "The books equal a recount" },
  "the cells of reports equal a recount of their units": {
    zh: "报表数字与逐人重数一致",
    en: "Reports equal a recount of their units",
  },
  "the ledgers' chains are whole": { zh: "台账的哈希链完整", en: "The ledgers' chains are whole" },
  "no row of the send ledger has changed by itself": {
    zh: "发送台账没有被改动的行",
    en: "No row of the send ledger has changed by itself",
  },
  "the store is whole": { zh: "数据库完好", en: "The store is whole" },
  "the log is whole": { zh: "日志完好", en: "The log is whole" },
  "all that is logged is applied": { zh: "已记录的都已处理", en: "All that is logged is applied" },
};

/** The sample school. */
export const sampleWords = {
  title: { zh: "样例学校", en: "Sample school" },
  lead: {
    zh: "用真实的历史学习记录运行的学校，有自己的文件夹和时钟，与你的学员完全无关。适合试画策略、培训同事。",
    en: "A school run on real learning records of the past, in a folder and on a clock of its own. Nothing in it touches your learners: draw, try, and train there.",
  },
  state: { zh: "状态", en: "State" },
  none: { zh: "还没有样例学校", en: "There is no sample school yet" },
  noneHow: {
    zh: "准备需要一两分钟，期间可以继续工作。",
    en: "Making it takes a minute or two; you can go on working.",
  },
  make: { zh: "准备样例学校", en: "Make the sample school" },
  makeAdmin: { zh: "请管理员准备样例学校。", en: "Ask an administrator to make it." },
  filling: { zh: "正在准备样例学校", en: "The sample school is being filled" },
  failed: { zh: "准备失败，可以重试", en: "It could not be filled; try again" },
  ready: { zh: "样例学校已就绪", en: "The sample school is ready" },
  today: { zh: "样例学校的今天", en: "Today in the sample school" },
  open: { zh: "进入样例学校", en: "Go to the sample school" },
  leave: { zh: "回到我的学校", en: "Back to my school" },
  next: { zh: "过一天", en: "Next day" },
  nextHow: {
    zh: "当天学员做了什么就进来什么，到期的判断与发送照常发生。",
    en: "What learners did that day comes in, and what falls due happens.",
  },
  isOpen: { zh: "你正在样例学校", en: "You are in the sample school" },
} as const;
