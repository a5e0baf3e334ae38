import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultContext } from "#shared/strategy/context.ts";
import type { Strategy } from "#shared/strategy/document.ts";
import { cycles, wrongConnections } from "#shared/strategy/shape-rules.ts";
import { studyOf } from "#shared/strategy/study.ts";
import { apply } from "./all.ts";
import { refusalOf, targetsFor } from "./connection.ts";
import { type Draft, nodeAt } from "./draft.ts";
import { drawnIn, toFlow } from "./flow.ts";
import { layoutOf } from "./layout.ts";
import { portsOf } from "./ports.ts";
import { judge } from "./problems.ts";
import { searchNodes } from "./search.ts";
import { sizeOf } from "./size.ts";
import { anyDraft, anyRolls, commandFrom, draftFrom, drafts, frozen } from "./testkit.ts";

const three = frozen(drafts[0] ?? draftFrom({ id: "none" }));

describe("the canvas", () => {
  test("document to canvas to document to canvas is the identity, whatever was done", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, (draft, rolls) => {
        const end = rolls.reduce((one, roll) => apply(one, commandFrom(one, roll)), draft);
        const flow = toFlow(end);
        const back = { ...end, ...drawnIn(flow) };
        expect(back.nodes).toEqual(end.nodes);
        expect(back.edges).toEqual(end.edges);
        expect(toFlow(back)).toEqual(flow);
        const ids = new Set(flow.nodes.map(({ id }) => id));
        for (const { source, target } of flow.edges) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
        for (const { source, sourceHandle } of flow.edges) {
          const ports = flow.nodes.find(({ id }) => id === source)?.data.ports.map(({ id }) => id);
          expect(ports).toContain(sourceHandle);
        }
      }),
    );
  });

  test("redrawn after a change, it is as if drawn anew, and what did not change is the same object", () => {
    fc.assert(
      fc.property(anyDraft, anyRolls, (draft, rolls) => {
        let flow = toFlow(draft);
        let here = draft;
        for (const roll of rolls) {
          const next = apply(here, commandFrom(here, roll));
          const redrawn = toFlow(next, {}, flow);
          expect(redrawn).toEqual(toFlow(next));
          for (const [index, node] of next.nodes.entries()) {
            const isUntouched =
              nodeAt(here, node.id) === node &&
              here.layout?.[node.id] === next.layout?.[node.id] &&
              here.messages === next.messages &&
              here.edges === next.edges;
            if (isUntouched) expect(redrawn.nodes[index]).toBe(flow.nodes.find(({ id }) => id === node.id));
          }
          [flow, here] = [redrawn, next];
        }
      }),
    );
  });

  test("moving one of the nodes redraws that one alone", () => {
    const flow = toFlow(three);
    const moved = toFlow(apply(three, { do: "moveNodes", to: { watch: { x: 1, y: 2 } } }), {}, flow);
    expect(moved.nodes.filter((node, index) => node !== flow.nodes[index]).map(({ id }) => id)).toEqual(["watch"]);
    expect(moved.edges.every((edge, index) => edge === flow.edges[index])).toBe(true);
  });

  test("connections of missing nodes are left out, those of a lost port get one", () => {
    const edges = [
      { from: "a", port: "next", to: "gone" },
      { from: "a", port: "old", to: "b" },
    ];
    const flow = toFlow(
      draftFrom({
        id: "x",
        nodes: [
          { id: "a", type: "wait" },
          { id: "b", type: "odd" },
        ],
        edges,
      }),
    );
    expect(flow.edges.map(({ id }) => id)).toEqual(["a old b"]);
    expect(flow.nodes[0]?.data.ports).toEqual([
      { id: "next", isLost: false },
      { id: "old", isLost: true },
    ]);
  });

  test("a score shows the signals it weighs", () => {
    const weights = toFlow(three).edges.filter(({ data }) => data?.weight !== null);
    expect(weights.map(({ source, target, data }) => [source, target, data?.weight])).toContainEqual([
      "leaving",
      "edge",
      3,
    ]);
  });
});

const rules = `
  silent3      on           watch        duplicate
  silent3      on           urgent       ok
  silent3      on           nudge        signalToStep
  silent3      on           edge         ok
  stalled      on           edge         duplicate
  edge         on           edge         itself
  silent3      on           stalled      intoSignal
  watch        enter        text         ok
  watch        enter        warning      intoTier
  watch        next         text         noPort
  nudge        next         watch        intoTier
  nudge        next         silent3      intoSignal
  text         next         remind       cycle
  nudge        next         nudge        itself
  nudge        next         nobody       unknown`;

test.each(
  rules
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/)),
)("from %s by %s to %s: %s", (from = "", port = "", to = "", said) => {
  expect(refusalOf(three, { from, port, to }) ?? "ok").toBe(said);
});

test("a port leads exactly where the compiler then finds nothing wrong with it", () => {
  const isSound = (edges: Draft["edges"]) => {
    const study = studyOf({ ...three, edges } as unknown as Strategy);
    return [...wrongConnections(study), ...cycles(study)].length === 0;
  };
  expect(isSound(three.edges)).toBe(true);
  for (const { id: from, type, ...rest } of three.nodes) {
    const port = portsOf({ id: from, type, ...rest })[0];
    if (port === undefined || type === "signal") continue;
    const allowed = targetsFor(three, from, port).map(({ id }) => id);
    const others = three.nodes.filter(
      ({ id: to }) => to !== from && refusalOf(three, { from, port, to }) !== "duplicate",
    );
    const sound = others.filter(({ id: to }) => isSound([...three.edges, { from, port, to }]));
    expect(
      sound.map(({ id }) => id),
      from,
    ).toEqual(allowed);
  }
});

test("laid out, no two nodes lie on each other and columns follow each other", () => {
  for (const draft of drafts.filter(({ nodes }) => nodes.length > 0)) {
    const places = layoutOf(draft);
    const boxes = draft.nodes.map((node) => ({ ...node, ...(places[node.id] ?? { x: 0, y: 0 }), ...sizeOf(node) }));
    for (const a of boxes) {
      for (const b of boxes) {
        const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(a === b || isApart, `${draft.id}: ${a.id} and ${b.id}`).toBe(true);
      }
    }
    for (const { from, to } of draft.edges) expect((places[from]?.x ?? 0) < (places[to]?.x ?? 0)).toBe(true);
    expect(layoutOf(draft)).toEqual(places);
  }
});

test("nodes are found by name, numbers and what they send, in either language", () => {
  const ids = (query: string) => searchNodes(three, query).map(({ node }) => node.id);
  expect(ids("silent")).toEqual(expect.arrayContaining(["silent3", "silent14"]));
  expect(ids("3 天没有")[0]).toBe("silent3");
  expect(ids("关注级")).toEqual(["watch"]);
  expect(ids("短信")).toContain("text");
  expect(ids("14 days")).toContain("silent14");
  expect(ids("  ")).toEqual([]);
});

test("an unfinished draft tells its problems at their nodes", () => {
  const draft = apply(three, { do: "setNode", id: "silent3", path: ["for"] });
  const { problems, plan } = judge(draft, defaultContext);
  expect(plan).toBeNull();
  expect(problems).toMatchObject([{ code: "strategy.missing", nodeId: "silent3", path: ["nodes", 0, "for"] }]);
});
