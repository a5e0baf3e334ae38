import { expect, test } from "vitest";
import { apply } from "./all.ts";
import { draftFrom } from "./testkit.ts";

const message = { channel: "sms", variants: [{ id: "a", weight: 10_000, content: {} }] };
const draft = draftFrom({
  id: "s",
  nodes: [{ id: "push", type: "send", message: "hello" }],
  edges: [],
  messages: { hello: message, other: message },
});

test("a message is added under a free id only", () => {
  expect(apply(draft, { do: "addMessage", id: "third", message }).messages).toHaveProperty("third", message);
  expect(apply(draft, { do: "addMessage", id: "hello", message: { ...message, channel: "push" } })).toBe(draft);
});

test("a renamed message keeps its place, and those who send it follow", () => {
  const renamed = apply(draft, { do: "renameMessage", id: "hello", to: "greeting" });
  expect(Object.keys(renamed.messages ?? {})).toEqual(["greeting", "other"]);
  expect(renamed.nodes).toEqual([{ id: "push", type: "send", message: "greeting" }]);
  expect(apply(draft, { do: "renameMessage", id: "hello", to: "other" })).toBe(draft);
});
