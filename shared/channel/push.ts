// push 推送: a notification on a device, by Web Push or a phone vendor.
import { addressed, type Channel, type ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "push",
  label: { "zh-CN": "推送", en: "Push" },
  interrupts: true,
  countsToCaps: true,
  needsAddress: true,
  // Only one vendor knows a key (JPush `cid`), so the channel as such promises none.
  keyClass: "hold",
  canOpen: true,
  limits: {
    payloadBytes: 3993, // RFC 8291 section 4: the plaintext that fits a record of 4096 bytes
    recipientDailyCount: 1, // marketing class per device: Xiaomi 1; Huawei, Honor, OPPO, vivo 2; Meizu 3 (JPush vendor quota pages)
  },
  providerQuiet: { from: "00:00", to: "06:00" }, // Huawei and Honor hold marketing (JPush vendor quota pages)
};

/** The channel `push`. */
export const push: Channel = { id: "push", describe: () => facts, encode: addressed };
