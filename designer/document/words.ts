// The words of the document room: ports, what a command did, and why a connection is refused.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** Ports that kinds name themselves; those of branches, splits and tasks are the author's. */
export const portNames = {
  on: say("出现", "on"),
  enter: say("进入", "enter"),
  next: say("然后", "next"),
  unreachable: say("无法送达", "unreachable"),
  yes: say("已发生", "yes"),
  timeout: say("超时", "timeout"),
  else: say("其他", "else"),
  expired: say("过期", "expired"),
  failed: say("失败", "failed"),
} as const;

/** What was done. */
export const doneWords = {
  addNode: say("添加了节点", "Added a node"),
  removeNodes: say("删除了节点", "Removed nodes"),
  setNode: say("修改了节点", "Changed a node"),
  renameNode: say("修改了标识", "Renamed a node"),
  connect: say("连接了节点", "Connected nodes"),
  disconnect: say("删除了连线", "Removed connections"),
  insertOnEdge: say("在连线上插入了节点", "Inserted a node"),
  moveNodes: say("移动了节点", "Moved nodes"),
  align: say("对齐了节点", "Aligned nodes"),
  layout: say("自动排列了画布", "Laid the canvas out"),
  setMessage: say("修改了消息", "Changed a message"),
  addMessage: say("新建了消息", "Added a message"),
  renameMessage: say("重命名了消息", "Renamed a message"),
  removeMessage: say("删除了消息", "Removed a message"),
  addVariant: say("添加了变体", "Added a variant"),
  removeVariant: say("删除了变体", "Removed a variant"),
  setStrategy: say("修改了策略", "Changed the strategy"),
  paste: say("粘贴了节点", "Pasted nodes"),
  replace: say("修改了文档", "Changed the document"),
  patch: say("修正了问题", "Fixed a problem"),
} as const;

/** Why two nodes cannot be connected so. */
export const refusals = {
  unknown: say("节点已不存在", "the node is not there any more"),
  noPort: say("没有这个出口", "there is no such port"),
  itself: say("节点不能连到自己", "a node cannot lead to itself"),
  duplicate: say("已经连好了", "they are already connected"),
  cycle: say("会绕成环：流程不能走回头路", "that would make a circle; a flow never goes back"),
  signalToStep: say("信号要先接到等级，由等级进入步骤", "a signal leads to a tier; the tier leads to steps"),
  intoSignal: say("信号是起点，不能接在步骤之后", "a signal is a start; nothing leads into it"),
  intoTier: say("只有信号能接到等级", "only signals lead to a tier"),
  scoreOfScore: say("评分不能引用另一个评分", "a score cannot weigh another score"),
} as const satisfies Record<string, Text>;

/** The code of a refusal. */
export type Refusal = keyof typeof refusals;
