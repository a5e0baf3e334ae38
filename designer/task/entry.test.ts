import { expect, test } from "vitest";
import type { Draft } from "#designer/document/draft.ts";
import { type TrailKind, type TrailRow, trailKinds } from "#shared/api/trail.ts";
import { gallery } from "#shared/strategy/gallery.ts";
import { dayOf, entryOf } from "./entry.ts";
import { evidenceText } from "./evidence.ts";
import { groupCodes, outcomeCodes } from "./words-task.ts";
import { receiptWords, settledWords } from "./words-trail.ts";

const draft: Draft = {
  nodes: [
    { id: "nudge", type: "send", message: "hello" },
    { id: "urgent", type: "tier", name: { "zh-CN": "紧急级", en: "Urgent" } },
  ],
  edges: [],
  holdout: { salt: "rest", weight: 1000 },
  messages: {
    plain: {
      channel: "push",
      variants: [{ id: "a", content: { en: { title: "{{course.title}}", body: "Back to it" } } }],
    },
    hello: {
      channel: "sms",
      experiment: { salt: "h1" },
      variants: [
        { id: "a", content: {} },
        { id: "b", name: "数据版", content: { "zh-CN": { body: "先看一课" }, en: { body: "One lesson first" } } },
      ],
    },
  },
};
const speech = {
  zone: "Asia/Shanghai",
  actor: (by: string) => (by === "person/1" ? "林老师" : by),
  titles: new Map([["math", "初中数学"]]),
  drafts: new Map([["care", draft]]),
};
const row = (kind: TrailKind, params: TrailRow["params"]): TrailRow => ({
  id: "1",
  at: "2026-03-05T02:00:00.000Z",
  kind,
  params,
  refs: typeof params.of === "string" ? { strategy: params.of } : {},
});
const told = (kind: TrailKind, params: TrailRow["params"]) => {
  const { title, lines, tone } = entryOf(row(kind, params), speech);
  return [title.zh, title.en, lines.map(({ zh }) => zh), lines.map(({ en }) => en), tone];
};

test.each<[TrailKind, TrailRow["params"], unknown[]]>([
  [
    "event",
    {
      type: "lesson.completed",
      course: "math",
      data: { lessonId: "7" },
      isBackfill: false,
      receivedAt: "2026-03-05T03:00:00Z",
    },
    [
      "完成课时（初中数学）",
      "Lesson completed (初中数学)",
      ["lessonId: 7", "2026/03/05 11:00才收到"],
      ["lessonId: 7", "received on Mar 5, 2026, 11:00"],
      "good",
    ],
  ],
  [
    "profile",
    { fields: ["name", "addresses"] },
    ["学校更新了姓名、联系方式", "The school changed name, addresses", [], [], "plain"],
  ],
  ["consent", { channel: "sms", isGiven: false }, ["不再接收短信", "Opted out of SMS", [], [], "warn"]],
  [
    "signal.rose",
    {
      signal: "silent3",
      name: { "zh-CN": "3 天没登录" },
      evidence: { days: 3, hours: 72, lastAt: "2026-03-02T01:00:00Z" },
    },
    [
      "信号出现：3 天没登录",
      "Signal on: 3 天没登录",
      ["已经 3 天没有动静，上次是 2026/03/02 09:00"],
      ["nothing for 3 days; last on Mar 2, 2026, 09:00"],
      "warn",
    ],
  ],
  [
    "tier.entered",
    {
      tier: "watch",
      name: { "zh-CN": "关注级", en: "Watch" },
      isClimb: false,
      signals: [{ id: "s", name: { en: "Score" }, evidence: { score: 3 } }],
    },
    ["进入关注级", "Enters Watch", ["Score：风险评分 3"], ["Score: risk score 3"], "warn"],
  ],
  [
    "send.settled",
    { channel: "sms", message: "hello", variant: "b", state: "suppressed", reason: "cap", winner: null },
    [
      "没有发：短信",
      "Not sent: SMS",
      ["hello · 变体“b”", "原因：触达频次已到上限"],
      ["hello · variant “b”", "why: the frequency cap was reached"],
      "warn",
    ],
  ],
  [
    "send.settled",
    { of: "care", channel: "sms", message: "hello", variant: "b", state: "accepted" },
    ["已发出：短信", "Sent: SMS", ["“先看一课” · 变体“数据版”"], ["“One lesson first” · variant “数据版”"], "act"],
  ],
  [
    "arm",
    { of: "care", salt: "h1", arm: "b", isHoldout: false },
    ["实验“先看一课”：分到“数据版”组", "Experiment “One lesson first”: arm “数据版”", [], [], "plain"],
  ],
  [
    "send.settled",
    { of: "care", channel: "push", message: "plain", variant: "a", state: "accepted" },
    ["已发出：推送", "Sent: push", ["“Back to it”"], ["“Back to it”"], "act"],
  ],
  [
    "arm",
    { of: "care", salt: "rest", arm: "treated", isHoldout: false },
    ["没有分到对照组，照常触达", "Not in the holdout: reached as usual", [], [], "plain"],
  ],
  [
    "promise",
    { of: "care", tier: "urgent", state: "kept", reason: null },
    ["紧急级的触达承诺已兑现", "Reach promise of Urgent kept", [], [], "good"],
  ],
  [
    "step.entered",
    { of: "care", node: "nudge", name: {}, nodeKind: "send", variant: "b" },
    [
      "走到“短信 · 先看一课”（发送消息）",
      "Comes to “SMS · One lesson first” (send)",
      ["变体“数据版”"],
      ["variant “数据版”"],
      "plain",
    ],
  ],
  [
    "send.held",
    {
      channel: "push",
      reason: "quietHours",
      until: "2026-03-06T00:00:00Z",
      windows: [{ of: "school", from: "21:00", to: "08:00" }],
    },
    [
      "先留住：推送",
      "Held: push",
      ["处于免打扰时段，等到 2026/03/06 08:00", "免打扰 21:00–08:00"],
      ["quiet hours, until Mar 6, 2026, 08:00", "quiet from 21:00 to 08:00"],
      "warn",
    ],
  ],
  [
    "send.held",
    { channel: "push", reason: "strategyPaused", until: null },
    ["先留住：推送", "Held: push", ["策略已暂停，直到恢复"], ["the strategy is paused, until it ends"], "warn"],
  ],
  [
    "step.left",
    { node: "call", name: { "zh-CN": "电话" }, nodeKind: "task", port: "promised", reason: null },
    ["离开“电话”：承诺继续学", "Leaves “电话”: Promised to go on", [], [], "plain"],
  ],
  [
    "task.done",
    { by: "person/1", outcome: "needs-help", note: "卡在第三章" },
    ["林老师 完成任务：需要帮助", "林老师 finished the task: Needs help", ["“卡在第三章”"], ["“卡在第三章”"], "good"],
  ],
  [
    "episode.ended",
    { outcome: "lost", reason: "churn:enrolment.withdrawn" },
    ["预警结束：已流失", "Episode ends: Lost", ["原因：学员退课"], ["why: the learner left (withdrew)"], "bad"],
  ],
])("a row of %s is told in both languages", (kind, params, expected) => {
  expect(told(kind, params)).toEqual(expected);
});

test("every kind is told even where nothing is known", () => {
  for (const kind of trailKinds) {
    const { title } = entryOf(row(kind, {}), speech);
    expect([kind, title.zh.includes("undefined"), title.en.includes("undefined")]).toEqual([kind, false, false]);
  }
});

test("every state that a send can be settled in, and every receipt, has words", () => {
  for (const state of [
    "accepted",
    "suppressed",
    "unreachable",
    "expired",
    "withheld",
    "cancelled",
    "unknown",
    "failed",
  ])
    expect(settledWords).toHaveProperty(state);
  for (const state of ["delivered", "opened", "acted", "failed"]) expect(receiptWords).toHaveProperty(state);
});

test("every outcome and group of the gallery has words", () => {
  const tasks = gallery.flatMap(({ document }) => document.nodes.filter((node) => node.type === "task"));
  expect(tasks.length).toBeGreaterThan(5);
  expect(tasks.flatMap(({ outcomes }) => outcomes).filter((code) => !Object.hasOwn(outcomeCodes, code))).toEqual([]);
  expect(tasks.map(({ group }) => group).filter((code) => !Object.hasOwn(groupCodes, code))).toEqual([]);
});

test.each([
  [{ days: 1, hours: 30, lastAt: "2026-03-02T01:00:00Z" }, "已经 30 小时没有动静，上次是 2026/03/02 09:00"],
  [{ count: 2, days: 14, lastAt: "2026-03-02T01:00:00Z" }, "14 天内 2 次，最近一次 2026/03/02 09:00"],
  [{ count: 2, baseline: 8.4, ratio: 0.24, days: 7 }, "最近 7 天 2 次，平时 8.4 次（24%）"],
  [
    { key: "q7", overdueHours: 5, openedAt: "2026-03-02T01:00:00Z", dueAt: "2026-03-02T02:00:00Z" },
    "q7 超过期限 2026/03/02 10:00 已 5 小时",
  ],
  [{ progress: 3, median: 8, behind: 62 }, "进度 3，同期学员中位 8，落后 62%"],
  [{ days: 7, course: "math" }, "课程 math：连续 7 天"],
  [{ value: 0.42, count: 3 }, "数值 0.42（3 次记录）"],
  [{ vip: true, since: "2026-03-02T01:00:00Z" }, "vip = true"],
  [{}, ""],
])("figures %j are a sentence", (figures, sentence) => {
  expect(evidenceText(figures, "Asia/Shanghai").zh).toBe(sentence);
});

test("a row's day is the school's", () => {
  expect(dayOf("2026-03-05T17:00:00Z", "Asia/Shanghai")).toBe("2026-03-06");
});
