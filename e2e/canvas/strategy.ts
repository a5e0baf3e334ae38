// A large strategy for the bench: a lattice of steps behind three tiers, the same at each call, sound to the compiler's rules of the
// drawing, with a place for every node.

const COLUMNS = 20;
const WIDTH = 360;
const HEIGHT = 160;
const tiers = ["watch", "warning", "urgent"];
const SIGNALS = 10;

interface Step {
  readonly node: Record<string, unknown>;
  readonly ports: readonly [string, string | null];
}

/** Steps by turns; the second port is a way down to the next row. */
const kinds: readonly ((id: string, n: number) => Step)[] = [
  (id, n) => ({ node: { id, type: "send", message: `hello-${n % 20}` }, ports: ["next", "unreachable"] }),
  (id, n) => ({ node: { id, type: "wait", for: `P${1 + (n % 3)}D` }, ports: ["next", null] }),
  (id) => ({ node: { id, type: "waitFor", events: ["session.started"], timeout: "PT24H" }, ports: ["timeout", "yes"] }),
  (id) => ({
    node: { id, type: "branch", cases: [{ port: "motivated", when: { cause: "motivation" } }] },
    ports: ["else", "motivated"],
  }),
];

interface Edge {
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

function signalsAndTiers(): { nodes: object[]; edges: Edge[] } {
  const signals = Array.from({ length: SIGNALS }, (_, n) => `silent${n + 3}`);
  return {
    nodes: [
      ...signals.map((id, n) => ({
        ...{ id, type: "signal", kind: "absence", events: ["session.started"], for: `P${n + 3}D` },
        name: { "zh-CN": `${n + 3} 天没有登录`, en: `No login for ${n + 3} days` },
      })),
      ...tiers.map((id, n) => ({ id, type: "tier", rank: n + 1, enter: { atLeast: n + 1 } })),
    ],
    edges: signals.flatMap((from) => tiers.map((to) => ({ from, port: "on", to }))),
  };
}

function textOf(n: number) {
  const of = (title: string, body: string) => ({ title, body });
  return {
    "zh-CN": of(`第 ${n} 句`, "今天学一小节吧，大约十五分钟。"),
    en: of(`Word ${n}`, "One section today, 15 minutes."),
  };
}

/** The document, of so many nodes and edges; throws where the lattice has no room for as many. */
export function largeStrategy(id: string, nodeCount: number, edgeCount: number): Record<string, unknown> {
  const head = signalsAndTiers();
  const steps = Array.from({ length: nodeCount - head.nodes.length }, (_, n) => {
    const [row, column] = [Math.floor(n / COLUMNS), n % COLUMNS];
    const make = kinds[(row + column) % kinds.length];
    if (make === undefined) throw new Error("there are kinds");
    return { ...make(`s${n}`, n), row, column };
  });
  const nameAt = (row: number, column: number) => {
    const n = row * COLUMNS + column;
    return column < COLUMNS && n < steps.length ? `s${n}` : null;
  };
  const drawn = (from: unknown, port: string | null, to: string | null): Edge[] =>
    port === null || to === null ? [] : [{ from: String(from), port, to }];
  const entries = steps.flatMap(({ node, row, column }) =>
    column === 0 ? drawn(tiers[row % tiers.length], "enter", String(node.id)) : [],
  );
  const along = steps.flatMap(({ node, ports, row, column }) => drawn(node.id, ports[0], nameAt(row, column + 1)));
  const down = steps.flatMap(({ node, ports, row, column }) => drawn(node.id, ports[1], nameAt(row + 1, column + 1)));
  const edges = [...head.edges, ...entries, ...along, ...down];
  if (edges.length < edgeCount) throw new Error(`room for ${edges.length} connections, not for ${edgeCount}`);
  const place = (one: string, column: number, row: number) => [one, { x: column * WIDTH, y: row * HEIGHT }] as const;
  return {
    format: "winback.strategy/1",
    id,
    name: { "zh-CN": "大画布", en: "A large canvas" },
    purpose: "retention",
    subject: "learner",
    goal: { events: ["session.started"], days: 2, within: "P14D" },
    nodes: [...head.nodes, ...steps.map(({ node }) => node)],
    edges: edges.slice(0, edgeCount),
    messages: Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [
        `hello-${n}`,
        { channel: n % 2 === 0 ? "inapp" : "push", variants: [{ id: "a", weight: 10_000, content: textOf(n) }] },
      ]),
    ),
    layout: Object.fromEntries([
      ...Array.from({ length: SIGNALS }, (_, n) => place(`silent${n + 3}`, 0, n)),
      ...tiers.map((one, n) => place(one, 1, n * 3)),
      ...steps.map(({ node, row, column }) => place(String(node.id), column + 2, row)),
    ]),
  };
}
