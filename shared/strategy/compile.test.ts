// Every diagnostic has one case that provokes it and nothing else; the base has none.
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { defaultContext } from "./context.ts";
import type { Patch } from "./diagnostic.ts";
import type { Strategy } from "./document.ts";
import { flowCases } from "./flow-cases.ts";
import { gallery } from "./gallery.ts";
import { contextRules, documentRules } from "./rules.ts";
import { add, sampleStrategy, within } from "./sample.ts";
import { setBody, textCases } from "./text-cases.ts";
import { parseStrategy } from "./validate.ts";
import { words } from "./words.ts";

const cases = { ...flowCases, ...textCases };

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

test("every code that a document can provoke has its line", () => {
  const unprovoked = ["template.notText", "template.unusable"];
  expect([...Object.keys(cases), ...unprovoked].sort()).toEqual(Object.keys(words).sort());
});

test("every text has its numbers in both languages", () => {
  for (const { change, context } of Object.values(cases)) {
    for (const { message } of compile(sampleStrategy(change), context ?? defaultContext).diagnostics) {
      expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
      expect(message["zh-CN"] + message.en).not.toMatch(/\{\w+\}|undefined|NaN/);
    }
  }
});

test("a message calls things by their names, its parameters by their ids", () => {
  const document = sampleStrategy((d) => {
    const node = d.nodes.find(({ id }) => id === "text");
    if (node !== undefined) node.name = { "zh-CN": "晚间提醒", en: "Evening note" };
  });
  const context = { ...defaultContext, channels: { sms: { isConnected: false } } };
  const [said] = compile(document, context).diagnostics;
  expect(said?.params).toEqual({ node: "text", channel: "sms" });
  expect(said?.message).toEqual({
    "zh-CN": "短信渠道尚未接通，步骤“晚间提醒”由沙盒代发",
    en: "Channel SMS is not connected: the sandbox stands in for step “Evening note”.",
  });
});

test("a fix that is offered puts its own diagnostic right", () => {
  const fixed = Object.values(cases).flatMap(({ change, context = defaultContext }) => {
    const document = sampleStrategy(change);
    return compile(document, context).diagnostics.flatMap(({ code, fix }) => {
      if (fix?.patch === undefined) return [];
      const mended = compile(patched(document, fix.patch), context).diagnostics.map((one) => one.code);
      expect(mended).not.toContain(code);
      return [code];
    });
  });
  expect(fixed.sort()).toEqual(["edge.wrongTarget", "message.unused", "quiet.equalEnds", "weights.sum"]);
});

test("the gallery compiles without an error", () => {
  for (const { document } of gallery) {
    const { plan, diagnostics } = compile(document, defaultContext);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan).not.toBeNull();
  }
});

test("what the school is like moves diagnostics only, never plan and hash", () => {
  const document = sampleStrategy();
  const strict = compile(document, within({ caps: [{ id: "c", scope: "push", limit: 0, per: "day" }] }));
  expect(strict.diagnostics.map(({ code }) => code)).toEqual(["cap.zero"]);
  expect(strict.plan).toEqual(compile(document, defaultContext).plan);
});

test("an error of the document leaves no plan, but a hash", () => {
  const { plan, hash } = compile(
    sampleStrategy((d) => add(d, [], ["text.next remind"])),
    defaultContext,
  );
  expect(plan).toBeNull();
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
});

test("a school switches off rules of channels and tone, not of meaning", () => {
  const document = sampleStrategy((d) => {
    setBody(d, "我们快要失去你了");
    add(d, [], ["silent.on nudge"]);
  });
  const off = within({ rulesOff: ["tone.lost", "edge.wrongTarget"] });
  expect(compile(document, off).diagnostics.map(({ code }) => code)).toEqual(["edge.wrongTarget"]);
});

test("a chain of a thousand steps and a circle of a thousand are both told in time", () => {
  const chain = (isClosed: boolean) =>
    sampleStrategy((d) => {
      const ids = Array.from({ length: 990 }, (_, index) => `s${index}`);
      add(
        d,
        ids.map((id) => ({ id, type: "update", addTags: ["x"] })),
        ["watch.enter s0"],
      );
      add(
        d,
        [],
        ids.slice(1).map((id, index) => `s${index}.next ${id}`),
      );
      if (isClosed) add(d, [], ["s989.next s0"]);
    });
  expect(compile(chain(false), defaultContext).diagnostics).toEqual([]);
  const closed = compile(chain(true), defaultContext).diagnostics;
  expect(closed).toMatchObject([
    { code: "flow.cycle", params: { cycle: "s0 → s1 → s2 → s3 → s4 → s5 → s6 → … → s0" } },
  ]);
});

test("whatever is drawn between the nodes, the compiler answers, and alike for any order of edges", () => {
  const ports = [
    "silent.on",
    "stalled.on",
    "watch.enter",
    "warning.enter",
    "nudge.next",
    "remind.next",
    "remind.unreachable",
    "seen.yes",
    "seen.timeout",
    "text.next",
  ];
  const targets = ["watch", "warning", "silent", "nudge", "remind", "seen", "text"];
  const lines = ports.flatMap((port) => targets.map((to) => `${port} ${to}`));
  fc.assert(
    fc.property(fc.shuffledSubarray(lines, { maxLength: 14 }), (edges) => {
      const drawn = (list: readonly string[]) =>
        sampleStrategy((d) => {
          d.edges = [];
          add(d, [], list);
        });
      const [one, other] = [compile(drawn(edges), defaultContext), compile(drawn(edges.toReversed()), defaultContext)];
      expect(one.hash).toBe(other.hash);
      const codes = (list: typeof one) => list.diagnostics.map(({ code }) => code).sort();
      expect(codes(one)).toEqual(codes(other));
      expect(one.plan === null).toBe(one.diagnostics.some(({ severity }) => severity === "error"));
    }),
    { numRuns: 300 },
  );
});

test("each rule stands in one list, once", () => {
  const rules = [...documentRules, ...contextRules].map((rule) => rule.name);
  expect(new Set(rules).size).toBe(rules.length);
});

function patched(document: Strategy, patch: readonly Patch[]): Strategy {
  const copy = JSON.parse(JSON.stringify(document)) as Strategy;
  for (const one of patch) {
    const last = one.path.at(-1) ?? "";
    const parent = one.path
      .slice(0, -1)
      .reduce<unknown>((here, key) => (here as Record<string | number, unknown>)[key], copy);
    if (one.op === "replace") Object.assign(parent as object, { [last]: one.value });
    else if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else Reflect.deleteProperty(parent as object, last);
  }
  return copy;
}
