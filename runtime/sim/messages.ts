// Messages of a drawn strategy: one for each send, in one or two variants, some of them an experiment.
import type { Random } from "./random.ts";
import type { Sketch } from "./strategies.ts";

const name = '{{or learner.name "同学"}}';

const contents: Readonly<Record<string, object>> = {
  inapp: { title: "继续学习", body: `${name}，下一节课在等你`, action: { label: "继续", link: "resume" } },
  push: { title: "下一节课", body: "只要十分钟", link: "resume" },
  sms: { body: `${name}，下一节课：{{links.resume}} 退订：{{links.optOut}}` },
  wechat: { template: "T100", fields: { thing1: "下一节课" }, link: "resume" },
  email: { subject: "下一节课", html: `<p>${name}</p><p><a href="{{links.optOut}}">退订</a></p>` },
};

/** The messages that the sends of a sketch name ("sms-n3"), by id; `strategy` keeps the salts of experiments apart. */
export function drawMessages(random: Random, { nodes }: Sketch, strategy: string): Record<string, object> {
  const messages: Record<string, object> = {};
  for (const { message } of nodes.values()) {
    if (typeof message !== "string") continue;
    const channel = message.slice(0, message.indexOf("-"));
    const content = { "zh-CN": contents[channel] };
    const isTested = Object.keys(messages).length === 0 && random.chance(0.3);
    const weights = isTested ? [5000, 5000] : [10_000];
    messages[message] = {
      channel,
      ...(isTested ? { experiment: { salt: `${strategy}-exp`, metric: "recovered", allocation: "fixed" } } : {}),
      variants: weights.map((weight, index) => ({ id: `v${index}`, weight, content })),
    };
  }
  return messages;
}
