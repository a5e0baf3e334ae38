// The words of trying a strategy out.
import type { Text } from "#designer/text/say.tsx";
import type { Preset } from "./try-trial.ts";

const say = (zh: string, en: string): Text => ({ zh, en });

/** The panel. */
export const tryWords = {
  title: say("试运行", "Try"),
  broken: say("草稿还有错误，不能试运行", "The draft has errors and cannot be tried"),
  brokenHow: say("先修正错误，再在这里看它如何运行。", "Put them right first, then see here how it runs."),
  problems: say("查看问题", "Show the problems"),
  log: say("经过", "What happens"),
  learner: say("学员", "Learner"),
  timeline: say("时间线", "Time line"),
  clock: say("试运行时间", "Time of the trial"),
  zone: (zone: string): Text => say(`学校时区 ${zone}`, `School zone ${zone}`),
  controls: say("时间控制", "Time controls"),
  sampleName: say("小明", "Ming"),
  back: say("退一步", "Back"),
  next: say("下一步", "Next"),
  hour: say("+1 小时", "+1 h"),
  day: say("+1 天", "+1 day"),
  play: say("播放", "Play"),
  pause: say("暂停", "Pause"),
  end: say("到结尾", "To the end"),
  renew: say("重新开始", "Start over"),
  renewHow: say(
    "从头开始？这里的学员、时间线和手动回执都会清空。",
    "Start over? The learner, the time line and receipts set by hand are cleared.",
  ),
  outside: say(
    "学员现在不在策略的人群中，或没有报名课程，不会开始预警",
    "The learner is not of the strategy's audience, or of no course, so nothing opens",
  ),
  nothing: say("之后没有事情发生", "Nothing happens after this"),
  nextAt: (time: string): Text => say(`下一件事在 ${time}`, `Next at ${time}`),
  presets: say("情景", "Situations"),
  name: say("姓名", "Name"),
  learnerZone: say("时区", "Zone"),
  holdout: say("在对照组", "In the holdout"),
  imitate: say("模拟回执", "Imitate receipts"),
  imitateHow: say("按学校设置的比例模拟送达、打开和行动", "Delivered, opened, acted by the school's rates"),
  channel: say("渠道", "Channel"),
  address: say("有地址", "Has an address"),
  consent: say("已授权", "Consents"),
  addressOf: (channel: string): Text => say(`${channel}：有地址`, `${channel}: has an address`),
  consentOf: (channel: string): Text => say(`${channel}：已授权`, `${channel}: consents`),
  attributes: say("属性", "Attributes"),
  attribute: say("属性名", "Attribute"),
  value: say("值", "Value"),
  addAttribute: say("添加属性", "Add an attribute"),
  remove: (what: string): Text => say(`移除 ${what}`, `Remove ${what}`),
  load: say("载入真实学员", "Load a real learner"),
  loadHow: say("输入姓名或编号的开头", "The start of a name or an id"),
  loaded: (name: string, n: number): Text =>
    say(`已载入 ${name} 的 ${n} 条事件`, `${n} ${n === 1 ? "event" : "events"} of ${name} loaded`),
  madeUp: say("改用虚拟学员", "Use a made-up learner"),
  eventType: say("事件", "Event"),
  when: say("时间", "When"),
  course: say("课程", "Course"),
  madeUpCourse: say("初中代数", "Algebra 1"),
  addEvent: say("添加事件", "Add the event"),
  noEvents: say("没有事件", "No events"),
  receipts: say("手动设置回执", "Set receipts by hand"),
  delivered: say("已送达", "Delivered"),
  opened: say("已打开", "Opened"),
  acted: say("已行动", "Acted"),
  finish: say("完成任务", "Finish the task"),
  rendering: say("正在渲染…", "Rendering…"),
  notRendered: say("无法渲染", "Cannot be rendered"),
  smsParts: (parts: number, chars: number): Text =>
    say(`${parts} 条短信，${chars} 字`, `${parts} SMS ${parts === 1 ? "part" : "parts"}, ${chars} characters`),
} as const;

/** The presets. */
export const presetWords: Readonly<Record<Preset, Text>> = {
  silent: say("静默 3 天", "Silent for 3 days"),
  stalled: say("停滞 7 天", "Stalled 7 days"),
  complaint: say("投诉", "Complaint"),
  returns: say("两天都回来", "Returns on two days"),
};

/** The states of a send. */
export const sendStates: Readonly<Record<string, Text>> = {
  decided: say("待发送", "To be sent"),
  held: say("等待中", "Held"),
  suppressed: say("已抑制", "Suppressed"),
  withheld: say("未发送（扣留）", "Withheld"),
  cancelled: say("已取消", "Cancelled"),
  unreachable: say("无法触达", "Unreachable"),
  expired: say("已过期", "Expired"),
  unknown: say("结果不明", "Unknown"),
  accepted: say("已发出", "Sent"),
  delivered: say("已送达", "Delivered"),
  opened: say("已打开", "Opened"),
  acted: say("已行动", "Acted"),
};

/** How an episode ends. */
const outcomes: Readonly<Record<string, Text>> = {
  recovered: say("已挽回", "won back"),
  lost: say("未挽回", "lost"),
  void: say("作废", "void"),
};

const promises: Readonly<Record<string, Text>> = {
  kept: say("已兑现", "kept"),
  broken: say("未兑现", "broken"),
  superseded: say("由更高等级接替", "superseded by a higher tier"),
  notNeeded: say("不再需要", "not needed any more"),
};

const known = (texts: Readonly<Record<string, Text>>, code: string): Text => texts[code] ?? say(code, code);

/** One line of the log; names, reasons and times come in the person's language. */
export const lineWords = {
  began: say("策略上线", "The strategy goes live"),
  event: (what: string, course: string | null): Text => {
    const where = course === null ? "" : ` · ${course}`;
    return say(`${what}${where}`, `${what}${where}`);
  },
  signalOn: (sentence: string): Text => say(`信号亮起：${sentence}`, `Signal on: ${sentence}`),
  signalOff: (sentence: string): Text => say(`信号熄灭：${sentence}`, `Signal off: ${sentence}`),
  opened: (n: number): Text => say(`开始第 ${n} 个预警周期`, `Episode ${n} opens`),
  tier: (name: string): Text => say(`进入等级：${name}`, `Tier entered: ${name}`),
  ended: (outcome: string, reason: string): Text =>
    say(
      `预警周期结束：${known(outcomes, outcome).zh}（${reason}）`,
      `Episode ends: ${known(outcomes, outcome).en} (${reason})`,
    ),
  entered: (name: string): Text => say(`到达：${name}`, `At: ${name}`),
  left: (name: string, port: string): Text => say(`${name}：走出口“${port}”`, `${name}: leaves by ${port}`),
  dropped: (name: string, reason: string): Text => say(`${name}：停止（${reason}）`, `${name}: stops (${reason})`),
  armed: (salt: string, arm: string): Text => say(`分组 ${salt}：${arm}`, `Arm of ${salt}: ${arm}`),
  promise: (tier: string, state: string): Text =>
    say(`${tier} 的触达承诺${known(promises, state).zh}`, `Reach promise of ${tier}: ${known(promises, state).en}`),
  decided: (name: string, channel: string): Text =>
    name === channel
      ? say(`决定发送：${name}`, `To be sent: ${name}`)
      : say(`决定发送：${name}（${channel}）`, `To be sent: ${name} (${channel})`),
  held: (name: string, until: string, reason: string): Text =>
    say(`${name}：${reason}，等到 ${until}`, `${name}: held until ${until} (${reason})`),
  accepted: (name: string, channel: string, time: string): Text =>
    say(`${time} 由${channel}发出：${name}`, `${name}: sent by ${channel} at ${time}`),
  settled: (name: string, state: string, reason: string): Text => {
    const { zh, en } = known(sendStates, state);
    return say(
      `${name}：${zh}${reason === "" ? "" : `，${reason}`}`,
      `${name}: ${en}${reason === "" ? "" : `, ${reason}`}`,
    );
  },
  receipt: (name: string, state: string, byHand: boolean): Text => {
    const { zh, en } = known(sendStates, state);
    return say(
      `${name}：${zh}${byHand ? "（手动）" : ""}`,
      `${name}: ${en.toLowerCase()}${byHand ? " (by hand)" : ""}`,
    );
  },
  outcome: (name: string, outcome: string): Text => say(`${name}：${outcome}`, `${name}: ${outcome}`),
} as const;
