import { expect, test } from "vitest";
import { apply } from "#designer/document/all.ts";
import type { Draft } from "#designer/document/draft.ts";
import type { Problem } from "#designer/document/problems.ts";
import { isAlternatives, modeOf, takeMode } from "#shared/kernel/form.ts";
import { wait } from "#shared/node/wait.ts";
import { sampleStrategy } from "#shared/strategy/sample.ts";
import { problemsAt, problemsBeside } from "./problems.ts";
import { commandsFor } from "./write.ts";

const draft = sampleStrategy() as unknown as Draft;
const carriedOut = (from: Draft, values: Record<string, unknown>, nodeId: string | null, owner: object = from) =>
  commandsFor(owner as Record<string, unknown>, values, nodeId).reduce(apply, from);

test("a field of the strategy is written where it stands, and with its last field a part goes", () => {
  const eager = carriedOut(draft, { "policy.priority": 80 }, null);
  expect(eager.policy).toMatchObject({ priority: 80, cooldown: "P14D" });
  const policy = draft.policy as Record<string, unknown>;
  const bare = carriedOut(
    draft,
    Object.fromEntries(Object.keys(policy).map((key) => [`policy.${key}`, undefined])),
    null,
  );
  expect(bare).not.toHaveProperty("policy");
});

test("another way to wait takes the place of the first, and back", () => {
  const waiting: Draft = { ...draft, nodes: [...draft.nodes, { id: "pause", type: "wait", for: "P1D" }] };
  const [item] = wait.form;
  if (item === undefined || !isAlternatives(item)) throw new Error("a wait has alternatives");
  const [first, second] = item.modes;
  if (first === undefined || second === undefined) throw new Error("a wait has two ways");
  const node = (one: Draft) => one.nodes.find(({ id }) => id === "pause") ?? {};
  const until = carriedOut(waiting, takeMode(node(waiting), item, second), "pause", node(waiting));
  expect(node(until)).toEqual({ id: "pause", type: "wait", until: { time: "19:00" } });
  expect(modeOf(node(until), item)).toBe(second);
  const back = carriedOut(until, takeMode(node(until), item, first), "pause", node(until));
  expect(node(back)).toEqual({ id: "pause", type: "wait", for: "P1D" });
});

test("a problem is shown at its field, else by the whole form", () => {
  const problem = (path: (string | number)[]): Problem => ({
    code: "strategy.value",
    severity: "error",
    nodeId: "silent",
    path,
    message: { "zh-CN": "值", en: "value" },
  });
  const inside = problem(["nodes", 2, "until", "time"]);
  const other = problem(["nodes", 2]);
  const alike = problem(["nodes", 2, "untilWhen"]);
  const all = [inside, other, alike];
  expect(problemsAt(all, ["nodes", 2], "until")).toEqual([inside]);
  expect(problemsAt(all, ["nodes", 2], "until.time")).toEqual([inside]);
  expect(problemsAt(all, ["nodes", 1], "until.time")).toEqual([]);
  expect(problemsBeside(all, ["nodes", 2], ["until.time"])).toEqual([other, alike]);
});
