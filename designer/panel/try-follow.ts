// Keeps what glows in view while a trial goes on: all of it where it stays readable, else where the learner stands.
import { useEffect } from "react";
import { getViewportForBounds } from "reactflow";
import { motionMs } from "#designer/canvas/acts.ts";
import { type Bench, useBench } from "#designer/canvas/bench.tsx";
import { measuredSizes } from "#designer/canvas/store.ts";
import { nodeAt } from "#designer/document/draft.ts";
import { sizeOf } from "#designer/document/size.ts";
import type { TryState } from "./try-run.ts";

/** Below this zoom the drawing leaves small print out. */
const LEAST_ZOOM = 0.4;
const PADDING = 0.04;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Moves the view when another place glows that lies outside of it. */
export function useFollow({ here, tiers, on }: TryState): void {
  const bench = useBench();
  const places = [...on, ...tiers, ...here].join(" ");
  useEffect(() => {
    if (places !== "") follow(bench, places.split(" "));
  }, [bench, places]);
}

function follow(bench: Bench, ids: readonly string[]): void {
  const outer = document.querySelector(".wb-drawing")?.getBoundingClientRect();
  const boxes = ids.flatMap((id) => boxOf(bench, id));
  const last = boxes.at(-1);
  if (outer === undefined || last === undefined) return;
  const view = bench.view.getViewport();
  if (boxes.every((box) => isInside(box, view, outer))) return;
  const all = around(boxes);
  const isWide = all.width * LEAST_ZOOM > outer.width || all.height * LEAST_ZOOM > outer.height;
  const most = Math.max(LEAST_ZOOM, Math.min(1, view.zoom));
  const next = getViewportForBounds(isWide ? last : all, outer.width, outer.height, LEAST_ZOOM, most, PADDING);
  void bench.view.setViewport(next, { duration: motionMs() });
}

function boxOf({ store }: Bench, id: string): Box[] {
  const canvas = store.getState();
  const node = nodeAt(canvas.history.present, id);
  const place = canvas.history.present.layout?.[id];
  return node === null || place === undefined ? [] : [{ ...place, ...sizeOf(node, measuredSizes(canvas)) }];
}

function isInside(box: Box, { x, y, zoom }: { x: number; y: number; zoom: number }, outer: DOMRect): boolean {
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  return left >= 0 && top >= 0 && left + box.width * zoom <= outer.width && top + box.height * zoom <= outer.height;
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
