// The acts that take more than one command: add where it makes sense, connect with a reason when refused, copy and paste, go to a node.
import { clipOf, clipText, parseClip } from "#designer/document/clip.ts";
import { addedIds, cornerOf } from "#designer/document/commands-paste.ts";
import { refusalOf, wrongTarget } from "#designer/document/connection.ts";
import { type Draft, type DraftEdge, type DraftNode, nodeAt, type Point } from "#designer/document/draft.ts";
import { portsOf } from "#designer/document/ports.ts";
import { NODE_WIDTH, sizeOf, snap } from "#designer/document/size.ts";
import type { Starter } from "#designer/document/starters.ts";
import { type Refusal, refusals } from "#designer/document/words.ts";
import type { Locale } from "#designer/text/locale.ts";
import type { Text } from "#designer/text/say.tsx";
import type { Bench, Spot } from "./bench.tsx";
import { nameIn } from "./naming.ts";
import { measuredSizes, selectedNodes } from "./store.ts";
import { toldWords } from "./words.ts";
import { LEAST_TELLING } from "./zoom.ts";

const GAP = 96;

/** Adds a node where the spot says, wires it where it may, selects it, and brings it into view. */
export function addStarter(bench: Bench, starter: Starter, spot: Spot): void {
  const { store } = bench;
  const before = store.getState().history.present;
  const source = spot.after === undefined ? null : nodeAt(before, spot.after.node);
  const group = `add ${before.nodes.length}`;
  const fresh = starter.make(before, source ?? (spot.into === undefined ? null : nodeAt(before, spot.into.from)));
  const at = spot.at ?? placeFor(bench, fresh.node, spot);
  if (spot.into !== undefined) store.getState().dispatch({ do: "insertOnEdge", edge: spot.into, ...fresh, at }, group);
  else store.getState().dispatch({ do: "addNode", ...fresh, at }, group);
  const after = store.getState().history.present;
  const id = addedIds(before, after)[0];
  if (id === undefined) {
    bench.warn(refusedWords("signalToStep"));
    return;
  }
  if (source !== null) {
    const port = spot.after?.port ?? freePort(after, source);
    const edge = port === null ? null : { from: source.id, port, to: id };
    if (edge !== null && refusalOf(after, edge) === null) store.getState().dispatch({ do: "connect", edge }, group);
  }
  goTo(bench, id);
  store.getState().tell(named(bench, toldWords.added, id));
}

/** The port by which to go on from a node: the first that leads nowhere yet, else the first. */
export function freePort(draft: Draft, node: DraftNode): string | null {
  const ports = portsOf(node);
  const used = new Set(draft.edges.filter(({ from }) => from === node.id).map(({ port }) => port));
  return ports.find((port) => !used.has(port)) ?? ports[0] ?? null;
}

/** Whether an entry of the palette may stand at a spot. */
export function mayStand(draft: Draft, starter: Starter, spot: Spot): boolean {
  const { node } = starter.make(draft);
  const source = nodeAt(draft, spot.into?.from ?? spot.after?.node ?? "");
  if (source === null) return true;
  if (wrongTarget(source, node) !== null) return false;
  const target = spot.into === undefined ? null : nodeAt(draft, spot.into.to);
  return target === null || portsOf(node).length === 0 || wrongTarget(node, target) === null;
}

/** Draws a connection, or tells why not. */
export function connectOrTell(bench: Bench, edge: DraftEdge): void {
  const { history, dispatch, tell } = bench.store.getState();
  const why = refusalOf(history.present, edge);
  if (why !== null) {
    bench.warn(refusedWords(why));
    return;
  }
  dispatch({ do: "connect", edge });
  const name = (locale: Locale, id: string) => nameIn(history.present, id, locale);
  tell({
    zh: toldWords.connected(name("zh", edge.from), name("zh", edge.to)).zh,
    en: toldWords.connected(name("en", edge.from), name("en", edge.to)).en,
  });
}

/** Selects a node, brings it into view, and gives it the keyboard. */
export function goTo(bench: Bench, id: string): void {
  const { store, view } = bench;
  store.getState().select([id]);
  const node = nodeAt(store.getState().history.present, id);
  const place = store.getState().history.present.layout?.[id];
  if (node === null || place === undefined) return;
  const { width, height } = sizeOf(node, measuredSizes(store.getState()));
  const zoom = Math.max(LEAST_TELLING, Math.min(1, view.getZoom()));
  void view.setCenter(place.x + width / 2, place.y + height / 2, { zoom, duration: motionMs() });
  focusNode(id);
  insist(id, () => store.getState().selection);
}

/** How long, and how often, a node asks for the keyboard (ms). */
const INSIST_MS = 1500;
const ASK_MS = 50;

/**
 * Gives a node the keyboard once that can be: it may be drawn only when the view is there, and a dialog that closes gives the keyboard back late,
 * to where it was before. Whoever presses or clicks meanwhile keeps it; the canvas ends its own keys before they come here (use-keys.ts), so
 * another selection, or a field that has the keyboard, counts as well.
 */
function insist(id: string, selected: () => ReadonlySet<string>): void {
  const until = performance.now() + INSIST_MS;
  const stop = () => {
    clearInterval(timer);
    for (const act of ["keydown", "pointerdown"]) removeEventListener(act, stop, true);
  };
  const timer = setInterval(() => {
    if (performance.now() > until || !selected().has(id)) return stop();
    if (isKeyboardFree() && document.activeElement?.getAttribute("data-id") !== id) focusNode(id);
  }, ASK_MS);
  for (const act of ["keydown", "pointerdown"]) addEventListener(act, stop, true);
}

/** Gives a node the keyboard with the next frame, as a dialog that closes leaves it to nobody; whoever took it by then keeps it. */
export function focusNodeNext(id: string): void {
  requestAnimationFrame(() => isKeyboardFree() && focusNode(id));
}

/** Whether nothing but the drawing has the keyboard. */
function isKeyboardFree(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.closest(".react-flow__node") !== null;
}

/** Moves the view if a node lies outside of it. */
export function keepInView(bench: Bench, id: string): void {
  const outer = document.querySelector(".wb-drawing")?.getBoundingClientRect();
  const inner = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
  if (outer === undefined || inner === undefined) return;
  const { x, y, zoom } = bench.view.getViewport();
  const over = (from: number, to: number, least: number, most: number) =>
    from < least ? least - from + GAP / 4 : to > most ? most - to - GAP / 4 : 0;
  const dx = over(inner.left, inner.right, outer.left, outer.right);
  const dy = over(inner.top, inner.bottom, outer.top, outer.bottom);
  if (dx !== 0 || dy !== 0) void bench.view.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motionMs() });
}

/** Gives a node's element the keyboard; nothing where it is not drawn. */
export function focusNode(id: string): void {
  const element = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  element?.focus({ preventScroll: true });
}

/** How long a move of the view takes; nothing where motion is not wanted. */
export function motionMs(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
}

/** The selected nodes as clipboard text; null where none is selected. */
export function copySelected(bench: Bench): string | null {
  const canvas = bench.store.getState();
  const ids = selectedNodes(canvas);
  if (ids.length === 0) return null;
  const clip = clipOf(canvas.history.present, new Set(ids));
  canvas.keepClip(clip);
  canvas.tell(toldWords.copied(ids.length));
  return clipText(clip);
}

/** Pastes clipboard text at a place, else beside where it was copied; tells where the text holds no nodes. */
export function pasteText(bench: Bench, text: string, at?: Point): void {
  const { history, clip: own, dispatch, select, tell } = bench.store.getState();
  const clip = parseClip(text) ?? (text === "" ? own : null);
  if (clip === null) {
    bench.warn(toldWords.notAClip);
    return;
  }
  const corner = cornerOf(clip);
  const isHere = clip.nodes.some(({ id }) => nodeAt(history.present, id) !== null);
  const place = at ?? (isHere ? { x: corner.x + 32, y: corner.y + 32 } : belowAll(history.present));
  if (!dispatch({ do: "paste", clip, at: { x: snap(place.x), y: snap(place.y) } })) return;
  const added = addedIds(history.present, bench.store.getState().history.present);
  select(added);
  tell(toldWords.pasted(added.length));
  const [first] = added;
  if (first !== undefined && !isHere)
    void bench.view.fitView({ nodes: added.map((id) => ({ id })), maxZoom: 1, duration: motionMs() });
}

/** Under everything that is drawn, where a clip from elsewhere covers nothing. */
function belowAll({ nodes, layout = {} }: Draft): Point {
  const places = Object.values(layout);
  if (places.length === 0) return { x: 0, y: 0 };
  const bottoms = nodes.map((node) => (layout[node.id]?.y ?? 0) + sizeOf(node).height);
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.max(...bottoms) + GAP };
}

/** Takes the selected nodes and connections away. */
export function removeSelected(bench: Bench): void {
  const { history, flow, selection, dispatch, select, tell } = bench.store.getState();
  const edges = flow.edges.flatMap(({ id, data }) => (selection.has(id) && data !== undefined ? [data.edge] : []));
  const ids = history.present.nodes.flatMap(({ id }) => (selection.has(id) ? [id] : []));
  const group = `remove ${history.past.length}`;
  if (edges.length > 0) dispatch({ do: "disconnect", edges }, group);
  if (ids.length > 0) dispatch({ do: "removeNodes", ids }, group);
  if (bench.store.getState().history === history) return;
  select([]);
  tell(toldWords.removed(edges.length + ids.length));
}

/** The middle of what is seen, on the canvas's grid. */
export function middleOf({ view }: Bench): Point {
  const box = document.querySelector(".wb-drawing")?.getBoundingClientRect();
  const middle = { x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 2 };
  const { x, y } = view.screenToFlowPosition(middle);
  return { x: snap(x - NODE_WIDTH / 2), y: snap(y - 48) };
}

/** A free place: right of what it follows, between what it goes between, else in the middle of the view. */
function placeFor(bench: Bench, node: DraftNode, spot: Spot): Point {
  const { present } = bench.store.getState().history;
  const from = present.layout?.[spot.into?.from ?? spot.after?.node ?? ""];
  const to = present.layout?.[spot.into?.to ?? ""];
  if (from !== undefined && to !== undefined)
    return { x: snap((from.x + to.x) / 2), y: snap((from.y + to.y) / 2) + 32 };
  const start = from === undefined ? middleOf(bench) : { x: from.x + NODE_WIDTH + GAP, y: from.y };
  return freePlace(bench, node, start);
}

function freePlace(bench: Bench, node: DraftNode, start: Point): Point {
  const canvas = bench.store.getState();
  const { nodes, layout = {} } = canvas.history.present;
  const sizes = measuredSizes(canvas);
  const own = sizeOf(node);
  const boxes = nodes.flatMap((one) => {
    const place = layout[one.id];
    return place === undefined ? [] : [{ ...place, ...sizeOf(one, sizes) }];
  });
  let { y } = start;
  const isTaken = () =>
    boxes.some(
      (box) =>
        box.x < start.x + own.width && start.x < box.x + box.width && box.y < y + own.height && y < box.y + box.height,
    );
  while (isTaken()) y += 32;
  return { x: start.x, y };
}

function named(bench: Bench, text: (name: string) => Text, id: string): Text {
  const { present } = bench.store.getState().history;
  return { zh: text(nameIn(present, id, "zh")).zh, en: text(nameIn(present, id, "en")).en };
}

/** Why a connection was refused, as a sentence. */
export function refusedWords(why: Refusal): Text {
  const { zh, en } = refusals[why];
  return { zh: toldWords.refused(zh).zh, en: toldWords.refused(en).en };
}
