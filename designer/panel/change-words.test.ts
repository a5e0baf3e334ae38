import { expect, test } from "vitest";
import type { Draft } from "#designer/document/draft.ts";
import { diffStrategies } from "#shared/strategy/diff.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { add, cut, sampleStrategy, setNode } from "#shared/strategy/sample.ts";
import { changeLines } from "./change-words.ts";

function linesOf(change: (document: Strategy) => void, locale: "zh" | "en") {
  const [before, now] = [sampleStrategy(), sampleStrategy(change)];
  const lines = changeLines(diffStrategies(before, now), now as unknown as Draft, before as unknown as Draft, locale);
  return lines.map(({ is, title, details, nodeId }) => [is, title, ...details, nodeId]);
}

test("a changed field is told by its label and in words", () => {
  const change = (document: Strategy) =>
    setNode(document, "silent", { for: "P7D", events: ["lesson.completed"], per: "course" });
  expect(linesOf(change, "zh")).toEqual([
    [
      "changed",
      "节点 缺席 silent",
      "事件: 登录学习 → 完成课时",
      "持续没有: 3 天 → 7 天",
      "统计范围: 无 → 每门课程分别",
      "silent",
    ],
  ]);
  expect(linesOf(change, "en")[0]).toContain("None for: 3 days → 7 days");
});

test("what is gone is told by the name it had, and leads nowhere", () => {
  const change = (document: Strategy) => {
    document.nodes = document.nodes.filter(({ id }) => id !== "text");
    cut(document, "seen.timeout text");
  };
  const lines = linesOf(change, "en");
  expect(lines).toContainEqual(["removed", "node Send text", null]);
  expect(lines).toContainEqual(["removed", "connection Wait for seen (timeout) → Send text", "seen"]);
});

test("parts and messages keep the words of the diff", () => {
  const change = (document: Strategy) => {
    document.purpose = "service";
    add(document, [{ id: "stop", type: "end" }], ["text.next stop"]);
  };
  const titles = linesOf(change, "zh").map(([, title]) => title);
  expect(titles[0]).toContain("用途");
  expect(titles).toContain("节点 结束 stop");
});
