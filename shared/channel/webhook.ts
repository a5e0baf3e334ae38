// webhook 网络回调: a signed call to another system of the school. It reaches no learner, so it is no touch and waits for no morning.
import type { Channel, ChannelFacts } from "./kind.ts";

const facts: ChannelFacts = {
  channel: "webhook",
  label: { "zh-CN": "网络回调", en: "Webhook" },
  interrupts: false,
  countsToCaps: false,
  needsAddress: false,
  keyClass: "atLeastOnce",
  canOpen: false,
  limits: {},
};

/** The channel `webhook`; its body is that of Standard Webhooks 1.0: `type`, `timestamp` (ISO 8601, of the decision) and `data`, the content's body. */
export const webhook: Channel = {
  id: "webhook",
  describe: () => facts,
  encode: (content, context) => ({
    type: context.type,
    timestamp: new Date(context.decidedAt).toISOString(),
    data: content.body ?? {},
  }),
};
