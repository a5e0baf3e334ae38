// email 邮件: SMTP knows no key, so an ambiguous answer is held. Opens are known, but inflated by mail-privacy prefetching.
import { addressed, type Channel, type ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "email",
  label: { "zh-CN": "邮件", en: "E-mail" },
  interrupts: true,
  countsToCaps: true,
  needsAddress: true,
  keyClass: "hold",
  canOpen: true,
  limits: {},
};

/** The channel `email`. */
export const email: Channel = { id: "email", describe: () => facts, encode: addressed };
