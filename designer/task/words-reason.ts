// Every reason code the engine gives, in words: why something was not sent, waits, ended, or was left.

import type { Text } from "#designer/text/say.tsx";
import { findEventKind } from "#shared/event/catalog.ts";

/** The codes that stand for themselves. */
export const reasonWords: Readonly<Record<string, Text>> = {
  // Gates of dispatch.
  noLongerAtRisk: { zh: "学员已不再有流失风险", en: "the learner was no longer at risk" },
  optOut: { zh: "学员已退订全部消息", en: "the learner opted out of everything" },
  consent: { zh: "学员没有授权这个渠道", en: "the learner does not allow this channel" },
  guardianConsent: { zh: "未满 14 岁，监护人没有授权", en: "under 14, and the guardian has not agreed" },
  address: { zh: "没有这个渠道的地址", en: "there is no address for this channel" },
  expired: { zh: "过了有效期", en: "it came too late to be of use" },
  schoolPause: { zh: "学校处于假期", en: "the school is on a break" },
  quietHours: { zh: "处于免打扰时段", en: "quiet hours" },
  tierMostTouches: { zh: "本等级的触达次数已到上限", en: "the tier's most touches were reached" },
  arbitration: { zh: "同一时刻另一条消息优先", en: "another message came first at the same moment" },
  cap: { zh: "触达频次已到上限", en: "the frequency cap was reached" },
  // Dispatch and transports.
  strategyPaused: { zh: "策略已暂停", en: "the strategy is paused" },
  resumed: { zh: "策略恢复后重新判断", en: "judged again after the strategy resumed" },
  episodeEnded: { zh: "预警周期已结束", en: "its episode had ended" },
  hostNotAllowed: { zh: "地址不在允许名单内", en: "its host is not on the allow list" },
  providerDown: { zh: "对方服务暂不可用", en: "the provider is down" },
  providerBusy: { zh: "对方服务繁忙", en: "the provider is busy" },
  notRecorded: { zh: "结果尚未记下，重新判断", en: "its result was not recorded and it is judged again" },
  restart: { zh: "发送途中服务重启，结果不明", en: "the server restarted while it was on its way" },
  withdrawn: { zh: "已撤回", en: "it was called back" },
  // Withheld.
  holdout: { zh: "学员在对照组，不触达", en: "the learner is in the holdout" },
  observe: { zh: "策略仅观察，一条也不发", en: "the strategy only observes" },
  // Ends of episodes and paths.
  goal: { zh: "达成挽回目标", en: "the goal was reached" },
  windowPassed: { zh: "期限内没有回来", en: "no return within the window" },
  disproved: { zh: "后到的事件说明预警不成立", en: "a late event disproved it" },
  merged: { zh: "学员已合并到另一账号", en: "the learner was merged into another" },
  erased: { zh: "学员数据已删除", en: "the learner was erased" },
  strategyVoided: { zh: "策略继续时选择全部作废", en: "voided when the strategy resumed" },
  strategyStopped: { zh: "策略已归档", en: "the strategy was archived" },
  recovered: { zh: "学员已挽回", en: "the learner was won back" },
  escalated: { zh: "升到更高等级", en: "the learner climbed to a higher tier" },
  moved: { zh: "移到新版本", en: "moved to a new version" },
  skippedAtResume: { zh: "策略继续时跳过", en: "skipped when the strategy resumed" },
  taskExpired: { zh: "任务超时未认领", en: "nobody took the task in time" },
  end: { zh: "流程到此结束", en: "the path ends here" },
  late: { zh: "没有按时触达", en: "it was not reached in time" },
  // Stops.
  stoppedByPerson: { zh: "全部发送已停止", en: "all sends are stopped" },
  clockJumped: { zh: "系统时钟跳变", en: "the clock jumped" },
  // Rendering.
  "render.noContent": { zh: "消息没有内容", en: "the message has no content" },
  "render.tooLong": { zh: "消息超长", en: "the message is too long" },
  "render.zone": { zh: "时区无效", en: "the zone is not valid" },
  "render.locale": { zh: "语言无效", en: "the language is not valid" },
  "render.failed": { zh: "消息无法渲染", en: "the message cannot be rendered" },
  "template.notText": { zh: "模板不是文字", en: "the template is no text" },
  // Requests to elsewhere.
  "egress.aborted": { zh: "请求被中断", en: "the request was broken off" },
  "egress.connectFailed": { zh: "连接失败", en: "the connection failed" },
  "egress.connectTimeout": { zh: "连接超时", en: "connecting took too long" },
  "egress.connectionLost": { zh: "连接中断", en: "the connection was lost" },
  "egress.credentials": { zh: "地址带有用户名或密码", en: "the address holds a name or password" },
  "egress.malformedAnswer": { zh: "对方的回应无法读取", en: "the answer cannot be read" },
  "egress.nameNotFound": { zh: "找不到对方域名", en: "the host name is unknown" },
  "egress.privateAddress": { zh: "地址在内网", en: "the address is a private one" },
  "egress.scheme": { zh: "地址应为 http 或 https", en: "the address is neither http nor https" },
  "egress.timeout": { zh: "对方没有及时回应", en: "no answer in time" },
  "egress.url": { zh: "地址无效", en: "the address is not valid" },
};

/** The codes that carry another one, or a name, behind a colon or a full stop. */
export const reasonPrefixes: Readonly<Record<string, (rest: string) => Text>> = {
  "failed:": (rest) => {
    const { zh, en } = reasonText(rest);
    return { zh: `多次重试后仍失败：${zh}`, en: `it failed after several tries: ${en}` };
  },
  "retry:": (rest) => {
    const { zh, en } = reasonText(rest);
    return { zh: `稍后重试：${zh}`, en: `to be tried again: ${en}` };
  },
  "refused:": (rest) => {
    const { zh, en } = reasonText(rest);
    return { zh: `对方拒收：${zh}`, en: `the provider refused it: ${en}` };
  },
  "churn:": (type) => {
    const labels = findEventKind(type)?.labels;
    return { zh: `学员${labels?.["zh-CN"] ?? type}`, en: `the learner left (${(labels?.en ?? type).toLowerCase()})` };
  },
  "http.": (status) => ({ zh: `对方回应 HTTP ${status}`, en: `the answer was HTTP ${status}` }),
};

/** A reason in words; one that nobody wrote words for stands as it is. */
export function reasonText(code: string): Text {
  const known = Object.hasOwn(reasonWords, code) ? reasonWords[code] : undefined;
  if (known !== undefined) return known;
  const prefix = Object.keys(reasonPrefixes).find((one) => code.startsWith(one));
  if (prefix === undefined) return { zh: code, en: code };
  return reasonPrefixes[prefix]?.(code.slice(prefix.length)) ?? { zh: code, en: code };
}
