// Every diagnostic has one line here that provokes it and nothing else; the base has none.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition } from "#shared/state/condition.ts";
import { compile } from "./compile.ts";
import { type CompileContext, type CompileSettings, defaultContext } from "./context.ts";
import type { Message, Strategy } from "./document.ts";
import { gallery } from "./gallery.ts";
import { contextRules, documentRules } from "./rules.ts";
import { add, cut, putMessage, sampleMessage, sampleStrategy, setNode } from "./sample.ts";
import { parseStrategy } from "./validate.ts";
import { words } from "./words.ts";

interface Case {
  readonly change: (document: Strategy) => void;
  /** The node named, null for none. */
  readonly node: string | null;
  readonly context?: CompileContext;
}

const within = (settings: Partial<CompileSettings>): CompileContext => ({
  ...defaultContext,
  settings: { ...defaultContext.settings, ...settings },
});
const cap = (scope: "all" | "push", limit: number, per = "day") => within({ caps: [{ id: "c", scope, limit, per }] });
const deep = (levels: number): Condition =>
  levels === 1 ? { attr: "grade", op: "exists" } : { not: deep(levels - 1) };
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
const setBody = (document: Strategy, body: string) => {
  for (const { content } of sampleMessage(document, "keep-going-push").variants) Object.assign(content["zh-CN"] ?? {}, { body });
};
const setExperiment = (document: Strategy, fields: Partial<NonNullable<Message["experiment"]>>) =>
  Object.assign(sampleMessage(document, "keep-going").experiment ?? {}, fields);
const branch = (when: Condition) => (document: Strategy) => {
  add(document, [{ id: "which", type: "branch", cases: [{ port: "yes", when }] }], ["watch.enter which", "which.else nudge"]);
  cut(document, "watch.enter nudge");
};
const schedule = (at: string, length: string) => (document: Strategy) =>
  add(document, [{ id: "weekly", type: "signal", kind: "schedule", rrule: "FREQ=WEEKLY;BYDAY=MO", at, for: length }], ["weekly.on warning"]);

const cases: Record<string, Case> = {
  "signal.unwired": { node: "stalled", change: (d) => (cut(d, "stalled.on warning"), setNode(d, "warning", { enter: { atLeast: 1 } })) },
  "tier.unwired": {
    node: "watch",
    change: (d) => (cut(d, "watch.enter nudge"), add(d, [], ["seen.yes nudge"])),
  },
  "tier.noSignal": { node: "watch", change: (d) => cut(d, "silent.on watch") },
  "tier.neverHolds": { node: "warning", change: (d) => setNode(d, "warning", { enter: { atLeast: 3 } }) },
  "tier.sameRank": { node: "warning", change: (d) => setNode(d, "warning", { rank: 1 }) },
  "edge.wrongTarget": { node: "silent", change: (d) => add(d, [], ["silent.on nudge"]) },
  "flow.cycle": { node: "remind", change: (d) => add(d, [], ["text.next remind"]) },
  "node.unreachable": { node: "bye", change: (d) => add(d, [{ id: "bye", type: "end" }]) },
  "subject.noKeyedSignal": {
    node: null,
    change: (d) => {
      d.subject = { key: "questionId" };
      add(d, [{ id: "late", type: "signal", kind: "overdue", opens: "question.asked", closes: "question.answered", by: "homeworkId", within: "PT15M" }], ["late.on watch"]);
    },
  },
  "score.unknownSignal": {
    node: "risk",
    change: (d) => add(d, [{ id: "risk", type: "signal", kind: "score", weights: { silent: 1, nobody: 1 }, atLeast: 2 }], ["risk.on watch"]),
  },
  "score.ofScore": {
    node: "more",
    change: (d) =>
      add(
        d,
        [
          { id: "risk", type: "signal", kind: "score", weights: { silent: 1 }, atLeast: 1 },
          { id: "more", type: "signal", kind: "score", weights: { risk: 1 }, atLeast: 1 },
        ],
        ["risk.on watch", "more.on watch"],
      ),
  },
  "score.neverReached": {
    node: "risk",
    change: (d) => add(d, [{ id: "risk", type: "signal", kind: "score", weights: { silent: 1 }, atLeast: 2 }], ["risk.on watch"]),
  },
  "condition.unknownSignal": { node: "which", change: branch({ signal: "nobody" }) },
  "condition.causeNever": { node: "which", change: branch({ any: [{ cause: "motivation" }, { cause: "technical" }] }) },
  "condition.tooDeep": { node: "which", change: branch(deep(9)) },
  "audience.notAttribute": {
    node: null,
    change: (d) => {
      d.audience = { all: [{ attr: "status", op: "exists" }, { not: { signal: "silent" } }] };
    },
  },
  "waitFor.unknownNode": { node: "seen", change: (d) => setNode(d, "seen", { of: "nobody" }) },
  "waitFor.notSend": {
    node: "seen",
    change: (d) => (add(d, [{ id: "mark", type: "update", addTags: ["seen"] }], ["watch.enter mark"]), setNode(d, "seen", { of: "mark" })),
  },
  "waitFor.notBefore": { node: "seen", change: (d) => setNode(d, "seen", { of: "text", outcome: "delivered" }) },
  "waitFor.notMeasurable": {
    node: "read",
    change: (d) => add(d, [{ id: "read", type: "waitFor", of: "text", outcome: "opened", timeout: "P1D" }], ["text.next read"]),
  },
  "message.unknown": {
    node: "extra",
    change: (d) => add(d, [{ id: "extra", type: "send", message: "constructor" }], ["warning.enter extra"]),
  },
  "message.unused": { node: null, change: (d) => putMessage(d, "idle", email("<p>好</p>")) },
  "message.noContent": { node: "text", change: (d) => putMessage(d, "come-back", { channel: "sms", variants: [{ id: "a", weight: 10_000, content: {} }] }) },
  "message.missingLocale": {
    node: "nudge",
    change: (d) => {
      for (const message of Object.values(d.messages ?? {}))
        for (const { content } of message.variants) Object.assign(content, { en: JSON.parse(JSON.stringify(content["zh-CN"])) });
      Reflect.deleteProperty(sampleMessage(d, "keep-going").variants[1]?.content ?? {}, "en");
    },
    context: within({ locales: ["zh-CN", "en"] }),
  },
  "weights.sum": { node: "nudge", change: (d) => Object.assign(sampleMessage(d, "keep-going").variants[1] ?? {}, { weight: 4000 }) },
  "experiment.oneVariant": {
    node: "nudge",
    change: (d) => (Object.assign(sampleMessage(d, "keep-going").variants[0] ?? {}, { weight: 10_000 }), sampleMessage(d, "keep-going").variants.pop()),
  },
  "experiment.sharedSalt": {
    node: "paths",
    change: (d) => {
      add(d, [{ id: "paths", type: "split", salt: "kg-1", arms: [{ port: "x", weight: 5000 }, { port: "y", weight: 5000 }] }], ["watch.enter paths", "paths.x nudge", "paths.y nudge"]);
      cut(d, "watch.enter nudge");
    },
  },
  "experiment.twoMetrics": {
    node: "remind",
    change: (d) => {
      const { variants } = sampleMessage(d, "keep-going");
      const two = variants.map((variant) => ({ ...variant, content: { "zh-CN": { title: "下一节课", body: "只要十分钟" } } }));
      putMessage(d, "keep-going-push", { channel: "push", experiment: { salt: "kp-1", metric: "opened", allocation: "fixed" }, variants: two });
    },
  },
  "experiment.impossibleEffect": { node: "nudge", change: (d) => setExperiment(d, { baseline: 0.9, smallestEffect: 0.2 }) },
  "experiment.plannedTooFew": { node: "nudge", change: (d) => setExperiment(d, { baseline: 0.1, smallestEffect: 0.02, plannedLearners: 8205 }) },
  "experiment.tooFewLearners": {
    node: "nudge",
    change: (d) => setExperiment(d, { baseline: 0.1, smallestEffect: 0.02 }),
    context: { ...defaultContext, traffic: { learnersPerWeek: 700 } },
  },
  "holdout.sharedSalt": { node: "nudge", change: (d) => (d.holdout = { salt: "kg-1", weight: 1000 }) },
  "holdout.large": { node: null, change: (d) => (d.holdout = { salt: "ho-1", weight: 5001 }) },
  "reach.contradiction": { node: "watch", change: (d) => setNode(d, "watch", { reach: { within: "PT24H", minTouches: 2, minChannels: 1, maxTouches: 1 } }) },
  "reach.tooFewTouches": { node: "watch", change: (d) => setNode(d, "watch", { reach: { within: "PT24H", minTouches: 2, minChannels: 1, maxTouches: 2 } }) },
  "reach.tooFewChannels": { node: "warning", change: (d) => setNode(d, "warning", { reach: { within: "PT48H", minTouches: 2, minChannels: 3, maxTouches: 4 } }) },
  "reach.tooLate": { node: "warning", change: (d) => setNode(d, "seen", { timeout: "PT49H" }) },
  "reach.tooManyTouches": { node: "watch", change: (d) => add(d, [{ id: "again", type: "send", message: "keep-going" }], ["nudge.next again"]) },
  "reach.quietMayPass": { node: "warning", change: (d) => setNode(d, "seen", { timeout: "PT40H" }) },
  "task.outlivesReach": {
    node: "call",
    change: (d) => add(d, [{ id: "call", type: "task", group: "tutors", title: { "zh-CN": "打电话" }, within: "PT72H", outcomes: ["reached"] }], ["text.next call"]),
  },
  "exit.flowOutlivesGoal": {
    node: "warning",
    change: (d) => add(d, [{ id: "pause", type: "wait", for: "P13DT1H" }, { id: "bye", type: "end" }], ["text.next pause", "pause.next bye"]),
  },
  "goal.impossible": { node: null, change: (d) => (d.goal = { ...d.goal, days: 16 }) },
  "quiet.equalEnds": { node: null, change: (d) => (d.policy = { quiet: { from: "22:00", to: "22:00" } }) },
  "quiet.wholeDay": {
    node: "text",
    change: (d) => (setNode(d, "warning", { reach: undefined }), add(d, [], [])),
    context: within({ quiet: { from: "08:00", to: "20:00" } }),
  },
  "quiet.wait": {
    node: "late",
    change: (d) => (add(d, [{ id: "late", type: "wait", until: { time: "21:00" } }], ["remind.unreachable late", "late.next text"])),
  },
  "quiet.schedule": { node: "weekly", change: schedule("23:00", "PT10H") },
  "quiet.swallowsWindow": { node: "weekly", change: schedule("23:00", "PT9H") },
  "quiet.outlastsExpires": { node: null, change: (d) => (d.policy = { ...d.policy, expires: "PT10H" }) },
  "cap.zero": { node: "remind", change: () => undefined, context: cap("push", 0) },
  "cap.belowReach": { node: "warning", change: () => undefined, context: cap("all", 1, "P7D") },
  "cap.losesStep": {
    node: "warning",
    change: (d) => add(d, [{ id: "extra", type: "send", message: "keep-going" }], ["warning.enter extra"]),
    context: cap("all", 1),
  },
  "sms.parts": { node: "text", change: () => undefined, context: within({ signature: "【晨光网校】", smsTail: "拒收请回复R".repeat(4) }) },
  "sms.promotionHours": { node: "text", change: (d) => (d.purpose = "conversion"), context: within({ smsTail: "拒收请回复R" }) },
  "sms.noWayOut": { node: "text", change: (d) => (d.purpose = "conversion"), context: within({ quiet: { from: "20:00", to: "09:00" } }) },
  "wechat.marketing": {
    node: "nudge",
    change: (d) => {
      d.purpose = "referral";
      putMessage(d, "keep-going", wechat("T1"));
    },
    context: within({ smsTail: "拒收请回复R", quiet: { from: "20:00", to: "08:00" } }),
  },
  "wechat.fieldTooLong": { node: "nudge", change: (d) => putMessage(d, "keep-going", wechat("T1", "{{or learner.name \"同学\"}}的下一节初中代数课已经为你准备好了哦")) },
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
  "push.dailyClass": { node: "warning", change: (d) => add(d, [{ id: "again", type: "send", message: "keep-going-push" }], ["remind.next again"]) },
  "channel.notConnected": { node: "text", change: () => undefined, context: { ...defaultContext, channels: { sms: { isConnected: false }, push: { isConnected: true } } } },
  "webhook.hostNotAllowed": {
    node: "call",
    change: (d) => add(d, [{ id: "call", type: "webhook", url: "https://hooks.example.com@evil.example/x" }], ["nudge.next call"]),
    context: within({ allowedHosts: ["hooks.example.com"] }),
  },
  "template.unguarded": { node: "remind", change: (d) => setBody(d, "{{learner.name}}，你好") },
  "template.unknownPath": { node: "remind", change: (d) => setBody(d, "{{learner.nickname}}") },
  "template.unknownHelper": { node: "remind", change: (d) => setBody(d, "{{shout learner.id}}") },
  "template.syntax": { node: "remind", change: (d) => setBody(d, "{{#if learner.name}}你好") },
  "template.forbidden": { node: "remind", change: (d) => setBody(d, "{{{learner.id}}}") },
  "template.arity": { node: "remind", change: (d) => setBody(d, "{{or learner.id}}") },
  "template.type": { node: "remind", change: (d) => setBody(d, "{{eq learner.id \"s-1\"}}") },
  "template.unformatted": { node: "remind", change: (d) => setBody(d, "{{or evidence.lastAt \"刚才\"}}") },
  "template.tooDeep": { node: "remind", change: (d) => setBody(d, `${"{{#if learner.name}}".repeat(9)}好${"{{/if}}".repeat(9)}`) },
  "template.spaces": { node: "remind", change: (d) => setBody(d, `好${" ".repeat(101)}`) },
  "template.control": { node: "remind", change: (d) => setBody(d, "好\u0007") },
  "tone.riskLevel": { node: "remind", change: (d) => setBody(d, "你已被列为高风险学员") },
  "tone.lost": { node: "remind", change: (d) => setBody(d, "我们快要失去你了") },
  "tone.threat": { node: "remind", change: (d) => setBody(d, "这是最后的机会") },
  "html.link": { node: "nudge", change: (d) => putMessage(d, "keep-going", email('<a href="ftp://x.example">课</a>')) },
  "html.active": { node: "nudge", change: (d) => putMessage(d, "keep-going", email("<script>1</script>")) },
};

test("the base has nothing wrong, and a plan", () => {
  const document = sampleStrategy();
  expect(parseStrategy(document)).toEqual({ document });
  const { plan, hash, diagnostics } = compile(document, defaultContext);
  expect(diagnostics).toEqual([]);
  expect(plan?.hash).toBe(hash);
});

test.each(Object.entries(cases))("%s is said, and nothing else", (code, { change, node, context }) => {
  const document = sampleStrategy(change);
  expect(parseStrategy(document)).not.toHaveProperty("issues");
  const { diagnostics } = compile(document, context ?? defaultContext);
  expect(new Set(diagnostics.map((one) => one.code))).toEqual(new Set([code]));
  expect(diagnostics[0]).toMatchObject({ code, nodeId: node, severity: words[code as keyof typeof words].severity });
});
