import fc from "fast-check";
import { expect, test } from "vitest";
import type { Draft } from "#designer/document/draft.ts";
import { detectable } from "#shared/stats/sample-size.ts";
import { charsOf, measureSms, priceOf, shownChars } from "./counters.ts";
import { banditFloor, freshExperiment, freshSalt, inputOf, planOf } from "./experiment-plan.ts";
import { completionsAt, offeredFields, ownEvidence } from "./template-fields.ts";
import { nextVariantId, sendersOf, shareRest, withText } from "./variants.ts";

const draft: Draft = {
  goal: { within: "P14D" },
  nodes: [
    { id: "silent", type: "signal", kind: "absence" },
    { id: "push", type: "send", message: "hello" },
  ],
  edges: [],
  messages: {
    hello: { channel: "sms", variants: [{ id: "a", weight: 10_000 }], experiment: { salt: "hello-1" } },
  },
  holdout: { salt: "holdout-1", weight: 1000 },
};

test("an SMS of 71 units is two parts, signature and tail counted", () => {
  const own = measureSms("字".repeat(61), "【晨光】", "拒收请回复R", 5);
  expect(own).toMatchObject({ chars: 71, parts: 2, perPart: 67, left: 63, fen: 10 });
  expect(measureSms("字".repeat(60), "", "", null)).toMatchObject({ parts: 1, left: 10, fen: null });
  expect(measureSms("x".repeat(161), "", "", 5)).toMatchObject({ encoding: "GSM-7", parts: 2 });
});

test("a part costs what the school pays, else the list price; what has none costs nothing known", () => {
  expect([
    priceOf("sms", { sms: 3.8 }),
    priceOf("sms", undefined),
    priceOf("inapp", {}),
    priceOf("toString", {}),
  ]).toEqual([3.8, 5, null, null]);
});

test("bounds hold for the fields that devices cut", () => {
  expect([
    shownChars("wechat", "fields.thing2", "zh-CN"),
    shownChars("wechat", "fields.date3", "zh-CN"),
    shownChars("push", "title", "zh-CN"),
  ]).toEqual([20, null, 20]);
  expect(shownChars("push", "title", "en")).toBe(40);
  expect(charsOf("😀好")).toBe(2);
});

test("weights always add up to the whole, and the one set is what was asked for", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(weights, fc.nat(9), fc.integer({ min: 0, max: 10_000 }), (before, pick, weight) => {
      const index = pick % before.length;
      const after = shareRest(before, index, weight);
      expect(after.reduce((sum, one) => sum + one, 0)).toBe(10_000);
      expect(after[index]).toBe(weight);
      expect(Math.min(...after)).toBeGreaterThanOrEqual(0);
    }),
  );
  expect(shareRest([5000, 5000], 0, 10_000)).toEqual([10_000, 0]);
});

test("a field that is emptied leaves nothing behind", () => {
  expect(withText(null, "body", "好")).toEqual({ body: "好" });
  expect(withText({ body: "好" }, "body", "")).toBeUndefined();
  expect(withText({ title: "甲" }, "action.label", "去")).toEqual({
    title: "甲",
    action: { label: "去", link: "resume" },
  });
  expect(withText({ title: "甲", action: { label: "去", link: "resume" } }, "action.label", "")).toEqual({
    title: "甲",
  });
  expect(withText({ fields: { thing1: "甲" } }, "fields.thing1", "")).toBeUndefined();
});

test("variants get the next free letter, messages know who sends them", () => {
  expect(nextVariantId([{ id: "a" }, { id: "c" }])).toBe("b");
  expect([sendersOf(draft, "hello"), sendersOf(draft, "nobody")]).toEqual([["push"], []]);
});

test("fields are those that the strategy's own signals fill", () => {
  expect([...ownEvidence(draft)].sort()).toEqual(
    ["days", "hours", "lastAt", "since"].map((name) => `evidence.${name}`),
  );
  const paths = offeredFields(draft).map(({ path }) => path);
  expect(paths).toContain("evidence.days");
  expect(paths).not.toContain("evidence.score");
});

test("completion offers fields and helpers where they may stand, and a fallback where one is needed", () => {
  const labels = (text: string) =>
    completionsAt(text, text.length, offeredFields(draft), () => "同学")?.options ?? null;
  expect(labels("{{")).toContainEqual(
    expect.objectContaining({ label: "learner.name", insert: 'or learner.name "同学"' }),
  );
  expect(labels("{{")).toContainEqual(expect.objectContaining({ label: "percent" }));
  expect(labels("{{percent ")?.every(({ kind, label, insert }) => kind === "field" && label === insert)).toBe(true);
  expect(labels("{{#")?.map(({ label }) => label)).toEqual(["if", "unless", "each"]);
  expect(labels("你好")).toBeNull();
});

test("a plan says learners of each arm, days, and what a quarter would find", () => {
  const plan = planOf({ baseline: 0.1, effect: 0.02, power: 0.8, weights: [5000, 5000], windowDays: 14, perWeek: 700 });
  expect(plan?.perArm).toEqual([plan?.learners, plan?.learners].map((n) => Math.ceil((n ?? 0) / 2)));
  expect(plan?.days).toBe(Math.ceil((plan?.learners ?? 0) / 100) + 14);
  expect(plan?.findable).toBe(detectable(4550, { baselineRate: 0.1, ratio: 1, alpha: 0.04, power: 0.8 }).up);
  const still = { baseline: 0.1, effect: 0.02, power: 0.8, windowDays: 14, perWeek: null };
  expect(planOf({ ...still, weights: [5000, 5000] })).toMatchObject({ days: null, findable: null });
  expect([planOf({ ...still, weights: [10_000, 0] }), planOf({ ...still, effect: 0.95, weights: [1, 1] })]).toEqual([
    null,
    null,
  ]);
});

test("a message's plan takes the usual power and the goal's window where it names none", () => {
  const message = {
    channel: "sms",
    variants: [{ id: "a", weight: 10_000 }],
    experiment: { baseline: 0.1, smallestEffect: 0.02 },
  };
  expect(inputOf(draft, message, 70)).toEqual({
    ...{ baseline: 0.1, effect: 0.02, perWeek: 70, weights: [10_000], power: 0.8, windowDays: 14 },
  });
  expect(inputOf(draft, { ...message, experiment: { baseline: 0.1 } }, 70)).toBeNull();
});

test("a new experiment has a salt of its own", () => {
  expect(freshExperiment(draft, "hello")).toMatchObject({ salt: "hello-2", metric: "recovered", allocation: "fixed" });
  expect(freshSalt(draft, "hello", ["hello-2"])).toBe("hello-3");
  expect([banditFloor(3), banditFloor(10)]).toEqual([0.1, 0.05]);
});
