// inapp 站内信: the school's own inbox. It is written in our store, read by its own events, and never rings.
import { addressed, type Channel, type ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "inapp",
  label: { "zh-CN": "站内信", en: "In-app inbox" },
  interrupts: false,
  countsToCaps: true,
  needsAddress: false,
  keyClass: "exactlyOnce",
  canOpen: true,
  limits: {},
};

/** The channel `inapp`. */
export const inapp: Channel = { id: "inapp", describe: () => facts, encode: addressed };
