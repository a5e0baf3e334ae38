import fc from "fast-check";
import { expect, test } from "vitest";
import type { FlowNode } from "#shared/node/all.ts";
import type { Strategy } from "./document.ts";
import { type Drawing, draw, targetsAt } from "./drawing.ts";
import { add, sampleStrategy } from "./sample.ts";
import { scenariosOf, spanOf, type Touch } from "./scenarios.ts";
import { portsOf } from "./structure.ts";

const send = (id: string): FlowNode => ({ id, type: "send", message: "keep-going" });
const kinds: ((id: string) => FlowNode)[] = [
  send,
  (id) => ({ id, type: "send", message: "come-back" }),
  (id) => ({ id, type: "wait", for: "PT1H" }),
  (id) => ({ id, type: "waitFor", events: ["session.started"], timeout: "PT3H" }),
  (id) => ({ id, type: "branch", cases: [{ port: "one", when: { attr: "grade", op: "exists" } }] }),
  (id) => ({ id, type: "task", group: "tutors", title: {}, within: "PT2H", outcomes: ["done"] }),
];

/** A flow of its own under the tier `watch`: nodes n0, n1 … and lines "from.port to"; the tier's own line is "watch.enter n0". */
function flow(nodes: readonly FlowNode[], lines: readonly string[]): Strategy {
  return sampleStrategy((document) => {
    document.nodes = document.nodes.filter((node) => node.type === "signal" || node.type === "tier");
    document.edges = document.edges.filter((edge) => edge.port === "on");
    add(document, nodes, lines);
  });
}

/** Every choice of one port for each node, walked plainly: the oracle. */
function everyWay(drawing: Drawing): Touch[][] {
  const choices = drawing.flow.reduce<Map<string, string>[]>(
    (lists, node) => lists.flatMap((list) => portsOf(node).map((port) => new Map([...list, [node.id, port]]))),
    [new Map()],
  );
  return choices.map((ports) => plainWalk(drawing, ports));
}

function plainWalk(drawing: Drawing, ports: ReadonlyMap<string, string>): Touch[] {
  const arrival = new Map(targetsAt(drawing, "watch", "enter").map((id) => [id, 0]));
  const touches: Touch[] = [];
  const nodes = drawing.order.flatMap((id) => drawing.flow.filter((node) => node.id === id));
  for (const node of nodes) {
    const at = arrival.get(node.id) ?? Number.POSITIVE_INFINITY;
    const port = ports.get(node.id) ?? "";
    const { leastMs, isTouch } = spanOf(node, port);
    if (isTouch && Number.isFinite(at)) touches.push({ at, channel: channelOf(node), node: node.id });
    for (const to of targetsAt(drawing, node.id, port)) {
      arrival.set(to, Math.min(arrival.get(to) ?? Number.POSITIVE_INFINITY, at + leastMs));
    }
  }
  return touches;
}

function channelOf(node: FlowNode): string {
  if (node.type === "task") return "task";
  return node.type === "send" && node.message === "come-back" ? "sms" : "inapp";
}

const flows = fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: 6 }).chain((list) => {
  const nodes = list.map((kind, index) => (kinds[kind] ?? send)(`n${index}`));
  const lines = nodes.flatMap((node, index) =>
    portsOf(node).flatMap((port) => nodes.slice(index + 1).map((to) => `${node.id}.${port} ${to.id}`)),
  );
  return fc.subarray(lines).map((chosen) => flow(nodes, ["watch.enter n0", ...chosen]));
});

const HOURS = [0, 1, 2, 3, 4, 6, 9];
/** What the rules ask of ways: the most touches by each hour, and the most channels. */
function answers(ways: readonly (readonly Touch[])[]) {
  const by = (hour: number) => ways.map((touches) => touches.filter(({ at }) => at <= hour * 3_600_000));
  return HOURS.map((hour) => ({
    touches: Math.max(0, ...by(hour).map((touches) => touches.length)),
    channels: Math.max(0, ...by(hour).map((touches) => new Set(touches.map(({ channel }) => channel)).size)),
  }));
}

test("the ways of a flow answer as the plain walk over every choice of ports does", () => {
  fc.assert(
    fc.property(flows, (document) => {
      const drawing = draw(document);
      const { real, bounding } = scenariosOf(drawing, "watch");
      expect(bounding).toBe(real);
      expect(answers(real)).toEqual(answers(everyWay(drawing)));
    }),
    { numRuns: 400 },
  );
});

test("two cases of a branch never add up", () => {
  const nodes: FlowNode[] = [
    { id: "n0", type: "branch", cases: [{ port: "one", when: { attr: "grade", op: "exists" } }] },
    send("n1"),
    send("n2"),
  ];
  const { real } = scenariosOf(draw(flow(nodes, ["watch.enter n0", "n0.one n1", "n0.else n2"])), "watch");
  expect(real.map((touches) => touches.map(({ node }) => node)).sort()).toEqual([["n1"], ["n2"]]);
});

test("of a flow with too many ways, one real way is known and none beats the bound", () => {
  const count = 40;
  const when = { attr: "grade", op: "exists" } as const;
  const steps = Array.from({ length: count }, (_, index) => index);
  const nodes = steps.flatMap((at): FlowNode[] => [
    { id: `b${at}`, type: "branch", cases: [{ port: "one", when }] },
    send(`s${at}`),
  ]);
  const lines = steps.flatMap((at) => [`b${at}.one s${at}`, `b${at}.else b${at + 1}`, `s${at}.next b${at + 1}`]);
  const last: FlowNode = { id: `b${count}`, type: "end" };
  const drawing = draw(flow([...nodes, last], ["watch.enter b0", ...lines]));
  const { real, bounding } = scenariosOf(drawing, "watch");
  expect(bounding.map((touches) => touches.length)).toEqual([count]);
  expect(Math.max(...real.map((touches) => touches.length))).toBe(count);
});
