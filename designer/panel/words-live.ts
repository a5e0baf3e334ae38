// The words of the live view.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });
const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

/** The live panel. */
export const liveWords = {
  title: say("实时", "Live"),
  never: say("还没有运行过", "It has not run yet"),
  neverHow: say(
    "发布后，这里实时显示每个节点上的人。",
    "Once published, this shows who is at each node as it happens.",
  ),
  publish: say("去发布", "Go to publish"),
  version: say("版本", "Version"),
  allVersions: say("全部版本", "All versions"),
  number: (n: number): Text => say(`第 ${n} 版`, `Version ${n}`),
  waiting: say("正在连接…", "Connecting…"),
  asOf: (time: string): Text => say(`截至 ${time}`, `As of ${time}`),
  open: say("进行中的预警周期", "Open episodes"),
  byTier: say("各等级", "By tier"),
  promises: say("触达承诺", "Reach promises"),
  kept: say("已兑现", "Kept"),
  broken: say("未兑现", "Broken"),
  superseded: say("已升级", "Superseded"),
  notNeeded: say("不再需要", "Not needed"),
  stopped: (why: string): Text => say(`全部发送已停止：${why}`, `No send goes out: ${why}`),
  overdue: (ago: string): Text => say(`有工作积压，最早的到期于 ${ago}`, `Work is stalled; the first fell due ${ago}`),
  held: (n: number): Text => say(`${n} 条消息在等待`, `${many(n, "send is", "sends are")} held`),
  steps: say("各节点的数字", "Node by node"),
  noSteps: say(
    "还没有学员进入；有人满足等级条件时，数字会出现在这里。",
    "Nobody has entered yet; figures appear once a tier's rule holds for somebody.",
  ),
  node: say("节点", "Node"),
  entered: say("进入", "Entered"),
  here: say("停留", "Here"),
  passed: say("走出", "Went on"),
  dropped: say("中途离开", "Dropped"),
  droppedHow: say("没有走任何出口：升级、已挽回或周期结束", "Left by no port: climbed, won back or ended"),
  ofVersion: (n: number): Text => say(`第 ${n} 版的人数；草稿已改动`, `Counts of version ${n}; the draft has changed`),
  ofAll: (n: number): Text =>
    say(
      `各版本合计的人数，画法以线上第 ${n} 版为准；草稿已改动`,
      `Counts of all versions, placed as version ${n} draws them; the draft has changed`,
    ),
  changed: say("草稿中已换成别的节点", "another node in the draft"),
  notYet: say("这个节点还没有发布，没有人数。", "This node is not published yet and has no counts."),
  gone: say("草稿中没有", "not in the draft"),
  peopleAt: (name: string): Text => say(`在“${name}”的学员`, `Learners at ${name}`),
  peopleHow: say("选中画布上的节点，查看停留的学员。", "Select a node on the canvas to see who is there."),
  nobody: say("现在没有人在这里", "Nobody is here now"),
  signal: say("信号不停留学员；请选择等级或步骤。", "Nobody stays at a signal; select a tier or a step."),
  since: (ago: string): Text => say(`${ago}进入`, `came ${ago}`),
  due: (when: string): Text => say(`${when}继续`, `goes on ${when}`),
  heldHere: say("已暂停", "held"),
  more: say("更多", "More"),
  differs: (n: number): Text => say(`线上是第 ${n} 版，与草稿不同`, `Version ${n} is live and differs from the draft`),
  compare: say("查看版本", "See versions"),
} as const;
