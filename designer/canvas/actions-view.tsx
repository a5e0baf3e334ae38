// Looking: zoom, find, go from node to node, panels.
import {
  CompressOutlined,
  DragOutlined,
  FullscreenOutlined,
  QuestionCircleOutlined,
  SearchOutlined,
  SelectOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from "@ant-design/icons";
import type { Action } from "./action.ts";
import { goTo, motionMs } from "./acts.ts";
import type { Bench } from "./bench.tsx";
import { selectedNodes } from "./store.ts";
import { actionWords as words } from "./words-actions.ts";

/** Goes on from the selected node as people read: from left to right, then down. */
function step(bench: Bench, by: 1 | -1): void {
  const canvas = bench.store.getState();
  const { nodes, layout = {} } = canvas.history.present;
  const order = nodes
    .map(({ id }) => ({ id, x: layout[id]?.x ?? 0, y: layout[id]?.y ?? 0 }))
    .sort((a, b) => a.x - b.x || a.y - b.y);
  const at = order.findIndex(({ id }) => id === selectedNodes(canvas)[0]);
  const next = order.at(at === -1 ? 0 : (at + by) % order.length);
  if (next !== undefined) goTo(bench, next.id);
}

/** See the head of this file. */
export const viewActions: readonly Action[] = [
  {
    id: "find",
    group: "view",
    label: words.find,
    icon: <SearchOutlined />,
    keys: ["f", "mod+f"],
    run: ({ find }) => find(true),
  },
  { id: "next", group: "view", label: words.next, icon: null, keys: ["]"], run: (bench) => step(bench, 1) },
  { id: "previous", group: "view", label: words.previous, icon: null, keys: ["["], run: (bench) => step(bench, -1) },
  {
    id: "fit",
    group: "view",
    label: words.fit,
    icon: <FullscreenOutlined />,
    keys: ["mod+1", "shift+!"],
    on: ["pane"],
    run: ({ view }) => void view.fitView({ maxZoom: 1, padding: 0.1, duration: motionMs() }),
  },
  {
    id: "whole",
    group: "view",
    label: words.whole,
    icon: <CompressOutlined />,
    keys: ["mod+0"],
    run: ({ view }) => void view.zoomTo(1, { duration: motionMs() }),
  },
  {
    id: "in",
    group: "view",
    label: words.zoomIn,
    icon: <ZoomInOutlined />,
    keys: ["plus", "="],
    run: ({ view }) => void view.zoomIn({ duration: motionMs() }),
  },
  {
    id: "out",
    group: "view",
    label: words.zoomOut,
    icon: <ZoomOutOutlined />,
    keys: ["-"],
    run: ({ view }) => void view.zoomOut({ duration: motionMs() }),
  },
  {
    id: "pointer",
    group: "view",
    label: words.pointer,
    icon: <SelectOutlined />,
    keys: ["v"],
    run: ({ setHand }) => setHand("select"),
  },
  {
    id: "hand",
    group: "view",
    label: words.hand,
    icon: <DragOutlined />,
    keys: ["h"],
    run: ({ setHand }) => setHand("pan"),
  },
  {
    id: "keys",
    group: "view",
    label: words.keys,
    icon: <QuestionCircleOutlined />,
    keys: ["?", "mod+/"],
    run: ({ open }) => open({ is: "keys" }),
  },
];
