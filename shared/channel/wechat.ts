// wechat 服务号: template message or subscription notice of a service account; delivery is reported, reading is not.
import { MINUTE_MS } from "#shared/kernel/duration.ts";
import { addressed, type Channel, type ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "wechat",
  label: { "zh-CN": "微信服务号", en: "WeChat service account" },
  interrupts: true,
  countsToCaps: true,
  needsAddress: true,
  keyClass: "keyed",
  keyWindowMs: 10 * MINUTE_MS, // `client_msg_id` (WeChat open docs, 模板消息)
  canOpen: false,
  limits: {
    fieldChars: 20, // a `thing` field (WeChat open docs, 订阅通知)
    accountDailyCount: 100_000, // WeChat open docs, 模板消息
  },
};

/** The channel `wechat`. */
export const wechat: Channel = { id: "wechat", describe: () => facts, encode: addressed };
