// What two people changed, in the words of the forms.
import { expect, test } from "vitest";
import { apply, type Command } from "#designer/document/all.ts";
import type { Draft } from "#designer/document/draft.ts";
import { merge } from "#designer/document/merge.ts";
import { sampleStrategy } from "#shared/strategy/sample.ts";
import { conflictView } from "./conflict-view.ts";

const base = sampleStrategy() as unknown as Draft;
const after = (...commands: readonly Command[]) => commands.reduce(apply, base);

function viewsOf(mine: Draft, theirs: Draft, locale: "zh" | "en") {
  return merge(base, mine, theirs).conflicts.map((conflict) => conflictView(conflict, mine, locale));
}

test("a node goes by its name, its field by the label of the form, a value by its words", () => {
  const to = (value: string) => after({ do: "setNode", id: "silent", path: ["for"], value });
  expect(viewsOf(to("P4D"), to("P5D"), "zh")).toEqual([
    { title: "节点 缺席 · 持续没有", path: "nodes.silent.for", was: "3 天", mine: "4 天", theirs: "5 天" },
  ]);
});

test("of a part with several fields those are told that differ", () => {
  const to = (days: number) => after({ do: "setStrategy", path: ["goal", "days"], value: days });
  const [view] = viewsOf(to(4), to(5), "en");
  expect(view).toMatchObject({ title: "Strategy · On at least", path: "goal", mine: "4", theirs: "5" });
});

test("a variant is told by its texts, under the node that sends its message", () => {
  const [id = "", message] = Object.entries(base.messages ?? {})[0] ?? [];
  const variant = message?.variants[0]?.id ?? "";
  const to = (value: number) => after({ do: "setMessage", id, path: ["variants", 0, "weight"], value });
  const [view] = viewsOf(to(4000), to(3000), "zh");
  expect(view?.path).toBe(`messages.${id}.variants.${variant}`);
  expect(view?.title).toMatch(/^消息 .+ · 变体 /);
  expect(view?.mine).toMatch(/^权重: 40%/);
  expect(`${view?.mine}${view?.title}`).not.toMatch(/variants|content|"weight/);
});

test("what one took out whole is told as removed, and by its name", () => {
  const mine = after({ do: "removeNodes", ids: ["silent"] });
  const theirs = after({ do: "setNode", id: "silent", path: ["for"], value: "P9D" });
  const [view] = viewsOf(mine, theirs, "en");
  expect(view?.title).toBe("Node Absence");
  expect(view?.mine).toBe("removed");
  expect(view?.theirs).toContain("9 days");
});
