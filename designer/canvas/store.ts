// The state of one canvas: the draft with its history, the drawing of it, what is selected and what is wrong. Whatever is done to the
// draft goes through `dispatch`; what only the canvas knows (sizes, a node under the hand) stays in the drawing.
import { applyNodeChanges, type EdgeChange, type NodeChange } from "reactflow";
import { createStore, type StoreApi } from "zustand";
import { type Command, kindOf } from "#designer/document/all.ts";
import type { Clip } from "#designer/document/clip.ts";
import type { Draft, Places, Point } from "#designer/document/draft.ts";
import { type Flow, type FlowEdge, type FlowNode, type Look, toFlow } from "#designer/document/flow.ts";
import { act, type History, redo, startHistory, undo } from "#designer/document/history.ts";
import type { Problem } from "#designer/document/problems.ts";
import type { Sizes } from "#designer/document/size.ts";
import type { Text } from "#designer/text/say.tsx";
import { guessed } from "./guess.ts";
import { toldWords } from "./words.ts";

/** What the compiler said last. `of` is the draft it looked at; null before its first word. */
export interface Judgement {
  readonly of: Draft | null;
  readonly problems: readonly Problem[];
  readonly hash: string | null;
}

/** How a node or connection glows while a try runs: a signal that is on, a path that stands here, one that came by. */
export type Glow = "lit" | "here" | "past";

/** What a panel lays over the drawing, by node id and connection (`from port to`); it is not part of the draft. */
export interface Overlay {
  readonly glow: Readonly<Record<string, Glow>>;
  /** Shares 0..1 of those who came to a connection's start and went by it. */
  readonly shares: Readonly<Record<string, number>>;
}

/** Nothing laid over the drawing. */
export const noOverlay: Overlay = { glow: {}, shares: {} };

/** Something told to those who listen; a new object each time. */
export interface Told {
  readonly text: Text;
}

/** The state of a canvas, and what can be done to it. */
export interface Canvas {
  readonly history: History;
  readonly flow: Flow;
  /** Nodes that move in the drawing alone, under the hand or on the way to an edit; the same set from the beginning of the way to its end. */
  readonly carried: ReadonlySet<string>;
  /** Ids of nodes and edges. */
  readonly selection: ReadonlySet<string>;
  readonly judgement: Judgement;
  /** Learners now at nodes (by id) and past connections (`from port to`); set by the live panel. */
  readonly counts: Readonly<Record<string, number>>;
  readonly overlay: Overlay;
  readonly clip: Clip | null;
  readonly told: Told | null;
  readonly isReadOnly: boolean;
  /** Carries an edit out; gives whether anything changed. Close edits of one group are one step of undo. */
  readonly dispatch: (command: Command, group?: string | null) => boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (ids: Iterable<string>) => void;
  readonly changeNodes: (changes: readonly NodeChange<FlowNode>[]) => void;
  readonly changeEdges: (changes: readonly EdgeChange<FlowEdge>[]) => void;
  /** The hand takes nodes, or, with none, lets go; where it puts them is an edit. */
  readonly take: (ids: readonly string[]) => void;
  /** Shows some nodes at other places without an edit, on the way to one. */
  readonly show: (places: Places, ids: ReadonlySet<string>) => void;
  readonly judge: (judgement: Judgement) => void;
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  readonly lay: (overlay: Overlay) => void;
  readonly keepClip: (clip: Clip) => void;
  readonly tell: (text: Text) => void;
  readonly nameBy: (names: NonNullable<Look["names"]>) => void;
}

/** The store of one canvas. */
export type CanvasStore = StoreApi<Canvas>;

/** What a canvas begins with. */
export interface Beginning {
  readonly draft: Draft;
  readonly isReadOnly: boolean;
  /** The clock, UTC ms. */
  readonly now: () => number;
  /** What a screen reader calls things, until `nameBy` says otherwise. */
  readonly names?: Look["names"];
}

const nobody: ReadonlySet<string> = new Set();

/** Whether the drawing changed otherwise than by nodes that were being carried already. */
export function isDrawnAnew(now: Canvas, before: Canvas): boolean {
  return now.flow !== before.flow && !isCarriedOn(now, before);
}

/** Whether nodes were carried on, and nothing else of the drawing changed. */
export function isCarriedOn(now: Canvas, before: Canvas): boolean {
  const isSame = now.carried === before.carried && now.flow.edges === before.flow.edges;
  return now.carried.size > 0 && isSame && now.flow.nodes !== before.flow.nodes;
}

/** A canvas over a draft that has a place for every node. */
export function createCanvasStore({ draft, isReadOnly, now, names: first }: Beginning): CanvasStore {
  return createStore<Canvas>()((set, get) => {
    let names = first;
    const named = () => (names === undefined ? {} : { names });
    const redrawn = (next: Partial<Canvas>): Partial<Canvas> => {
      const { history, flow, selection, judgement, counts } = { ...get(), ...next };
      const look = { problems: judgement.problems, counts, selection, ...named() };
      return { ...next, flow: toFlow(history.present, look, flow) };
    };
    const step = (move: (history: History) => History, done: (what: string) => Text) => {
      const { history } = get();
      const next = move(history);
      if (next === history) return;
      const did = next.past.length < history.past.length ? history.past.at(-1)?.did : next.past.at(-1)?.did;
      const { zh, en } = kindOf(did ?? "replace").label;
      set(redrawn({ history: next, told: { text: { zh: done(zh).zh, en: done(en).en } } }));
    };
    return {
      history: startHistory(draft),
      flow: guessed(toFlow(draft, named())),
      carried: nobody,
      selection: nobody,
      judgement: { of: null, problems: [], hash: null },
      counts: {},
      overlay: noOverlay,
      clip: null,
      told: null,
      isReadOnly,
      dispatch: (command, group = null) => {
        const { history } = get();
        const next = isReadOnly ? history : act(history, command, now(), group);
        if (next === history) return false;
        set(redrawn({ history: next, selection: stillSelected(get().selection, command), carried: nobody }));
        return true;
      },
      undo: () => step(undo, toldWords.undone),
      redo: () => step(redo, toldWords.redone),
      select: (ids) => set(redrawn({ selection: new Set(ids) })),
      changeNodes: (changes) => changeNodes(get, set, changes),
      changeEdges: (changes) => {
        const selection = selectedAfter(get().selection, changes);
        if (selection !== get().selection) set(redrawn({ selection }));
      },
      take: (ids) => set({ carried: ids.length === 0 ? nobody : sameIds(get().carried, ids) }),
      show: (places, ids) => {
        const { flow, carried } = get();
        set({ flow: movedTo(flow, places, ids), carried: sameIds(carried, Object.keys(places)) });
      },
      judge: ({ problems, ...judgement }) =>
        set(redrawn({ judgement: { ...judgement, problems: sameProblems(get().judgement.problems, problems) } })),
      count: (counts) => set(redrawn({ counts })),
      lay: (overlay) => set({ overlay }),
      keepClip: (clip) => set({ clip }),
      tell: (text) => set({ told: { text } }),
      nameBy: (by) => {
        names = by;
        set(redrawn({}));
      },
    };
  });
}

/** Problems that were told before are the same objects again, so that their nodes are not drawn anew. */
function sameProblems(before: readonly Problem[], now: readonly Problem[]): readonly Problem[] {
  const known = new Map(before.map((problem) => [JSON.stringify(problem), problem]));
  return now.map((problem) => known.get(JSON.stringify(problem)) ?? problem);
}

/** A node that gets another id stays selected. */
function stillSelected(selection: ReadonlySet<string>, command: Command): ReadonlySet<string> {
  if (command.do !== "renameNode" || !selection.has(command.id)) return selection;
  return new Set([...selection].map((id) => (id === command.id ? command.to : id)));
}

type Get = () => Canvas;
type SetState = (next: Partial<Canvas>) => void;

/** A pixel of a drag moves the drawing alone; its end, or an arrow key, moves the draft. */
function changeNodes(get: Get, set: SetState, changes: readonly NodeChange<FlowNode>[]): void {
  const { flow, carried, dispatch, selection, select, isReadOnly } = get();
  const seen = changes.filter(({ type }) => type === "dimensions" || (type === "position" && !isReadOnly));
  if (seen.length > 0) {
    const measured = new Set(seen.flatMap((change) => (change.type === "dimensions" ? [change.id] : [])));
    const nodes = applyNodeChanges(seen, flow.nodes);
    const next = { ...flow, nodes: measured.size === 0 ? nodes : nodes.map(withoutGuess(measured)) };
    set({ flow: next, carried: carriedAfter(carried, seen) });
  }
  const wasDragged = new Set(flow.nodes.filter(({ dragging }) => dragging === true).map(({ id }) => id));
  const ended = changes.flatMap((change): [string, Point][] => {
    if (change.type !== "position" || change.dragging === true || change.position === undefined) return [];
    return [[change.id, change.position]];
  });
  if (ended.length > 0) {
    const isDrag = ended.some(([id]) => wasDragged.has(id));
    dispatch({ do: "moveNodes", to: Object.fromEntries(ended) }, isDrag ? null : "arrows");
  }
  const next = selectedAfter(selection, changes);
  if (next !== selection) select(next);
}

/** A measure taken on the way changes nothing of who is carried. */
function carriedAfter(carried: ReadonlySet<string>, changes: readonly NodeChange<FlowNode>[]): ReadonlySet<string> {
  const moves = changes.flatMap((change) => (change.type === "position" ? [change] : []));
  if (moves.length === 0) return carried;
  const ids = moves.flatMap(({ id, dragging }) => (dragging === true ? [id] : []));
  return ids.length === 0 ? nobody : sameIds(carried, ids);
}

/** The set itself where it holds just these. */
function sameIds(set: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  return set.size === ids.length && ids.every((id) => set.has(id)) ? set : new Set(ids);
}

/** Once a node is measured, the guess of where its ports are goes. */
function withoutGuess(measured: ReadonlySet<string>): (node: FlowNode) => FlowNode {
  return (node) => {
    if (node.handles === undefined || !measured.has(node.id)) return node;
    const { handles: _guessed, ...rest } = node;
    return rest;
  };
}

function movedTo({ nodes, edges }: Flow, places: Places, ids: ReadonlySet<string>): Flow {
  const moved = (node: FlowNode): FlowNode => {
    const position = ids.has(node.id) ? places[node.id] : undefined;
    return position === undefined ? node : { ...node, position };
  };
  return { nodes: nodes.map(moved), edges };
}

function selectedAfter(
  selection: ReadonlySet<string>,
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): ReadonlySet<string> {
  const next = new Set(selection);
  for (const change of changes) {
    if (change.type !== "select") continue;
    if (change.selected) next.add(change.id);
    else next.delete(change.id);
  }
  const isSame = next.size === selection.size && [...next].every((id) => selection.has(id));
  return isSame ? selection : next;
}

/** The selected nodes of a canvas, in the order of the document. */
export function selectedNodes({ history, selection }: Canvas): string[] {
  if (selection.size === 0) return [];
  return history.present.nodes.flatMap(({ id }) => (selection.has(id) ? [id] : []));
}

/** The sizes that the canvas has measured. */
export function measuredSizes({ flow }: Canvas): Sizes {
  return Object.fromEntries(
    flow.nodes.flatMap(({ id, measured }) =>
      measured?.width === undefined || measured.height === undefined
        ? []
        : [[id, { width: measured.width, height: measured.height }]],
    ),
  );
}
