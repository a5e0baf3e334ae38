// sms 短信: text to a phone number; whether it was read is not measurable, and an ambiguous answer is never resent.
import { addressed, type Channel, type ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "sms",
  label: { "zh-CN": "短信", en: "SMS" },
  interrupts: true,
  countsToCaps: true,
  needsAddress: true,
  keyClass: "hold",
  canOpen: false,
  limits: {
    recipientDailyCount: 50, // promotion, per number and template (Aliyun template rules)
  },
  providerQuiet: { from: "20:00", to: "08:00" }, // promotion: Aliyun 20:00–08:00, which holds Huawei Cloud's 21:00–08:00
  costFen: 5, // upper end of public list prices in China, 3.2 to 5 fen a part
};

/** The channel `sms`. */
export const sms: Channel = { id: "sms", describe: () => facts, encode: addressed };
