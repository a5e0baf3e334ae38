import { expect, test } from "vitest";
import { drafts } from "#designer/document/testkit.ts";
import { actionOf, actions } from "./actions.ts";
import { createCanvasStore, isCarriedOn, isDrawnAnew, selectedNodes } from "./store.ts";

const [draft] = drafts;
if (draft === undefined) throw new Error("there are drafts");
const open = (isReadOnly = false) => createCanvasStore({ draft, isReadOnly, now: () => 0 });

test("a drag moves the drawing pixel by pixel and the draft once", () => {
  const store = open();
  const { changeNodes } = store.getState();
  for (const x of [1, 2, 3]) changeNodes([{ id: "watch", type: "position", position: { x, y: 0 }, dragging: true }]);
  expect(store.getState().history.present).toBe(draft);
  expect(store.getState().flow.nodes.find(({ id }) => id === "watch")?.position).toEqual({ x: 3, y: 0 });
  changeNodes([{ id: "watch", type: "position", position: { x: 3, y: 0 }, dragging: false }]);
  expect(store.getState().history.past).toHaveLength(1);
  expect(store.getState().history.present.layout?.watch).toEqual({ x: 3, y: 0 });
  store.getState().undo();
  expect(store.getState().flow.nodes.find(({ id }) => id === "watch")?.position).toEqual(draft.layout?.watch);
});

test("a node carried on moves alone; that it was taken up and put down is drawn anew", () => {
  const store = open();
  const heard: string[] = [];
  store.subscribe((now, before) => {
    if (isCarriedOn(now, before)) heard.push("carried on");
    if (isDrawnAnew(now, before)) heard.push("drawn anew");
  });
  const { changeNodes } = store.getState();
  const move = (x: number, dragging: boolean) =>
    changeNodes([{ id: "watch", type: "position", position: { x, y: 0 }, dragging }]);
  for (const x of [8, 16, 24]) move(x, true);
  expect(heard).toEqual(["drawn anew", "carried on", "carried on"]);
  move(24, false);
  expect(heard.at(-1)).toBe("drawn anew");
  expect(store.getState().carried.size).toBe(0);
});

test("what the compiler says in the middle of a drag leaves the node under the hand", () => {
  const store = open();
  store.getState().changeNodes([{ id: "watch", type: "position", position: { x: 9, y: 9 }, dragging: true }]);
  store.getState().judge({ of: draft, problems: [], hash: null });
  expect(store.getState().flow.nodes.find(({ id }) => id === "watch")?.position).toEqual({ x: 9, y: 9 });
});

test("selecting marks nodes and keeps the rest of the drawing", () => {
  const store = open();
  const before = store.getState().flow;
  store.getState().changeNodes([{ id: "watch", type: "select", selected: true }]);
  expect(selectedNodes(store.getState())).toEqual(["watch"]);
  const { nodes } = store.getState().flow;
  expect(nodes.filter((node, index) => node !== before.nodes[index]).map(({ id }) => id)).toEqual(["watch"]);
});

test("a node that gets another id stays selected", () => {
  const store = open();
  store.getState().select(["watch"]);
  store.getState().dispatch({ do: "renameNode", id: "watch", to: "lookout" });
  expect(selectedNodes(store.getState())).toEqual(["lookout"]);
});

test("who may only read changes nothing", () => {
  const store = open(true);
  expect(store.getState().dispatch({ do: "removeNodes", ids: ["watch"] })).toBe(false);
  store.getState().changeNodes([{ id: "watch", type: "position", position: { x: 1, y: 1 }, dragging: false }]);
  expect(store.getState().history.present).toBe(draft);
  store.getState().select(["watch"]);
  const press = { key: "Delete", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  expect(actionOf(press, store.getState())).toBeNull();
});

test("no two actions answer to the same keys", () => {
  const keys = actions.flatMap((action) => action.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
});
