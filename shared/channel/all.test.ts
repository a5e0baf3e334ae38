import { expect, test } from "vitest";
import { contentSchemas } from "#shared/message/content.ts";
import { channelOf, channels } from "./all.ts";

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const context = { to: "13800000000", type: "episode.opened", decidedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678) };

test.each(
  channels.map((channel) => [channel.id, channel] as const),
)("%s keeps the contract of a channel", (id, channel) => {
  const facts = channel.describe();
  expect(channelOf(id)).toBe(channel);
  expect(facts.channel).toBe(id);
  expect(facts.label["zh-CN"]).not.toBe("");
  expect(facts.label.en).not.toBe("");
  expect(facts.keyWindowMs !== undefined).toBe(facts.keyClass === "keyed");
  for (const clock of [facts.providerQuiet?.from, facts.providerQuiet?.to])
    if (clock !== undefined) expect(clock).toMatch(CLOCK);
  if (facts.providerQuiet !== undefined) expect(facts.interrupts).toBe(true);
  const data = channel.encode({ title: "继续学习", to: "someone else" }, context);
  expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  if (id !== "webhook") expect(data).toEqual({ title: "继续学习", to: context.to });
});

test("every channel that content can be written for is listed, once", () => {
  expect(channels.map((channel) => channel.id).toSorted()).toEqual(Object.keys(contentSchemas).toSorted());
});

test("only what rings waits for quiet hours, and only what reaches a learner takes cap places", () => {
  const idsWhere = (fact: "interrupts" | "countsToCaps") =>
    channels.filter((channel) => channel.describe()[fact]).map((channel) => channel.id);
  expect(idsWhere("interrupts")).toEqual(["push", "wechat", "email", "sms"]);
  expect(idsWhere("countsToCaps")).toEqual(["inapp", "push", "wechat", "email", "sms"]);
});

test("a webhook's body has the three fields of Standard Webhooks", () => {
  expect(channelOf("webhook").encode({ body: { learner: "l-1" } }, context)).toEqual({
    type: "episode.opened",
    timestamp: "2026-01-02T03:04:05.678Z",
    data: { learner: "l-1" },
  });
});

test("the sandbox is no channel", () => {
  expect(() => channelOf("sandbox")).toThrow("no such channel");
});
