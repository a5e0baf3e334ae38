// The words of a learner's time line: what each kind of row says, without its figures.
import type { Text } from "#designer/text/say.tsx";

const say = (zh: string, en: string): Text => ({ zh, en });

/** Sends that were settled, by state; `what` is the channel. */
export const settledWords: Readonly<Record<string, (what: Text) => Text>> = {
  accepted: ({ zh, en }) => say(`已发出：${zh}`, `Sent: ${en}`),
  suppressed: ({ zh, en }) => say(`没有发：${zh}`, `Not sent: ${en}`),
  unreachable: ({ zh, en }) => say(`无法送达：${zh}`, `Unreachable: ${en}`),
  expired: ({ zh, en }) => say(`过期未发：${zh}`, `Too late: ${en}`),
  withheld: ({ zh, en }) => say(`按计划不发：${zh}`, `Withheld as planned: ${en}`),
  cancelled: ({ zh, en }) => say(`已取消：${zh}`, `Called back: ${en}`),
  unknown: ({ zh, en }) => say(`已发出，结果不明：${zh}`, `Sent, and nobody knows whether it arrived: ${en}`),
  failed: ({ zh, en }) => say(`发送失败：${zh}`, `Failed: ${en}`),
};

/** Receipts, by state. */
export const receiptWords: Readonly<Record<string, (channel: Text) => Text>> = {
  delivered: ({ zh, en }) => say(`已送达：${zh}`, `Delivered: ${en}`),
  opened: ({ zh, en }) => say(`学员打开了：${zh}`, `Opened by the learner: ${en}`),
  acted: ({ zh, en }) => say(`学员点进去了：${zh}`, `Followed by the learner: ${en}`),
  failed: ({ zh, en }) => say(`未能送达：${zh}`, `Not delivered: ${en}`),
};

/** Ends of episodes, by outcome. */
export const outcomeWords: Readonly<Record<string, Text>> = {
  recovered: say("挽回成功", "Won back"),
  lost: say("已流失", "Lost"),
  void: say("预警作废", "Void"),
};

/** Reach promises, by state. */
export const promiseWords: Readonly<Record<string, (tier: Text) => Text>> = {
  kept: ({ zh, en }) => say(`${zh}的触达承诺已兑现`, `Reach promise of ${en} kept`),
  broken: ({ zh, en }) => say(`${zh}的触达承诺没有兑现`, `Reach promise of ${en} broken`),
  superseded: ({ zh, en }) => say(`${zh}的触达承诺由更高等级接手`, `Reach promise of ${en} passed to a higher tier`),
  notNeeded: ({ zh, en }) => say(`${zh}的触达承诺不再需要`, `Reach promise of ${en} no longer needed`),
};

/** What a school tells about a learner. */
export const fieldWords: Readonly<Record<string, Text>> = {
  name: say("姓名", "name"),
  zone: say("时区", "time zone"),
  locale: say("语言", "language"),
  birthDate: say("生日", "birth date"),
  addresses: say("联系方式", "addresses"),
  guardian: say("监护人", "guardian"),
  attributes: say("属性", "attributes"),
  consent: say("授权", "consent"),
};

/** Everything else. */
export const trailWords = {
  event: (what: Text, course: string | null): Text =>
    course === null ? what : say(`${what.zh}（${course}）`, `${what.en} (${course})`),
  backfill: say("历史补录，不触发消息", "history added later; nothing is sent because of it"),
  lateEvent: (when: Text): Text => say(`${when.zh}才收到`, `received on ${when.en}`),
  source: (source: string): Text => say(`来源：${source}`, `source: ${source}`),
  profile: (fields: Text): Text => say(`学校更新了${fields.zh}`, `The school changed ${fields.en}`),
  consentGiven: ({ zh, en }: Text): Text => say(`同意接收${zh}`, `Agreed to ${en}`),
  consentTaken: ({ zh, en }: Text): Text => say(`不再接收${zh}`, `Opted out of ${en}`),
  allChannels: say("所有渠道", "all channels"),
  merge: (from: string): Text => say(`账号 ${from} 并入`, `Account ${from} merged in`),
  rose: ({ zh, en }: Text): Text => say(`信号出现：${zh}`, `Signal on: ${en}`),
  fell: ({ zh, en }: Text): Text => say(`信号消失：${zh}`, `Signal off: ${en}`),
  opened: (number: number): Text => say(`第 ${number} 次预警开始`, `Episode ${number} begins`),
  holdout: say("在对照组：只观察，不触达", "In the holdout: watched, not reached"),
  ended: ({ zh, en }: Text): Text => say(`预警结束：${zh}`, `Episode ends: ${en}`),
  entered: ({ zh, en }: Text): Text => say(`进入${zh}`, `Enters ${en}`),
  climbed: ({ zh, en }: Text): Text => say(`升到${zh}`, `Climbs to ${en}`),
  because: (signal: Text, evidence: Text): Text => say(`${signal.zh}：${evidence.zh}`, `${signal.en}: ${evidence.en}`),
  step: (kind: Text, name: Text | null): Text =>
    name === null
      ? say(`走到“${kind.zh}”`, `Comes to “${kind.en}”`)
      : say(`走到“${name.zh}”（${kind.zh}）`, `Comes to “${name.en}” (${kind.en.toLowerCase()})`),
  leftBy: (name: Text, port: Text): Text => say(`离开“${name.zh}”：${port.zh}`, `Leaves “${name.en}”: ${port.en}`),
  dropped: (name: Text): Text => say(`不再走“${name.zh}”`, `“${name.en}” is given up`),
  variant: (name: string): Text => say(`变体“${name}”`, `variant “${name}”`),
  guardian: say("发给监护人", "to the guardian"),
  decided: ({ zh, en }: Text): Text => say(`决定发送：${zh}`, `Decides to send: ${en}`),
  dueAt: ({ zh, en }: Text): Text => say(`预计 ${zh} 发出`, `due ${en}`),
  waiting: say("还在等待", "still waiting"),
  held: ({ zh, en }: Text): Text => say(`先留住：${zh}`, `Held: ${en}`),
  heldUntil: (reason: Text, until: Text): Text =>
    say(`${reason.zh}，等到 ${until.zh}`, `${reason.en}, until ${until.en}`),
  heldOpen: (reason: Text): Text => say(`${reason.zh}，直到恢复`, `${reason.en}, until it ends`),
  window: (from: string, to: string): Text => say(`免打扰 ${from}–${to}`, `quiet from ${from} to ${to}`),
  why: ({ zh, en }: Text): Text => say(`原因：${zh}`, `why: ${en}`),
  winner: (key: string): Text => say(`让位给 ${key}`, `gave way to ${key}`),
  sandbox: say("由沙盒代发，没有真的送出", "taken by the sandbox; nothing really went out"),
  attempt: (n: number, what: Text): Text => say(`第 ${n} 次请求${what.zh}`, `Attempt ${n} by ${what.en}`),
  attemptResult: {
    accepted: say("对方已接收", "accepted"),
    refused: say("对方拒收", "refused"),
    failed: say("失败", "failed"),
    ambiguous: say("没有回应，结果不明", "no answer, nobody knows"),
  } as Readonly<Record<string, Text>>,
  taskOpened: (title: string): Text => say(`派出任务：${title}`, `Task opened: ${title}`),
  taskBare: say("人工任务", "task"),
  taskDue: (group: Text, when: Text): Text =>
    say(`交给${group.zh}，${when.zh} 前完成`, `for ${group.en.toLowerCase()}, due ${when.en}`),
  taskClaimed: (who: string): Text => say(`${who} 认领了任务`, `${who} took the task`),
  taskAssigned: (who: string, to: string): Text => say(`${who} 把任务交给 ${to}`, `${who} gave the task to ${to}`),
  taskNote: (who: string): Text => say(`${who} 写了备注`, `${who} wrote a note`),
  taskDone: (who: string, outcome: Text): Text =>
    say(`${who} 完成任务：${outcome.zh}`, `${who} finished the task: ${outcome.en}`),
  taskExpired: say("任务过期", "The task expired"),
  taskCancelled: say("任务取消", "The task was called back"),
  quote: (text: string): Text => say(`“${text}”`, `“${text}”`),
  arm: ({ zh, en }: Text, arm: string): Text => say(`实验${zh}：分到“${arm}”组`, `Experiment ${en}: arm “${arm}”`),
  armHoldout: say("分到对照组", "Assigned to the holdout"),
  armTreated: say("没有分到对照组，照常触达", "Not in the holdout: reached as usual"),
} as const;
