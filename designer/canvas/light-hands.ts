// What the hand carries from afar, as a picture in front of the drawing: its connections, and, where they are few, the cards themselves. An
// element that moves has the browser compose all the hundreds around it anew, and React Flow ask each whether it changed; a picture has
// neither, and React Flow hears of the place where the cards are let go.

import type { ReactFlowState } from "reactflow";
import type { StoreApi } from "zustand";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { drawCard, drawWires, lookOfCard, lookOfWires, type Patch, type WireLook } from "./picture.ts";
import type { Canvas } from "./store.ts";
import { endsIn } from "./wires-afar.tsx";

type Known = Pick<StoreApi<ReactFlowState<FlowNode, FlowEdge>>, "getState" | "subscribe">;

/** As many cards are pictured; more are on the way of a layout, some in each frame. */
const FEW_NODES = 50;

/** Hands that carry nodes between which React Flow itself draws none of the `edges`. */
export interface LightHands {
  /** Pictures what the canvas carries, if anything; false where React Flow has to move the cards. */
  readonly carry: (canvas: Canvas) => boolean;
  /** Takes the picture away; gives whether cards were on it, of whose way React Flow knows nothing. */
  readonly letGo: () => boolean;
}

interface Card {
  readonly element: HTMLElement;
  readonly look: readonly Patch[];
}

interface Picture {
  readonly sheet: HTMLCanvasElement;
  readonly carried: ReadonlySet<string>;
  readonly edges: readonly FlowEdge[];
  readonly wires: WireLook;
  cards: ReadonlyMap<string, Card>;
}

/** See above. */
export function lightHands(known: Known, edges: readonly FlowEdge[]): LightHands {
  let picture: Picture | null = null;
  let shown: Canvas | null = null;
  const draw = () => {
    if (picture !== null && shown !== null) drawPicture(picture, shown, known.getState());
  };
  // The wheel moves the view under a hand that carries.
  let stop = () => {};
  const letGo = () => {
    stop();
    const cards = [...(picture?.cards.values() ?? [])];
    for (const { element } of cards) element.removeAttribute("data-in-hand");
    picture?.sheet.remove();
    picture = null;
    shown = null;
    return cards.length > 0;
  };
  const begin = (canvas: Canvas) => {
    letGo();
    const { domNode } = known.getState();
    if (domNode === null) return;
    picture = newPicture(domNode, canvas);
    stop = known.subscribe((now, before) => now.transform !== before.transform && draw());
  };
  return {
    carry: (canvas) => {
      if (canvas.carried.size === 0) return false;
      if (picture?.carried !== canvas.carried) begin(canvas);
      if (picture !== null) pictureCards(picture, known.getState(), edges);
      shown = canvas;
      draw();
      return (picture?.cards.size ?? 0) > 0;
    },
    letGo,
  };
}

function newPicture(room: HTMLElement, { carried, flow }: Canvas): Picture {
  const sheet = document.createElement("canvas");
  sheet.className = "wb-in-hand";
  room.append(sheet);
  const isCarried = ({ source, target }: FlowEdge) => carried.has(source) || carried.has(target);
  return { sheet, carried, edges: flow.edges.filter(isCarried), wires: lookOfWires(room), cards: new Map() };
}

/** Where the cards are few, all on the screen, and React Flow draws nothing that hangs on them. */
function pictureCards(picture: Picture, known: ReactFlowState<FlowNode, FlowEdge>, edges: readonly FlowEdge[]): void {
  const { carried, cards } = picture;
  const { domNode, nodesSelectionActive } = known;
  const isTied = edges.some(({ source, target }) => carried.has(source) || carried.has(target));
  if (cards.size > 0 || domNode === null || nodesSelectionActive || isTied || carried.size > FEW_NODES) return;
  const elements = [...carried].flatMap((id) => elementOf(domNode, id) ?? []);
  if (elements.length < carried.size) return;
  for (const element of elements) element.setAttribute("data-in-hand", "");
  picture.cards = new Map(
    elements.map((element) => [element.dataset["id"] ?? "", { element, look: lookOfCard(element) }]),
  );
}

function drawPicture(picture: Picture, { flow }: Canvas, known: ReactFlowState<FlowNode, FlowEdge>): void {
  const { sheet, edges, wires, cards } = picture;
  const [x, y, zoom] = known.transform;
  const [width, height] = [known.width * devicePixelRatio, known.height * devicePixelRatio];
  const brush = sheet.getContext("2d");
  if (brush === null) return;
  if (sheet.width !== width || sheet.height !== height) Object.assign(sheet, { width, height });
  brush.resetTransform();
  brush.clearRect(0, 0, width, height);
  brush.scale(devicePixelRatio, devicePixelRatio);
  brush.translate(x, y);
  brush.scale(zoom, zoom);
  drawWires(brush, wires, endsIn(edges, flow.nodes, known));
  for (const { id, position } of flow.nodes) {
    const card = cards.get(id);
    if (card !== undefined) drawCard(brush, card.look, position);
  }
}

function elementOf(room: HTMLElement, id: string): HTMLElement | null {
  return room.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
}
