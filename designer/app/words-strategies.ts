// The words of the list of strategies, the gallery, and what can be done with a strategy.
import type { Text } from "#designer/text/say.tsx";

/** The list and its acts. */
export const strategyWords = {
  title: { zh: "策略", en: "Strategies" },
  lead: {
    zh: "每个策略画出一条路：看到什么信号、处于什么等级、怎样触达、怎样算挽回。",
    en: "Each strategy draws one way: which signals, which tier, which messages, and what counts as won back.",
  },
  create: { zh: "新建策略", en: "New strategy" },
  gallery: { zh: "策略库", en: "Gallery" },
  importFile: { zh: "导入 JSON", en: "Import JSON" },
  search: { zh: "按名称或编号搜索", en: "Search by name or id" },
  filter: { zh: "按状态筛选", en: "Filter by state" },
  name: { zh: "名称", en: "Name" },
  state: { zh: "状态", en: "State" },
  version: { zh: "版本", en: "Version" },
  changed: { zh: "最近修改", en: "Last change" },
  acts: { zh: "操作", en: "Actions" },
  actsOf: (name: string): Text => ({ zh: `${name} 的操作`, en: `Actions on ${name}` }),
  open: { zh: "打开", en: "Open" },
  report: { zh: "查看报表", en: "Report" },
  duplicate: { zh: "复制", en: "Duplicate" },
  exportFile: { zh: "导出 JSON", en: "Export JSON" },
  pause: { zh: "暂停", en: "Pause" },
  resume: { zh: "继续…", en: "Resume…" },
  archive: { zh: "归档…", en: "Archive…" },
  remove: { zh: "删除…", en: "Delete…" },
  byWhom: (when: string, who: string): Text => ({ zh: `${who}，${when}`, en: `${when} by ${who}` }),
  you: { zh: "你", en: "you" },
  published: (version: number): Text => ({ zh: `第 ${version} 版`, en: `v${version}` }),
  notPublished: { zh: "未发布", en: "Not published" },
  none: { zh: "还没有策略", en: "No strategies yet" },
  noneHow: {
    zh: "从策略库挑一个现成的，几分钟就能按自己学校的情况改好；也可以从空白画起。",
    en: "Take one from the gallery and adapt it in minutes, or draw your own from nothing.",
  },
  noneAction: { zh: "打开策略库", en: "Open the gallery" },
  noMatch: { zh: "没有符合条件的策略", en: "No strategy matches" },
  noMatchHow: { zh: "换个关键词，或清除筛选。", en: "Try other words, or clear the filters." },
  clear: { zh: "清除筛选", en: "Clear filters" },
  drop: { zh: "松开以导入策略文件", en: "Drop to import the strategy file" },
} as const;

/** What a strategy's state is called; `all` leaves archived ones out. */
export const stateWords = {
  all: { zh: "全部", en: "All" },
  draft: { zh: "草稿", en: "Draft" },
  live: { zh: "运行中", en: "Live" },
  observe: { zh: "仅观察", en: "Observing" },
  paused: { zh: "已暂停", en: "Paused" },
  archived: { zh: "已归档", en: "Archived" },
} as const;

/** Dialogs about one strategy. */
export const strategyDialogWords = {
  copied: (name: string): Text => ({ zh: `已复制为“${name}”`, en: `Copied as “${name}”` }),
  copyName: (name: string): Text => ({ zh: `${name} 副本`, en: `${name} copy` }),
  imported: (name: string): Text => ({ zh: `已导入“${name}”`, en: `Imported “${name}”` }),
  importFailed: (file: string): Text => ({ zh: `无法导入 ${file}`, en: `${file} cannot be imported` }),
  notJson: { zh: "文件不是有效的 JSON。", en: "The file is no valid JSON." },
  tooLarge: { zh: "文件超过 4 MB。", en: "The file is larger than 4 MB." },
  replaceAsk: (name: string): Text => ({ zh: `替换“${name}”的草稿？`, en: `Replace the draft of “${name}”?` }),
  replaceHow: {
    zh: "已有同编号的策略。导入会替换它的草稿；已发布的版本不受影响。",
    en: "There is a strategy of the same id. Its draft is replaced; what is published stays as it is.",
  },
  replace: { zh: "替换草稿", en: "Replace draft" },
  asCopy: { zh: "作为新策略导入", en: "Import as a new one" },
  archiveAsk: (name: string): Text => ({ zh: `归档“${name}”？`, en: `Archive “${name}”?` }),
  archiveHow: {
    zh: "进行中的预警周期会作废结束，不再发送任何消息。归档不能撤销，历史记录会保留。",
    en: "Its open episodes end as void and nothing more is sent. This cannot be undone; its records stay.",
  },
  archive: { zh: "归档", en: "Archive" },
  removeAsk: (name: string): Text => ({ zh: `删除“${name}”？`, en: `Delete “${name}”?` }),
  removeHow: {
    zh: "这份草稿从未发布，删除后不能恢复。需要留底时请先导出 JSON。",
    en: "This draft was never published and cannot be brought back. Export its JSON first to keep a copy.",
  },
  remove: { zh: "删除", en: "Delete" },
  paused: (name: string): Text => ({ zh: `“${name}”已暂停`, en: `“${name}” is paused` }),
  pauseAsk: (name: string): Text => ({ zh: `暂停“${name}”？`, en: `Pause “${name}”?` }),
  pauseHow: {
    zh: "不再开启新的预警周期；到期的工作会留住。继续时可以选择如何处理。",
    en: "No new episodes open, and what falls due is held. On resuming you choose what becomes of it.",
  },
  pause: { zh: "暂停", en: "Pause" },
  resumeAsk: (name: string): Text => ({ zh: `继续“${name}”`, en: `Resume “${name}”` }),
  resumeHow: { zh: "暂停期间到期的工作怎么处理？", en: "What becomes of the work that fell due meanwhile?" },
  resume: { zh: "继续", en: "Resume" },
  modeRate: { zh: "按速度逐步补发", en: "Catch up at a steady rate" },
  modeRateHow: { zh: "每小时最多处理这么多条", en: "At most this many an hour" },
  modeSkip: { zh: "跳过已过期的", en: "Skip what has expired" },
  modeSkipHow: { zh: "未过期的照常进行", en: "What is still in time goes on" },
  modeVoid: { zh: "全部作废", en: "Void it all" },
  modeVoidHow: { zh: "结束进行中的预警周期，重新开始判断", en: "Open episodes end; learners are judged anew" },
  perHour: { zh: "条/小时", en: "an hour" },
  newTitle: { zh: "新建策略", en: "New strategy" },
  newName: { zh: "策略名称", en: "Name of the strategy" },
  newHint: { zh: "例如：三日未学提醒", en: "For example: three days without a lesson" },
  newId: { zh: "标识", en: "Id" },
  newIdHow: {
    zh: "出现在网址、导出文件和接口里，创建后不能修改。",
    en: "Stands in addresses, exports and the API; it cannot be changed later.",
  },
  newIdShape: {
    zh: "小写字母开头，只含小写字母、数字和连字符",
    en: "Lower-case letters, digits and hyphens, a letter first",
  },
  newIdTaken: { zh: "已有策略使用这个标识", en: "Another strategy has this id" },
  newGo: { zh: "创建并打开", en: "Create and open" },
  needed: { zh: "请填写", en: "Please fill in" },
} as const;

/** The gallery. */
export const galleryWords = {
  title: { zh: "策略库", en: "Gallery" },
  lead: {
    zh: "成熟的起点：用法、等级、话术与频次都已配好，复制后按学校情况修改。",
    en: "Proven beginnings with tiers, texts and caps in place. Copy one and adapt it to the school.",
  },
  use: { zh: "使用此策略", en: "Use this" },
  useOf: (name: string): Text => ({ zh: `使用“${name}”`, en: `Use “${name}”` }),
  size: (signals: number, messages: number): Text => ({
    zh: `${signals} 个信号 · ${messages} 条消息`,
    en: `${signals} ${signals === 1 ? "signal" : "signals"} · ${messages} ${messages === 1 ? "message" : "messages"}`,
  }),
  picture: (name: string): Text => ({ zh: `${name} 的流程图`, en: `The flow of ${name}` }),
} as const;

/** What a strategy is for. */
export const purposeWords = {
  activation: { zh: "激活", en: "Activation" },
  retention: { zh: "留存", en: "Retention" },
  referral: { zh: "裂变", en: "Referral" },
  conversion: { zh: "转化", en: "Conversion" },
  service: { zh: "服务", en: "Service" },
} as const;
