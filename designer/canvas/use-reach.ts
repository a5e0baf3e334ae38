// Which connections the Tab key can come to from afar, where all are drawn as one: those on either side of the one that has the keyboard,
// and the outermost. Drawn each by itself for as long as that, they are reached, selected and told of as near by.
import { useEffect, useState } from "react";
import { useStoreApi } from "reactflow";
import type { FlowEdge, FlowNode } from "#designer/document/flow.ts";
import { useCanvasStore } from "./canvas-context.tsx";
import type { Ends } from "./curve.ts";
import { endsIn } from "./wires-afar.tsx";

const nothing: ReadonlySet<string> = new Set();

/** Their ids; nothing before Tab is pressed, and where every connection is drawn by itself. */
export function useReach(isAfar: boolean): ReadonlySet<string> {
  const store = useCanvasStore();
  const known = useStoreApi<FlowNode, FlowEdge>();
  const [reach, setReach] = useState(nothing);
  useEffect(() => {
    if (!isAfar) return;
    // Before the browser looks for where the keyboard goes next.
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Tab") return;
      const { nodes, edges } = store.getState().flow;
      const { nodeLookup, transform, width, height } = known.getState();
      const [x, y, zoom] = transform;
      const view = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      const seen = endsIn(edges, nodes, { nodeLookup }).flatMap(([{ id }, ends]) => (isSeen(ends, view) ? [id] : []));
      setReach(around(seen, document.activeElement?.closest(".react-flow__edge")?.getAttribute("data-id") ?? null));
    };
    addEventListener("keydown", onKey, true);
    return () => {
      removeEventListener("keydown", onKey, true);
      setReach(nothing);
    };
  }, [isAfar, store, known]);
  return reach;
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function isSeen({ from, to }: Ends, { x, y, width, height }: View): boolean {
  const isWithin = (a: number, b: number, start: number, length: number) =>
    Math.max(a, b) > start && Math.min(a, b) < start + length;
  return isWithin(from.x, to.x, x, width) && isWithin(from.y, to.y, y, height);
}

/** The first and the last of a list, and with one of it the two beside it. */
function around(ids: readonly string[], one: string | null): ReadonlySet<string> {
  const at = one === null ? -1 : ids.indexOf(one);
  const near = at === -1 ? [one] : [ids[at - 1], one, ids[at + 1]];
  return new Set([ids[0], ...near, ids.at(-1)].filter((id) => typeof id === "string"));
}
