// The words of the canvas page: what stands around the drawing, and what is told of what happened in it.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });
const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

/** The page. */
export const pageWords = {
  canvas: say("策略画布", "Strategy canvas"),
  name: say("策略名称", "Name of the strategy"),
  unnamed: say("未命名策略", "Unnamed strategy"),
  back: say("返回策略列表", "Back to the strategies"),
  readOnly: say("只读", "Read only"),
  notDrawable: say("这份草稿画不出来", "This draft cannot be drawn"),
  notDrawableHow: say("请在列表里导入一份有效的文件。", "Import a valid file from the list."),
  version: (n: number) => say(`第 ${n} 版`, `v${n}`),
  undo: say("撤销", "Undo"),
  redo: say("重做", "Redo"),
  others: (names: string) => say(`${names} 也在编辑`, `${names} also here`),
  at: (name: string, node: string) => say(`${name}，在 ${node}`, `${name}, at ${node}`),
} as const;

/** A strategy's states. */
export const stateWords = {
  draft: say("草稿", "Draft"),
  live: say("运行中", "Live"),
  observe: say("仅观察", "Observing"),
  paused: say("已暂停", "Paused"),
  archived: say("已归档", "Archived"),
} as const;

/** Saving. */
export const saveWords = {
  saved: (ago: string) => say(`已保存，${ago}`, `Saved ${ago}`),
  untouched: say("已保存", "Saved"),
  dirty: say("有未保存的修改", "Unsaved changes"),
  saving: say("正在保存…", "Saving…"),
  offline: say("连接中断，恢复后自动保存", "No connection; saved once it is back"),
  stale: say("别人已保存了新的修改", "Somebody else has saved"),
  refused: say("无法保存", "Cannot be saved"),
  now: say("立即保存", "Save now"),
  leave: say("有修改还没有保存，仍要离开吗？", "Some changes are not saved. Leave anyway?"),
  merged: say("已合并别人的修改", "Merged with what somebody else saved"),
} as const;

/** The palette. */
export const paletteWords = {
  title: say("节点", "Nodes"),
  search: say("搜索节点类型", "Search node types"),
  hint: say("拖到画布，或点击添加", "Drag onto the canvas, or click to add"),
  none: say("没有匹配的节点类型", "No such node type"),
  signal: say("信号", "Signals"),
  tier: say("等级", "Tiers"),
  send: say("发送", "Sends"),
  step: say("流程", "Flow"),
  add: (label: string) => say(`添加：${label}`, `Add ${label}`),
  hide: say("收起节点栏", "Hide the palette"),
  show: say("展开节点栏", "Show the palette"),
} as const;

/** Nodes and edges. */
export const nodeWords = {
  unfinished: say("还没填完", "Not finished"),
  unwritten: say("还没有文案", "No text yet"),
  variants: (n: number) => say(`${n} 个变体`, many(n, "variant", "variants")),
  experiment: say("实验中", "Experiment"),
  people: (n: number) => say(`${n} 人`, many(n, "person", "people")),
  rank: (n: string) => say(`${n} 级`, `Rank ${n}`),
  note: say("备注", "Note"),
  errors: (n: number) => say(`${n} 个错误`, many(n, "error", "errors")),
  warnings: (n: number) => say(`${n} 个警告`, many(n, "warning", "warnings")),
  lost: (port: string) => say(`出口 ${port} 已不存在`, `Port ${port} is gone`),
  weight: (n: number) => say(`权重 ${n}`, `weight ${n}`),
  edge: (from: string, port: string, to: string) => say(`${from} 的 ${port} 到 ${to}`, `${from}, ${port}, to ${to}`),
} as const;

/** Things found beside the drawing. */
export const panelWords = {
  settings: say("策略设置", "Strategy settings"),
  problems: say("问题", "Problems"),
  json: say("JSON", "JSON"),
  notes: say("备注", "Notes"),
  close: say("关闭", "Close"),
  noProblems: say("没有问题，可以发布", "No problems; ready to publish"),
  checking: say("正在检查…", "Checking…"),
  wholeStrategy: say("整个策略", "Whole strategy"),
  noNotes: say("还没有备注", "No notes yet"),
  noNotesHow: say(
    "在节点设置里写备注，团队成员都能看到。",
    "Write a note in a node's settings; the whole team sees it.",
  ),
  jsonText: say("策略 JSON", "Strategy as JSON"),
  jsonInvalid: say("不是有效的 JSON，画布保持原样", "Not valid JSON; the canvas stays as it was"),
} as const;

/** Choosers. */
export const pickWords = {
  add: say("添加节点", "Add a node"),
  addAfter: (name: string) => say(`在“${name}”之后添加`, `Add after “${name}”`),
  type: say("输入类型名称", "Type a kind of node"),
  connect: (name: string) => say(`把“${name}”连到…`, `Connect “${name}” to…`),
  connectType: say("输入节点名称", "Type a node's name"),
  noTarget: say("没有可以连接的节点", "Nothing it can lead to"),
  find: say("查找节点", "Find a node"),
  findType: say("名称、数字、文案…", "Name, number, text…"),
  found: (n: number, of: number) => say(`第 ${n} 个，共 ${of} 个`, `${n} of ${of}`),
  notFound: say("没有找到", "Nothing found"),
  next: say("下一个", "Next"),
  previous: say("上一个", "Previous"),
} as const;

/** What is told aloud and in messages. */
export const toldWords = {
  added: (name: string) => say(`已添加：${name}`, `Added ${name}`),
  connected: (from: string, to: string) => say(`已连接：${from} 到 ${to}`, `Connected ${from} to ${to}`),
  refused: (why: string) => say(`不能连接：${why}`, `Cannot connect: ${why}`),
  undone: (what: string) => say(`已撤销：${what}`, `Undone: ${what}`),
  redone: (what: string) => say(`已重做：${what}`, `Redone: ${what}`),
  copied: (n: number) => say(`已复制 ${n} 个节点`, `Copied ${many(n, "node", "nodes")}`),
  pasted: (n: number) => say(`已粘贴 ${n} 个节点`, `Pasted ${many(n, "node", "nodes")}`),
  notAClip: say("剪贴板里没有节点", "No nodes in the clipboard"),
  removed: (n: number) => say(`已删除 ${n} 项`, `Removed ${many(n, "item", "items")}`),
} as const;

/** The merge of two people's work. */
export const mergeWords = {
  title: say("有人先保存了修改", "Somebody saved before you"),
  lead: (n: number) =>
    say(
      `其余修改已自动合并，下面 ${n} 处你们都改过，请选择保留哪一边。`,
      `All else is merged. ${many(n, "place was", "places were")} changed by both; choose which to keep.`,
    ),
  mine: say("我的", "Mine"),
  theirs: say("对方的", "Theirs"),
  was: (value: string) => say(`原来：${value}`, `Was: ${value}`),
  absent: say("已删除", "removed"),
  node: say("节点", "Node"),
  message: say("消息", "Message"),
  part: say("策略", "Strategy"),
  save: say("合并并保存", "Merge and save"),
  allMine: say("都用我的", "Mine for all"),
  allTheirs: say("都用对方的", "Theirs for all"),
} as const;
