import { expect, test } from "vitest";
import { diffStrategies, removedNodes } from "./diff.ts";
import type { Strategy } from "./document.ts";
import { add, cut, sampleMessage, sampleStrategy, setNode } from "./sample.ts";

const english = (change: (document: Strategy) => void) =>
  diffStrategies(sampleStrategy(), sampleStrategy(change)).map(({ message }) => message.en);

test("a document and its copy do not differ, wherever nodes are drawn and in whatever order", () => {
  expect(english((d) => (d.layout = { text: { x: 5, y: 5 } }))).toEqual([]);
  expect(english((d) => void [d.nodes.reverse(), d.edges.reverse()])).toEqual([]);
});

test("nodes and connections that come, go and change are told by name", () => {
  const change = (d: Strategy) => {
    d.nodes = d.nodes.filter((node) => node.id !== "text");
    setNode(d, "silent", { for: "P5D", cause: undefined });
    cut(d, "seen.timeout text");
    add(d, [{ id: "bye", type: "end" }], ["seen.timeout bye"]);
  };
  expect(english(change)).toEqual([
    "Added node bye",
    "Changed node silent: cause motivation → –, for P3D → P5D",
    "Removed node text",
    "Added connection seen.timeout → bye",
    "Removed connection seen.timeout → text",
  ]);
  expect(removedNodes(sampleStrategy(), sampleStrategy(change))).toEqual(["text"]);
});

test("a step that becomes one of another type is removed as far as running episodes go", () => {
  const change = (d: Strategy) => (d.nodes[7] = { id: "text", type: "end" });
  expect(removedNodes(sampleStrategy(), sampleStrategy(change))).toEqual(["text"]);
  expect(
    removedNodes(
      sampleStrategy(),
      sampleStrategy((d) => setNode(d, "seen", { timeout: "PT12H" })),
    ),
  ).toEqual([]);
});

test("the document's own parts are told first", () => {
  const change = (d: Strategy) => {
    d.goal = { ...d.goal, days: 3 };
    d.audience = { attr: "grade", op: "eq", value: 3 };
    d.policy = { ...d.policy, priority: 60 };
    delete d.holdout;
    d.churn = { events: ["order.refunded"] };
  };
  expect(english(change)).toEqual([
    'Changed the audience: audience {"attr":"status","op":"eq","value":"studying"} → {"attr":"grade","op":"eq","value":3}',
    "Changed the goal: days 2 → 3",
    "Added the churn events",
    "Changed the policy: priority 50 → 60",
    "Removed the holdout",
  ]);
});

test("messages and their variants are told apart, in both languages", () => {
  const change = (d: Strategy) => {
    Object.assign(sampleMessage(d, "keep-going").experiment ?? {}, { salt: "kg-2" });
    Object.assign(sampleMessage(d, "keep-going").variants[0] ?? {}, { weight: 10_000 });
    sampleMessage(d, "keep-going").variants.pop();
    Reflect.deleteProperty(d.messages ?? {}, "come-back");
  };
  const changes = diffStrategies(sampleStrategy(), sampleStrategy(change));
  expect(changes.map(({ of, is, id }) => [of, is, id].join(" "))).toEqual([
    "message removed come-back",
    "message changed keep-going",
    "variant changed keep-going.a",
    "variant removed keep-going.b",
  ]);
  expect(changes[2]?.message).toEqual({
    "zh-CN": "修改变体 keep-going.a：weight 5000 → 10000",
    en: "Changed variant keep-going.a: weight 5000 → 10000",
  });
});
