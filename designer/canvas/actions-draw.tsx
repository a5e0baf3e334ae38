// Drawing: add, connect, open the settings, lay out.
import { ApartmentOutlined, EditOutlined, NodeIndexOutlined, PlusOutlined } from "@ant-design/icons";
import { nodeAt } from "#designer/document/draft.ts";
import { portsOf } from "#designer/document/ports.ts";
import type { Action } from "./action.ts";
import type { Bench, Spot } from "./bench.tsx";
import { type Canvas, selectedNodes } from "./store.ts";
import { actionWords as words } from "./words-actions.ts";

/** After the one node, or into the one connection, that is selected. */
function spotOf({ flow, selection, history }: Canvas): Spot {
  if (selection.size !== 1) return {};
  const edge = flow.edges.find(({ id, data }) => selection.has(id) && data?.weight === null)?.data?.edge;
  if (edge !== undefined) return { into: edge };
  const node = history.present.nodes.find(({ id }) => selection.has(id));
  return node === undefined || portsOf(node).length === 0 ? {} : { after: { node: node.id } };
}

function theNode(canvas: Canvas): string | null {
  const [first, ...others] = selectedNodes(canvas);
  return first === undefined || others.length > 0 ? null : first;
}

function connect({ store, open }: Bench): void {
  const from = theNode(store.getState());
  if (from !== null) open({ is: "connect", from, port: null });
}

/** The first thing in the settings that can be typed into. */
function enterSettings(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".wb-side input, .wb-side textarea")?.focus());
}

/** See the head of this file. */
export const drawActions: readonly Action[] = [
  {
    id: "add",
    group: "draw",
    label: words.add,
    icon: <PlusOutlined />,
    keys: ["n", "insert"],
    on: ["node", "edge", "pane"],
    isEdit: true,
    run: ({ store, open }) => open({ is: "add", spot: spotOf(store.getState()) }),
  },
  {
    id: "connect",
    group: "draw",
    label: words.connect,
    icon: <NodeIndexOutlined />,
    keys: ["c"],
    on: ["node"],
    isEdit: true,
    isOpen: (canvas) => {
      const node = nodeAt(canvas.history.present, theNode(canvas) ?? "");
      return node !== null && portsOf(node).length > 0;
    },
    run: connect,
  },
  {
    id: "settings",
    group: "draw",
    label: words.settings,
    icon: <EditOutlined />,
    keys: ["e"],
    on: ["node"],
    isOpen: (canvas) => theNode(canvas) !== null,
    run: ({ openPanel }) => {
      openPanel(null);
      enterSettings();
    },
  },
  {
    id: "layout",
    group: "draw",
    label: words.layout,
    icon: <ApartmentOutlined />,
    keys: ["shift+l"],
    on: ["pane"],
    isEdit: true,
    isOpen: ({ history }) => history.present.nodes.length > 1,
    run: ({ layOut }) => layOut(),
  },
];
