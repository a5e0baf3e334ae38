// For each diagnostic of messages, templates, tone, channels and experiments, one change of the sample that provokes it and nothing else.
import { defaultContext } from "./context.ts";
import type { Message, Strategy } from "./document.ts";
import { add, type Case, cut, putMessage, sampleMessage, setNode, within } from "./sample.ts";

const wechat = (template: string, thing = "数学") =>
  ({
    channel: "wechat",
    variants: [{ id: "a", weight: 10_000, content: { "zh-CN": { template, fields: { thing1: thing } } } }],
  }) satisfies Message;
const email = (html: string) =>
  ({
    channel: "email",
    variants: [{ id: "a", weight: 10_000, content: { "zh-CN": { subject: "下一节课", html } } }],
  }) satisfies Message;

/** Gives the sample's push message another body. */
export function setBody(document: Strategy, body: string): void {
  for (const { content } of sampleMessage(document, "keep-going-push").variants) {
    Object.assign(content["zh-CN"] ?? {}, { body });
  }
}

const setExperiment = (document: Strategy, fields: Partial<NonNullable<Message["experiment"]>>) =>
  Object.assign(sampleMessage(document, "keep-going").experiment ?? {}, fields);

/** By code. */
export const textCases: Readonly<Record<string, Case>> = {
  "message.unknown": {
    node: "extra",
    change: (d) => add(d, [{ id: "extra", type: "send", message: "nobody" }], ["warning.enter extra"]),
  },
  "message.unused": { node: null, change: (d) => putMessage(d, "idle", email("<p>好</p>")) },
  "message.noContent": {
    node: "text",
    change: (d) => putMessage(d, "come-back", { channel: "sms", variants: [{ id: "a", weight: 10_000, content: {} }] }),
  },
  "message.missingLocale": {
    node: "nudge",
    change: (d) => {
      for (const message of Object.values(d.messages ?? {}))
        for (const { content } of message.variants)
          Object.assign(content, { en: JSON.parse(JSON.stringify(content["zh-CN"])) });
      Reflect.deleteProperty(sampleMessage(d, "keep-going").variants[1]?.content ?? {}, "en");
    },
    context: within({ locales: ["zh-CN", "en"] }),
  },
  "weights.sum": {
    node: "nudge",
    change: (d) => Object.assign(sampleMessage(d, "keep-going").variants[1] ?? {}, { weight: 4000 }),
  },
  "experiment.oneVariant": {
    node: "nudge",
    change: (d) => {
      Object.assign(sampleMessage(d, "keep-going").variants[0] ?? {}, { weight: 10_000 });
      sampleMessage(d, "keep-going").variants.pop();
    },
  },
  "experiment.sharedSalt": {
    node: "paths",
    change: (d) => {
      add(
        d,
        [
          {
            id: "paths",
            type: "split",
            salt: "kg-1",
            arms: [
              { port: "x", weight: 5000 },
              { port: "y", weight: 5000 },
            ],
          },
        ],
        ["watch.enter paths", "paths.x nudge", "paths.y nudge"],
      );
      cut(d, "watch.enter nudge");
    },
  },
  "experiment.twoMetrics": {
    node: "remind",
    change: (d) => {
      const { variants } = sampleMessage(d, "keep-going");
      const two = variants.map((variant) => ({
        ...variant,
        content: { "zh-CN": { title: "下一节课", body: "只要十分钟" } },
      }));
      putMessage(d, "keep-going-push", {
        channel: "push",
        experiment: { salt: "kp-1", metric: "opened", allocation: "fixed" },
        variants: two,
      });
    },
  },
  "experiment.impossibleEffect": {
    node: "nudge",
    change: (d) => setExperiment(d, { baseline: 0.9, smallestEffect: 0.2 }),
  },
  "experiment.plannedTooFew": {
    node: "nudge",
    change: (d) => setExperiment(d, { baseline: 0.1, smallestEffect: 0.02, plannedLearners: 8205 }),
  },
  "experiment.tooFewLearners": {
    node: "nudge",
    change: (d) => setExperiment(d, { baseline: 0.1, smallestEffect: 0.02 }),
    context: { ...defaultContext, traffic: { learnersPerWeek: 700 } },
  },
  "holdout.sharedSalt": { node: "nudge", change: (d) => (d.holdout = { salt: "kg-1", weight: 1000 }) },
  "holdout.large": { node: null, change: (d) => (d.holdout = { salt: "ho-1", weight: 5001 }) },
  "sms.parts": {
    node: "text",
    change: () => undefined,
    context: within({ signature: "【晨光网校】", smsTail: "拒收请回复R".repeat(6) }),
  },
  "sms.promotionHours": {
    node: "text",
    change: (d) => (d.purpose = "conversion"),
    context: within({ smsTail: "拒收请回复R" }),
  },
  "sms.noWayOut": {
    node: "text",
    change: (d) => (d.purpose = "conversion"),
    context: within({ quiet: { from: "20:00", to: "09:00" } }),
  },
  "wechat.marketing": {
    node: "nudge",
    change: (d) => {
      d.purpose = "referral";
      putMessage(d, "keep-going", wechat("T1"));
    },
    context: within({ smsTail: "拒收请回复R", quiet: { from: "20:00", to: "08:00" } }),
  },
  "wechat.fieldTooLong": {
    node: "nudge",
    change: (d) =>
      putMessage(d, "keep-going", wechat("T1", '{{or learner.name "同学"}}的下一节初中代数课已经为你全部都准备好了哦')),
  },
  "wechat.tooManyTemplates": {
    node: null,
    change: (d) => {
      for (let index = 0; index < 26; index += 1) {
        putMessage(d, `w${index}`, wechat(`T${index}`));
        add(d, [{ id: `w${index}`, type: "send", message: `w${index}` }], [`nudge.unreachable w${index}`]);
      }
      setNode(d, "watch", { reach: undefined });
    },
  },
  "push.dailyClass": {
    node: "warning",
    change: (d) => add(d, [{ id: "again", type: "send", message: "keep-going-push" }], ["remind.next again"]),
  },
  "channel.notConnected": {
    node: "text",
    change: () => undefined,
    context: { ...defaultContext, channels: { sms: { isConnected: false }, push: { isConnected: true } } },
  },
  "template.unguarded": { node: "remind", change: (d) => setBody(d, "{{learner.name}}，你好") },
  "template.unknownPath": { node: "remind", change: (d) => setBody(d, "{{learner.nickname}}") },
  "template.unknownHelper": { node: "remind", change: (d) => setBody(d, "{{shout learner.id}}") },
  "template.syntax": { node: "remind", change: (d) => setBody(d, "{{#if learner.name}}你好") },
  "template.forbidden": { node: "remind", change: (d) => setBody(d, "{{{learner.id}}}") },
  "template.arity": { node: "remind", change: (d) => setBody(d, "{{or learner.id}}") },
  "template.type": { node: "remind", change: (d) => setBody(d, '{{eq learner.id "s-1"}}') },
  "template.unformatted": { node: "remind", change: (d) => setBody(d, '{{or evidence.lastAt "刚才"}}') },
  "template.tooDeep": {
    node: "remind",
    change: (d) => setBody(d, `${"{{#if learner.name}}".repeat(9)}好${"{{/if}}".repeat(9)}`),
  },
  "template.spaces": { node: "remind", change: (d) => setBody(d, `好${" ".repeat(101)}`) },
  "template.control": { node: "remind", change: (d) => setBody(d, "好\u0007") },
  "template.nestedEach": {
    node: "remind",
    change: (d) => setBody(d, "{{#each learner.attr.tags}}{{#each ../learner.attr.tags}}好{{/each}}{{/each}}"),
  },
  "template.tagTooLong": { node: "remind", change: (d) => setBody(d, `{{or learner.name "${"好".repeat(1000)}"}}`) },
  "template.tooManyTags": { node: "remind", change: (d) => setBody(d, "{{learner.id}}".repeat(501)) },
  "template.tooMuchCode": {
    node: "remind",
    change: (d) => setBody(d, `{{or learner.name "${"好".repeat(900)}"}}`.repeat(18)),
  },
  "template.tooLong": { node: "nudge", change: (d) => putMessage(d, "keep-going", email("好".repeat(30_000))) },
  "tone.riskLevel": { node: "remind", change: (d) => setBody(d, "你已被列为高风险学员") },
  "tone.lost": { node: "remind", change: (d) => setBody(d, "我们快要失去你了") },
  "tone.threat": { node: "remind", change: (d) => setBody(d, "这是最后一次机会") },
  "html.link": { node: "nudge", change: (d) => putMessage(d, "keep-going", email('<a href="ftp://x.example">课</a>')) },
  "html.active": { node: "nudge", change: (d) => putMessage(d, "keep-going", email("<script>1</script>")) },
};
