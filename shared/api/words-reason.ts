// The words of reasons: why a send was put off or not made, why a step or an episode ended, why a promise was broken.
import type { Words } from "#shared/kernel/issue.ts";

const say = (zh: string, en: string): Words => ({ "zh-CN": zh, en });

/** Reasons as the ledgers and the trail give them; those with a part behind a colon are under the part before it. */
export const reasonWords: Readonly<Record<string, Words>> = {
  quietHours: say("免打扰时段", "Quiet hours"),
  schoolPause: say("学校假期", "School pause"),
  strategyPaused: say("策略已暂停", "The strategy is paused"),
  providerDown: say("通道故障，稍后重试", "The provider is down; tried again later"),
  providerBusy: say("通道繁忙，稍后重试", "The provider is busy; tried again later"),
  retry: say("上次发送失败，等待重试", "The last attempt failed; tried again later"),
  restart: say("系统重启时正在发送", "It was being sent when the system restarted"),
  notRecorded: say("当时无法写入，稍后重试", "It could not be recorded; tried again later"),
  resumed: say("策略恢复后重新检查", "Looked at again after the strategy resumed"),
  cap: say("达到频次上限", "A frequency cap is reached"),
  arbitration: say("让位给更紧急的消息", "A more urgent message took the place"),
  tierMostTouches: say("本等级的触达次数已满", "The tier has had all its touches"),
  consent: say("没有这个渠道的授权", "No consent for this channel"),
  guardianConsent: say("未满 14 岁，缺少监护人同意", "Under 14 without a guardian's consent"),
  optOut: say("已退订", "Opted out"),
  address: say("没有这个渠道的联系方式", "No address for this channel"),
  hostNotAllowed: say("回调地址不在允许的主机中", "The webhook's host is not allowed"),
  refused: say("通道拒绝", "The provider refused it"),
  failed: say("多次失败，已过期", "It failed until it expired"),
  noLongerAtRisk: say("已不再有流失风险", "No longer at risk"),
  expired: say("已过有效期", "It expired"),
  taskExpired: say("任务到期无人领取", "Nobody took the task in time"),
  holdout: say("对照组，不发送", "Holdout: nothing is sent"),
  observe: say("只观察，不发送", "Observe only: nothing is sent"),
  escalated: say("已升级到更高等级", "Climbed to a higher tier"),
  recovered: say("已挽回", "Recovered"),
  moved: say("随新版本移动", "Moved with a new version"),
  skippedAtResume: say("恢复时跳过", "Skipped at the resume"),
  episodeEnded: say("预警周期已结束", "The episode had ended"),
  goal: say("达成目标", "The goal was met"),
  windowPassed: say("目标期限已过", "The time for the goal passed"),
  churn: say("已流失", "Left"),
  disproved: say("迟到的事件说明不该预警", "A late event showed that it should not have opened"),
  erased: say("学员已删除", "The learner was erased"),
  merged: say("与另一个学员合并", "Merged into another learner"),
  strategyVoided: say("恢复时作废", "Voided at the resume"),
  strategyStopped: say("策略已归档", "The strategy was archived"),
  late: say("未能按时触达", "Not reached in time"),
  stoppedByPerson: say("有人停止了全部发送", "Somebody stopped all sends"),
  clockJumped: say("系统时钟跳变，等待确认", "The clock jumped; waiting to be confirmed"),
};

/** The words of a reason; of one that has none, the reason itself in both languages. */
export function wordsOfReason(reason: string): Words {
  const [head = reason, ...rest] = reason.split(":");
  const words = reasonWords[reason] ?? reasonWords[head];
  if (words === undefined) return say(reason, reason);
  const tail = rest.join(":");
  return tail === "" ? words : say(`${words["zh-CN"]}（${tail}）`, `${words.en} (${tail})`);
}
